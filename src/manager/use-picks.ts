import { useEffect, useMemo, useReducer } from "preact/hooks"
import { createSelection } from "../ui/selection"
import type { Selection } from "../ui/selection"
import type { Row } from "./rows"

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
