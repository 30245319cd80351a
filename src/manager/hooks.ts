/** Small hooks of the manager: the network, a stable callback, the selection of all modules. */
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "preact/hooks"

import { createSelection, type Selection } from "../ui/selection"
import type { Row } from "./rows"

/** Whether the browser is connected to a network. */
export function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    const gone = new AbortController()
    const look = (): void => setOnline(navigator.onLine)
    for (const type of ["online", "offline"]) addEventListener(type, look, { signal: gone.signal })
    return () => gone.abort()
  }, [])
  return online
}

/** A function that never changes and calls the latest `work`. */
export function useStableCallback<A extends readonly unknown[]>(
  work: (...args: A) => void,
): (...args: A) => void {
  const latest = useRef(work)
  latest.current = work
  return useCallback((...args: A) => latest.current(...args), [])
}

/** The selected tags of all modules of an account, without those that no module has any more. */
export function usePicks(accountId: string, modules: ReadonlyMap<string, readonly Row[]>): Selection {
  const [, changed] = useReducer((count: number) => count + 1, 0)
  const selection = useMemo(createSelection, [accountId])
  useEffect(() => {
    const gone = new AbortController()
    selection.onChange(() => changed(undefined), gone.signal)
    return () => gone.abort()
  }, [selection])
  useEffect(() => {
    selection.keepOnly([...modules.values()].flat().map(({ id }) => id))
  }, [selection, modules])
  return selection
}
