/** Cancelling a job, and "Try now". */
import { describe, expect, it } from "vitest"

import {
  NOW,
  accepted,
  after,
  step,
  listed,
  plan,
  refusal,
  states,
  status,
  sending,
} from "../support/job-records"

const cancel = { type: "cancel" } as const

describe("cancelling", () => {
  it("sends nothing more, and follows the chunks that Zoho has accepted", () => {
    const cancelled = after(plan(4, 2), [sending(0), accepted(0), cancel])
    expect(states(cancelled)).toEqual({ t0: "pending", t1: "pending", t2: "not-sent", t3: "not-sent" })
    const done = after(cancelled, [status("completed"), listed(["t2", "t3"])])
    expect(done.job).toMatchObject({ state: "cancelled", tags: { done: 2, "not-sent": 2 } })
  })

  it("ends the job at once if nothing was sent", () => {
    expect(after(plan(2), [cancel]).job).toMatchObject({ state: "cancelled", finishedAt: NOW })
  })

  it.each(["throttled", "tag-in-use", "token-invalid", "module-mismatch"] as const)(
    "during a POST ends the job if Zoho refuses it: %s",
    (kind) => {
      const done = after(plan(2), [sending(), cancel, refusal(kind)])
      expect(done.job.state).toBe("cancelled")
      expect(done.job.tags.pending).toBe(0)
    },
  )

  it("sends no chunk of unknown outcome again", () => {
    const reread = listed(["t0", "t1"])
    const done = after(plan(2), [
      sending(),
      cancel,
      refusal("timed-out"),
      ...Array.from({ length: 6 }, () => reread),
    ])
    expect(done.job.state).toBe("cancelled")
    expect(step(done).tags[0]).toMatchObject({ state: "not-done", reason: { kind: "cancelled" } })
  })

  it("a second time ends the job and counts unsettled tags as unknown", () => {
    const done = after(plan(4, 2), [sending(0), accepted(0), cancel, cancel])
    expect(states(done)).toEqual({ t0: "unknown", t1: "unknown", t2: "not-sent", t3: "not-sent" })
    expect(done.job.state).toBe("cancelled")
    expect(after(done, [status("completed")])).toBe(done)
  })

  it("ends the job at once if Zoho cannot be asked", () => {
    const done = after(plan(2), [sending(), accepted(), { type: "permission-removed" }, cancel])
    expect(states(done)).toEqual({ t0: "unknown", t1: "unknown" })
  })
})

describe("trying now", () => {
  const tryNow = { type: "try-now" } as const
  const out = { type: "out-of-credits" } as const

  it("ends a pause that Tagsweep started", () => {
    const waiting = after(plan(2), [out])
    expect(waiting.job.pause).toMatchObject({ why: "out-of-credits" })
    expect(after(waiting, [tryNow]).job).toMatchObject({ state: "running", pause: null })
  })

  it("does not end the user's pause, and restores it if it was below another pause", () => {
    const paused = after(plan(2), [{ type: "pause" }])
    expect(after(paused, [tryNow])).toBe(paused)
    const both = after(plan(2), [out, { type: "pause" }])
    expect(after(both, [tryNow]).job).toMatchObject({ state: "paused", pause: { why: "user" } })
  })
})
