import { useMemo } from "preact/hooks"
import type { Usage } from "../store/tag-usage"
import type { Entries } from "./entries"
import { sift } from "./filters"
import type { Counts, Filters, QuickFilter } from "./filters"
import { recordsKnown, rowsOf, sorted } from "./rows"
import type { Row, Sort } from "./rows"
import type { Similar } from "./use-similar"

/** The rows of every module by its API name. */
export function useAllRows(
  entries: Entries | undefined,
  usage: ReadonlyMap<string, Usage>,
  protectedBy: (name: string) => string | undefined,
): ReadonlyMap<string, readonly Row[]> {
  return useMemo(
    () => new Map((entries ?? []).map((entry) => [entry.module.apiName, rowsOf(entry, usage, protectedBy)])),
    [entries, usage, protectedBy],
  )
}

export interface View {
  /** What is shown, in order. */
  readonly rows: readonly Row[]
  readonly counts: Counts
  /** Quick filters of which it cannot be told here whom they fit. */
  readonly without: readonly QuickFilter[]
}

/** The table's rows. The order is kept, so that a keystroke in the filter only filters. */
export function useView(all: readonly Row[], filters: Filters, sort: Sort, similar: Similar): View {
  const rows = useMemo(() => sorted(all, sort), [all, sort])
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
