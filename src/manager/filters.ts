/** Which tags are shown. All filters that are set apply together. */
import { useMemo } from "preact/hooks"

import { fitsPattern, nameKey } from "../lib/names"
import type { Usage } from "../storage/tag-cache"
import { recordsKnown, rowsOf, sorted, type Row, type Sort } from "./rows"
import type { Similar } from "./similar-names"
import type { Entries } from "./use-modules"

export const QUICK_FILTERS = ["unused", "inUse", "similar", "protected"] as const
export type QuickFilter = (typeof QUICK_FILTERS)[number]

/** Stands for tags that have no color. */
export const NO_COLOUR = "none"

export interface Filters {
  /** Part of a name, or a whole one with `*` for any characters. */
  readonly text: string
  readonly quick: readonly QuickFilter[]
  /** A day, `2026-01-31`: only what was created before it. */
  readonly before: string | null
  /** Name of the person who created it. */
  readonly by: string | null
  /** `#57B1FD`, or `NO_COLOUR`. */
  readonly color: string | null
}

export const NO_FILTERS: Filters = {
  text: "",
  quick: [],
  before: null,
  by: null,
  color: null,
}

export function isFiltering({ text, quick, before, by, color }: Filters): boolean {
  return text !== "" || quick.length > 0 || before !== null || by !== null || color !== null
}

/** How many tags each choice would show beside the other filters; in a map by the choice's value. */
export interface Counts {
  readonly quick: Readonly<Record<QuickFilter, number>>
  readonly by: ReadonlyMap<string, number>
  readonly color: ReadonlyMap<string, number>
}

export interface Filtered {
  readonly rows: readonly Row[]
  readonly counts: Counts
}

type Test = (row: Row) => boolean

/** A `*` may also be one of the name's own characters. */
function textTest({ text }: Filters): Test {
  const wanted = nameKey(text)
  const fits = fitsPattern(wanted)
  return (row) => row.key.includes(wanted) || fits(row.key)
}

const quickTests = (isSimilar: (id: string) => boolean): Readonly<Record<QuickFilter, Test>> => ({
  unused: (row) => row.records === 0,
  inUse: (row) => row.usedIn !== null && row.usedIn.length > 0,
  similar: (row) => isSimilar(row.id),
  protected: (row) => row.protectedBy !== null,
})

const colourOf = (row: Row): string => row.colorCode ?? NO_COLOUR

function add(counts: Map<string, number>, value: string): void {
  counts.set(value, (counts.get(value) ?? 0) + 1)
}

/** All that is asked beside who made it and in which color. */
function rest(filters: Filters, quick: Readonly<Record<QuickFilter, Test>>): Test {
  const tests = [textTest(filters), ...filters.quick.map((each) => quick[each])]
  const before = filters.before === null ? null : Date.parse(`${filters.before}T00:00:00`)
  if (before !== null) tests.push(({ created }) => created !== null && created < before)
  return (row) => tests.every((test) => test(row))
}

/**
 * The rows that pass, in the order given, and what each filter would leave. One pass over the rows.
 * @param isSimilar whether a tag has others like it
 */
export function applyFilters(
  rows: readonly Row[],
  filters: Filters,
  isSimilar: (id: string) => boolean,
): Filtered {
  const quick = quickTests(isSimilar)
  const passes = rest(filters, quick)
  const counts = { unused: 0, inUse: 0, similar: 0, protected: 0 }
  const by = new Map<string, number>()
  const color = new Map<string, number>()
  const passed = rows.filter((row) => {
    if (!passes(row)) return false
    const isBy = filters.by === null || row.createdBy === filters.by
    const isColour = filters.color === null || colourOf(row) === filters.color
    // A choice is counted as if another one of the same kind had not been made.
    if (isColour && row.createdBy !== undefined) add(by, row.createdBy)
    if (isBy) add(color, colourOf(row))
    return isBy && isColour
  })
  for (const row of passed) for (const each of QUICK_FILTERS) if (quick[each](row)) counts[each]++
  return { rows: passed, counts: { quick: counts, by, color } }
}

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
  const sifted = useMemo(() => applyFilters(rows, filters, (id) => similar.has(id)), [rows, filters, similar])
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
