/** Events that the page's own shortcuts listen for, and that its focus traps and form watchers would see. */
const KEYS = ["keydown", "keyup", "keypress"] as const
const OTHERS = ["beforeinput", "input", "change", "copy", "cut", "paste", "focusin", "focusout"] as const

/**
 * Keeps what happens inside our host from the page.
 * Keys are stopped at the window on their way down, before any listener of the page's document; that
 * nothing of ours listens for them is the price: typing, Enter, Space, Tab and Escape work by the browser's
 * default actions, and what a bar of tools needs beside goes by `onKeyDown`. The rest is stopped when it has passed our
 * own listeners.
 */
export function shield(
  host: HTMLElement,
  onKeyDown: (event: KeyboardEvent) => void,
  signal: AbortSignal,
): void {
  // A key that went down in a dialog comes up in the page when it closed the dialog.
  const down = new Set<string>()
  const onKey = (event: KeyboardEvent): void => {
    const ours = event.composedPath().includes(host)
    if (event.type === "keydown" && ours) {
      down.add(event.code)
      onKeyDown(event)
    }
    if (ours || down.has(event.code)) event.stopImmediatePropagation()
    if (event.type === "keyup") down.delete(event.code)
  }
  for (const type of KEYS) window.addEventListener(type, onKey, { capture: true, signal })
  for (const type of OTHERS) host.addEventListener(type, (event) => event.stopPropagation(), { signal })
}
