import { useMemo } from "preact/hooks"
import { sift } from "./filters"
import type { Counts, Filters, QuickFilter } from "./filters"
import { recordsKnown, sorted } from "./rows"
import type { Row, Sort } from "./rows"
import type { Similar } from "./use-similar"

export interface View {
  /** What is shown, in order. */
  readonly rows: readonly Row[]
  readonly counts: Counts
  /** Quick filters of which it cannot be told here whom they fit. */
  readonly without: readonly QuickFilter[]
}

/**
 * The table's rows. The order is kept, so that a keystroke in the filter only filters.
 * @param modules the rows of each module that is shown; the same list while nothing of it has changed
 */
export function useView(
  modules: readonly (readonly Row[])[],
  filters: Filters,
  sort: Sort,
  similar: Similar,
): View {
  const rows = useMemo(() => sorted(modules, sort), [modules, sort])
  const sifted = useMemo(() => sift(rows, filters, (id) => similar.has(id)), [rows, filters, similar])
  const isGrouped = filters.quick.includes("similar")
  const shown = useMemo(() => {
    const group = ({ id }: Row): number => similar.get(id)?.number ?? 0
    return isGrouped ? sifted.rows.toSorted((a, b) => group(a) - group(b)) : sifted.rows
  }, [sifted, isGrouped, similar])
  const without = useMemo(() => {
    const hidden: QuickFilter[] = []
    if (!recordsKnown(rows)) hidden.push("unused")
    if (!rows.some((row) => row.usedIn !== null)) hidden.push("inUse")
    return hidden
  }, [rows])
  return { rows: shown, counts: sifted.counts, without }
}
