import { CHECKBOX_ATTRIBUTES } from "./checkbox"
import { isElement } from "./dom"
import type { Changes } from "./recognise"

/**
 * Attributes that can hide or show, or tell of a translation, but hold no text: the element looks different, but reads
 * the same.
 */
const LOOKS: readonly string[] = ["class", "style", "hidden", "lang", ...CHECKBOX_ATTRIBUTES]
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

/** What has changed since it was last asked for. */
export interface Changed extends Changes {
  readonly changed: Set<Node>
  readonly looks: Set<Node>
}

export const noChanges = (): Changed => ({ changed: new Set(), looks: new Set() })

/** Adds what has to be read again after changes: as little as possible, for a page changes all the time. */
export function addChanged({ changed, looks }: Changed, records: readonly MutationRecord[]): void {
  // A page is often built child by child, with a record for each.
  const texts = new Map<Element, boolean>()
  for (const record of records) {
    const { target, type, attributeName } = record
    if (type === "attributes" && LOOKS.includes(attributeName ?? "")) looks.add(target)
    else if (type === "childList" && isElement(target)) addChildren(changed, target, record, texts)
    else changed.add(target)
  }
}

function addChildren(
  changed: Set<Node>,
  target: Element,
  { addedNodes, removedNodes }: MutationRecord,
  texts: Map<Element, boolean>,
): void {
  const isText = texts.get(target) ?? holdsText(target.childNodes)
  texts.set(target, isText)
  if (isText || holdsText(addedNodes) || holdsText(removedNodes)) {
    changed.add(target)
    return
  }
  for (const node of addedNodes) if (isElement(node)) changed.add(node)
  const isInRow = target !== target.ownerDocument.body && target.childElementCount <= FEW_CHILDREN
  if (removedNodes.length > 0 && isInRow) changed.add(target)
}

/** Whether an element's children may together make one text, which changes with each of them. */
function holdsText(nodes: NodeList): boolean {
  for (const node of nodes) {
    if (node.nodeType === Node.TEXT_NODE && /\S/.test((node as Text).data)) return true
  }
  return false
}
