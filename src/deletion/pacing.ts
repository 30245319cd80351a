/** How patient the engine is. Choices of ours, not facts of Zoho's; times in milliseconds. */

const SECOND = 1_000

/** Unchanged looks at the tags after which a call in doubt counts as never accepted: about half a minute. */
export const LOOKS_IN_DOUBT = 5
/** Further reads granted to tags that Zoho reports deleted but still lists. */
export const LATE_READS = 3
/** Whole-chunk failures in a row after which the job stops by itself. */
export const FAILURES_BEFORE_STOP = 3
/** POSTs of the same chunk that went into doubt or found no answer before its tags are given up as kept. */
export const MOST_ATTEMPTS = 6
/** A Zoho job without an end after this long is looked after by re-reading. */
export const STUCK_AFTER = 10 * 60 * SECOND
/** Failed tries in a row (network, Zoho's servers) before the job says so and waits longer. */
export const STRIKES_BEFORE_PAUSE = 6
/** How long a job waits by itself after Zoho could not be reached for a while. */
export const UNREACHABLE_PAUSE = 5 * 60 * SECOND
/** Credits roll over 24 hours, so some come back all the time: https://www.zoho.com/crm/developer/docs/api/v8/api-limits.html */
export const CREDITS_PAUSE = 60 * 60 * SECOND
/** No chunk waits longer than this; what claims to must come from a clock that was set. */
export const LONGEST_WAIT = 60 * SECOND

/**
 * Time to the next status call of a job accepted `elapsed` ms ago: a fifth of the time so far, at least
 * one second, at most ten. Some 18 calls in the first minute, and the end is noticed within a fifth of the time.
 */
export function pollDelay(elapsed: number): number {
  return Math.min(10 * SECOND, Math.max(SECOND, Math.round(elapsed / 5)))
}

/** Doubling from one second to half a minute: 1, 2, 4, 8, 16, 30, 30, … */
export function backOff(strikes: number): number {
  return Math.min(30 * SECOND, SECOND * 2 ** Math.max(0, strikes))
}
