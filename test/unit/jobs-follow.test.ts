/** A job at Zoho is followed to its end, and only a re-read settles a tag. */
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

describe("a Zoho job that has ended", () => {
  it("settles nothing before a re-read", () => {
    const done = after(submitted, [status("completed", 0, 0)])
    expect(states(done)).toEqual({ t0: "pending", t1: "pending" })
    expect(done.job.reportedDone).toBe(2)
    expect(states(after(done, [listed([])]))).toEqual({ t0: "done", t1: "done" })
  })

  it("gets later looks at what is still listed, then counts it as kept", () => {
    const look = listed(["t1"])
    const looking = after(submitted, [status("completed", 0, 0), look, look, look])
    expect(step(looking).phase).toBe("verifying")
    const done = after(looking, [look])
    expect(step(done).tags[1]).toMatchObject({ state: "not-done", reason: { kind: "kept-by-zoho" } })
    expect(done.job.state).toBe("completed-with-problems")
  })

  it("is looked at fewer times where Zoho's counts agree, and never once only", () => {
    const look = listed(["t1"])
    const looking = after(submitted, [status("completed", 0, 1), look, look])
    expect(step(looking).phase).toBe("verifying")
    expect(states(after(looking, [look]))).toEqual({ t0: "done", t1: "not-done" })
  })

  it("takes an answer that comes twice for one look", () => {
    const look = listed(["t1"])
    const looking = after(submitted, [status("completed", 0, 1), look])
    expect(transition(looking, look, NOW)).toBe(looking)
    expect(transition(looking, look, NOW + 1_000)).not.toBe(looking)
  })

  it("has failed: what is listed is still there, what is gone is deleted", () => {
    const look = listed(["t1"])
    const done = after(submitted, [status("failed"), look, look, look])
    expect(step(done).tags[1]?.reason).toEqual({ kind: "zoho-job-failed" })
    expect(states(done)).toEqual({ t0: "done", t1: "not-done" })
  })
})

