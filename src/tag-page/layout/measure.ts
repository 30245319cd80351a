/** Measures where rows, boxes, tints, marks and the bar belong, and notices when that changes. Writes nothing. */
import { isOurs } from "../frame"
import { contains, parentOf } from "../recognition/dom"
import { NO_ROWS, type Recognition, type RecognizedRow, type UnselectableRow } from "../recognition/types"
import type { BarPlace, Rect } from "../ui/props"
import { BOTTOM_SPACE, createBarPlace, type ListPlace } from "./bar-place"
import { BOX, boxFor, GAP, type Measured, placementOf } from "./box-position"

/** A row with its rectangles, relative to the geometry's origin. */
export interface PlacedRow<Row = RecognizedRow> {
  readonly row: Row
  readonly rect: Rect
  /** Where our box fits. */
  readonly box: Rect
}

export interface Geometry {
  /** In document pixels. */
  readonly origin: { readonly x: number; readonly y: number }
  /** The visible part of the list's own scroll container; null if the page scrolls the list. */
  readonly clip: Rect | null
  /** Rows that get boxes, tints and marks. */
  readonly placed: readonly PlacedRow[]
  /** Rows that cannot be selected. */
  readonly refused: readonly PlacedRow<UnselectableRow>[]
  /** Ids of the tags whose rows are in view. */
  readonly inView: ReadonlySet<string>
  /** Height in document pixels that the page needs so that its last row can scroll clear of the bar. */
  readonly tail: number
  readonly bar: BarPlace
}

type AnyRow = RecognizedRow | UnselectableRow
type MeasuredRow = Measured & { readonly row: AnyRow }

/**
 * Measures where everything belongs. While nothing moves, callers get the same object.
 * @returns takes what was recognized, and whether the bar must not move
 */
export function createMeasure(): (recognition: Recognition | null, isPinned: boolean) => Geometry {
  const placeBar = createBarPlace()
  let last: {
    readonly rows: Recognition["rows"]
    readonly place: string
    readonly measured: readonly MeasuredRow[]
    readonly key: string
    readonly geometry: Geometry
  } | null = null

  return (recognition, isPinned) => {
    const { rows, unselectable } = recognition ?? NO_ROWS
    // A redrawn list is read again within moments. Until then its boxes stay, so that they don't flicker under a
    // click.
    if (last && areAllDetached(rows)) return last.geometry
    const window = windowOn(rows)
    const { scroller, view, place } = window
    const before = last?.rows === rows && last.place === place ? last : null
    const measured = before?.measured ?? measure([...rows, ...unselectable])
    const bounds = boundsOf(measured)
    const bar = placeBar(listPlace(rows, bounds, window), isPinned)
    const seen = measured.filter(
      ({ rect }) => rect.height > 0 && rect.bottom > view.y && rect.top < view.y + view.height,
    )
    const covered = new Set(seen.filter((at) => isCovered(at, view)))
    const key = [bar.at, bar.top, bar.left, bar.width, ...seen.map((at) => Number(covered.has(at)))].join()
    if (before?.key === key) return before.geometry
    // In a scroll container, Tab could reach a box out of view without scrolling to it.
    const free = (scroller ? seen : measured).filter((at) => !covered.has(at))
    const geometry: Geometry = {
      ...placesOf(free, measured, bounds),
      origin: { x: bounds.x + scrollX, y: bounds.y + scrollY },
      clip: scroller ? clipOf(view) : null,
      inView: new Set(seen.flatMap(({ row }) => ("tagId" in row ? [row.tagId] : []))),
      tail: scroller ? 0 : tailUnder(measured, bounds),
      bar,
    }
    last = { rows, place, measured, key, geometry }
    return geometry
  }
}

const areAllDetached = (rows: readonly RecognizedRow[]): boolean =>
  rows.length > 0 && rows.every(({ element }) => !element.isConnected)

function tailUnder(measured: readonly MeasuredRow[], { y, height }: Rect): number {
  return measured.length === 0 ? 0 : Math.ceil(y + height + scrollY + BOTTOM_SPACE)
}

/** The element that shows the rows, and its scroll position. */
interface ListWindow {
  readonly scroller: Element | null
  readonly view: Rect
  readonly scroll: string
  /** View, scroll position and rows as one string, to detect any move. */
  readonly place: string
}

function windowOn(rows: readonly RecognizedRow[]): ListWindow {
  const scroller = rows[0] ? scrollerOf(rows[0].element) : null
  const view = visiblePart(scroller)
  const scroll = [scrollX, scrollY, scroller?.scrollTop].join()
  const { x, y, width, height } = view
  const place = [placeOfRows(rows), x, y, width, height, scroll, scroller?.scrollHeight].join()
  return { scroller, view, scroll, place }
}

