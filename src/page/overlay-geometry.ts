/** Where our boxes and marks stand: one batch of reads, no writes. */
import { holds, parentOf } from "./dom"
import { NOWHERE } from "./geometry"
import type { Geometry, PlacedRow } from "./geometry"
import { BAR, hasRoomAbove } from "./room-above"
import { BOX, GAP, boxFor, standOf } from "./overlay-stand"
import type { Measured } from "./overlay-stand"
import type { RecognisedRow, Recognition, UnselectableRow } from "./recognise"
import type { Rect } from "./ui/props"

/** So many rows get their boxes at once, in view or not, so that they can be reached by keyboard. */
const MOST_AT_ONCE = 600
/** Between the bar and the window's bottom, see `ui/styles.ts`, and a little air. */
const BELOW = 44
const AIR = 12

/**
 * Reads the positions of the rows.
 * @param isOurs tells our own elements, which may lie over a row without hiding it from the user
 */
export function measure(recognition: Recognition | null, isOurs: (node: Node) => boolean): Geometry {
  const first = recognition?.rows[0]
  if (!first) return NOWHERE
  const scroller = scrollerOf(first.element)
  const view = visiblePart(scroller)
  const measured = [...recognition.rows, ...recognition.unselectable].map((row) => ({
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
    placed: placed.filter(isPickable),
    refused: placed.filter((at): at is PlacedRow<UnselectableRow> => !isPickable(at)),
    inView: new Set(seen.filter(isPickable).map(({ row }) => row.tagId)),
    ...endOf(scroller, bottom),
    list: hasRoomAbove(
      first.element,
      { x: left, y: scroller ? Math.max(top, view.y) : top, width: right - left, height: bottom - top },
      isOurs,
    ),
  }
}

type AnyRow = RecognisedRow | UnselectableRow

const isPickable = <At extends { readonly row: AnyRow }>(
  at: At,
): at is At & { readonly row: RecognisedRow } => "tagId" in at.row

/** The bar at the bottom of the window covers the end of what scrolls there. */
function endOf(scroller: Element | null, bottom: number): Pick<Geometry, "tail" | "isEndUnderBar"> {
  const room = BELOW + BAR + AIR
  if (!scroller) return { tail: Math.ceil(bottom + scrollY + room), isEndUnderBar: false }
  const isAtEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1
  const covered = bottom > innerHeight - room && bottom < innerHeight + AIR
  return { tail: 0, isEndUnderBar: isAtEnd && covered }
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

/** One of Zoho's menus or dialogs may lie over the row; a box above it would be in the way and lie. */
function isUncovered({ row, rect, name }: Measured, view: Rect, isOurs: (node: Node) => boolean): boolean {
  const x = Math.min(Math.max(name.left + Math.min(8, name.width / 2), 0), innerWidth - 1)
  const y = rect.top + rect.height / 2
  if (y < view.y || y >= Math.min(innerHeight, view.y + view.height)) return true
  const hit = document.elementFromPoint(x, y)
  return hit === null || isOurs(hit) || holds(row.element, hit) || holds(hit, row.element)
}

function relative({ x, y, width, height }: Rect, left: number, top: number): Rect {
  return { x: x - left, y: y - top, width, height }
}
