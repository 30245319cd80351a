/** The engine's delays, back-off and retry limits, in milliseconds. Chosen by us, not documented by Zoho. */

/** Injectable, so that the simulation can control time. */
export interface Clock {
  /** Milliseconds since the epoch. May jump. */
  now(): number
  /** Calls back once after `delay` ms. Returns a function that cancels it. */
  after(delay: number, callback: () => void): () => void
}

const SECOND = 1_000

/** Delay in ms, doubling from one second to half a minute: 1, 2, 4, 8, 16, 30, 30, … seconds. */
export function backOff(failures: number): number {
  return Math.min(30 * SECOND, SECOND * 2 ** Math.min(Math.max(0, failures), 5))
}

/** Whether `time` has come. More than `longest` ahead also counts: the clock must have been changed. */
export function hasCome(time: number, now: number, longest: number): boolean {
  return time <= now || time > now + longest
}

/** Retries with back-off until `attempt` resolves. */
export async function retry<T>(clock: Clock, attempt: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await attempt()
    } catch {
      await new Promise<void>((resolve) => clock.after(backOff(failures), resolve))
    }
  }
}

/** Unchanged re-reads after which a call with an unknown outcome counts as never accepted: about half a minute. */
export const UNKNOWN_READS = 5
/** Extra reads for tags that Zoho reports deleted but still lists: seven seconds. */
export const LATE_READS = 3
/** Extra reads if Zoho itself reports that the tags were kept: a list may lag by a second or two. */
export const KEPT_READS = 2
/** Steps in a row that fail as a whole before the job pauses automatically. */
export const FAILURES_BEFORE_STOP = 3
/** How long confirmed tag names are trusted. After that, tags are re-read before they are sent. */
export const SEEN_HOLDS = 10 * 60 * SECOND
/** Calls of the same step without a clear answer before its items are settled as not done. */
export const MOST_ATTEMPTS = 6
/** Status polls without a final status before a re-read decides: about ten minutes, barring sleep and clock changes. */
export const STUCK_POLLS = 70
/** Failed attempts in a row (network, Zoho's servers) before the job pauses. */
export const FAILURES_BEFORE_PAUSE = 6
/** 429 answers in a row after which credits must be used up. Counted across worker restarts. */
export const FAILURES_UNTIL_CREDITS = 10
/** How long a job pauses if Zoho is unreachable. */
export const UNREACHABLE_PAUSE = 5 * 60 * SECOND
/**
 * Credits use a rolling 24-hour window, so some return continuously:
 * https://www.zoho.com/crm/developer/docs/api/v8/api-limits.html
 */
export const CREDITS_PAUSE = 60 * 60 * SECOND
/** The longest a step waits. A longer wait means that the clock was changed. */
export const LONGEST_WAIT = 60 * SECOND
/** The same for pauses that end automatically. */
export const LONGEST_PAUSE = CREDITS_PAUSE

const FIRST_POLL = SECOND
const SHORTEST_POLL = 0.15 * SECOND
const LONGEST_POLL = 10 * SECOND
/** Polls after which the longest interval applies, whatever the age of Zoho's job. */
const MANY_POLLS = 20

/**
 * Delay (ms) until the next status poll of a Zoho job that was `age` ms old at the last poll. At least half a second;
 * the end of a longer job is noticed within two seconds or a fifth of its duration.
 */
export function pollDelay(age: number, polls: number): number {
  if (polls === 0) return FIRST_POLL
  if (polls >= MANY_POLLS) return LONGEST_POLL
  const early = Math.max(0.5 * SECOND, Math.min(1.8 * SECOND, 0.35 * age))
  return Math.round(Math.min(LONGEST_POLL, Math.max(early, 0.178 * age)))
}

interface Poll {
  readonly at: number
  readonly done: number
}

/**
 * The same if Zoho reports progress: estimates the remaining time from the pace since the previous poll. Without a
 * previous poll, the job may have been queued, so the pace can only shorten the delay.
 */
export function pollDelayAt(
  polls: number,
  since: number,
  before: Poll | null,
  last: Poll,
  total: number,
): number {
  const age = last.at - since
  const delay = pollDelay(age, polls)
  const { at, done } = before ?? { at: since, done: 0 }
  const advance = last.done - done
  const passed = last.at - at
  if (advance <= 0 || passed <= 0) return delay
  const left = ((total - last.done) * passed) / advance
  // The longest acceptable delay in noticing the end.
  const maxDelay = before ? Math.max(delay, 1.8 * SECOND, 0.178 * age) : delay
  // Avoids a poll just before the end.
  const allowance = 40 + 0.02 * age
  return Math.round(Math.min(maxDelay, LONGEST_POLL, Math.max(SHORTEST_POLL, left + allowance)))
}
