/** The engine's delays, back-off and number of tries: our choices, not Zoho's limits. Times in milliseconds. */

/** Time, handed in so that a simulation can run it. */
export interface Clock {
  /** Milliseconds since the epoch. May jump. */
  now(): number
  /** Calls back once, `delay` ms from now; returns a function that takes it back. */
  after(delay: number, callback: () => void): () => void
}

const SECOND = 1_000

/** Doubling from one second to half a minute: 1, 2, 4, 8, 16, 30, 30, … */
export function backOff(failures: number): number {
  return Math.min(30 * SECOND, SECOND * 2 ** Math.min(Math.max(0, failures), 5))
}

/** Whether a time has come. A time more than `longest` ahead means that the clock was changed; it counts as come. */
export function hasCome(time: number, now: number, longest: number): boolean {
  return time <= now || time > now + longest
}

/** Retries with growing delays until `attempt` resolves. */
export async function retry<T>(clock: Clock, attempt: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await attempt()
    } catch {
      await new Promise<void>((resolve) => clock.after(backOff(failures), resolve))
    }
  }
}

/** Unchanged re-reads after which a call of unknown outcome counts as never accepted: about half a minute. */
export const UNKNOWN_READS = 5
/** Further reads granted to tags that Zoho reports deleted but still lists: seven seconds. */
export const LATE_READS = 3
/** Further reads where Zoho itself says that the tags were kept: a list may lag by a second or two. */
export const SURE_READS = 2
/** Steps in a row that fail as a whole, after which the job stops by itself. */
export const FAILURES_BEFORE_STOP = 3
/** How long the confirmed list counts as current. After that, tags are re-read before they are sent. */
export const SEEN_HOLDS = 10 * 60 * SECOND
/** Calls of the same step without a clear answer, after which its items are given up as not done. */
export const MOST_ATTEMPTS = 6
/** Status calls without an end after which a re-read decides: about ten minutes, but for sleep and clocks that are set. */
export const STUCK_POLLS = 70
/** Failed tries in a row (network, Zoho's servers) before the job says so and waits longer. */
export const FAILURES_BEFORE_PAUSE = 6
/** Refusals with 429 in a row after which it can only be the credits, however often the worker was restarted. */
export const FAILURES_UNTIL_CREDITS = 10
/** How long a job waits by itself after Zoho could not be reached for a while. */
export const UNREACHABLE_PAUSE = 5 * 60 * SECOND
/** Credits roll over 24 hours, so some come back all the time: https://www.zoho.com/crm/developer/docs/api/v8/api-limits.html */
export const CREDITS_PAUSE = 60 * 60 * SECOND
/** The longest wait of a step. A longer one means that the clock was changed. */
export const LONGEST_WAIT = 60 * SECOND
/** The same for pauses that end by themselves. */
export const LONGEST_PAUSE = CREDITS_PAUSE

const FIRST_POLL = SECOND
const SHORTEST_POLL = 0.15 * SECOND
const LONGEST_POLL = 10 * SECOND
/** Polls after which only patience helps, whatever the clock says of the age of Zoho's job. */
const MANY_POLLS = 20

/**
 * Time until Zoho is asked again about one of its jobs that was `age` ms old at the last poll: half a second for short
 * ones; of longer ones the end is noticed within two seconds or a fifth of their length.
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
 * The same, where Zoho tells how far it is: what is left at the pace since the poll before. Without one, the job may have
 * waited in line, so that the pace only says "no later".
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
  // As late as the end may be noticed, were it to come at once.
  const most = before ? Math.max(delay, 1.8 * SECOND, 0.178 * age) : delay
  // A poll just before the end would be in vain.
  const allowance = 40 + 0.02 * age
  return Math.round(Math.min(most, LONGEST_POLL, Math.max(SHORTEST_POLL, left + allowance)))
}
