/** Where the rows are, and so our boxes, tints and marks, and the bar: reads the layout, writes nothing. */
import { holds, parentOf } from "../recognition/dom"
import type { RecognisedRow, Recognition, UnselectableRow } from "../recognition/types"
import type { BarPlace, Rect } from "../ui/props"
import { createBarPlace, ROOM_AT_BOTTOM } from "./bar-place"
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
  readonly place: string
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
    // A list that was drawn again is read within moments. Until then its boxes stay, rather than flicker under a click.
    if (last && areAllDetached(recognition?.rows ?? [])) return last.geometry
    const first = recognition?.rows[0]
    const scroller = first ? scrollerOf(first.element) : null
    const view = visiblePart(scroller)
    const rows = recognition?.rows ?? []
    const scroll = [scrollX, scrollY, scroller?.scrollTop].join()
    const place = [placeOfRows(rows), Object.values(view), scroll, scroller?.scrollHeight].join()
    const isSame = last?.rows === rows && last.place === place
    const measured = isSame && last ? last.measured : measure([...rows, ...(recognition?.unselectable ?? [])])
    const bounds = boundsOf(measured)
    const isEndUnderBar = scroller !== null && isEndCovered(scroller, bounds.y + bounds.height)
    const y = scroller ? Math.max(bounds.y, view.y) : bounds.y
    const rect = { ...bounds, y, height: bounds.y + bounds.height - y }
    const bar = placeBar(first ? { row: first.element, rect, scroll, isEndUnderBar } : null, isHeld)
    const seen = measured.filter((at) => meets(at.rect, view))
    const covered = new Set(seen.filter((at) => isCovered(at, view, isOurs)))
    const key = [...Object.values(bar), ...seen.map((at) => Number(covered.has(at)))].join()
    if (isSame && last?.key === key) return last.geometry
    // In a list that scrolls by itself, a box out of view could be reached but not be scrolled to.
    const shown = scroller ? seen : measured
    const free = shown.filter((at) => !covered.has(at))
    const geometry: Geometry = {
      ...placesOf(free, measured, bounds, first),
      origin: { x: bounds.x + scrollX, y: bounds.y + scrollY },
      clip: scroller ? clipOf(view) : null,
      inView: new Set(seen.flatMap(({ row }) => ("tagId" in row ? [row.tagId] : []))),
      tail: scroller || !first ? 0 : Math.ceil(bounds.y + bounds.height + scrollY + ROOM_AT_BOTTOM),
      bar,
    }
    last = { rows, place, measured, key, geometry }
    return geometry
  }
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
  first: RecognisedRow | undefined,
): Pick<Geometry, "placed" | "refused"> {
  const rightToLeft = first !== undefined && getComputedStyle(first.element).direction === "rtl"
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
