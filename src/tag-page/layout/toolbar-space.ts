/** Whether the bar may stand above the list: headings, tabs and menus stay free. */
import { holds } from "../recognition/dom"
import type { Rect } from "../ui/props"

/** Height of the bar. */
export const BAR = 46
/** From the edges of the place that is probed. */
const INSET = 4
/** Between the points where the page is probed for what the bar would cover. */
const STEP = 56
/** Probing takes a while, and what stands above a list seldom changes. */
const KEPT_MS = 2_000

export interface ToolbarSpace {
  /** The list's place when nothing but empty page lies where the bar would stand; else null. */
  of(row: Element, list: Rect): Rect | null
  /**
   * Probes anew where the last answer is old.
   * @returns whether the answer is another than it was
   */
  look(): boolean
}

/** In the document, so that scrolling, which moves all of it alike, asks nothing again. */
interface Probed {
  readonly row: Element
  readonly list: Rect
  readonly at: number
  readonly isFree: boolean
}

export function createToolbarSpace(isOurs: (node: Node) => boolean): ToolbarSpace {
  let last: Probed | null = null

  function probe(row: Element, list: Rect): Probed {
    const inWindow = { ...list, x: list.x - scrollX, y: list.y - scrollY }
    return { row, list, at: performance.now(), isFree: isFree(row, inWindow, isOurs) }
  }

  return {
    of(row, list) {
      if (list.y < BAR) return null
      const placed = { ...list, x: list.x + scrollX, y: list.y + scrollY }
      last = last && isSamePlace(last.list, placed) ? { ...last, row, list: placed } : probe(row, placed)
      return last.isFree ? list : null
    },
    look() {
      if (!last?.row.isConnected || performance.now() - last.at <= KEPT_MS) return false
      if (last.list.y - scrollY < BAR) return false
      const before = last.isFree
      last = probe(last.row, last.list)
      return last.isFree !== before
    },
  }
}

const isSamePlace = (one: Rect, other: Rect): boolean =>
  one.x === other.x && one.y === other.y && one.width === other.width

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
  return document.elementsFromPoint(x, y).find((element) => !isOurs(element)) ?? null
}

function hasOwnText(element: Element): boolean {
  return [...element.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && /\S/.test(node.nodeValue ?? ""),
  )
}
