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
/**
 * For so long what the user saw counts as what is there, as it does for a draft. A chunk that could not be sent by
 * then (a pause, a closed browser) is looked after first: a tag may carry another name by now.
 */
export const SEEN_HOLDS = 10 * 60 * SECOND
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

const FIRST_POLL = SECOND
const SHORTEST_POLL = 0.15 * SECOND
const LONGEST_POLL = 10 * SECOND
/** Looks after which only patience helps, whatever the clock says of the job's age. */
const MANY_POLLS = 20

/**
 * Time to the next look at one of Zoho's jobs that was `age` ms old at the last one, with nothing known of its end.
 * Short jobs are looked at each half second; of longer ones the end is noticed within two seconds or a fifth of their
 * length, with at most twenty calls in the first minute.
 */
export function pollDelay(age: number, polls: number): number {
  if (polls === 0) return FIRST_POLL
  if (polls >= MANY_POLLS) return LONGEST_POLL
  const early = Math.max(0.5 * SECOND, Math.min(1.8 * SECOND, 0.35 * age))
  return Math.round(Math.min(LONGEST_POLL, Math.max(early, 0.178 * age)))
}

/** What was known of one of Zoho's jobs, and when Zoho was asked for it. */
export interface Look {
  readonly at: number
  readonly done: number
}

/**
 * The same, where Zoho tells how far it is: what is left at the pace that it kept since the look before. Where there
 * was none but the acceptance, the job may have stood in line for a while, so that the pace only says "no later".
 */
export function pollDelayAt(
  polls: number,
  since: number,
  before: Look | null,
  last: Look,
  total: number,
): number {
  const age = last.at - since
  const delay = pollDelay(age, polls)
  const { at, done } = before ?? { at: since, done: 0 }
  const advance = last.done - done
  const passed = last.at - at
  if (advance <= 0 || passed <= 0) return delay
  const left = ((total - last.done) * passed) / advance
  // As late as the end may be noticed, were it to come at once.
  const most = before ? Math.max(delay, 1.8 * SECOND, 0.178 * age) : delay
  return Math.round(Math.min(most, LONGEST_POLL, Math.max(SHORTEST_POLL, left + allowance(age))))
}

/** A look just before the end would be one in vain. */
function allowance(age: number): number {
  return 40 + 0.02 * age
}
