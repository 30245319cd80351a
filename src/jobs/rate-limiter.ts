/**
 * Limits the calls in flight per org. Zoho answers 429 both for too many calls and for used-up credits, without saying
 * how long to wait (https://www.zoho.com/crm/developer/docs/api/v8/api-limits.html). So the limiter halves the
 * concurrency and waits, then raises it one by one. If single calls keep being refused, it reports credits as used up.
 */
import { catalogRow } from "../zoho/errors/catalog"
import type { ZohoResult } from "../zoho/errors/fault"
import { hasCome, LONGEST_WAIT, type Clock } from "./timing"

/** Refusals in a row, at one call at a time, after which credits must be used up: about three minutes. */
const REFUSALS_UNTIL_CREDITS = 8
/** Good answers in a row before concurrency rises by one. */
const GOOD_BEFORE_RAISE = 5
/** Milliseconds. */
const FIRST_WAIT = 1_000

export interface LimitState {
  /** Calls allowed in flight now; at least 1. */
  readonly concurrency: number
  readonly maxConcurrency: number
  readonly inFlight: number
  /** No call is admitted before this time (ms since the epoch). */
  readonly closedUntil: number
  /** 429 answers in a row. */
  readonly refusals: number
  readonly goodInRow: number
}

export function newLimit(maxConcurrency: number): LimitState {
  return {
    concurrency: maxConcurrency,
    maxConcurrency,
    inFlight: 0,
    closedUntil: 0,
    refusals: 0,
    goodInRow: 0,
  }
}

/** Changes the maximum concurrency. A reduced concurrency stays reduced. */
export function withMaximum(limit: LimitState, maxConcurrency: number): LimitState {
  if (maxConcurrency === limit.maxConcurrency) return limit
  const isSlowed = limit.concurrency !== limit.maxConcurrency
  const concurrency = isSlowed ? Math.min(limit.concurrency, maxConcurrency) : maxConcurrency
  return { ...limit, maxConcurrency, concurrency }
}

export function mayEnter(limit: LimitState, now: number): boolean {
  return limit.inFlight < limit.concurrency && hasCome(limit.closedUntil, now, LONGEST_WAIT)
}

export function entered(limit: LimitState): LimitState {
  return { ...limit, inFlight: limit.inFlight + 1 }
}

/** After a call without an answer, or one not made: only frees its place. */
export function unanswered(limit: LimitState): LimitState {
  return { ...limit, inFlight: limit.inFlight - 1 }
}

/** After an answer other than 429. */
export function answered(limit: LimitState): LimitState {
  const goodInRow = limit.goodInRow + 1
  const isRaised = goodInRow >= GOOD_BEFORE_RAISE && limit.concurrency < limit.maxConcurrency
  const left = { ...limit, inFlight: limit.inFlight - 1, refusals: 0 }
  return isRaised ? { ...left, goodInRow: 0, concurrency: limit.concurrency + 1 } : { ...left, goodInRow }
}

/**
 * After a 429 answer. Calls in flight together are refused together, so only the first counts.
 * @param random in [0, 1), varies the wait
 */
export function refused(limit: LimitState, now: number, random: number): LimitState {
  const left = { ...limit, inFlight: limit.inFlight - 1, goodInRow: 0 }
  if (!hasCome(limit.closedUntil, now, LONGEST_WAIT)) return left
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** limit.refusals)
  return {
    ...left,
    concurrency: Math.max(1, Math.floor(limit.concurrency / 2)),
    refusals: limit.refusals + 1,
    closedUntil: now + Math.round(wait * (0.5 + random / 2)),
  }
}

export function creditsMustBeGone(limit: LimitState): boolean {
  return limit.concurrency === 1 && limit.refusals >= REFUSALS_UNTIL_CREDITS
}

/** Resets to one call at a time, for after the credits pause. `closedUntil` stays, so that the jobs can pause first. */
export function restarted(limit: LimitState): LimitState {
  return { ...limit, concurrency: 1, refusals: 0, goodInRow: 0 }
}

export interface CallOutcome {
  /** `refused`: 429. `none`: no answer from Zoho's API, or no call at all. */
  readonly answer: "good" | "refused" | "none"
  /** Remaining credits, if Zoho reported them. */
  readonly credits?: number | undefined
  /** Credits that the call costs; default 1. */
  readonly price?: number
}

export function outcomeOf(result: ZohoResult<unknown>): CallOutcome {
  const { credits } = result
  if (result.ok) return { answer: "good", credits }
  if (result.fault.kind === "throttled") return { answer: "refused", credits }
  return { answer: catalogRow(result.fault.kind).outcome === "unchanged" ? "good" : "none", credits }
}

/** Calls that start work at Zoho are `first`; `second` and `last` let others go ahead for a limited time. */
export type Priority = "first" | "second" | "last"

/** Delay (ms) added to a call's time of request when ordering the queue. */
const PRIORITY_DELAY: Readonly<Record<Priority, number>> = { first: 0, second: 2_000, last: 4_000 }

interface Waiting {
  readonly priority: Priority
  /** Time of the request (ms since the epoch). */
  readonly since: number
  readonly admit: () => void
}

interface OrgLimit {
  state: LimitState
  readonly waiting: Waiting[]
  disarm: (() => void) | null
}

function dequeue(waiting: Waiting[]): Waiting | undefined {
  const times = waiting.map(({ priority, since }) => since + PRIORITY_DELAY[priority])
  return waiting.splice(times.indexOf(Math.min(...times)), 1)[0]
}

/** Queues calls per org and admits them within its limit. */
export class RateLimiter {
  private readonly limits = new Map<string, OrgLimit>()

  constructor(
    private readonly clock: Clock,
    private readonly random: () => number,
    private readonly maxConcurrency: () => number,
  ) {}

  /** Waits for a place among the org's calls. Within a priority, first come, first served. */
  enter(orgId: string, priority: Priority = "first"): Promise<void> {
    const limit = this.limitOf(orgId)
    return new Promise((admitted) => {
      limit.waiting.push({ priority, since: this.clock.now(), admit: admitted })
      this.admit(limit)
    })
  }

  /** Frees the place. Returns true if the org's credits must be used up. */
  leave(orgId: string, { answer, credits = Infinity, price = 1 }: CallOutcome): boolean {
    const limit = this.limitOf(orgId)
    if (answer === "refused") limit.state = refused(limit.state, this.clock.now(), this.random())
    else limit.state = answer === "good" ? answered(limit.state) : unanswered(limit.state)
    const isExhausted = answer === "refused" && (credits < price || creditsMustBeGone(limit.state))
    if (isExhausted) limit.state = restarted(limit.state)
    this.admit(limit)
    return isExhausted
  }

  private limitOf(orgId: string): OrgLimit {
    const max = this.maxConcurrency()
    const limit = this.limits.get(orgId) ?? { state: newLimit(max), waiting: [], disarm: null }
    limit.state = withMaximum(limit.state, max)
    this.limits.set(orgId, limit)
    return limit
  }

  private admit(limit: OrgLimit): void {
    limit.disarm?.()
    limit.disarm = null
    while (limit.waiting.length > 0 && mayEnter(limit.state, this.clock.now())) {
      limit.state = entered(limit.state)
      dequeue(limit.waiting)?.admit()
    }
    const closedFor = limit.state.closedUntil - this.clock.now()
    if (limit.waiting.length > 0 && closedFor > 0)
      limit.disarm = this.clock.after(closedFor, () => this.admit(limit))
  }
}
