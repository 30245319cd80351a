/** Whether the bar may stand above the list: headings, tabs and menus stay free. */
import { holds } from "./dom"
import type { Rect } from "./ui/props"

/** Height of the bar. */
export const BAR = 46
/** From the edges of the place that is probed. */
const INSET = 4
/** Between the points where the page is probed for what the bar would cover. */
const STEP = 56
/** Probing takes a while, and what stands above a list seldom changes. */
const KEPT_MS = 2_000

let last = { place: "", at: 0, isFree: false }

/** The list's place when nothing but empty page lies where the bar would stand; else null. */
export function hasRoomAbove(row: Element, list: Rect, isOurs: (node: Node) => boolean): Rect | null {
  if (list.y < BAR) return null
  // In the document, so that scrolling, which moves all of it alike, asks nothing again.
  const place = [list.x + scrollX, list.y + scrollY, list.width].join(" ")
  if (place !== last.place || performance.now() - last.at > KEPT_MS)
    last = { place, at: performance.now(), isFree: isFree(row, list, isOurs) }
  return last.isFree ? list : null
}

function isFree(row: Element, list: Rect, isOurs: (node: Node) => boolean): boolean {
  for (let x = list.x + INSET; x < list.x + list.width; x += STEP) {
    for (const y of [list.y - BAR + INSET, list.y - INSET]) {
      const hit = elementAt(x, y, isOurs)
      if (hit && (!holds(hit, row) || hasOwnText(hit))) return false
    }
  }
  return true
}

/** What lies there, but for what is ours. */
function elementAt(x: number, y: number, isOurs: (node: Node) => boolean): Element | null {
  const top = document.elementFromPoint(x, y)
  if (!top || !isOurs(top)) return top
  return document.elementsFromPoint(x, y).find((element) => !isOurs(element)) ?? null
}

function hasOwnText(element: Element): boolean {
  return [...element.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && /\S/.test(node.nodeValue ?? ""),
  )
}
