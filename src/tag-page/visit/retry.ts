/** Reads again by itself what could not be read, less and less often; at once when the person comes back to the tab. */
import type { PageContext } from "../../messages/views"

/** Milliseconds until the next try, by how many have failed in a row. */
const AFTER_MS = [10_000, 20_000, 40_000] as const

/**
 * @param again tries again
 * @returns takes every answer: a problem that may pass by itself is tried again, any other answer ends that
 */
export function createRetry(again: () => void, signal: AbortSignal): (context: PageContext) => void {
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  signal.addEventListener("abort", () => clearTimeout(timer))
  return (context) => {
    clearTimeout(timer)
    if (context.status !== "problem" || context.problem.action !== "retry") {
      failures = 0
      return
    }
    const wait = AFTER_MS[Math.min(failures++, AFTER_MS.length - 1)]
    // Nobody looks at a hidden tab, and each try costs calls of the org.
    timer = setTimeout(() => document.hidden || again(), wait)
  }
}
