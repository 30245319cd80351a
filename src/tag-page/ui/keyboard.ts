/**
 * Keyboard of the bar and of the row boxes: one Tab stop each, arrow keys between the controls, Home and End to the
 * first and last. https://www.w3.org/WAI/ARIA/apg/practices/keyboard-interface/#kbd_roving_tabindex
 */
const CONTROLS = "button:not(:disabled), input, select"

/** Which control of a group had the focus last. */
const lastFocused = new WeakMap<HTMLElement, HTMLElement>()

/**
 * Makes one control of the group the Tab stop: the last focused one, else the first. A bar fills up in no fixed order
 * while its page is read, so the stop may change with each render.
 */
export function keepOneStop(group: HTMLElement | null): void {
  if (!group) return
  const controls = controlsOf(group)
  const active = activeAround(group)
  const focused = controls.find((control) => control === active)
  if (focused) lastFocused.set(group, focused)
  const stop = stopOf(group, controls)
  for (const control of controls) {
    const tabIndex = control === stop ? 0 : -1
    if (control.tabIndex !== tabIndex) control.tabIndex = tabIndex
  }
}

/**
 * Moves the focus within the group. If the group itself is focused because its control is gone, arrows lead to the
 * Tab stop.
 * @param key as in `KeyboardEvent.key`
 * @param isColumn whether Up and Down move, without wrapping; else Left and Right move, and wrap
 * @returns whether there was a control to move to
 */
export function moveFocus(group: HTMLElement, key: string, isColumn = false): boolean {
  const controls = controlsOf(group)
  const active = activeAround(group)
  const at = controls.findIndex((control) => control === active)
  const isOnGroup = at < 0 && active === group
  if (at < 0 && !isOnGroup) return false
  const index = isColumn
    ? indexInColumn(key, at, controls.length)
    : indexInRow(key, at, controls.length, getComputedStyle(group).direction === "rtl")
  const to = isOnGroup && key.startsWith("Arrow") && index >= 0 ? stopOf(group, controls) : controls[index]
  if (!to) return false
  to.focus()
  keepOneStop(group)
  return true
}

const controlsOf = (group: HTMLElement): HTMLElement[] => [...group.querySelectorAll<HTMLElement>(CONTROLS)]

function stopOf(group: HTMLElement, controls: readonly HTMLElement[]): HTMLElement | undefined {
  const last = lastFocused.get(group)
  return last && controls.includes(last) ? last : controls[0]
}

function indexInRow(key: string, at: number, count: number, rightToLeft: boolean): number {
  const [next, before] = rightToLeft ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"]
  if (key === next) return (at + 1) % count
  if (key === before) return (Math.max(at, 0) + count - 1) % count
  return indexAtEnd(key, count)
}

function indexInColumn(key: string, at: number, count: number): number {
  if (key === "ArrowDown") return at + 1
  if (key === "ArrowUp") return at - 1
  return indexAtEnd(key, count)
}

const indexAtEnd = (key: string, count: number): number =>
  key === "Home" ? 0 : key === "End" ? count - 1 : -1

/** The focused element of the document or shadow tree that an element is in. */
export const activeAround = (element: Element): Element | null =>
  (element.getRootNode() as ShadowRoot | Document).activeElement
