/** DOM helpers for recognition that see through open shadow roots. */
import { HOST_NAME, PROBE_NAME } from "../frame"
import type { Zone } from "./types"

/** The parent in the flattened tree: a shadow root's parent is its host. */
export function parentOf(node: Node): Element | null {
  if (node.parentElement) return node.parentElement
  const root = node.parentNode ?? node
  return root.nodeType === Node.DOCUMENT_FRAGMENT_NODE ? ((root as Partial<ShadowRoot>).host ?? null) : null
}

/** An element's ancestors, from the top of the document down, and the element itself. */
export function pathTo(element: Element): Element[] {
  const path: Element[] = []
  for (let at: Element | null = element; at; at = parentOf(at)) path.push(at)
  return path.reverse()
}

/** Child elements: first those of an open shadow root, then the element's own. */
export function childrenOf(element: Element): Iterable<Element> & { readonly length: number } {
  const shadow = element.shadowRoot
  return shadow ? [...shadow.children, ...element.children] : element.children
}

/** Whether `outer` is `inner` or one of its ancestors. */
export function contains(outer: Element, inner: Element): boolean {
  for (let at: Element | null = inner; at; at = parentOf(at)) if (at === outer) return true
  return false
}

/** Whether an element contains any text. */
export function hasText(node: Node): boolean {
  const shadow = (node as Partial<Element>).shadowRoot
  if (shadow && hasText(shadow)) return true
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (isElement(child) ? !/^(?:script|style)$/.test(child.localName) && hasText(child) : isText(child))
      return true
  }
  return false
}

/** Whether a node is text other than white space. */
export const isText = (node: Node): boolean =>
  node.nodeType === Node.TEXT_NODE && /\S/.test((node as Text).data)

/** Whether a node is an element. `instanceof` would fail for nodes of another frame. */
export function isElement(node: Node): node is Element {
  return node.nodeType === Node.ELEMENT_NODE
}

/** Whether a person can see the element, according to its styles. */
export function isVisible(element: Element): boolean {
  return element.checkVisibility({ visibilityProperty: true })
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "))

/** Elements that contain no names, or, like dialogs, show them in front of the page. */
const SKIPPED = words(
  "script style noscript template head link meta input textarea select option optgroup datalist " +
    "svg math canvas video audio picture iframe frame object embed dialog progress meter slot-fallback " +
    `lyte-modal lyte-popover lyte-alert lyte-messagebox lyte-tooltip ${HOST_NAME} ${PROBE_NAME}`,
)
const SKIPPED_ROLES = words("dialog alertdialog tooltip status alert log combobox textbox searchbox")
const NAVIGATION = words("nav thead lyte-thead lyte-menu crm-menu crm-tab lyte-tabs lyte-breadcrumb")
const NAVIGATION_ROLES = words("navigation columnheader menu menubar tablist banner contentinfo toolbar")
const BUTTONS = words("button lyte-button summary")
const BUTTON_ROLES = words("button tab switch link-button")
const HEADINGS = words("h1 h2 h3 h4 h5 h6 legend caption figcaption")
const HEADING_ROLES = words("heading")
const AROUND_HEADER = "tr,li,dt,article,[role=row],[role=listitem]"

/** What kind of place an element's content is, given its surroundings; null if names must not be sought there. */
export function zoneOf(element: Element, around: Zone): Zone | null {
  const name = element.localName
  const role = roleOf(element)
  if (SKIPPED.has(name) || SKIPPED_ROLES.has(role)) return null
  if (around === "navigation" || isNavigation(element, name, role)) return "navigation"
  if (around === "button" || BUTTONS.has(name) || BUTTON_ROLES.has(role)) return "button"
  return HEADINGS.has(name) || HEADING_ROLES.has(role) ? "heading" : around
}

function isNavigation(element: Element, name: string, role: string): boolean {
  if (NAVIGATION.has(name) || NAVIGATION_ROLES.has(role)) return true
  if (name === "header" || name === "footer") return !element.closest(AROUND_HEADER)
  return isColumnHeader(element, name, role)
}

/** A `th` heads a column unless it heads a row, which is where a well-made table puts the name. */
function isColumnHeader(element: Element, name: string, role: string): boolean {
  if (!(name === "th" || name.endsWith("-th")) || role === "rowheader") return false
  if (element.getAttribute("scope") === "row") return false
  const siblings = element.parentElement?.children ?? []
  for (const sibling of siblings) if (/(?:^|-)td$/.test(sibling.localName)) return false
  return true
}

/** Elements that only format text; their content belongs to the text around them. */
export function isFormatting(element: Element): boolean {
  return FORMATTING.has(element.localName)
}
const FORMATTING = words("b strong i em u mark s ins del small sup sub bdi bdo font wbr")

const roleOf = (element: Element): string => element.getAttribute("role") ?? ""

/** A cell of a table or grid: part of a row, never a row. */
export function isCell(element: Element): boolean {
  return CELLS.test(element.localName) || CELL_ROLES.test(roleOf(element))
}
const CELLS = /(?:^|-)t[dh]$/
const CELL_ROLES = /^(?:grid)?cell$|^(?:row|column)header$/

/** A row by its element name or role. */
export function isRow(element: Element): boolean {
  return ROWS.test(element.localName) || ROW_ROLES.test(roleOf(element))
}
const ROWS = /(?:^|-)(?:tr|row)$|^(?:li|dt|article)$/
const ROW_ROLES = /^(?:row|listitem|option|treeitem)$/

/** A row by its element name, role or classes. */
export function isRowLike(element: Element): boolean {
  return isRow(element) || ROW_CLASS.test(element.getAttribute("class") ?? "")
}
const ROW_CLASS = /(?:^|[\s_-])(?:row|item|card|pill|chip|tag)s?(?:$|[\s_-])/i

/** Placeholders of an unfinished row. */
const SKELETON =
  '[aria-busy="true"],[class*="skeleton" i],[class*="shimmer" i],[class*="placeholder" i],' +
  '[class*="contentloading" i],[class*="cxLoadOnView" i],[class*="listviewIntersection" i],dummy-port-element'

/** Whether a row is still being drawn, so that its name may be yet to come. */
export function isUnfinished(row: Element): boolean {
  return (
    row.matches(SKELETON) ||
    row.querySelector(SKELETON) !== null ||
    row.shadowRoot?.querySelector(SKELETON) != null
  )
}

/** Caches the answer for each element. */
export function remembered<T>(of: (element: Element) => T): (element: Element) => T {
  const known = new Map<Element, T>()
  return (element) => {
    const value = known.get(element) ?? of(element)
    known.set(element, value)
    return value
  }
}