describe("a Zoho job that does not end, or is not reported", () => {
  it("counts as unknown after seventy calls, however long they took", () => {
    const patient = after(submitted, times(STUCK_POLLS - 1, status("pending")), NOW + 10 * 3_600_000)
    expect(step(patient).phase).toBe("accepted")
    expect(step(after(patient, [status("pending")])).phase).toBe("outcome-unknown")
  })

  it.each(["job-not-found", "request-refused"] as const)("counts as unknown at once: %s", (kind) => {
    expect(step(after(submitted, [statusFailed(kind)])).phase).toBe("outcome-unknown")
  })

  it("counts as unknown when the answers stay garbled", () => {
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

  it("stop the job while something is left to send", () => {
    const two = after(running, [status("failed", 0), status("failed", 1)])
    expect(two.job.pause).toBeNull()
    const three = after(two, [status("failed", 2)])
    expect(three.job.pause).toMatchObject({ why: "too-many-failures", until: null })
    expect(after(three, [{ type: "resume" }]).job).toMatchObject({ pause: null, failuresInRow: 0 })
  })

  it("do not count across a success", () => {
    const mixed = after(running, [status("failed", 0), status("completed", 1), status("failed", 2)])
    expect(mixed.job.failuresInRow).toBe(1)
  })
})

describe("a token that is refused", () => {
  const needing = after(submitted, [statusFailed("token-invalid")])

  it("is renewed once, then a person has to sign in", () => {
    expect(dueCommands(needing, NOW)).toEqual([{ type: "renew" }])
    const renewed = after(needing, [{ type: "renewed" }])
    expect(renewed.job).toMatchObject({ needs: null, pause: null })
    const asking = after(renewed, [statusFailed("token-invalid")])
    expect(asking.job.pause).toMatchObject({ why: "sign-in", until: null })
    expect(dueCommands(asking, NOW)).toEqual([])
    expect(wakeAt(asking, NOW)).toBeNull()
  })

  it("may be renewed again after any answer that shows it to have worked", () => {
    const good = after(needing, [{ type: "renewed" }, status("pending"), statusFailed("token-invalid")])
    expect(good.job).toMatchObject({ needs: "token", pause: null })
  })

  it("burns no chunk", () => {
    const planned = after(plan(2), [sending(), refusal("token-invalid")])
    expect(step(planned)).toMatchObject({ phase: "planned", attempts: 0 })
  })

  it.each([
    ["refresh-token-invalid", "sign-in", null],
    ["unreachable", "unreachable", NOW + 5 * 60_000],
    ["too-many-token-requests", "unreachable", NOW + 10 * 60_000],
  ] as const)("cannot be renewed: %s", (kind, why, until) => {
    const failed = after(needing, [{ type: "renew-failed", fault: fault(kind) }])
    expect(failed.job.pause).toMatchObject({ why, until })
  })
})

describe("pauses", () => {
  it.each([
    ["scope-missing", "consent"],
    ["no-permission", "no-permission"],
    ["invalid-client", "sign-in"],
  ] as const)("say why: %s", (kind, why) => {
    expect(after(submitted, [statusFailed(kind)]).job.pause).toMatchObject({ why, until: null })
  })

  it("come after six failures in a row, and end by themselves where waiting helps", () => {
    const lost = after(submitted, times(6, statusFailed("unreachable")))
    expect(lost.job.pause).toMatchObject({ why: "unreachable", until: NOW + 5 * 60_000 })
    expect(after(lost, [{ type: "tick" }], NOW + 299_999).job.state).toBe("paused")
    expect(after(lost, [{ type: "tick" }], NOW + 300_000).job.state).toBe("running")
  })

  it("end when the clock was set back so far that their end is out of sight", () => {
    const lost = after(submitted, times(6, statusFailed("unreachable")))
    expect(after(lost, [{ type: "tick" }], NOW - 90 * 86_400_000).job.state).toBe("running")
    expect(wakeAt(lost, NOW - 90 * 86_400_000)).toBeLessThanOrEqual(NOW - 90 * 86_400_000 + 3_600_000)
  })

  it("wait for a person where waiting does not help", () => {
    const verifying = after(submitted, [status("completed")])
    const lost = after(verifying, times(6, listFailed("redirected")))
    expect(lost.job.pause).toMatchObject({ why: "unreachable", until: null })
  })

  it("take 429 for used-up credits after ten in a row, whatever restarts lie between", () => {
    const nine = after(submitted, times(FAILURES_UNTIL_CREDITS - 1, statusFailed("throttled")))
    expect(nine.job.pause).toBeNull()
    const ten = after(nine, [{ type: "woke" }, statusFailed("throttled")])
    expect(ten.job.pause).toMatchObject({ why: "out-of-credits", until: NOW + 3_600_000 })
  })

  it("by the user are not lost over one that ends by itself", () => {
    const both = after(submitted, [{ type: "pause" }, ...times(6, statusFailed("unreachable"))])
    expect(both.job.pause?.why).toBe("unreachable")
    expect(after(both, [{ type: "tick" }], NOW + 300_000).job.pause?.why).toBe("user")
    expect(after(both, [{ type: "resume" }]).job.pause).toBeNull()
  })

  it("by the user during one that ends by itself are kept for later", () => {
    const both = after(submitted, [...times(6, statusFailed("unreachable")), { type: "pause" }])
    expect(after(both, [{ type: "tick" }], NOW + 300_000).job.pause?.why).toBe("user")
  })

  it("by the user do not end by signing in", () => {
    const both = after(submitted, [{ type: "pause" }, statusFailed("scope-missing"), { type: "signed-in" }])
    expect(both.job.pause?.why).toBe("user")
    expect(after(submitted, [statusFailed("scope-missing"), { type: "signed-in" }]).job.pause).toBeNull()
  })

  it("for want of a right are not turned into a wait by a late answer", () => {
    const denied = after(submitted, [{ type: "permission-removed" }])
    expect(after(denied, [{ type: "out-of-credits" }])).toBe(denied)
    expect(after(denied, [{ type: "permission-removed" }])).toBe(denied)
  })
})

describe("what is due", () => {
  it("is to send and to poll, each in its time", () => {
    const record = after(plan(4, 2), [sending(0), accepted(0)])
    expect(dueCommands(record, NOW)).toEqual([{ type: "send", step: 1 }])
    expect(dueCommands(record, NOW + 1_000)).toContainEqual({ type: "poll", step: 0, zohoJobId: "z0" })
    expect(wakeAt(after(record, [{ type: "pause" }]), NOW)).toBe(NOW + 1_000)
  })

  it("is one re-read for all that Zoho is done with", () => {
    const both = after(plan(4, 2), [sending(0), sending(1), accepted(0), accepted(1), status("completed", 0)])
    expect(dueCommands(both, NOW)).toEqual([])
    expect(dueCommands(after(both, [status("completed", 1)]), NOW)).toEqual([{ type: "list", steps: [0, 1] }])
  })

  it("is nothing but reading while the user pauses", () => {
    const paused = after(plan(4, 2), [sending(0), { type: "pause" }, { type: "woke" }])
    expect(dueCommands(paused, NOW)).toEqual([{ type: "list", steps: [0] }])
  })

  it("is not put off by a clock that was set", () => {
    const early = NOW - 86_400_000
    expect(dueCommands(submitted, early)).toHaveLength(1)
    expect(wakeAt(submitted, early)).toBeLessThanOrEqual(early + LONGEST_WAIT)
  })

  it("schedules a look at a POST in flight, in case the worker dies meanwhile", () => {
    const record = after(plan(1), [sending()])
    expect(dueCommands(record, NOW)).toEqual([])
    expect(wakeAt(record, NOW)).toBe(NOW + LONGEST_WAIT)
  })
})

describe("a module that cannot be listed", () => {
  const verifying = after(submitted, [status("completed")])

  it("is read again once", () => {
    const needing = after(verifying, [listFailed("module-unknown")])
    expect(dueCommands(needing, NOW)).toEqual([{ type: "read-module" }])
    const lost = after(needing, [
      { type: "module-failed", fault: fault("module-unknown") },
      ...times(6, listFailed("module-unknown")),
    ])
    expect(lost.job.pause).toMatchObject({ why: "unreachable", until: null })
  })
})
