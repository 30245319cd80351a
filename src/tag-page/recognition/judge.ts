/** Looks closely at one column: what each row shows, and whether it is a list of tags at all. */
import { placesIn, rowsOf, type Column, type Entry } from "./columns"
import { childrenOf, hasText, isElement, isRow, isText, parentOf } from "./dom"
import { readColumn, type Reading } from "./rows"
import type { PageTag } from "./types"

export interface Judged {
  readonly column: Column
  readonly readings: readonly Reading[]
  readonly rows: readonly Element[]
  /** Tags that exactly one row shows. */
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
export function judgeColumn(
  column: Column,
  { isVisible, isUnfinished, headings }: Pick<Knowledge, "isVisible" | "isUnfinished" | "headings">,
  isSure: boolean,
): Judged {
  const rows = rowsOf(column)
  const entryOf = new Map(column.entries.map((entry) => [entry.row, entry]))
  const crowded = column.kind === "cell" ? crowdedRows(column) : new Set()
  const entries: Entry[] = []
  const others: Placed[] = []
  let unclear = 0
  let empty = 0
  for (const row of rows) {
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
      if (isElement(before) ? hasText(before) : isText(before)) return true
    }
  }
  return false
}

/** Rows with several names in one cell: none of them is the row's. */
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

/** Takes headings out of the names, and out of the rows that show no name. */
function withoutHeading(
  entries: readonly Entry[],
  others: readonly Placed[],
  before: WeakSet<Element>,
): { names: readonly Entry[] } & Pick<Judged, "strangers" | "heading"> {
  const plain = entries.filter(({ hit }) => hit.zone !== "heading")
  const names = plain.length > entries.length / 2 ? plain : entries
  const placed = names.map(({ row, hit }) => ({ row, place: hit.element }))
  const [first, ...rest] = placed
  const [stranger] = others
  const found = first && rest.length > 0 && isHeading(first, rest) ? first : undefined
  const heading = found ?? (stranger && isHeading(stranger, placed) ? stranger : undefined)
  // While only a row or two are there, what was found to be a heading before is still one.
  const isKept = ({ row }: { row: Element }): boolean => row !== heading?.row && !before.has(row)
  return { names: names.filter(isKept), strangers: others.filter(isKept), heading: heading?.row }
}

/** A row and the place of the name in it. */
interface Placed {
  readonly row: Element
  readonly place: Element
}

/** So many rows are compared with a first one; a list's rows are alike. */
const ENOUGH = 12
const BUTTON = /(?:^|-)button$/
const DECORATION = /^(?:i|svg|img|picture|wbr|br)$/

/**
 * Whether the first row of a list is a heading in the shape of a row: its cells are unlike those of all other
 * rows, which are like each other. A tag may be called what a column is called.
 */
function isHeading(first: Placed, others: readonly Placed[]): boolean {
  if (first.row.previousElementSibling || others.length === 0) return false
  const shapes = others.slice(0, ENOUGH).map(shapeOf)
  return !shapes.includes(shapeOf(first)) && new Set(shapes).size <= Math.max(1, shapes.length / 2)
}

/** Those of a list's rows that are made as the others are: "12 more" at its end, say, is none of them. */
export function likeOthers(rows: readonly Placed[], others: readonly Placed[]): readonly Placed[] {
  const shapes = others.slice(0, ENOUGH).map(shapeOf)
  const areAlike = new Set(shapes).size <= Math.max(1, shapes.length / 2)
  return areAlike ? rows.filter((row) => shapes.includes(shapeOf(row))) : rows
}

/**
 * Whether a list's parts are rather the cells of one row: its neighbors are made of the same parts.
 * @param least so many such neighbors make it a row
 */
export function isOneOfRows(list: Element, least: number): boolean {
  if (isRow(list)) return true
  const parts = partsOf(list)
  let alike = 0
  for (const neighbour of list.parentElement?.children ?? []) {
    if (neighbour !== list && neighbour.localName === list.localName && partsOf(neighbour) === parts) alike++
    if (alike >= least) return true
  }
  return false
}

const partsOf = (element: Element): string => Array.from(element.children, (child) => child.localName).join()

/** What a row's cells are made of and what kind of text they hold; decoration may differ from row to row. */
function shapeOf({ row, place }: Placed): string {
  const cells = [...childrenOf(row)].filter((cell) => !DECORATION.test(cell.localName))
  return cells.map((cell) => `${cell.getAttribute("class") ?? ""} ${contentOf(cell, place)}`).join("|")
}

function contentOf(element: Element, place: Element): string {
  if (DECORATION.test(element.localName)) return ""
  // A name may be of any kind; what is in the other cells is of one.
  if (element === place) return "name"
  const children = [...childrenOf(element)]
  const inner = children.map((child) => contentOf(child, place)).join("")
  const text = children.length > 0 ? "" : kindOf(element.textContent)
  return `${BUTTON.test(element.localName) ? "button" : element.localName}${text}(${inner})`
}

const kindOf = (text: string): string => (/\S/.test(text) ? (/\p{L}/u.test(text) ? "words" : "number") : "")

/** What is known of a page and of its tags before a list is chosen. */
export interface Knowledge {
  readonly tagCount: number
  /** Names that are elsewhere on the page, or may be, as words in common use. */
  readonly isCommon: (tag: PageTag) => boolean
  /** Shapes of lists that were sure before on this page: one row is enough for these. */
  readonly shapes: ReadonlySet<string>
  readonly isVisible: (element: Element) => boolean
  /** Whether a row is still being drawn, see `dom.ts`. */
  readonly isUnfinished: (row: Element) => boolean
  /** Rows that were seen to be headings; kept up to date. */
  readonly headings: WeakSet<Element>
}
