/**
 * How many calls each org may have in flight, and when. Zoho answers 429 for too many calls and for used-up credits, and
 * names no time to wait (https://www.zoho.com/crm/developer/docs/api/v8/api-limits.html). So the limiter halves the calls
 * and waits, allows more again one by one, and takes the credits for used up when single calls are refused for long.
 */
import { catalogRow } from "../zoho/errors/catalog"
import type { ZohoResult } from "../zoho/errors/fault"
import { hasCome, LONGEST_WAIT, type Clock } from "./timing"

/** Refusals in a row, at one call at a time, after which it can only be the credits: about three minutes. */
const REFUSALS_UNTIL_CREDITS = 8
/** Good answers in a row before one call more may be in flight. */
const GOOD_BEFORE_WIDER = 5
const FIRST_WAIT = 1_000

export interface LimitState {
  /** Calls allowed in flight now; at least 1. */
  readonly concurrency: number
  readonly maxConcurrency: number
  readonly inFlight: number
  /** No call leaves before this time (ms since the epoch). */
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

/** Applies a new maximum. A limit that was slowed down stays slow. */
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

/** A call ended without an answer, or was not made: it says nothing about the limit. */
export function unanswered(limit: LimitState): LimitState {
  return { ...limit, inFlight: limit.inFlight - 1 }
}

export function answered(limit: LimitState): LimitState {
  const goodInRow = limit.goodInRow + 1
  const widens = goodInRow >= GOOD_BEFORE_WIDER && limit.concurrency < limit.maxConcurrency
  const left = { ...limit, inFlight: limit.inFlight - 1, refusals: 0 }
  return widens ? { ...left, goodInRow: 0, concurrency: limit.concurrency + 1 } : { ...left, goodInRow }
}

/** With 429. Calls in flight together are refused together: the first counts. `random` in [0, 1) spreads the wait. */
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

/** After a pause for credits it starts over with one call at a time; until the jobs know of it, it stays closed. */
export function restarted(limit: LimitState): LimitState {
  return { ...limit, concurrency: 1, refusals: 0, goodInRow: 0 }
}

export interface CallOutcome {
  /** `refused`: 429. `none`: no answer from Zoho's API, or no call at all. */
  readonly answer: "good" | "refused" | "none"
  /** What Zoho said is left, if it did. */
  readonly credits?: number | undefined
  /** What the call would have taken; 1 when left out. */
  readonly price?: number
}

export function outcomeOf(result: ZohoResult<unknown>): CallOutcome {
  const { credits } = result
  if (result.ok) return { answer: "good", credits }
  if (result.fault.kind === "throttled") return { answer: "refused", credits }
  return { answer: catalogRow(result.fault.kind).outcome === "unchanged" ? "good" : "none", credits }
}

/** Calls that start work in Zoho go first; `second` and `last` yield to them for a while. */
export type Priority = "first" | "second" | "last"

/** Added to the time (ms) at which a call was queued. */
const PATIENCE: Readonly<Record<Priority, number>> = { first: 0, second: 2_000, last: 4_000 }

interface Waiting {
  readonly priority: Priority
  /** Since when (ms since the epoch). */
  readonly since: number
  readonly admit: () => void
}

interface OrgLimit {
  state: LimitState
  readonly waiting: Waiting[]
  disarm: (() => void) | null
}

function takeNext(waiting: Waiting[]): Waiting | undefined {
  const times = waiting.map(({ priority, since }) => since + PATIENCE[priority])
  return waiting.splice(times.indexOf(Math.min(...times)), 1)[0]
}

export class RateLimiter {
  private readonly limits = new Map<string, OrgLimit>()

  constructor(
    private readonly clock: Clock,
    private readonly random: () => number,
    private readonly maxConcurrency: () => number,
  ) {}

  /** Waits for a free slot of the org, in order of arrival within a priority. */
  enter(orgId: string, priority: Priority = "first"): Promise<void> {
    const limit = this.limitOf(orgId)
    return new Promise((admitted) => {
      limit.waiting.push({ priority, since: this.clock.now(), admit: admitted })
      this.admit(limit)
    })
  }

  /** Releases the slot. Returns true if the org's credits must be used up. */
  leave(orgId: string, { answer, credits = Infinity, price = 1 }: CallOutcome): boolean {
    const limit = this.limitOf(orgId)
    if (answer === "refused") limit.state = refused(limit.state, this.clock.now(), this.random())
    else limit.state = answer === "good" ? answered(limit.state) : unanswered(limit.state)
    const isGone = answer === "refused" && (credits < price || creditsMustBeGone(limit.state))
    if (isGone) limit.state = restarted(limit.state)
    this.admit(limit)
    return isGone
  }

  private limitOf(orgId: string): OrgLimit {
    const most = this.maxConcurrency()
    const limit = this.limits.get(orgId) ?? { state: newLimit(most), waiting: [], disarm: null }
    limit.state = withMaximum(limit.state, most)
    this.limits.set(orgId, limit)
    return limit
  }

  private admit(limit: OrgLimit): void {
    limit.disarm?.()
    limit.disarm = null
    while (limit.waiting.length > 0 && mayEnter(limit.state, this.clock.now())) {
      limit.state = entered(limit.state)
      takeNext(limit.waiting)?.admit()
    }
    const closedFor = limit.state.closedUntil - this.clock.now()
    if (limit.waiting.length > 0 && closedFor > 0)
      limit.disarm = this.clock.after(closedFor, () => this.admit(limit))
  }
}
