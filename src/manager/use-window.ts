import { useLayoutEffect, useState } from "preact/hooks"
import type { RefObject } from "preact"

/** Height of a row in CSS pixels: the same for all, so that places are arithmetic and no row is measured. */
export const ROW = 32
/**
 * Rows drawn beyond what is seen: so many that a quick turn of the wheel, three rows a frame, shows no gap where two
 * frames come late, and no more, for the browser lays out and paints all of them in every frame of scrolling.
 */
const BEYOND = 8
/** Until the box is measured; then, too, nothing is drawn beyond it: the first drawing of all is the longest. */
const FIRST_HEIGHT = 640

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
    const sizes = new ResizeObserver(() => setHeight(element.clientHeight || FIRST_HEIGHT))
    sizes.observe(element)
    return () => {
      gone.abort()
      sizes.disconnect()
    }
  }, [box])
  const start = Math.max(0, Math.min(first, count) - BEYOND)
  const seen = Math.ceil((height ?? FIRST_HEIGHT) / ROW)
  return { start, end: Math.min(count, first + seen + (height === null ? 0 : BEYOND)) }
}
