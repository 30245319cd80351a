import { CHECKBOX_ATTRIBUTES } from "./checkbox"
import { isElement } from "./dom"

/** Attributes that can hide or show, but hold no text: reason for a pass, not for reading the element again. */
const LOOKS: readonly string[] = ["class", "style", "hidden", ...CHECKBOX_ATTRIBUTES]
/** Elements with more children than these are lists of rows, or the page itself. */
const FEW_CHILDREN = 30

export const WATCHED: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: [
    ...LOOKS,
    "aria-label",
    "data-id",
    "data-title",
    "data-value",
    "id",
    "lt-prop-value",
    "title",
  ],
}

/** Adds what has to be read again after a change: as little as possible, for a page changes all the time. */
export function addChanged(changed: Set<Node>, record: MutationRecord): void {
  const { target, type, attributeName, addedNodes, removedNodes } = record
  if (type === "attributes" && LOOKS.includes(attributeName ?? "")) return
  if (type === "childList" && isElement(target) && !isOneText(target, record)) {
    for (const node of addedNodes) if (isElement(node)) changed.add(node)
    const isInRow = target !== target.ownerDocument.body && target.childElementCount <= FEW_CHILDREN
    if (removedNodes.length > 0 && isInRow) changed.add(target)
  } else changed.add(target)
}

/** Whether an element's children may together make one text, which changes with each of them. */
function isOneText(target: Element, { addedNodes, removedNodes }: MutationRecord): boolean {
  return [...target.childNodes, ...addedNodes, ...removedNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && /\S/.test((node as Text).data),
  )
}
