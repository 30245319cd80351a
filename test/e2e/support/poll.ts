import { setTimeout as pause } from "node:timers/promises"
import { lookAtLeastEvery, lookEvery, patience } from "./driver"

/** Thrown when something did not come about in time. */
export class TimedOut extends Error {
  override name = "TimedOut"
}

/**
 * Asks `look` until it answers with something other than undefined. An error that `look` throws counts as
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
  let gap = lookEvery
  do {
    try {
      const seen = await look()
      if (seen !== undefined) return seen
      cause = undefined
    } catch (error) {
      cause = error
    }
    await pause(gap)
    // Who waits long must not take the processor from what is waited for.
    gap = Math.min(gap * 1.3, lookAtLeastEvery)
  } while (Date.now() < end)
  const detail = cause instanceof Error ? `: ${cause.message}` : ""
  throw new TimedOut(`${what} did not come within ${timeout} ms${detail}`, { cause })
}
