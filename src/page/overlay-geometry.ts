/** Where our boxes and marks stand: one batch of reads, no writes. All rects of the result are in document pixels. */
import { parentOf } from "./dom"
import type { RecognisedRow } from "./recognise"
import type { Rect } from "./ui/props"

/** Height of the bar, for which there must be room above the list. */
const BAR = 46
/** So many rows get their boxes at once, in view or not, so that they can be reached by keyboard. */
const MOST_AT_ONCE = 600
/** Side of the square that a box needs, the target size of WCAG 2.2: https://www.w3.org/TR/WCAG22/#target-size-minimum */
const BOX = 24
const GAP = 4

export interface PlacedRow {
  readonly row: RecognisedRow
  /** The whole row. */
  readonly rect: Rect
  /** Where a box of ours has room. */
  readonly box: Rect
}

export interface Geometry {
  readonly origin: { readonly x: number; readonly y: number }
  readonly clip: Rect | null
  /** Rows that get boxes and marks; rects are relative to `origin`. */
  readonly placed: readonly PlacedRow[]
  /** Rows that can be seen now. */
  readonly inView: ReadonlySet<string>
  /** The list in viewport pixels, where the bar has room above it; null where it would cover something. */
  readonly list: Rect | null
}

interface Measured {
  readonly row: RecognisedRow
  readonly rect: DOMRect
  readonly name: DOMRect
}

const NOWHERE: Geometry = { origin: { x: 0, y: 0 }, clip: null, placed: [], inView: new Set(), list: null }

/**
 * Reads the positions of the rows.
 * @param isOurs tells our own elements, which may lie over a row without hiding it from the user
 */
export function measure(rows: readonly RecognisedRow[], isOurs: (node: Node) => boolean): Geometry {
  const first = rows[0]
  if (!first) return NOWHERE
  const scroller = scrollerOf(first.element)
  const view = visiblePart(scroller)
  const measured = rows.map((row): Measured => ({
    row,
    rect: row.element.getBoundingClientRect(),
    name: row.nameElement.getBoundingClientRect(),
  }))
  const seen = measured.filter(({ rect }) => meets(rect, view))
  // In a list that scrolls by itself a box out of view could be reached but not be scrolled to.
  const shown = scroller || measured.length > MOST_AT_ONCE ? seen : measured
  const left = Math.min(...measured.map(({ rect }) => rect.left))
  const top = Math.min(...measured.map(({ rect }) => rect.top))
  const right = Math.max(...measured.map(({ rect }) => rect.right))
  const bottom = Math.max(...measured.map(({ rect }) => rect.bottom))
  const rightToLeft = getComputedStyle(first.element).direction === "rtl"
  const stand = standOf(measured, rightToLeft)
  const placed = shown
    .filter((at) => isUncovered(at, view, isOurs))
    .map((at) => ({
      row: at.row,
      rect: relative(at.rect, left, top),
      box: relative(boxFor(at, stand, rightToLeft), left, top),
    }))
  return {
    origin: { x: left + scrollX, y: top + scrollY },
    clip: scroller
      ? { ...view, x: view.x - BOX - GAP + scrollX, y: view.y + scrollY, width: view.width + 2 * (BOX + GAP) }
      : null,
    placed,
    inView: new Set(seen.map(({ row }) => row.tagId)),
    list: hasRoomAbove(
      first.element,
      { x: left, y: scroller ? Math.max(top, view.y) : top, width: right - left, height: bottom - top },
      isOurs,
    ),
  }
}

/** The list's place when nothing but empty page lies where the bar would stand; headings and tabs stay free. */
function hasRoomAbove(row: Element, list: Rect, isOurs: (node: Node) => boolean): Rect | null {
  const y = Math.max(BAR, list.y) - BAR / 2
  const points = [0.05, 0.25, 0.5, 0.75, 0.95].map((share) => list.x + list.width * share)
  const isFree = (x: number): boolean => {
    const hit = document.elementFromPoint(x, y)
    return hit === null || isOurs(hit) || (hit.contains(row) && !hasOwnText(hit))
  }
  return list.y >= BAR && points.every(isFree) ? list : null
}

function hasOwnText(element: Element): boolean {
  return [...element.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && /\S/.test(node.nodeValue ?? ""),
  )
}

/** The nearest element around the rows that scrolls them; null when it is the page. */
export function scrollerOf(element: Element): Element | null {
  for (let at = parentOf(element); at && at !== document.body; at = parentOf(at)) {
    if (at === document.documentElement) return null
    if (/auto|scroll/.test(getComputedStyle(at).overflowY) && at.scrollHeight > at.clientHeight) return at
  }
  return null
}

function visiblePart(scroller: Element | null): Rect {
  if (!scroller) return { x: 0, y: 0, width: innerWidth, height: innerHeight }
  const { left, top, right, bottom } = scroller.getBoundingClientRect()
  const y = Math.max(0, top)
  return { x: left, y, width: right - left, height: Math.max(0, Math.min(innerHeight, bottom) - y) }
}

function meets(rect: DOMRect, view: Rect): boolean {
  return rect.height > 0 && rect.bottom > view.y && rect.top < view.y + view.height
}

function sameLine(rect: DOMRect, other: DOMRect | undefined): boolean {
  return other !== undefined && Math.abs(rect.top - other.top) < rect.height / 2
}

/** One of Zoho's menus or dialogs may lie over the row; a box above it would be in the way and lie. */
function isUncovered({ row, rect, name }: Measured, view: Rect, isOurs: (node: Node) => boolean): boolean {
  const x = Math.min(Math.max(name.left + Math.min(8, name.width / 2), 0), innerWidth - 1)
  const y = rect.top + rect.height / 2
  if (y < view.y || y >= Math.min(innerHeight, view.y + view.height)) return true
  const hit = document.elementFromPoint(x, y)
  return hit === null || isOurs(hit) || row.element.contains(hit) || hit.contains(row.element)
}

/** How boxes stand: all in the same way, so that they form a column that can be read at a glance. */
type Stand = "before-name" | "beside-row" | "on-edge"

function standOf(measured: readonly Measured[], rightToLeft: boolean): Stand {
  if (measured.some(({ rect }, at) => at > 0 && sameLine(rect, measured[at - 1]?.rect))) return "on-edge"
  const room = ({ rect, name }: Measured): number =>
    rightToLeft ? rect.right - name.right : name.left - rect.left
  const rooms = measured.map(room)
  // A name that stands further in than the others has something in front of it.
  const even = Math.max(...rooms) - Math.min(...rooms) < BOX
  return even && Math.min(...rooms) >= BOX + GAP ? "before-name" : "beside-row"
}

function boxFor({ rect, name }: Measured, stand: Stand, rightToLeft: boolean): Rect {
  const y = rect.top + rect.height / 2 - BOX / 2
  if (stand === "on-edge") return square((rightToLeft ? rect.right : rect.left) - BOX / 2, rect.top - BOX / 2)
  if (stand === "before-name") return square(rightToLeft ? name.right + GAP : name.left - BOX - GAP, y)
  return square(
    rightToLeft ? Math.min(rect.right + GAP, innerWidth - BOX) : Math.max(0, rect.left - BOX - GAP),
    y,
  )
}

function square(x: number, y: number): Rect {
  return { x, y, width: BOX, height: BOX }
}

function relative({ x, y, width, height }: Rect, left: number, top: number): Rect {
  return { x: x - left, y: y - top, width, height }
}
