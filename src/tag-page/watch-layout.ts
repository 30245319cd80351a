/** Detects changes that leave the page's elements alone: moved rows, and Zoho's own checkboxes. */

/** Polling interval, while the tab is visible, for changes without an event. */
const EVERY_MS = 500
/** Late fonts and images, a sliding side bar, a scroll bar that appears. */
const MOVERS = ["load", "transitionend", "animationend", "toggle"] as const

/**
 * @param place where the rows are now, as a string; reads the layout
 * @param onMove called when they may have moved
 * @param onBoxes called when one of Zoho's checkboxes may have changed: frameworks set them without an event
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
