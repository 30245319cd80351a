/** Following Zoho's job to its end. Only a re-read settles a tag. */
import { describe, expect, it } from "vitest"

import { dueCommands, wakeAt } from "../../src/jobs/due"
import type { JobEvent } from "../../src/jobs/events"
import { transition } from "../../src/jobs/machine"
import { LONGEST_WAIT, FAILURES_UNTIL_CREDITS, STUCK_POLLS } from "../../src/jobs/timing"
import type { FaultKind } from "../../src/zoho/errors/catalog"
import { fault } from "../../src/zoho/errors/fault"
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

const times = (count: number, event: JobEvent): JobEvent[] => Array<JobEvent>(count).fill(event)
const statusFailed = (kind: FaultKind, index = 0): JobEvent => ({
  ...{ type: "status-failed", step: index, fault: fault(kind) },
})
const listFailed = (kind: FaultKind): JobEvent => ({
  type: "list-failed",
  steps: [0],
  fault: fault(kind),
})
const submitted = after(plan(2), [sending(), accepted()])

describe("a finished Zoho job", () => {
  it("settles nothing before a re-read", () => {
    const done = after(submitted, [status("completed", 0, 0)])
    expect(states(done)).toEqual({ t0: "pending", t1: "pending" })
    expect(done.job.reportedDone).toBe(2)
    expect(states(after(done, [listed([])]))).toEqual({ t0: "done", t1: "done" })
  })

  it("re-reads tags that are still listed, then counts them as kept by Zoho", () => {
    const reread = listed(["t1"])
    const verifying = after(submitted, [status("completed", 0, 0), reread, reread, reread])
    expect(step(verifying).phase).toBe("verifying")
    const done = after(verifying, [reread])
    expect(step(done).tags[1]).toMatchObject({ state: "not-done", reason: { kind: "kept-by-zoho" } })
    expect(done.job.state).toBe("completed-with-problems")
  })

  it("is re-read fewer times if Zoho's counts agree, but more than once", () => {
    const reread = listed(["t1"])
    const verifying = after(submitted, [status("completed", 0, 1), reread, reread])
    expect(step(verifying).phase).toBe("verifying")
    expect(states(after(verifying, [reread]))).toEqual({ t0: "done", t1: "not-done" })
  })

  it("counts a duplicate answer as one re-read", () => {
    const reread = listed(["t1"])
    const verifying = after(submitted, [status("completed", 0, 1), reread])
    expect(transition(verifying, reread, NOW)).toBe(verifying)
    expect(transition(verifying, reread, NOW + 1_000)).not.toBe(verifying)
  })

  it("that failed counts listed tags as not done and missing tags as deleted", () => {
    const reread = listed(["t1"])
    const done = after(submitted, [status("failed"), reread, reread, reread])
    expect(step(done).tags[1]?.reason).toEqual({ kind: "zoho-job-failed" })
    expect(states(done)).toEqual({ t0: "done", t1: "not-done" })
  })
})

describe("a Zoho job that does not end, or whose status is unavailable", () => {
  it("has an unknown outcome after seventy status calls, however long they took", () => {
    const patient = after(submitted, times(STUCK_POLLS - 1, status("pending")), NOW + 10 * 3_600_000)
    expect(step(patient).phase).toBe("accepted")
    expect(step(after(patient, [status("pending")])).phase).toBe("outcome-unknown")
  })

  it.each(["job-not-found", "request-refused"] as const)("has an unknown outcome at once: %s", (kind) => {
    expect(step(after(submitted, [statusFailed(kind)])).phase).toBe("outcome-unknown")
  })

  it("has an unknown outcome after six malformed answers", () => {
    expect(step(after(submitted, times(5, statusFailed("wrong-shape")))).phase).toBe("accepted")
    expect(step(after(submitted, times(6, statusFailed("wrong-shape")))).phase).toBe("outcome-unknown")
  })
})

