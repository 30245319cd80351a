/** Zoho's own checkbox of a row: which it is, and whether it is checked. */
import { childrenOf, contains, pathTo } from "./dom"

const BOXES = 'input[type="checkbox"],[role="checkbox"][aria-checked],lyte-checkbox'
/** A switch turns something on or off; it does not select a row. */
const SWITCHES = '[role="switch"],[lt-prop-type="switch"],[lt-prop-type="slider"]'

/**
 * The one checkbox that selects the row: it precedes the name, or shares a label with it. A row with several
 * checkboxes, or with one after the name (as in an "active" column), has none.
 * @param inShadow whether the row may contain shadow trees, which are slow to search
 */
export function findCheckbox(row: Element, nameElement: Element, inShadow = true): Element | undefined {
  const boxes = boxesIn(row, inShadow)
  const [box] = boxes
  if (!box || boxes.length > 1 || readCheckbox(box) === undefined) return undefined
  return leads(box, nameElement) ? box : undefined
}

/**
 * Whether a checkbox is checked; undefined if it is indeterminate or unreadable. Read it only when needed: frameworks
 * set the state without an event, and Lyte's host element keeps a stale one.
 */
export function readCheckbox(box: Element): boolean | undefined {
  if (isInput(box)) return box.indeterminate ? undefined : box.checked
  const state = box.getAttribute("aria-checked") ?? box.getAttribute("lt-prop-checked")
  return state === "true" ? true : state === "false" ? false : undefined
}

/** Attributes whose change may mean that a checkbox changed without an event. */
export const CHECKBOX_ATTRIBUTES: readonly string[] = ["checked", "lt-prop-checked", "aria-checked"]

function boxesIn(row: Element, inShadow: boolean): Element[] {
  const found = (inShadow ? withShadows(row) : [row]).flatMap((root) => [...root.querySelectorAll(BOXES)])
  if (row.matches(BOXES)) found.push(row)
  const boxes = found.filter((box) => !box.closest(SWITCHES))
  // A component and the input inside it are one checkbox; the input knows the state.
  return boxes.filter((box) => !boxes.some((inner) => inner !== box && contains(box, inner)))
}

/** The row and the open shadow roots in it. */
function withShadows(row: Element): ParentNode[] {
  const roots: ParentNode[] = row.shadowRoot ? [row, row.shadowRoot] : [row]
  for (const root of roots) {
    for (const element of root.querySelectorAll("*")) if (element.shadowRoot) roots.push(element.shadowRoot)
  }
  return roots
}

function leads(box: Element, name: Element): boolean {
  const label = box.closest("label")
  if (label?.contains(name) || name.contains(box)) return true
  const position = box.compareDocumentPosition(name)
  if (!(position & Node.DOCUMENT_POSITION_DISCONNECTED))
    return (position & Node.DOCUMENT_POSITION_FOLLOWING) > 0
  // Shadow trees have no common order otherwise.
  const [pathToBox, pathToName] = [pathTo(box), pathTo(name)]
  const at = pathToBox.findIndex((element, index) => element !== pathToName[index])
  const [common, mine, theirs] = [pathToBox[at - 1], pathToBox[at], pathToName[at]]
  if (!common || !mine || !theirs) return false
  const order = [...childrenOf(common)]
  return order.indexOf(mine) < order.indexOf(theirs)
}

const isInput = (element: Element): element is HTMLInputElement => element.localName === "input"
