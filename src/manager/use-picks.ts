import { useEffect, useMemo, useReducer, useRef } from "preact/hooks"
import type { ListedTag } from "../messaging/views"
import { createSelection } from "../ui/selection"
import type { Selection } from "../ui/selection"

/**
 * The picked tags of one module; each module keeps its own while the page is open.
 * @param key account and module
 * @param tags all of the module's tags: what is gone from them is no longer picked
 */
export function usePicks(key: string, tags: readonly ListedTag[] | undefined): Selection {
  const all = useRef(new Map<string, Selection>())
  const [, changed] = useReducer((count: number) => count + 1, 0)
  const selection = useMemo(() => {
    const known = all.current.get(key) ?? createSelection()
    all.current.set(key, known)
    return known
  }, [key])
  useEffect(() => {
    const gone = new AbortController()
    selection.onChange(() => changed(undefined), gone.signal)
    return () => gone.abort()
  }, [selection])
  useEffect(() => {
    if (tags) selection.keepOnly(tags.map((tag) => tag.id))
  }, [selection, tags])
  return selection
}
