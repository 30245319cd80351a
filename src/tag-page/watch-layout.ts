/** Notices what changes without a change of the page's elements: rows that move, and Zoho's own boxes. */

/** What causes no event is found by looking this often, while the tab is seen. */
const EVERY_MS = 500
/** Late fonts and pictures, a side bar that slides, a scroll bar that takes its width. */
const MOVERS = ["load", "transitionend", "animationend", "toggle"] as const

/**
 * @param place where the rows are now, in one text; reads the layout
 * @param onMove called when they may be elsewhere
 * @param onBoxes called when one of Zoho's boxes may have changed: frameworks set them without an event
 */
export function watchLayout(
  place: () => string,
  onMove: () => void,
  onBoxes: () => void,
  signal: AbortSignal,
): void {
  for (const type of MOVERS) document.addEventListener(type, onMove, { capture: true, signal })
  for (const type of ["scroll", "resize"] as const)
    addEventListener(type, onMove, { capture: true, passive: true, signal })
  for (const type of ["click", "change"] as const)
    document.addEventListener(type, () => setTimeout(onBoxes), { capture: true, signal })
  const sizes = new ResizeObserver(onMove)
  sizes.observe(document.documentElement)
  let last = ""
  const look = (): void => {
    onBoxes()
    const now = place()
    if (now !== last) onMove()
    last = now
  }
  let timer: ReturnType<typeof setInterval> | undefined
  const arrange = (): void => {
    clearInterval(timer)
    timer = document.hidden ? undefined : setInterval(look, EVERY_MS)
  }
  arrange()
  document.addEventListener("visibilitychange", arrange, { signal })
  signal.addEventListener("abort", () => {
    clearInterval(timer)
    sizes.disconnect()
  })
}