describe("three whole-chunk failures in a row", () => {
  const running = after(plan(8, 2), [
    sending(0),
    sending(1),
    sending(2),
    accepted(0),
    accepted(1),
    accepted(2),
  ])

  it("pause the job while it has chunks to send", () => {
    const two = after(running, [status("failed", 0), status("failed", 1)])
    expect(two.job.pause).toBeNull()
    const three = after(two, [status("failed", 2)])
    expect(three.job.pause).toMatchObject({ why: "too-many-failures", until: null })
    expect(after(three, [{ type: "resume" }]).job).toMatchObject({ pause: null, failuresInRow: 0 })
  })

  it("are not counted across a success", () => {
    const mixed = after(running, [status("failed", 0), status("completed", 1), status("failed", 2)])
    expect(mixed.job.failuresInRow).toBe(1)
  })
})

describe("a refused token", () => {
  const needing = after(submitted, [statusFailed("token-invalid")])

  it("is renewed once, then the user must sign in", () => {
    expect(dueCommands(needing, NOW)).toEqual([{ type: "renew" }])
    const renewed = after(needing, [{ type: "renewed" }])
    expect(renewed.job).toMatchObject({ needs: null, pause: null })
    const asking = after(renewed, [statusFailed("token-invalid")])
    expect(asking.job.pause).toMatchObject({ why: "sign-in", until: null })
    expect(dueCommands(asking, NOW)).toEqual([])
    expect(wakeAt(asking, NOW)).toBeNull()
  })

  it("may be renewed again after any answer that shows that the new token worked", () => {
    const good = after(needing, [{ type: "renewed" }, status("pending"), statusFailed("token-invalid")])
    expect(good.job).toMatchObject({ needs: "token", pause: null })
  })

  it("does not count as an attempt of the chunk", () => {
    const planned = after(plan(2), [sending(), refusal("token-invalid")])
    expect(step(planned)).toMatchObject({ phase: "planned", attempts: 0 })
  })

  it.each([
    ["refresh-token-invalid", "sign-in", null],
    ["unreachable", "unreachable", NOW + 5 * 60_000],
    ["too-many-token-requests", "unreachable", NOW + 10 * 60_000],
  ] as const)("pauses the job if renewal fails: %s", (kind, why, until) => {
    const failed = after(needing, [{ type: "renew-failed", fault: fault(kind) }])
    expect(failed.job.pause).toMatchObject({ why, until })
  })
})

