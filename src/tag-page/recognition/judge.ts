/** Judges one column: what each row shows, and whether it is a list of tags at all. */
import { placesIn, rowsOf, type Column, type Entry } from "./columns"
import { childrenOf, hasText, isElement, isRow, isText, isVisible, parentOf } from "./dom"
import type { Placed } from "./row-memory"
import { readColumn, type Reading } from "./rows"
import type { PageTag } from "./types"

export interface Judged {
  readonly column: Column
  readonly readings: readonly Reading[]
  readonly rows: readonly Element[]
  /** Tags that exactly one row shows. */
  readonly distinct: ReadonlySet<PageTag>
  /** Rows whose name another row shows, too. */
  readonly twice: number
  /** Share of names among the rows that have a text in this column. */
  readonly coverage: number
  /** Rows without a text in this column, where a name may be yet to come. */
  readonly empty: number
  /** A row that is really a heading. */
  readonly heading: Element | undefined
  /** Rows like the others that show something other than a tag's name. */
  readonly unknownRows: readonly Placed[]
}

/**
 * Reads all rows of a column, including those without a tag's name.
 * @param isSure whether the list is already known; otherwise unfinished rows count as read
 */
export function judgeColumn(column: Column, known: Knowledge, isSure: boolean): Judged {
  const rows = rowsOf(column)
  // Where names are missing so far, people's names may follow.
  const read = isSure ? rows : rows.filter((row) => !known.isUnfinished(row))
  const { entries, others, unclear, empty } = sortRows(read, column)
  const before = isSure ? known.headings : new WeakSet<Element>()
  const { names, unknownRows, heading } = withoutHeading(entries, others, before)
  const readings = readColumn(names)
  const distinct = new Set(readings.flatMap((reading) => (reading.refusal ? [] : reading.tags)))
  const twice = readings.filter((reading) => reading.refusal === "duplicate-row").length
  const coverage = names.length / Math.max(1, names.length + unknownRows.length + unclear)
  return { column, readings, rows, distinct, twice, coverage, empty, heading, unknownRows }
}

/** The rows with a tag's name, those with another text, and how many have several places or none with a text. */
function sortRows(
  rows: readonly Element[],
  column: Column,
): { entries: Entry[]; others: Placed[]; unclear: number; empty: number } {
  const places = placesIn(column)
  const entryOf = new Map(column.entries.map((entry) => [entry.row, entry]))
  const crowded = column.kind === "cell" ? crowdedRows(column) : new Set()
  const entries: Entry[] = []
  const others: Placed[] = []
  let unclear = 0
  let empty = 0
  for (const row of rows) {
    const entry = entryOf.get(row)
    if (entry && column.kind === "place") {
      entries.push(entry)
      continue
    }
    const [place, second] = places(row)
    // Several places share these classes, so the one with the name is unclear.
    const isShared = column.kind === "class" && second !== undefined
    const isRemark = column.kind === "cell" && isBehindText(entry, place)
    if (isShared || isRemark || crowded.has(row)) unclear++
    else if (entry) entries.push(entry)
    else if (place && isVisible(place)) {
      if (hasText(place)) others.push({ row, place })
      else empty++
    }
  }
  return { entries, others, unclear, empty }
}

/** Whether other text precedes this one in the cell: then this one is a remark on the name. */
function isBehindText(entry: Entry | undefined, cell: Element | undefined): boolean {
  for (let at: Element | null = entry?.element ?? null; at && at !== cell; at = parentOf(at)) {
    for (let before = at.previousSibling; before; before = before.previousSibling) {
      if (isElement(before) ? hasText(before) : isText(before)) return true
    }
  }
  return false
}

/** Rows with several names in one cell; none of them is the row's name. */
function crowdedRows({ entries }: Column): Set<Element> {
  const seen = new Map<Element, Entry["hit"]>()
  const crowded = new Set<Element>()
  for (const { row, hit } of entries) {
    // The same hit may come twice: directly, and through the element around it.
    if ((seen.get(row) ?? hit) !== hit) crowded.add(row)
    seen.set(row, hit)
  }
  return crowded
}

