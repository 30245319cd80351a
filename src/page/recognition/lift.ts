import { hasText, isElement, parentOf } from "../dom"
import type { Hit } from "./types"
import { isCell, isRow } from "./zones"

const MAX_LIFT = 6

/**
 * The largest element around a hit that shows no other text, so that wrappers which only some rows have do
 * not set these apart. Ends at a cell or a row.
 */
export function liftedOf(hit: Hit): Element {
  if (hit.lifted) return hit.lifted
  let top = hit.element
  for (let steps = 0; steps < MAX_LIFT && !isCell(top) && !isRow(top); steps++) {
    const parent = parentOf(top)
    if (!parent || parent === parent.ownerDocument.body || !isAloneIn(top, parent)) break
    top = parent
  }
  hit.lifted = top
  return top
}

function isAloneIn(element: Element, parent: Element): boolean {
  const container = element.parentNode
  if (!container || (container !== parent && /\S/.test(parent.textContent))) return false
  for (let child = container.firstChild; child; child = child.nextSibling) {
    if (child === element) continue
    if (
      child.nodeType === Node.TEXT_NODE ? /\S/.test((child as Text).data) : isElement(child) && hasText(child)
    ) {
      return false
    }
  }
  return true
}
