import { setTimeout as pause } from "node:timers/promises"
import { pollAtLeastEvery, pollEvery, patience } from "./driver"

/** Thrown if something did not happen in time. */
export class TimedOut extends Error {
  override name = "TimedOut"
}

/**
 * Calls `look` until it returns something other than undefined. An error that `look` throws counts as
 * "not yet"; the last one becomes the cause of the failure.
 * @throws TimedOut naming `what`
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined>,
  timeout: number = patience,
): Promise<T> {
  const end = Date.now() + timeout
  let cause: unknown
  let gap = pollEvery
  do {
    try {
      const seen = await look()
      if (seen !== undefined) return seen
      cause = undefined
    } catch (error) {
      cause = error
    }
    await pause(gap)
    // Long waits must not take CPU time from what they wait for.
    gap = Math.min(gap * 1.3, pollAtLeastEvery)
  } while (Date.now() < end)
  const detail = cause instanceof Error ? `: ${cause.message}` : ""
  throw new TimedOut(`${what} did not come within ${timeout} ms${detail}`, { cause })
}
