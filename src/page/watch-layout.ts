/**
 * Tells when rows may have moved though nothing of the page's elements changed: fonts and pictures that came late, a
 * side bar that slides, a scroll bar that takes its width.
 */
import { whileSeen } from "./while-seen"

/** What tells of nothing is found by looking this often. */
const EVERY_MS = 500
const MOVERS = ["load", "transitionend", "animationend", "toggle"] as const

/**
 * @param place where the rows stand now, in one text; reads the layout
 * @param onMove called when they may stand elsewhere
 */
export function watchLayout(place: () => string, onMove: () => void, signal: AbortSignal): void {
  for (const type of MOVERS) document.addEventListener(type, onMove, { capture: true, signal })
  for (const type of ["scroll", "resize"] as const)
    addEventListener(type, onMove, { capture: true, passive: true, signal })
  const sizes = new ResizeObserver(onMove)
  sizes.observe(document.documentElement)
  let last = ""
  const look = (): void => {
    const now = place()
    if (now !== last) onMove()
    last = now
  }
  whileSeen(EVERY_MS, look, signal)
  signal.addEventListener("abort", () => sizes.disconnect())
}
