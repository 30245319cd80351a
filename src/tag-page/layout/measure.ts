/** Where the rows are, and so our boxes, tints and marks, and the bar: reads the layout, writes nothing. */
import { holds, parentOf } from "../recognition/dom"
import type { RecognisedRow, Recognition, UnselectableRow } from "../recognition/types"
import type { BarPlace, Rect } from "../ui/props"
import { createBarPlace, ROOM_AT_BOTTOM, type ListPlace } from "./bar-place"
import { BOX, boxFor, GAP, standOf, type Measured } from "./box-position"

/** A row, and rects of it relative to the geometry's origin. */
export interface PlacedRow<Row = RecognisedRow> {
  readonly row: Row
  /** The whole row. */
  readonly rect: Rect
  /** Where a box of ours has room. */
  readonly box: Rect
}

export interface Geometry {
  /** In document pixels. */
  readonly origin: { readonly x: number; readonly y: number }
  /** What of the document shows the list, where it scrolls by itself. */
  readonly clip: Rect | null
  /** Rows that get boxes, tints and marks. */
  readonly placed: readonly PlacedRow[]
  /** The same of rows that cannot be picked. */
  readonly refused: readonly PlacedRow<UnselectableRow>[]
  /** Ids of the tags whose rows can be seen now. */
  readonly inView: ReadonlySet<string>
  /** How far down (document pixels) the page must scroll so that its last row comes out from under the bar. */
  readonly tail: number
  readonly bar: BarPlace
}

type AnyRow = RecognisedRow | UnselectableRow
type MeasuredRow = Measured & { readonly row: AnyRow }

/** All that a geometry follows from, to give the very same one while nothing has moved. */
interface Reading {
  readonly rows: Recognition["rows"]
  readonly window: ListWindow
  readonly measured: readonly MeasuredRow[]
  readonly key: string
  readonly geometry: Geometry
}

export type Measure = (recognition: Recognition | null, isHeld: boolean) => Geometry

/** @param isOurs knows our own elements, which may be over a row without hiding it from the user */
export function createMeasure(isOurs: (node: Node) => boolean): Measure {
  const placeBar = createBarPlace(isOurs)
  let last: Reading | null = null

  return (recognition, isHeld) => {
    const { rows, unselectable } = recognition ?? NO_ROWS
    // A list that was drawn again is read within moments. Until then its boxes stay, rather than flicker under a click.
    if (last && areAllDetached(rows)) return last.geometry
    const window = windowOn(rows)
    const before = last?.rows === rows && last.window.place === window.place ? last : null
    const measured = before?.measured ?? measure([...rows, ...unselectable])
    const bounds = boundsOf(measured)
    const bar = placeBar(listPlace(rows, bounds, window), isHeld)
    const seen = measured.filter((at) => meets(at.rect, window.view))
    const covered = new Set(seen.filter((at) => isCovered(at, window.view, isOurs)))
    const key = [bar.at, bar.top, bar.left, bar.width, ...seen.map((at) => Number(covered.has(at)))].join()
    if (before?.key === key) return before.geometry
    // In a list that scrolls by itself, a box out of view could be reached but not be scrolled to.
    const free = (window.scroller ? seen : measured).filter((at) => !covered.has(at))
    const geometry: Geometry = {
      ...placesOf(free, measured, bounds),
      origin: { x: bounds.x + scrollX, y: bounds.y + scrollY },
      clip: window.scroller ? clipOf(window.view) : null,
      inView: new Set(seen.flatMap(({ row }) => ("tagId" in row ? [row.tagId] : []))),
      tail: window.scroller ? 0 : tailUnder(measured, bounds),
      bar,
    }
    last = { rows, window, measured, key, geometry }
    return geometry
  }
}

const NO_ROWS: Pick<Recognition, "rows" | "unselectable"> = { rows: [], unselectable: [] }

function tailUnder(measured: readonly MeasuredRow[], { y, height }: Rect): number {
  return measured.length === 0 ? 0 : Math.ceil(y + height + scrollY + ROOM_AT_BOTTOM)
}

/** What shows the rows, and how far it is scrolled. */
interface ListWindow {
  readonly scroller: Element | null
  readonly view: Rect
  readonly scroll: string
  /** All of that and where the rows are, to notice any move. */
  readonly place: string
}

function windowOn(rows: readonly RecognisedRow[]): ListWindow {
  const scroller = rows[0] ? scrollerOf(rows[0].element) : null
  const view = visiblePart(scroller)
  const scroll = [scrollX, scrollY, scroller?.scrollTop].join()
  const { x, y, width, height } = view
  const place = [placeOfRows(rows), x, y, width, height, scroll, scroller?.scrollHeight].join()
  return { scroller, view, scroll, place }
}

