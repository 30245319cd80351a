/** A 429 halves the concurrency, good answers raise it, and waiting calls enter by priority. */
import { describe, expect, it } from "vitest"

import {
  answered,
  creditsMustBeGone,
  entered,
  mayEnter,
  newLimit,
  RateLimiter,
  refused,
  restarted,
  unanswered,
  withMaximum,
  type LimitState,
  type Priority,
} from "../../src/jobs/rate-limiter"

const NOW = 1_700_000_000_000
const times = (count: number, limit: LimitState, change: (limit: LimitState) => LimitState): LimitState =>
  Array.from({ length: count }).reduce<LimitState>((last) => change(last), limit)
const refuse = (limit: LimitState, now: number): LimitState => refused(entered(limit), now, 0)
const answer = (limit: LimitState): LimitState => answered(entered(limit))

describe("calls of one org", () => {
  it("are limited to the allowed concurrency", () => {
    const full = times(4, newLimit(4), entered)
    expect(mayEnter(full, NOW)).toBe(false)
    expect(mayEnter(answered(full), NOW)).toBe(true)
  })

  it("are halved and wait after a 429, and increase by one after five good answers", () => {
    const halved = refuse(newLimit(8), NOW)
    expect(halved.concurrency).toBe(4)
    expect(mayEnter(halved, NOW + 499)).toBe(false)
    expect(mayEnter(halved, NOW + 500)).toBe(true)
    expect(times(4, halved, answer).concurrency).toBe(4)
    expect(times(5, halved, answer).concurrency).toBe(5)
    expect(times(500, halved, answer).concurrency).toBe(8)
  })

  it("count as one refusal if they are refused together", () => {
    const both = refused(refuse(entered(newLimit(8)), NOW), NOW + 10, 0)
    expect(both).toMatchObject({ concurrency: 4, refusals: 1, inFlight: 0 })
  })

  it("wait twice as long after each refusal, at most a minute, with random jitter", () => {
    const waits: number[] = []
    let limit = newLimit(1)
    let now = NOW
    for (let refusal = 0; refusal < 8; refusal++) {
      limit = refused(entered(limit), now, 0.999_999)
      waits.push(Math.round((limit.closedUntil - now) / 1_000))
      now = limit.closedUntil
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
    expect(creditsMustBeGone(limit)).toBe(true)
  })

  it("do not change the limit if they get no answer", () => {
    const slowed = refuse(newLimit(8), NOW)
    expect(unanswered(entered(slowed))).toEqual(slowed)
    expect(answer(slowed).refusals).toBe(0)
  })

  it("do not wait forever if the clock was set back", () => {
    expect(mayEnter(refuse(newLimit(1), NOW), NOW - 86_400_000)).toBe(true)
  })

  it("wait, and continue one by one, once the credits are used up", () => {
    const gone = restarted(refuse(newLimit(8), NOW))
    expect(gone).toMatchObject({ concurrency: 1, refusals: 0 })
    expect(mayEnter(gone, NOW)).toBe(false)
  })
})

describe("a new maximum concurrency, set by the user", () => {
  it("applies at once if Zoho has not slowed the calls down", () => {
    expect(withMaximum(newLimit(5), 9)).toMatchObject({ concurrency: 9, maxConcurrency: 9 })
    expect(withMaximum(newLimit(5), 2)).toMatchObject({ concurrency: 2, maxConcurrency: 2 })
  })

  it("does not speed up calls that Zoho has slowed down, and is never exceeded", () => {
    const slowed = refuse(newLimit(8), 0)
    expect(withMaximum(slowed, 10)).toMatchObject({ concurrency: 4, maxConcurrency: 10 })
    expect(withMaximum(slowed, 3)).toMatchObject({ concurrency: 3, maxConcurrency: 3 })
  })

  it("changes nothing if it is the same", () => {
    const limit = newLimit(5)
    expect(withMaximum(limit, 5)).toBe(limit)
  })
})

const good = { answer: "good", credits: undefined } as const

/** Requests the only place in the given order. @returns the names in the order in which they got it */
async function order(requests: readonly [name: string, priority: Priority, at: number][]): Promise<string[]> {
  let now = 0
  const clock = { now: () => now, after: () => () => undefined }
  const limiter = new RateLimiter(
    clock,
    () => 0,
    () => 1,
  )
  await limiter.enter("org")
  const names: string[] = []
  const all = requests.map(async ([name, priority, at]) => {
    now = at
    await limiter.enter("org", priority)
    names.push(name)
    limiter.leave("org", good)
  })
  limiter.leave("org", good)
  await Promise.all(all)
  return names
}

describe("waiting calls", () => {
  it("enter by priority, then in the order of their requests", async () => {
    expect(
      await order([
        ["listed", "last", 0],
        ["polled", "second", 0],
        ["sent", "first", 0],
        ["sent later", "first", 0],
        ["polled later", "second", 0],
      ]),
    ).toEqual(["sent", "sent later", "polled", "polled later", "listed"])
  })

  it("do not wait forever", async () => {
    expect(
      await order([
        ["listed long ago", "last", 0],
        ["polled long ago", "second", 1_000],
        ["polled", "second", 3_500],
        ["sent", "first", 4_500],
      ]),
    ).toEqual(["polled long ago", "listed long ago", "sent", "polled"])
  })
})