describe("pauses", () => {
  it.each([
    ["scope-missing", "consent"],
    ["no-permission", "no-permission"],
    ["invalid-client", "sign-in"],
  ] as const)("have a reason: %s", (kind, why) => {
    expect(after(submitted, [statusFailed(kind)]).job.pause).toMatchObject({ why, until: null })
  })

  it("start after six failures in a row, and end automatically if waiting helps", () => {
    const lost = after(submitted, times(6, statusFailed("unreachable")))
    expect(lost.job.pause).toMatchObject({ why: "unreachable", until: NOW + 5 * 60_000 })
    expect(after(lost, [{ type: "tick" }], NOW + 299_999).job.state).toBe("paused")
    expect(after(lost, [{ type: "tick" }], NOW + 300_000).job.state).toBe("running")
  })

  it("end if the clock was set back so far that their end is implausibly far away", () => {
    const lost = after(submitted, times(6, statusFailed("unreachable")))
    expect(after(lost, [{ type: "tick" }], NOW - 90 * 86_400_000).job.state).toBe("running")
    expect(wakeAt(lost, NOW - 90 * 86_400_000)).toBeLessThanOrEqual(NOW - 90 * 86_400_000 + 3_600_000)
  })

  it("last until the user resumes if waiting does not help", () => {
    const verifying = after(submitted, [status("completed")])
    const lost = after(verifying, times(6, listFailed("redirected")))
    expect(lost.job.pause).toMatchObject({ why: "unreachable", until: null })
  })

  it("treat ten 429 answers in a row as used-up credits, even across restarts", () => {
    const nine = after(submitted, times(FAILURES_UNTIL_CREDITS - 1, statusFailed("throttled")))
    expect(nine.job.pause).toBeNull()
    const ten = after(nine, [{ type: "woke" }, statusFailed("throttled")])
    expect(ten.job.pause).toMatchObject({ why: "out-of-credits", until: NOW + 3_600_000 })
  })

  it("by the user apply again after one that ends automatically", () => {
    const both = after(submitted, [{ type: "pause" }, ...times(6, statusFailed("unreachable"))])
    expect(both.job.pause?.why).toBe("unreachable")
    expect(after(both, [{ type: "tick" }], NOW + 300_000).job.pause?.why).toBe("user")
    expect(after(both, [{ type: "resume" }]).job.pause).toBeNull()
  })

  it("by the user during one that ends automatically apply after it", () => {
    const both = after(submitted, [...times(6, statusFailed("unreachable")), { type: "pause" }])
    expect(after(both, [{ type: "tick" }], NOW + 300_000).job.pause?.why).toBe("user")
  })

  it("by the user do not end when the user signs in", () => {
    const both = after(submitted, [{ type: "pause" }, statusFailed("scope-missing"), { type: "signed-in" }])
    expect(both.job.pause?.why).toBe("user")
    expect(after(submitted, [statusFailed("scope-missing"), { type: "signed-in" }]).job.pause).toBeNull()
  })

  it("for a missing host permission are not changed by late answers", () => {
    const denied = after(submitted, [{ type: "permission-removed" }])
    expect(after(denied, [{ type: "out-of-credits" }])).toBe(denied)
    expect(after(denied, [{ type: "permission-removed" }])).toBe(denied)
  })
})

describe("the due commands", () => {
  it("send and poll, each in its time", () => {
    const record = after(plan(4, 2), [sending(0), accepted(0)])
    expect(dueCommands(record, NOW)).toEqual([{ type: "send", step: 1 }])
    expect(dueCommands(record, NOW + 1_000)).toContainEqual({ type: "poll", step: 0, zohoJobId: "z0" })
    expect(wakeAt(after(record, [{ type: "pause" }]), NOW)).toBe(NOW + 1_000)
  })

  it("re-read all chunks that Zoho has finished, together", () => {
    const both = after(plan(4, 2), [sending(0), sending(1), accepted(0), accepted(1), status("completed", 0)])
    expect(dueCommands(both, NOW)).toEqual([])
    expect(dueCommands(after(both, [status("completed", 1)]), NOW)).toEqual([{ type: "list", steps: [0, 1] }])
  })

  it("only read while the job is paused by the user", () => {
    const paused = after(plan(4, 2), [sending(0), { type: "pause" }, { type: "woke" }])
    expect(dueCommands(paused, NOW)).toEqual([{ type: "list", steps: [0] }])
  })

  it("are not delayed by a clock that was set back", () => {
    const early = NOW - 86_400_000
    expect(dueCommands(submitted, early)).toHaveLength(1)
    expect(wakeAt(submitted, early)).toBeLessThanOrEqual(early + LONGEST_WAIT)
  })

  it("include a wake-up during a POST, in case the worker dies meanwhile", () => {
    const record = after(plan(1), [sending()])
    expect(dueCommands(record, NOW)).toEqual([])
    expect(wakeAt(record, NOW)).toBe(NOW + LONGEST_WAIT)
  })
})

describe("a module that cannot be listed", () => {
  const verifying = after(submitted, [status("completed")])

  it("is read again once, then pauses the job", () => {
    const needing = after(verifying, [listFailed("module-unknown")])
    expect(dueCommands(needing, NOW)).toEqual([{ type: "read-module" }])
    const lost = after(needing, [
      { type: "module-failed", fault: fault("module-unknown") },
      ...times(6, listFailed("module-unknown")),
    ])
    expect(lost.job.pause).toMatchObject({ why: "unreachable", until: null })
  })
})