function listPlace(rows: readonly RecognisedRow[], bounds: Rect, window: ListWindow): ListPlace | null {
  const { scroller, view, scroll } = window
  if (!rows[0]) return null
  const bottom = bounds.y + bounds.height
  const y = scroller ? Math.max(bounds.y, view.y) : bounds.y
  const isEndUnderBar = scroller !== null && isEndCovered(scroller, bottom)
  return { row: rows[0].element, rect: { ...bounds, y, height: bottom - y }, scroll, isEndUnderBar }
}

const areAllDetached = (rows: readonly RecognisedRow[]): boolean =>
  rows.length > 0 && rows.every(({ element }) => !element.isConnected)

const measure = (rows: readonly AnyRow[]): MeasuredRow[] =>
  rows.map((row) => ({
    row,
    rect: row.element.getBoundingClientRect(),
    name: row.nameElement.getBoundingClientRect(),
  }))

function placesOf(
  free: readonly MeasuredRow[],
  all: readonly MeasuredRow[],
  { x, y }: Rect,
): Pick<Geometry, "placed" | "refused"> {
  const first = all[0]?.row.element
  const rightToLeft = first !== undefined && getComputedStyle(first).direction === "rtl"
  const stand = standOf(all, rightToLeft)
  const relative = (rect: Rect): Rect => ({
    ...{ x: rect.x - x, y: rect.y - y },
    ...{ width: rect.width, height: rect.height },
  })
  const placed: PlacedRow[] = []
  const refused: PlacedRow<UnselectableRow>[] = []
  for (const at of free) {
    const rects = { rect: relative(at.rect), box: relative(boxFor(at, stand, rightToLeft)) }
    if ("tagId" in at.row) placed.push({ row: at.row, ...rects })
    else refused.push({ row: at.row, ...rects })
  }
  return { placed, refused }
}

/** Where a list is in the window, by its outer rows and one between, and by their names, which move in a wider column. */
export function placeOfRows(rows: readonly RecognisedRow[]): string {
  const some = [rows[0], rows[Math.floor(rows.length / 2)], rows.at(-1)]
  return some
    .flatMap((row) => (row ? [row.element, row.nameElement] : []))
    .map((element) => element.getBoundingClientRect())
    .flatMap(({ x, y, width, height }) => [x, y, width, height])
    .join()
}

/** Whether one of Zoho's menus or dialogs is over a row's name: a box on it would be in the way, and of no row. */
function isCovered({ row, rect, name }: MeasuredRow, view: Rect, isOurs: (node: Node) => boolean): boolean {
  const x = Math.min(Math.max(name.left + Math.min(8, name.width / 2), 0), innerWidth - 1)
  const y = rect.top + rect.height / 2
  if (y < view.y || y >= view.y + view.height) return false
  const hit = document.elementFromPoint(x, y)
  return hit !== null && !isOurs(hit) && !holds(row.element, hit) && !holds(hit, row.element)
}

function boundsOf(measured: readonly MeasuredRow[]): Rect {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { rect } of measured) {
    left = Math.min(left, rect.left)
    top = Math.min(top, rect.top)
    right = Math.max(right, rect.right)
    bottom = Math.max(bottom, rect.bottom)
  }
  return measured.length === 0
    ? { x: 0, y: 0, width: 0, height: 0 }
    : { x: left, y: top, width: right - left, height: bottom - top }
}

/** Whether a list that scrolls by itself is at its end and that end lies where a bar at the bottom is. */
function isEndCovered(scroller: Element, bottom: number): boolean {
  const isAtEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1
  return isAtEnd && bottom > innerHeight - ROOM_AT_BOTTOM && bottom < innerHeight + GAP
}

/** The nearest element around the rows that scrolls them; null when it is the page. */
export function scrollerOf(element: Element): Element | null {
  for (let at = parentOf(element); at && at !== document.body; at = parentOf(at)) {
    if (at === document.documentElement) return null
    if (/auto|scroll/.test(getComputedStyle(at).overflowY) && at.scrollHeight > at.clientHeight) return at
  }
  return null
}

/** What of the window, or of what scrolls in it, can show rows. */
function visiblePart(scroller: Element | null): Rect {
  if (!scroller) return { x: 0, y: 0, width: innerWidth, height: innerHeight }
  const { left, top, right, bottom } = scroller.getBoundingClientRect()
  const y = Math.max(0, top)
  return { x: left, y, width: right - left, height: Math.max(0, Math.min(innerHeight, bottom) - y) }
}

/** With room for boxes beside the rows. */
function clipOf({ x, y, width, height }: Rect): Rect {
  return { x: x - BOX - GAP + scrollX, y: y + scrollY, width: width + 2 * (BOX + GAP), height }
}

const meets = (rect: DOMRect, view: Rect): boolean =>
  rect.height > 0 && rect.bottom > view.y && rect.top < view.y + view.height
