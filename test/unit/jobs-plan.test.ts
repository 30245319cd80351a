/** Planning a deletion in chunks, counting its outcome, and the timing of retries and polls. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"

import {
  countItems,
  finalState,
  recount,
  reportedDone,
  settlePending,
  tagsOf,
  totalOf,
} from "../../src/jobs/items"
import { planDeletion } from "../../src/jobs/plan"
import { changedSteps, withJob, withPause, withSteps } from "../../src/jobs/record"
import { backOff, pollDelay, pollDelayAt } from "../../src/jobs/timing"
import { slices } from "../../src/lib/lists"
import { accepted, after, confirmed, plan, sending, status, step } from "../support/job-records"

describe("planning", () => {
  it("puts every confirmed tag into one step, in order", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 200 }), (tags, limit) => {
        const { job, steps } = planDeletion(confirmed(tags, { tagsPerCall: limit }))
        const ids = steps.flatMap(tagsOf).map((tag) => tag.id)
        expect(ids).toEqual(Array.from({ length: tags }, (_, at) => `t${at}`))
        expect(steps).toHaveLength(Math.ceil(tags / limit))
        expect(steps.every((each) => tagsOf(each).length <= limit)).toBe(true)
        expect(job.tags.pending).toBe(tags)
      }),
      { numRuns: 50 },
    )
  })

  it("plans an id once, even if it was confirmed twice", () => {
    const { tags } = confirmed(2)
    expect(totalOf(planDeletion(confirmed(0, { tags: [...tags, ...tags] })).job.tags)).toBe(2)
  })

  it("throws for a job that could never end", () => {
    expect(() => planDeletion(confirmed(0))).toThrow(RangeError)
    expect(() => planDeletion(confirmed(1, { tagsPerCall: 0 }))).toThrow(RangeError)
  })

  it("slices in order", () => {
    expect(slices([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
  })
})

describe("the outcome", () => {
  const { tags } = step(plan(3))

  it("is recounted from the changed items", () => {
    const changed = settlePending(step(plan(3)), "done", null).tags
    expect(recount(countItems(tags), tags, changed)).toEqual(countItems(changed))
  })

  it("counts only chunks that Zoho has finished as reported done", () => {
    const submitted = after(plan(3), [sending(), accepted()])
    expect(reportedDone(step(submitted))).toBe(0)
    expect(reportedDone(step(after(submitted, [status("completed")])))).toBe(3)
  })

  it.each([
    [{ done: 3 }, false, "completed"],
    [{ done: 1, already: 2 }, true, "completed"],
    [{ done: 1, refused: 2 }, false, "completed-with-problems"],
    [{ done: 1, "not-sent": 2 }, true, "cancelled"],
    [{ refused: 3 }, false, "failed"],
  ] as const)("of %j, cancelled: %s, is %s", (counts, cancelRequested, state) => {
    const { job } = plan(3)
    expect(finalState({ ...job, cancelRequested, tags: { ...countItems([]), ...counts } })).toBe(state)
  })
})

describe("a job record", () => {
  it("returns the changed steps", () => {
    const before = plan(6, 2)
    const next = after(before, [sending(1)])
    expect(changedSteps(before, next).map(({ index }) => index)).toEqual([1])
    expect(changedSteps(undefined, next)).toHaveLength(3)
    expect(changedSteps(next, withJob(next, { renewed: true }))).toEqual([])
  })

  it("keeps counts and indexes correct when steps change or are added", () => {
    const record = plan(4, 2)
    const settled = settlePending(step(record), "done", null)
    const added = { ...step(record, 1), index: 7 }
    const next = withSteps(record, settled, added)
    expect(next.job.tags).toEqual(countItems(next.steps.flatMap(tagsOf)))
    expect(next.job.nextStepIndex).toBe(8)
  })

  it("keeps the user's pause below a pause that stops all calls", () => {
    const user = withPause(plan(1), "user", null)
    const unreachable = withPause(user, "unreachable", null, 1)
    expect(unreachable.job).toMatchObject({ pause: { why: "unreachable" }, pauseBelow: { why: "user" } })
  })
})

describe("timing", () => {
  it("doubles the back-off up to half a minute", () => {
    expect([0, 1, 2, 3, 4, 5, 6, 5_000].map(backOff)).toEqual(
      [1, 2, 4, 8, 16, 30, 30, 30].map((s) => s * 1_000),
    )
  })

  /** Ages (ms) at which a job without progress information is polled, until it is `length` ms old. */
  function pollsUntil(length: number): number[] {
    const ages = [pollDelay(0, 0)]
    for (let age = ages[0]!; age < length; ages.push(age)) age += pollDelay(age, ages.length)
    return ages
  }

  it("polls at most twenty times in the first minute, and every ten seconds in the end", () => {
    expect(pollsUntil(60_000).length).toBeLessThanOrEqual(20)
    expect(pollDelay(600_000, 15)).toBe(10_000)
    expect(pollDelay(-5_000, 60)).toBe(10_000)
  })

  it("waits at most two seconds or a fifth of the age", () => {
    const ages = pollsUntil(600_000)
    for (const [at, age] of ages.slice(1).entries())
      expect(age - ages[at]!).toBeLessThanOrEqual(Math.max(2_000, 0.2 * ages[at]!))
  })

  it("polls shortly after the end predicted by the pace between two polls", () => {
    const half = { at: 30_000, done: 50 }
    expect(pollDelayAt(15, 0, half, { at: 34_000, done: 90 }, 100)).toBe(1_000 + 720)
    expect(pollDelayAt(15, 0, half, { at: 34_000, done: 100 }, 100)).toBe(720)
    expect(pollDelayAt(2, 0, { at: 1_000, done: 20 }, { at: 1_500, done: 60 }, 100)).toBe(500 + 70)
  })

  it("limits a delay based on the pace, and ignores a pace that is not positive", () => {
    const slow = { at: 1_500, done: 30 }
    expect(pollDelayAt(2, 0, { at: 1_000, done: 29 }, slow, 200)).toBe(1_800)
    expect(pollDelayAt(1, 0, null, slow, 200)).toBe(pollDelay(1_500, 1))
    expect(pollDelayAt(2, 0, slow, { at: 2_000, done: 30 }, 200)).toBe(pollDelay(2_000, 2))
    expect(pollDelayAt(2, 0, slow, { at: 1_000, done: 60 }, 200)).toBe(pollDelay(1_000, 2))
  })
})
