/**
 * The keyboard of a toolbar: one stop for Tab, arrow keys between its controls, Home and End to the outer ones.
 * https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/
 */
const CONTROLS = "button:not(:disabled), input, select"

/** Which control of a bar had the focus last; one that never had it is no stop of the user's making. */
const lastFocused = new WeakMap<HTMLElement, HTMLElement>()

/**
 * Leaves one control of the bar to Tab: the last that had the focus, or the first. The first of what stands there now,
 * not of what was drawn before it: a bar fills up while its page is read, in no certain order.
 */
export function keepOneStop(bar: HTMLElement): void {
  const controls = controlsOf(bar)
  const focused = controls.find(isFocused)
  if (focused) lastFocused.set(bar, focused)
  const stop = stopOf(bar, controls)
  for (const control of controls) control.tabIndex = control === stop ? 0 : -1
}

/**
 * Moves the focus within the bar. Where the bar itself has it, as when what had it is gone, arrows lead to its stop.
 * @param key as in `KeyboardEvent.key`
 * @returns whether the key meant that
 */
export function moveFocus(bar: HTMLElement, key: string): boolean {
  const controls = controlsOf(bar)
  const at = controls.findIndex(isFocused)
  const index = indexFor(key, at, controls.length, getComputedStyle(bar).direction === "rtl")
  const isOnBar = at < 0 && isFocused(bar)
  const to = isOnBar && key.startsWith("Arrow") && index >= 0 ? stopOf(bar, controls) : controls[index]
  if ((at < 0 && !isOnBar) || !to) return false
  to.focus()
  keepOneStop(bar)
  return true
}

const controlsOf = (bar: HTMLElement): HTMLElement[] => [...bar.querySelectorAll<HTMLElement>(CONTROLS)]

function stopOf(bar: HTMLElement, controls: readonly HTMLElement[]): HTMLElement | undefined {
  const last = lastFocused.get(bar)
  return last && controls.includes(last) ? last : controls[0]
}

function indexFor(key: string, at: number, count: number, rightToLeft: boolean): number {
  const [next, before] = rightToLeft ? ["ArrowLeft", "ArrowRight"] : ["ArrowRight", "ArrowLeft"]
  if (key === next) return (at + 1) % count
  if (key === before) return (Math.max(at, 0) + count - 1) % count
  return key === "Home" ? 0 : key === "End" ? count - 1 : -1
}

const isFocused = (element: Element): boolean =>
  (element.getRootNode() as ShadowRoot | Document).activeElement === element
