/** How patient the engine is. Choices of ours, not facts of Zoho's; times in milliseconds. */

const SECOND = 1_000

/** Unchanged looks at the tags after which a call in doubt counts as never accepted: about half a minute. */
export const LOOKS_IN_DOUBT = 5
/** Further reads granted to tags that Zoho reports deleted but still lists: seven seconds. */
export const LATE_READS = 3
/** Further reads where Zoho itself says that the tags were kept: a list may lag by a second or two. */
export const SURE_READS = 2
/** Whole-chunk failures in a row after which the job stops by itself. */
export const FAILURES_BEFORE_STOP = 3
/** POSTs of the same chunk that went into doubt or found no answer before its tags are given up as kept. */
export const MOST_ATTEMPTS = 6
/**
 * Status calls in a row without an end, after which a Zoho job is looked after by re-reading: about ten minutes.
 * Counted, not timed, so that a laptop's sleep or a clock that was set gives nothing up.
 */
export const STUCK_POLLS = 70
/** Failed tries in a row (network, Zoho's servers) before the job says so and waits longer. */
export const STRIKES_BEFORE_PAUSE = 6
/** Refusals with 429 in a row after which it can only be the credits, however often the worker was restarted. */
export const STRIKES_UNTIL_CREDITS = 10
/** How long a job waits by itself after Zoho could not be reached for a while. */
export const UNREACHABLE_PAUSE = 5 * 60 * SECOND
/** Credits roll over 24 hours, so some come back all the time: https://www.zoho.com/crm/developer/docs/api/v8/api-limits.html */
export const CREDITS_PAUSE = 60 * 60 * SECOND
/** No chunk waits longer than this; what claims to must come from a clock that was set. */
export const LONGEST_WAIT = 60 * SECOND
/** The same for pauses that end by themselves. */
export const LONGEST_PAUSE = CREDITS_PAUSE

/** Time to the next status call after `polls` without an end: 1 s, a fifth longer each time, at most 10 s. */
export function pollDelay(polls: number): number {
  return Math.min(10 * SECOND, Math.round(SECOND * 1.2 ** Math.min(polls, 20)))
}

/** Doubling from one second to half a minute: 1, 2, 4, 8, 16, 30, 30, … */
export function backOff(strikes: number): number {
  return Math.min(30 * SECOND, SECOND * 2 ** Math.min(Math.max(0, strikes), 5))
}

/** Whether a time has come; one further ahead than `longest` can only stem from a clock that was set, and has come too. */
export function hasCome(time: number, now: number, longest: number): boolean {
  return time <= now || time > now + longest
}
