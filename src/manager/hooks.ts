import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "preact/hooks"

import { createSelection, type Selection } from "../ui/selection"
import type { Row } from "./rows"

/**
 * Single keys of the page, while no field is typed in and no dialog is open.
 * @param keys what each key does, on every layout: see `shortcutOf`
 */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const gone = new AbortController()
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest("dialog, select, input:not([type=checkbox])")) return
      const act = latest.current[shortcutOf(event)]
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener("keydown", press, { signal: gone.signal })
    return () => gone.abort()
  }, [])
}

/** Whether the browser has a connection at all. */
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

/** The newest of a function that is new at each drawing, as one that never changes. */
export function useSame<A extends readonly unknown[]>(work: (...args: A) => void): (...args: A) => void {
  const latest = useRef(work)
  latest.current = work
  return useCallback((...args: A) => latest.current(...args), [])
}

/**
 * The picked tags of all modules of an account.
 * @param modules the rows of every module: what is gone from one that has been read is no longer picked
 */
export function usePicks(accountId: string, modules: ReadonlyMap<string, readonly Row[]>): Selection {
  const [, changed] = useReducer((count: number) => count + 1, 0)
  const selection = useMemo(createSelection, [accountId])
  useEffect(() => {
    const gone = new AbortController()
    selection.onChange(() => changed(undefined), gone.signal)
    return () => gone.abort()
  }, [selection])
  useEffect(() => {
    const rows = [...modules.values()].flat()
    selection.keepOnly(rows.filter((row) => row.protectedBy === null).map((row) => row.id))
  }, [selection, modules])
  return selection
}

// Which shortcut a key press means. Arrows, Escape, Home and the like are the same on every keyboard: `event.key`.

/** Keys of ours that other layouts have letters of their own on, by their place on the keyboard. */
const PLACES: Readonly<Record<string, string>> = { Slash: "/" }

/**
 * The Latin letter or sign of a press, in lower case, as `Caps Lock` and `Shift` leave it the same key. Where the layout
 * writes another script, the one that stands at that place on a Latin keyboard; named keys stay as they are.
 */
export function shortcutOf({ key, code }: Pick<KeyboardEvent, "key" | "code">): string {
  if (key.length > 1 && isAscii(key)) return key
  if (isAscii(key)) return key.toLowerCase()
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : (PLACES[code] ?? key)
}

const isAscii = (key: string): boolean => /^[\x20-\x7e]+$/.test(key)
