/** Which tags are shown. All filters apply together. */
import { useMemo } from "preact/hooks"
import { fitsPattern, nameKey } from "../lib/names"
import { type Color, type Row, type Sort, sorted } from "./rows"
import type { Similar } from "./similar-names"

/** Filters by the tag itself. */
export const ROW_FILTERS = ["unused", "similar", "inUse", "protected"] as const
/** These, and the filter by selection. */
export const QUICK_FILTERS = [...ROW_FILTERS, "selected"] as const
export type QuickFilter = (typeof QUICK_FILTERS)[number]

export interface Filters {
  /** Part of a name, or a whole one with `*` for any characters. */
  readonly text: string
  readonly quick: readonly QuickFilter[]
  /** A day such as `2026-01-31`: only tags created before it. */
  readonly before: string | null
  /** Name of the tag's creator. */
  readonly by: string | null
  readonly color: Color | null
}

export const NO_FILTERS: Filters = { text: "", quick: [], before: null, by: null, color: null }

/** How many tags each choice would show together with the other filters; maps are by the choice's value. */
export interface Counts {
  readonly quick: Readonly<Record<QuickFilter, number>>
  readonly by: ReadonlyMap<string, number>
  readonly color: ReadonlyMap<Color, number>
}

/** Ids of tags. */
type Ids = Pick<ReadonlySet<string>, "has">

type Test = (row: Row) => boolean

/** A `*` may also be part of the name itself. */
function textTest({ text }: Filters): Test {
  const wanted = nameKey(text)
  const fits = fitsPattern(wanted)
  return (row) => row.key.includes(wanted) || fits(row.key)
}

const quickTests = (similar: Ids, selected: Ids): Readonly<Record<QuickFilter, Test>> => ({
  // No records, and no known use elsewhere.
  unused: (row) => row.records === 0 && !row.usedIn?.length,
  similar: (row) => similar.has(row.id),
  inUse: (row) => Boolean(row.usedIn?.length),
  protected: (row) => row.protectedBy !== null,
  selected: (row) => selected.has(row.id),
})

function add<K>(counts: Map<K, number>, value: K): void {
  counts.set(value, (counts.get(value) ?? 0) + 1)
}

/** The rows that pass, in the given order, and how many each filter would show. */
export function applyFilters(
  rows: readonly Row[],
  filters: Filters,
  similar: Ids,
  selected: Ids,
): Pick<View, "rows" | "counts"> {
  const quick = quickTests(similar, selected)
  const before = filters.before === null ? null : Date.parse(`${filters.before}T00:00:00`)
  const tests = [textTest(filters), ...filters.quick.map((each) => quick[each])]
  if (before !== null) tests.push(({ created }) => created !== null && created < before)
  const counts = { unused: 0, similar: 0, inUse: 0, protected: 0, selected: 0 }
  const by = new Map<string, number>()
  const color = new Map<Color, number>()
  const passed = rows.filter((row) => {
    if (!tests.every((test) => test(row))) return false
    const isBy = filters.by === null || row.createdBy === filters.by
    const isColor = filters.color === null || row.color === filters.color
    // A choice is counted as if nothing else of its kind were chosen.
    if (isColor && row.createdBy !== undefined) add(by, row.createdBy)
    if (isBy) add(color, row.color)
    return isBy && isColor
  })
  for (const row of passed) for (const each of QUICK_FILTERS) if (quick[each](row)) counts[each]++
  return { rows: passed, counts: { quick: counts, by, color } }
}

export interface View {
  /** The rows to show, in order. */
  readonly rows: readonly Row[]
  readonly counts: Counts
  /** Quick filters that match some tag, regardless of the others: only these are offered. */
  readonly offered: ReadonlySet<QuickFilter>
}

const NOTHING: ReadonlySet<string> = new Set()

/** The table's rows. Sorting is separate, so that a keystroke in the filter only filters. */
export function useView(
  all: readonly Row[],
  filters: Filters,
  sort: Sort,
  similar: Similar,
  selected: ReadonlySet<string>,
): View {
  const rows = useMemo(() => sorted(all, sort), [all, sort])
  // A click in the table filters again only if that changes what is shown.
  const wanted = filters.quick.includes("selected") ? selected : NOTHING
  return useMemo(() => {
    const { rows: passed, counts } = applyFilters(rows, filters, similar, wanted)
    const group = ({ id }: Row): number => similar.get(id)?.number ?? 0
    const isGrouped = filters.quick.includes("similar")
    const tests = quickTests(similar, { has: () => true })
    return {
      counts,
      rows: isGrouped ? passed.toSorted((a, b) => group(a) - group(b)) : passed,
      offered: new Set(QUICK_FILTERS.filter((each) => rows.some(tests[each]))),
    }
  }, [rows, filters, similar, wanted])
}