/** Removes headings from the names and from the rows without a name. */
function withoutHeading(
  entries: readonly Entry[],
  others: readonly Placed[],
  before: WeakSet<Element>,
): { names: readonly Entry[] } & Pick<Judged, "heading" | "unknownRows"> {
  const plain = entries.filter(({ hit }) => hit.zone !== "heading")
  const names = plain.length > entries.length / 2 ? plain : entries
  const placed = names.map(({ row, hit }) => ({ row, place: hit.element }))
  const heading = headingOf(placed[0], placed.slice(1)) ?? headingOf(others[0], placed)
  // While only one or two rows exist, a known heading stays a heading.
  const isKept = ({ row }: { row: Element }): boolean => row !== heading?.row && !before.has(row)
  return { names: names.filter(isKept), unknownRows: others.filter(isKept), heading: heading?.row }
}

/**
 * The first row if it is a heading: its cells differ from those of all other rows, which are alike. A tag can have the
 * same name as a column.
 */
function headingOf(first: Placed | undefined, others: readonly Placed[]): Placed | undefined {
  if (!first || first.row.previousElementSibling || others.length === 0) return undefined
  const shapes = commonShapes(others)
  return shapes && !shapes.includes(shapeOf(first)) ? first : undefined
}

/** Keeps the rows that are built like the others; "12 more" at the end of a list is not one of them. */
export function likeOthers(rows: readonly Placed[], others: readonly Placed[]): readonly Placed[] {
  const shapes = commonShapes(others)
  return shapes ? rows.filter((row) => shapes.includes(shapeOf(row))) : rows
}

/** Rows to compare; a list's rows are alike. */
const ENOUGH = 12
const BUTTON = /(?:^|-)button$/
const DECORATION = /^(?:i|svg|img|picture|wbr|br)$/

/** The shapes of the first rows; null if they are not alike. */
function commonShapes(rows: readonly Placed[]): string[] | null {
  const shapes = rows.slice(0, ENOUGH).map(shapeOf)
  return new Set(shapes).size <= Math.max(1, shapes.length / 2) ? shapes : null
}

/**
 * Whether a list's parts are really the cells of one row: its neighbors consist of the same parts.
 * @param least how many such neighbors make it a row
 */
export function isOneOfRows(list: Element, least: number): boolean {
  if (isRow(list)) return true
  const parts = partsOf(list)
  let alike = 0
  for (const neighbor of list.parentElement?.children ?? []) {
    if (neighbor !== list && neighbor.localName === list.localName && partsOf(neighbor) === parts) alike++
    if (alike >= least) return true
  }
  return false
}

const partsOf = (element: Element): string => Array.from(element.children, (child) => child.localName).join()

/** What a row's cells consist of and what kind of text they show. Decoration may differ between rows. */
function shapeOf({ row, place }: Placed): string {
  const cells = [...childrenOf(row)].filter((cell) => !DECORATION.test(cell.localName))
  return cells.map((cell) => `${cell.getAttribute("class") ?? ""} ${contentOf(cell, place)}`).join("|")
}

function contentOf(element: Element, place: Element): string {
  if (DECORATION.test(element.localName)) return ""
  // A name can be of any kind; texts in other cells are of one kind per column.
  if (element === place) return "name"
  const children = [...childrenOf(element)]
  const inner = children.map((child) => contentOf(child, place)).join("")
  const text = children.length > 0 ? "" : kindOf(element.textContent)
  return `${BUTTON.test(element.localName) ? "button" : element.localName}${text}(${inner})`
}

const kindOf = (text: string): string => (/\S/.test(text) ? (/\p{L}/u.test(text) ? "words" : "number") : "")

/** What is known about a page and its tags before a list is chosen. */
export interface Knowledge {
  readonly tagCount: number
  /** Whether the tag's name also appears elsewhere on the page, or may, being a common word. */
  readonly isCommon: (tag: PageTag) => boolean
  /** Shapes of lists that were certain on this page before; for these, one row is enough. */
  readonly shapes: ReadonlySet<string>
  /** Whether a row is still being drawn, see `dom.ts`. */
  readonly isUnfinished: (row: Element) => boolean
  /** Rows recognized as headings; updated here. */
  readonly headings: WeakSet<Element>
}
