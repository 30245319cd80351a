import fc from "fast-check"
import { describe, expect, it } from "vitest"

import { countTags, finalState, recount, reportedDone, settlePending } from "../../src/deletion/outcome"
import { pollDelay, pollDelayAt } from "../../src/deletion/pacing"
import { backOff } from "../../src/runner/clock"
import { callsFor, planJob, slices } from "../../src/deletion/plan"
import { changedChunks, withChunks, withJob, withPause } from "../../src/deletion/record"
import { accepted, after, chunk, confirmed, plan, status, submitting } from "./deletion-records"

describe("planning", () => {
  it("puts every confirmed tag into one chunk, in order", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 200 }), (tags, limit) => {
        const { job, chunks } = planJob(confirmed(tags, { tagsPerCall: limit }))
        const ids = chunks.flatMap((each) => each.tags.map((tag) => tag.id))
        expect(ids).toEqual(Array.from({ length: tags }, (_, at) => `t${at}`))
        expect(chunks).toHaveLength(callsFor(tags, limit))
        expect(chunks.every((each) => each.tags.length <= limit)).toBe(true)
        expect(job.counts.pending).toBe(tags)
      }),
      { numRuns: 50 },
    )
  })

  it("sends an id once that was confirmed twice", () => {
    const { tags } = confirmed(2)
    expect(planJob(confirmed(0, { tags: [...tags, ...tags] })).job.tagCount).toBe(2)
  })

  it("plans no job that could never end", () => {
    expect(() => planJob(confirmed(0))).toThrow(RangeError)
    expect(() => planJob(confirmed(1, { tagsPerCall: 0 }))).toThrow(RangeError)
  })

  it("slices in order", () => {
    expect(slices([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
  })
})

describe("outcome", () => {
  const tags = plan(3).chunks[0]!.tags

  it("recounts by what changed", () => {
    const changed = settlePending(plan(3).chunks[0]!, "deleted", null).tags
    expect(recount(countTags(tags), tags, changed)).toEqual(countTags(changed))
  })

  it("reports as done only what Zoho has finished with", () => {
    const submitted = after(plan(3), [submitting(), accepted()])
    expect(reportedDone(chunk(submitted))).toBe(0)
    expect(reportedDone(chunk(after(submitted, [status("completed")])))).toBe(3)
  })

  it.each([
    [{ deleted: 3 }, false, "completed"],
    [{ deleted: 1, "already-gone": 2 }, true, "completed"],
    [{ deleted: 1, refused: 2 }, false, "completed-with-problems"],
    [{ deleted: 1, "not-sent": 2 }, true, "cancelled"],
    [{ refused: 3 }, false, "failed"],
  ] as const)("names the end: %j, cancelled %s: %s", (counts, cancelRequested, state) => {
    const { job } = plan(3)
    expect(finalState({ ...job, cancelRequested, counts: { ...countTags([]), ...counts } })).toBe(state)
  })
})

describe("record", () => {
  it("knows which chunks to write", () => {
    const before = plan(6, 2)
    const next = after(before, [submitting(1)])
    expect(changedChunks(before, next).map(({ index }) => index)).toEqual([1])
    expect(changedChunks(undefined, next)).toHaveLength(3)
    expect(changedChunks(next, withJob(next, { renewed: true }))).toEqual([])
  })

  it("keeps counts and indexes true when chunks change or come", () => {
    const record = plan(4, 2)
    const settled = settlePending(record.chunks[0]!, "deleted", null)
    const added = { ...record.chunks[1]!, index: 7 }
    const next = withChunks(record, settled, added)
    expect(next.job.counts).toEqual(countTags(next.chunks.flatMap((each) => each.tags)))
    expect(next.job.nextChunkIndex).toBe(8)
  })

  it("lays a silent pause over the user's", () => {
    const user = withPause(plan(1), { why: "user", until: null, reason: null })
    const silent = withPause(user, { why: "unreachable", until: 1, reason: null })
    expect(silent.job).toMatchObject({ pause: { why: "unreachable" }, pauseBelow: { why: "user" } })
  })
})

describe("pacing", () => {
  it("doubles up to half a minute", () => {
    expect([0, 1, 2, 3, 4, 5, 6, 5_000].map(backOff)).toEqual(
      [1, 2, 4, 8, 16, 30, 30, 30].map((s) => s * 1_000),
    )
  })

  /** Ages (ms) at which a job of which nothing is known is looked at, until it is `length` old. */
  function looksUntil(length: number): number[] {
    const ages = [pollDelay(0, 0)]
    for (let age = ages[0]!; age < length; ages.push(age)) age += pollDelay(age, ages.length)
    return ages
  }

  it("polls at most twenty times in the first minute, and every ten seconds later", () => {
    expect(looksUntil(60_000).length).toBeLessThanOrEqual(20)
    expect(pollDelay(600_000, 15)).toBe(10_000)
    expect(pollDelay(-5_000, 60)).toBe(10_000)
  })

  it("waits two seconds or a fifth of the time so far, whatever the length", () => {
    const ages = looksUntil(600_000)
    for (const [at, age] of ages.slice(1).entries())
      expect(age - ages[at]!).toBeLessThanOrEqual(Math.max(2_000, 0.2 * ages[at]!))
  })

  it("looks when the pace between two looks promises the end, with a little allowance", () => {
    const half = { at: 30_000, done: 50 }
    expect(pollDelayAt(15, 0, half, { at: 34_000, done: 90 }, 100)).toBe(1_000 + 720)
    expect(pollDelayAt(15, 0, half, { at: 34_000, done: 100 }, 100)).toBe(720)
    expect(pollDelayAt(2, 0, { at: 1_000, done: 20 }, { at: 1_500, done: 60 }, 100)).toBe(500 + 70)
  })

  it("trusts no pace further than it may be wrong", () => {
    const slow = { at: 1_500, done: 30 }
    expect(pollDelayAt(2, 0, { at: 1_000, done: 29 }, slow, 200)).toBe(1_800)
    expect(pollDelayAt(1, 0, null, slow, 200)).toBe(pollDelay(1_500, 1))
    expect(pollDelayAt(2, 0, slow, { at: 2_000, done: 30 }, 200)).toBe(pollDelay(2_000, 2))
    expect(pollDelayAt(2, 0, slow, { at: 1_000, done: 60 }, 200)).toBe(pollDelay(1_000, 2))
  })
})
