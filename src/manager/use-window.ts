import { useLayoutEffect, useState } from "preact/hooks"
import type { RefObject } from "preact"

/** Height of a row in CSS pixels: the same for all, so that places are arithmetic and no row is measured. */
export const ROW = 32
/**
 * Rows drawn beyond what is seen: so many that a quick turn of the wheel, three rows a frame, shows no gap where two
 * frames come late, and no more, for the browser lays out and paints all of them in every frame of scrolling.
 */
const BEYOND = 8
/**
 * Rows of the first drawing of all, which is the longest: by code that has not run before, with the browser's first
 * layout and painting of the table. The others come in the next frame.
 */
const FIRST_ROWS = 10
/** Where a box tells no height. */
const UNKNOWN_HEIGHT = 640

export interface Span {
  readonly start: number
  /** Not included. */
  readonly end: number
}

/**
 * Which rows of a scrolling box are to be drawn. With rows of one height this is all that a virtual list needs;
 * a library would bring measuring, which is what costs time in a table of thousands.
 */
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
    // In a frame of its own: an observer is told between layout and painting, and would have both done twice in this.
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