function listPlace(rows: readonly RecognizedRow[], bounds: Rect, window: ListWindow): ListPlace | null {
  const { scroller, view, scroll } = window
  if (!rows[0]) return null
  const bottom = bounds.y + bounds.height
  const y = scroller ? Math.max(bounds.y, view.y) : bounds.y
  const isEndUnderBar = scroller !== null && isEndCovered(scroller, bottom)
  return { row: rows[0].element, rect: { ...bounds, y, height: bottom - y }, scroll, isEndUnderBar }
}

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
  const placement = placementOf(all, rightToLeft)
  const relative = (rect: Rect): Rect => {
    return { x: rect.x - x, y: rect.y - y, width: rect.width, height: rect.height }
  }
  const placed: PlacedRow[] = []
  const refused: PlacedRow<UnselectableRow>[] = []
  for (const at of free) {
    const rects = { rect: relative(at.rect), box: relative(boxFor(at, placement, rightToLeft)) }
    if ("tagId" in at.row) placed.push({ row: at.row, ...rects })
    else refused.push({ row: at.row, ...rects })
  }
  return { placed, refused }
}

/** Where the list is: its first, middle and last row with their names, which move when a column is resized. */
export function placeOfRows(rows: readonly RecognizedRow[]): string {
  const some = [rows[0], rows[Math.floor(rows.length / 2)], rows.at(-1)]
  return some
    .flatMap((row) => (row ? [row.element, row.nameElement] : []))
    .map((element) => element.getBoundingClientRect())
    .flatMap(({ x, y, width, height }) => [x, y, width, height])
    .join()
}

/** Whether a menu or dialog covers a row's name. A box on top of it would be in the way. */
function isCovered({ row, rect, name }: MeasuredRow, view: Rect): boolean {
  const x = Math.min(Math.max(name.left + Math.min(8, name.width / 2), 0), innerWidth - 1)
  const y = rect.top + rect.height / 2
  if (y < view.y || y >= view.y + view.height) return false
  const hit = document.elementFromPoint(x, y)
  return hit !== null && !isOurs(hit) && !contains(row.element, hit) && !contains(hit, row.element)
}

function boundsOf(measured: readonly MeasuredRow[]): Rect {
  if (measured.length === 0) return { x: 0, y: 0, width: 0, height: 0 }
  const x = Math.min(...measured.map(({ rect }) => rect.left))
  const y = Math.min(...measured.map(({ rect }) => rect.top))
  const right = Math.max(...measured.map(({ rect }) => rect.right))
  const bottom = Math.max(...measured.map(({ rect }) => rect.bottom))
  return { x, y, width: right - x, height: bottom - y }
}

/** Whether a scroll container is at its end, and a bar at the bottom would cover that end. */
function isEndCovered(scroller: Element, bottom: number): boolean {
  const isAtEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1
  return isAtEnd && bottom > innerHeight - BOTTOM_SPACE && bottom < innerHeight + GAP
}

/** The nearest ancestor that scrolls the rows; null if it is the page. */
export function scrollerOf(element: Element): Element | null {
  for (let at = parentOf(element); at && at !== document.body; at = parentOf(at)) {
    if (at === document.documentElement) return null
    if (/auto|scroll/.test(getComputedStyle(at).overflowY) && at.scrollHeight > at.clientHeight) return at
  }
  return null
}

/** The part of the window, or of the scroll container, that can show rows. */
function visiblePart(scroller: Element | null): Rect {
  if (!scroller) return { x: 0, y: 0, width: innerWidth, height: innerHeight }
  const { left, top, right, bottom } = scroller.getBoundingClientRect()
  const y = Math.max(0, top)
  return { x: left, y, width: right - left, height: Math.max(0, Math.min(innerHeight, bottom) - y) }
}

/** Widened for boxes beside the rows. */
function clipOf({ x, y, width, height }: Rect): Rect {
  return { x: x - BOX - GAP + scrollX, y: y + scrollY, width: width + 2 * (BOX + GAP), height }
}

// Detects changes that leave the page's elements alone: moved rows, and Zoho's own checkboxes.

/** Polling interval, while the tab is visible, for changes without an event. */
const EVERY_MS = 500
/** Late fonts and images, a sliding side bar, a scroll bar that appears. */
const MOVERS = ["load", "transitionend", "animationend", "toggle"] as const

/**
 * @param place where the rows are now, as a string; reads the layout
 * @param onMove called when they may have moved
 * @param onBoxes called when a checkbox of the page may have changed: frameworks set them without an event
 */
export function watchLayout(
  place: () => string,
  onMove: () => void,
  onBoxes: () => void,
  signal: AbortSignal,
): void {
  for (const type of MOVERS) document.addEventListener(type, onMove, { capture: true, signal })
  for (const type of ["scroll", "resize"] as const)
    addEventListener(type, onMove, { capture: true, passive: true, signal })
  for (const type of ["click", "change"] as const)
    document.addEventListener(type, () => setTimeout(onBoxes), { capture: true, signal })
  const sizes = new ResizeObserver(onMove)
  sizes.observe(document.documentElement)
  let last = ""
  const look = (): void => {
    onBoxes()
    const now = place()
    if (now !== last) onMove()
    last = now
  }
  let timer: ReturnType<typeof setInterval> | undefined
  const arrange = (): void => {
    clearInterval(timer)
    timer = document.hidden ? undefined : setInterval(look, EVERY_MS)
  }
  arrange()
  document.addEventListener("visibilitychange", arrange, { signal })
  signal.addEventListener("abort", () => {
    clearInterval(timer)
    sizes.disconnect()
  })
}
