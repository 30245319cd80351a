/** Which rows of the table are drawn: those in view and a few more. */
import { useLayoutEffect, useState } from "preact/hooks"
import type { RefObject } from "preact"

/** Height of each row in CSS pixels, fixed so that no row is measured. */
export const ROW = 32
/**
 * Rows drawn beyond those in view: enough for a fast turn of the wheel (three rows a frame) when two frames are late.
 * More would be laid out and painted in every frame of scrolling.
 */
const BEYOND = 8
/**
 * Rows of the first render, which is the slowest: the browser compiles, lays out and paints for the first time. The
 * others follow in the next frame.
 */
const FIRST_ROWS = 10
/** For a box without a height. */
const UNKNOWN_HEIGHT = 640

export interface Span {
  readonly start: number
  /** Exclusive. */
  readonly end: number
}

/** Which rows of a scrolling box to draw. A library would measure rows, which is slow in a table of thousands. */
export function useWindow(box: RefObject<HTMLElement>, count: number): Span {
  const [first, setFirst] = useState(0)
  const [height, setHeight] = useState<number | null>(null)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return undefined
    const gone = new AbortController()
    const look = (): void => setFirst(Math.max(0, Math.floor(element.scrollTop / ROW)))
    element.addEventListener("scroll", look, { passive: true, signal: gone.signal })
    let frame = 0
    // In a frame of its own: an observer runs between layout and paint, and would cause both twice in this one.
    const sizes = new ResizeObserver(() => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => setHeight(element.clientHeight || UNKNOWN_HEIGHT))
    })
    sizes.observe(element)
    return () => {
      gone.abort()
      sizes.disconnect()
      cancelAnimationFrame(frame)
    }
  }, [box])
  const start = Math.max(0, Math.min(first, count) - BEYOND)
  const seen = height === null ? FIRST_ROWS : Math.ceil(height / ROW) + BEYOND
  return { start, end: Math.min(count, first + seen) }
}
