/**
 * Places the bar: above the list if it covers nothing there, else at the bottom of the window; always over the page's
 * content, not its side bars. It does not move while a question is open or the window is being resized.
 */
import { isOurs } from "../frame"
import { contains, isText, parentOf } from "../recognition/dom"
import type { BarPlace, Rect } from "../ui/props"

const BAR = 46
/** The bar's height, its distance from the window's bottom (see `tag-page/ui/mount.tsx`) and a margin. */
export const BOTTOM_SPACE = 44 + BAR + 12
/** Narrower, the bar needs several lines; wider, its controls drift apart. */
const [MIN_WIDTH, MAX_WIDTH] = [560, 1120]
/** Kept free at the sides of the window. */
const MARGIN = 8
/** Anything narrower is not a side bar. */
const SIDE_BAR = 40

/** What the bar's place depends on. */
export interface ListPlace {
  readonly row: Element
  /** The visible part of the list, in viewport pixels. */
  readonly rect: Rect
  /** Scroll positions of the page and the list. */
  readonly scroll: string
  /** Whether the list is scrolled to its end and a bar at the bottom would cover that end. */
  readonly isEndUnderBar: boolean
}

/** @returns takes the list, and whether the bar must not move: a question is open or a job runs */
export function createBarPlace(): (list: ListPlace | null, isPinned: boolean) => BarPlace {
  const hasSpaceAbove = createSpaceAbove()
  let at: BarPlace["at"] = "bottom"
  let last = { size: "", scroll: "", list: null as Element | null }
  let isResized = false

  /** Whether the bar must stay where it is, even if a new one would not be placed there. */
  function mustStay(list: ListPlace, isPinned: boolean): boolean {
    const now = { size: [innerWidth, innerHeight].join(), scroll: list.scroll, list: parentOf(list.row) }
    const isSameList = last.list === now.list
    if (isSameList && last.size !== now.size) isResized = true
    else if (!isSameList || last.scroll !== now.scroll) isResized = false
    last = now
    return isSameList && (isResized || isPinned)
  }

  return (list, isPinned) => {
    if (!list) {
      at = "bottom"
      const middle = elementAt(innerWidth / 2, innerHeight / 2)
      return { at, top: 0, ...narrowed(contentAround(middle)) }
    }
    if (!mustStay(list, isPinned))
      at = hasSpaceAbove(list.row, list.rect) ? "list" : list.isEndUnderBar ? "top" : "bottom"
    const span = spanAround(list.rect, contentAround(list.row))
    return { at, top: list.rect.y, ...(at === "list" ? span : narrowed(span)) }
  }
}

type Span = Pick<BarPlace, "left" | "width">

/** The list's width, widened within the content around it if the bar needs more. */
function spanAround(list: Rect, content: Span): Span {
  const left = Math.max(0, list.x)
  const width = Math.min(innerWidth, list.x + list.width) - left
  if (width >= MIN_WIDTH) return { left, width }
  const wanted = Math.min(MIN_WIDTH, content.width)
  const last = content.left + content.width - wanted
  return { left: Math.max(content.left, Math.min(left + width / 2 - wanted / 2, last)), width: wanted }
}

function narrowed({ left, width }: Span): Span {
  const to = Math.min(MAX_WIDTH, width - 2 * MARGIN)
  return { left: left + (width - to) / 2, width: to }
}

/** The content column around an element: its outermost ancestor that leaves space for a side bar. */
function contentAround(element: Element | null): Span {
  let span: Span = { left: 0, width: innerWidth }
  for (let at = element; at && at !== document.body; at = parentOf(at)) {
    const { left, right } = at.getBoundingClientRect()
    const [from, to] = [Math.max(0, left), Math.min(innerWidth, right)]
    if (to > from && innerWidth - (to - from) >= SIDE_BAR) span = { left: from, width: to - from }
  }
  return span.width < Math.min(MIN_WIDTH, innerWidth / 2) ? { left: 0, width: innerWidth } : span
}

/** Points to test above the list: their distance from the edges, and from each other. */
const [INSET, STEP] = [4, 56]
/** What is above a list seldom changes, and a test takes milliseconds. */
const CACHE_MS = 2_000

/** Whether the space above the list is empty, so that headings, tabs and menus stay free. */
function createSpaceAbove(): (row: Element, list: Rect) => boolean {
  let last = { place: "", until: 0, isFree: false }
  return (row, list) => {
    if (list.y < BAR) return false
    // In document coordinates, so that scrolling does not trigger a new test.
    const place = [list.x + scrollX, list.y + scrollY, list.width].join()
    const now = performance.now()
    if (last.place !== place || last.until < now)
      last = { place, until: now + CACHE_MS, isFree: isFreeAbove(row, list) }
    return last.isFree
  }
}

function isFreeAbove(row: Element, list: Rect): boolean {
  for (let x = list.x + INSET; x < list.x + list.width; x += STEP) {
    for (const y of [list.y - BAR + INSET, list.y - INSET]) {
      const hit = elementAt(x, y)
      if (hit && (!contains(hit, row) || [...hit.childNodes].some(isText))) return false
    }
  }
  return true
}

/** The topmost element of the page at a point. */
function elementAt(x: number, y: number): Element | null {
  return document.elementsFromPoint(x, y).find((element) => !isOurs(element)) ?? null
}
