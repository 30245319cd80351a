/**
 * Where the bar is: above the list where it covers nothing, else at the window's bottom; always over the page's content
 * and not over its side bars. It does not move while a question is open or the window is resized.
 */
import { holds, isText, parentOf } from "../recognition/dom"
import type { BarPlace, Rect } from "../ui/props"

/** Height of the bar. */
const BAR = 46
/** Between the bar and the window's bottom, see `tag-page/ui/styles.ts`, and a little air. */
export const ROOM_AT_BOTTOM = 44 + BAR + 12
/** A bar that is narrower takes several lines; a wider one tears its controls apart. */
const [NARROWEST, WIDEST] = [560, 1120]
/** Left free at the window's sides. */
const MARGIN = 8
/** What takes less of the window's width than this is no side bar. */
const SIDE_BAR = 40

/** What the place of the bar depends on. */
export interface ListPlace {
  readonly row: Element
  /** The part of the list that can be seen, in viewport pixels. */
  readonly rect: Rect
  /** How far the page and the list are scrolled. */
  readonly scroll: string
  /** Whether the list is at its end, and the end is where a bar at the bottom would be. */
  readonly isEndUnderBar: boolean
}

type PlaceBar = (list: ListPlace | null, isHeld: boolean) => BarPlace

/** @param isOurs knows our own elements, which cover nothing of the page */
export function createBarPlace(isOurs: (node: Node) => boolean): PlaceBar {
  const hasRoomAbove = createRoomAbove(isOurs)
  let at: BarPlace["at"] = "bottom"
  let last = { size: "", scroll: "", list: null as Element | null }
  let isResized = false

  /** Whether the bar has to stay, though it might not be put there now. */
  function mustStay(list: ListPlace, isHeld: boolean): boolean {
    const now = { size: [innerWidth, innerHeight].join(), scroll: list.scroll, list: parentOf(list.row) }
    const isSameList = last.list === now.list
    if (isSameList && last.size !== now.size) isResized = true
    else if (!isSameList || last.scroll !== now.scroll) isResized = false
    last = now
    return isSameList && (isResized || isHeld)
  }

  /** `isHeld`: a question is open or a job runs. */
  return (list, isHeld) => {
    if (!list) {
      at = "bottom"
      const middle = elementAt(innerWidth / 2, innerHeight / 2, isOurs)
      return { at, top: 0, ...narrowed(contentAround(middle)) }
    }
    if (!mustStay(list, isHeld))
      at = hasRoomAbove(list.row, list.rect) ? "list" : list.isEndUnderBar ? "top" : "bottom"
    const span = spanAround(list.rect, contentAround(list.row))
    return { at, top: list.rect.y, ...(at === "list" ? span : narrowed(span)) }
  }
}

type Span = Pick<BarPlace, "left" | "width">

/** The list's width, or as much more of the content's around it as the bar needs. */
function spanAround(list: Rect, content: Span): Span {
  const left = Math.max(0, list.x)
  const width = Math.min(innerWidth, list.x + list.width) - left
  if (width >= NARROWEST) return { left, width }
  const wanted = Math.min(NARROWEST, content.width)
  const last = content.left + content.width - wanted
  return { left: Math.max(content.left, Math.min(left + width / 2 - wanted / 2, last)), width: wanted }
}

function narrowed({ left, width }: Span): Span {
  const to = Math.min(WIDEST, width - 2 * MARGIN)
  return { left: left + (width - to) / 2, width: to }
}

/** The column of the page that an element is in: the outermost element around it that leaves room for a side bar. */
function contentAround(element: Element | null): Span {
  let span: Span = { left: 0, width: innerWidth }
  for (let at = element; at && at !== document.body; at = parentOf(at)) {
    const { left, right } = at.getBoundingClientRect()
    const [from, to] = [Math.max(0, left), Math.min(innerWidth, right)]
    if (to > from && innerWidth - (to - from) >= SIDE_BAR) span = { left: from, width: to - from }
  }
  return span.width < Math.min(NARROWEST, innerWidth / 2) ? { left: 0, width: innerWidth } : span
}

/** From the edges of the place above the list, and between the points of it that are looked at. */
const [INSET, STEP] = [4, 56]
/** What is above a list seldom changes, and looking takes milliseconds. */
const KEPT_MS = 2_000

/** Whether nothing but empty page is above the list: headings, tabs and menus stay free. */
function createRoomAbove(isOurs: (node: Node) => boolean): (row: Element, list: Rect) => boolean {
  let last = { place: "", until: 0, isFree: false }
  return (row, list) => {
    if (list.y < BAR) return false
    // In the document, so that scrolling, which moves all of it alike, asks nothing again.
    const place = [list.x + scrollX, list.y + scrollY, list.width].join()
    const now = performance.now()
    if (last.place !== place || last.until < now)
      last = { place, until: now + KEPT_MS, isFree: isFreeAbove(row, list, isOurs) }
    return last.isFree
  }
}

function isFreeAbove(row: Element, list: Rect, isOurs: (node: Node) => boolean): boolean {
  for (let x = list.x + INSET; x < list.x + list.width; x += STEP) {
    for (const y of [list.y - BAR + INSET, list.y - INSET]) {
      const hit = elementAt(x, y, isOurs)
      if (hit && (!holds(hit, row) || [...hit.childNodes].some(isText))) return false
    }
  }
  return true
}

/** What of the page is on top there. */
function elementAt(x: number, y: number, isOurs: (node: Node) => boolean): Element | null {
  return document.elementsFromPoint(x, y).find((element) => !isOurs(element)) ?? null
}
