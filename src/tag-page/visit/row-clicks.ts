/** A click on one of Zoho's rows selects its tag, as in any list; a click on a control in the row stays Zoho's. */
import { hasText, contains, isCell, parentOf } from "../recognition/dom"
import type { RecognizedRow } from "../recognition/types"

/** Elements with a click action of their own. */
const CONTROLS =
  "a,area,button,input,select,textarea,label,summary,iframe,object,embed,audio,video,[contenteditable],[onclick]," +
  "link-to,lyte-button,lyte-checkbox,lyte-radiobutton,lyte-switch,lyte-dropdown,lyte-menu,lyte-input,crm-menu"
const CONTROL_ROLES =
  /^(?:button|link|checkbox|radio|switch|tab|menu|menu.+|option|combobox|listbox|slider|spinbutton|textbox|searchbox|tree.+)$/

/**
 * Calls back with the tag of a clicked row.
 * @param rowsNow the rows as the page shows them now
 */
export function onRowClick(
  rowsNow: () => readonly RecognizedRow[],
  onRow: (tagId: string, shiftKey: boolean) => void,
  signal: AbortSignal,
): void {
  const onClick = (event: MouseEvent): void => {
    const row = clickedRow(event, rowsNow)
    if (!row) return
    // With Shift, the browser has selected the text between the last click and this one.
    if (event.shiftKey) getSelection()?.removeAllRanges()
    onRow(row.tagId, event.shiftKey)
  }
  document.addEventListener("click", onClick, { signal })
}

/** Whether it is a plain click on no control, which may be meant for a row. */
function isSelecting(event: MouseEvent, hit: Element): boolean {
  const isPlain = event.button === 0 && !event.altKey && !event.ctrlKey && !event.metaKey && event.detail <= 1
  if (!isPlain || event.defaultPrevented) return false
  // The user dragged over a text to copy it.
  const isDrag = !event.shiftKey && getSelection()?.isCollapsed === false
  return !isDrag && !hit.matches(CONTROLS)
}

/**
 * The row that a click is meant for: on its margin, in an empty cell, or in the cell of its name, and not on a
 * control.
 */
export function clickedRow(
  event: MouseEvent,
  rowsNow: () => readonly RecognizedRow[],
): RecognizedRow | undefined {
  const [hit] = event.composedPath()
  // In this order: asking for the rows may have the page read again, which most clicks on it are not worth.
  if (!(hit instanceof Element) || !isSelecting(event, hit)) return undefined
  const row = rowsNow().find(({ element }) => contains(element, hit))
  return row && isMarginOrName(hit, row) && !isControl(hit, row.element) ? row : undefined
}

function isMarginOrName(hit: Element, { element, nameElement }: RecognizedRow): boolean {
  if (contains(hit, nameElement)) return true
  let cell = nameElement
  for (let at: Element | null = nameElement; at && at !== element && !isCell(cell); at = parentOf(at)) {
    if (isCell(at)) cell = at
  }
  return contains(cell, hit) || (isCell(hit) && hit.childElementCount === 0 && !hasText(hit))
}

/** Whether any element from here up to the row, inclusive, is a control or has a pointer cursor. */
function isControl(hit: Element, row: Element): boolean {
  for (let at: Element | null = hit; at; at = at === row ? null : parentOf(at)) {
    if (at.matches(CONTROLS) || CONTROL_ROLES.test(at.getAttribute("role") ?? "")) return true
  }
  return getComputedStyle(hit).cursor === "pointer"
}
