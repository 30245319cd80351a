import { describe, expect, it } from "vitest"

import { dueCommands } from "../../src/deletion/due"
import { countTags } from "../../src/deletion/outcome"
import {
  NOW,
  accepted,
  after,
  chunk,
  idsToSend,
  listed,
  plan,
  refusal,
  states,
  status,
  submitting,
} from "./deletion-records"

const cancel = { type: "cancel" } as const
const retry = { type: "retry" } as const

describe("cancelling", () => {
  it("leaves unsent what was not sent, and follows what Zoho has accepted", () => {
    const cancelled = after(plan(4, 2), [submitting(0), accepted(0), cancel])
    expect(states(cancelled)).toEqual({ t0: "pending", t1: "pending", t2: "not-sent", t3: "not-sent" })
    const done = after(cancelled, [status("completed"), listed(["t2", "t3"])])
    expect(done.job).toMatchObject({ state: "cancelled", counts: { deleted: 2, "not-sent": 2 } })
  })

  it("before anything was sent ends the job at once", () => {
    expect(after(plan(2), [cancel]).job).toMatchObject({ state: "cancelled", finishedAt: NOW })
  })

  it.each(["throttled", "tag-in-use", "token-invalid", "module-mismatch"] as const)(
    "during a POST ends the job when Zoho refuses it: %s",
    (kind) => {
      const done = after(plan(2), [submitting(), cancel, refusal(kind)])
      expect(done.job.state).toBe("cancelled")
      expect(done.job.counts.pending).toBe(0)
    },
  )

  it("sends nothing again of what is in doubt", () => {
    const look = listed(["t0", "t1"])
    const done = after(plan(2), [
      submitting(),
      cancel,
      refusal("timed-out"),
      look,
      look,
      look,
      look,
      look,
      look,
    ])
    expect(done.job.state).toBe("cancelled")
    expect(chunk(done).tags[0]).toMatchObject({ state: "still-there", reason: { kind: "cancelled" } })
  })

  it("a second time calls unknown what nobody knows", () => {
    const done = after(plan(4, 2), [submitting(0), accepted(0), cancel, cancel])
    expect(states(done)).toEqual({ t0: "unknown", t1: "unknown", t2: "not-sent", t3: "not-sent" })
    expect(done.job.state).toBe("cancelled")
    expect(after(done, [status("completed")])).toBe(done)
  })

  it("gives up at once where Zoho cannot be asked", () => {
    const done = after(plan(2), [submitting(), accepted(), { type: "permission-removed" }, cancel])
    expect(states(done)).toEqual({ t0: "unknown", t1: "unknown" })
  })
})

describe("trying now", () => {
  const tryNow = { type: "try-now" } as const
  const out = { type: "out-of-credits" } as const

  it("ends a pause that circumstances made", () => {
    const waiting = after(plan(2), [out])
    expect(waiting.job.pause).toMatchObject({ why: "out-of-credits" })
    expect(after(waiting, [tryNow]).job).toMatchObject({ state: "running", pause: null })
  })

  it("does not end what a person paused, and brings it back from under another pause", () => {
    const paused = after(plan(2), [{ type: "pause" }])
    expect(after(paused, [tryNow])).toBe(paused)
    const both = after(plan(2), [out, { type: "pause" }])
    expect(after(both, [tryNow]).job).toMatchObject({ state: "paused", pause: { why: "user" } })
  })
})

describe("retrying", () => {
  const refused = after(plan(3), [
    ...[submitting(), refusal("tag-in-use", { tagIndex: 1 }), submitting(), accepted(), status("completed")],
    listed(["t1"]),
  ])

  it("leaves alone what has been protected since, and says so", () => {
    const again = after(refused, [{ type: "retry", held: ["t1"] }])
    expect(again.job.state).toBe(refused.job.state)
    expect(dueCommands(again, NOW)).toEqual([])
    expect(chunk(again).tags[1]).toMatchObject({ id: "t1", state: "refused", reason: { kind: "protected" } })
    expect(dueCommands(after(refused, [{ type: "retry", held: ["t0"] }]), NOW)).toHaveLength(1)
  })

  it("takes up what was kept, after one look, and nothing else", () => {
    const again = after(refused, [retry])
    expect(again.job).toMatchObject({ state: "running", finishedAt: null, tagCount: 3 })
    expect(dueCommands(again, NOW)).toEqual([{ type: "list", chunks: [1] }])
    const planned = after(again, [listed(["t1"], [1])])
    expect(idsToSend(chunk(planned, 1))).toEqual(["t1"])
    expect(Object.keys(states(planned)).sort()).toEqual(["t0", "t1", "t2"])
  })

  it("does not send what carries another name now", () => {
    const renamed = new Map([["t1", "another name"]])
    const done = after(refused, [retry, { type: "listed", chunks: [1], tags: renamed }])
    expect(chunk(done, 1).tags[0]).toMatchObject({ state: "refused", reason: { kind: "renamed" } })
    expect(done.job.state).toBe("completed-with-problems")
  })

  it("finds what has gone meanwhile", () => {
    expect(after(refused, [retry, listed([], [1])]).job).toMatchObject({
      ...{ state: "completed", counts: { "already-gone": 1, deleted: 2 } },
    })
  })

  it("is as patient with what is unknown as with any call in doubt", () => {
    const unknown = after(plan(1), [submitting(), accepted(), cancel, cancel, retry])
    const look = listed(["t0"], [1])
    expect(chunk(after(unknown, [look, look, look, look, look]), 1).phase).toBe("in-doubt")
    expect(states(after(unknown, [listed([], [1])]))).toEqual({ t0: "deleted" })
  })

  it("of a job under way, or of one without anything left, changes nothing", () => {
    const running = plan(1)
    expect(after(running, [retry])).toBe(running)
    const done = after(plan(1), [submitting(), accepted(), status("completed"), listed([])])
    expect(after(done, [retry])).toBe(done)
  })

  it("keeps the counts true", () => {
    const again = after(refused, [retry])
    expect(again.job.counts).toEqual(countTags(again.chunks.flatMap(({ tags }) => tags)))
  })
})
