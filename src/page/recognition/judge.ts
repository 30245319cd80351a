import { hasText, isElement, parentOf } from "../dom"
import type { Column, Entry } from "./columns"
import { placesIn, rowsOf } from "./columns"
import type { Knowledge } from "./knowledge"
import type { Placed } from "./headings"
import { isHeading } from "./headings"
import type { Reading } from "./readings"
import { readColumn } from "./readings"
import { pauseAt } from "./steps"
import type { Steps } from "./steps"
import type { PageTag } from "./types"
import { isUnfinished } from "./zones"

/** A column that was looked at closely. */
export interface Judged {
  readonly column: Column
  readonly readings: readonly Reading[]
  readonly rows: readonly Element[]
  /** Tags that exactly one row stands for. */
  readonly distinct: ReadonlySet<PageTag>
  /** Rows that show a name which another row shows too. */
  readonly twice: number
  /** Of the rows with a text at the column's place, the share whose text is a tag's name. */
  readonly coverage: number
  /** Rows with nothing at the column's place, where a name may be still to come. */
  readonly empty: number
  /** A row that is no row but a heading. */
  readonly heading: Element | undefined
  /** Rows like the others that show something else than a tag's name. */
  readonly strangers: readonly Placed[]
}

/**
 * Looks at all rows of a column, also those that show no tag's name.
 * @param isSure whether the list is known from before; else unfinished rows found nothing
 */
export function* judgeColumn(
  column: Column,
  { isVisible, headings }: Pick<Knowledge, "isVisible" | "headings">,
  isSure: boolean,
): Steps<Judged> {
  const rows = rowsOf(column)
  const entryOf = new Map(column.entries.map((entry) => [entry.row, entry]))
  const crowded = column.kind === "cell" ? crowdedRows(column) : new Set()
  const entries: Entry[] = []
  const others: Placed[] = []
  let unclear = 0
  let empty = 0
  for (const [index, row] of rows.entries()) {
    yield* pauseAt(index)
    // Where names are not there yet, people's may be.
    if (!isSure && isUnfinished(row)) continue
    const [place, second] = placesIn(row, column)
    const entry = entryOf.get(row)
    // Several places of the same classes: which of them holds the name is open.
    if ((column.kind === "class" && second) || crowded.has(row) || isBehindText(entry, column, place))
      unclear++
    else if (entry) entries.push(entry)
    else if (place && isVisible(place)) {
      if (hasText(place)) others.push({ row, place })
      else empty++
    }
  }
  yield
  const before = isSure ? headings : new WeakSet<Element>()
  const { names, strangers, heading } = withoutHeading(entries, others, before)
  const readings = readColumn(names)
  const distinct = new Set(readings.flatMap((reading) => (reading.refusal ? [] : reading.tags)))
  const twice = readings.filter((reading) => reading.refusal === "duplicate-row").length
  const coverage = names.length / Math.max(1, names.length + strangers.length + unclear)
  return { column, readings, rows, distinct, twice, coverage, empty, heading, strangers }
}

/** Whether other text comes first in the cell: then what follows is a remark on the name. */
function isBehindText(entry: Entry | undefined, column: Column, cell: Element | undefined): boolean {
  if (column.kind !== "cell") return false
  for (let at: Element | null = entry?.element ?? null; at && at !== cell; at = parentOf(at)) {
    for (let before = at.previousSibling; before; before = before.previousSibling) {
      if (isElement(before) ? hasText(before) : /\S/.test(before.textContent ?? "")) return true
    }
  }
  return false
}

/** Rows in whose cell several names stand: none of them is the row's. */
function crowdedRows({ entries }: Column): Set<Element> {
  const seen = new Map<Element, Entry["hit"]>()
  const crowded = new Set<Element>()
  for (const { row, hit } of entries) {
    // The same hit may come twice, by itself and by the element around it.
    if ((seen.get(row) ?? hit) !== hit) crowded.add(row)
    seen.set(row, hit)
  }
  return crowded
}

interface Body {
  readonly names: readonly Entry[]
  readonly strangers: readonly Placed[]
  readonly heading: Element | undefined
}

/** Takes headings out of the names, and out of the rows that show no name. */
function withoutHeading(
  entries: readonly Entry[],
  others: readonly Placed[],
  before: WeakSet<Element>,
): Body {
  const plain = entries.filter(({ hit }) => hit.zone !== "heading")
  const names = plain.length > entries.length / 2 ? plain : entries
  const placed = names.map(({ row, hit }) => ({ row, place: hit.element }))
  const [first, ...rest] = placed
  const [stranger] = others
  const found = first && rest.length > 0 && isHeading(first, rest) ? first : undefined
  const heading = found ?? (stranger && isHeading(stranger, placed) ? stranger : undefined)
  // Beside a row or two that are there yet, a heading is not to be told; it was before.
  const isKept = ({ row }: { row: Element }): boolean => row !== heading?.row && !before.has(row)
  return { names: names.filter(isKept), strangers: others.filter(isKept), heading: heading?.row }
}
