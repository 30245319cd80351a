/** A refused call excludes only the tag that Zoho names or that bisection finds. */
import { describe, expect, it } from "vitest"

import { dueCommands } from "../../src/jobs/due"
import type { JobEvent } from "../../src/jobs/events"
import type { JobRecord } from "../../src/jobs/record"
import { pendingOf, tagsOf } from "../../src/jobs/items"
import { transition } from "../../src/jobs/machine"
import {
  NOW,
  accepted,
  after,
  step,
  idsToSend,
  listed,
  plan,
  refusal,
  states,
  status,
  sending,
} from "../support/job-records"

describe("a tag that Zoho names by its index", () => {
  it("is found by its index in the sent list, not in the chunk", () => {
    const once = after(plan(4), [sending(), refusal("tag-in-use", { tagIndex: 1 })])
    expect(idsToSend(step(once))).toEqual(["t0", "t2", "t3"])
    const twice = after(once, [sending(), refusal("tag-in-use", { tagIndex: 1 })])
    expect(idsToSend(step(twice))).toEqual(["t0", "t3"])
    expect(states(twice)).toEqual({ t0: "pending", t1: "refused", t2: "refused", t3: "pending" })
  })

  it("costs one POST each, and the last refusal ends the chunk", () => {
    const refused = [sending(), refusal("tag-in-use", { tagIndex: 0 })]
    const done = after(plan(2), [...refused, ...refused])
    expect(done.job.state).toBe("failed")
    expect(done.job.tags.refused).toBe(2)
  })

  it("keeps the places where it is used", () => {
    const details = {
      tagIndex: 0,
      associatedPlaces: [{ type: "Workflow", resources: [{ name: "Big deals" }, { id: "7" }] }],
    }
    const done = after(plan(1), [sending(), refusal("tag-in-use", details)])
    expect(step(done).tags[0]?.reason?.places).toEqual(["Workflow: Big deals", "Workflow: 7"])
  })

  it("is bisected if the index is out of range", () => {
    const halved = after(plan(4), [sending(), refusal("tag-in-use", { tagIndex: 4 })])
    expect(idsToSend(step(halved))).toEqual(["t0", "t1"])
  })
})

describe("a refused tag that Zoho does not name", () => {
  const unnamed = (at = 0): JobEvent[] => [sending(at), refusal("tag-in-use", {}, at)]
  const halved = after(plan(8), unnamed())
  const parts = (record: JobRecord): [phase: string, ids: string][] =>
    record.steps.map((each) => [
      each.phase,
      tagsOf(each)
        .map(({ id }) => id)
        .join(" "),
    ])

  it("splits the chunk into two steps", () => {
    expect(parts(halved)).toEqual([
      ["planned", "t0 t1 t2 t3"],
      ["planned", "t4 t5 t6 t7"],
    ])
    expect(step(halved, 1)).toMatchObject({ attempts: 0, zohoJobId: null, seenAt: NOW })
    const parted = after(halved, [sending(), accepted()])
    expect(parts(parted)).toEqual([
      ["accepted", "t0 t1 t2 t3"],
      ["planned", "t4 t5 t6 t7"],
    ])
  })

  it("is the one refused in a call of its own; the others stay pending", () => {
    const alone = after(halved, [...unnamed(), ...unnamed()])
    expect(idsToSend(step(alone))).toEqual(["t0"])
    const settled = after(alone, unnamed())
    expect(states(settled)).toMatchObject({ t0: "refused", t1: "pending", t4: "pending" })
    expect(step(settled).phase).toBe("settled")
    expect(parts(settled).slice(1)).toEqual([
      ["planned", "t4 t5 t6 t7"],
      ["planned", "t2 t3"],
      ["planned", "t1"],
    ])
  })

  it("leaves an odd tag and settled tags in the first half", () => {
    const named = after(plan(6), [sending(), refusal("tag-in-use", { tagIndex: 1 })])
    expect(parts(after(named, unnamed()))).toEqual([
      ["planned", "t1 t0 t2 t3"],
      ["planned", "t4 t5"],
    ])
  })

  it("gives only the unanswered half an unknown outcome", () => {
    const lost = after(halved, [sending(), refusal("unreachable")])
    expect(lost.steps.map(({ phase }) => phase)).toEqual(["outcome-unknown", "planned"])
    const killed = after(halved, [sending(), { type: "woke" }])
    expect(killed.steps.map(({ phase }) => phase)).toEqual(["outcome-unknown", "planned"])
  })

  it("keeps the number of attempts in both halves", () => {
    const reread = listed(["t0", "t1", "t2", "t3"])
    const again = after(plan(4), [
      sending(),
      refusal("unreachable"),
      ...Array.from({ length: 6 }, () => reread),
    ])
    expect(step(again)).toMatchObject({ phase: "planned", attempts: 1 })
    const twice = after(again, unnamed())
    expect(twice.steps.map(({ attempts }) => attempts)).toEqual([1, 1])
  })

  it("counts the other half as not sent if the job must stop", () => {
    const stopped = after(halved, [sending(), refusal("invalid-data")])
    expect(states(stopped)).toMatchObject({ t0: "refused", t3: "refused", t4: "not-sent", t7: "not-sent" })
    expect(stopped.job.state).toBe("failed")
  })

  it("splits all steps if the limit turns out to be smaller", () => {
    const smaller = after(halved, [sending(), refusal("too-many-tags", { maximumLength: 2 })])
    expect(smaller.steps.map((part) => pendingOf(tagsOf(part)).length)).toEqual([2, 2, 2, 2])
  })
})

describe("a tag that Zoho does not find", () => {
  const missing = [sending(), refusal("tag-not-found", { tagIndex: 0 })]

  it("is re-read, and counts as already gone if it is not listed", () => {
    const verifying = after(plan(1), missing)
    expect(step(verifying).phase).toBe("verifying")
    expect(states(after(verifying, [listed([])]))).toEqual({ t0: "already" })
  })

  it("stays refused if it is still listed after three re-reads", () => {
    const reread = listed(["t0"])
    const twice = after(plan(1), [...missing, reread, reread])
    expect(step(twice).phase).toBe("verifying")
    const done = after(twice, [reread])
    expect(states(done)).toEqual({ t0: "refused" })
    expect(done.job.state).toBe("failed")
  })

  it("is re-read even if the user cancels the job", () => {
    const cancelled = after(plan(2), [...missing, { type: "cancel" }])
    expect(states(cancelled)).toEqual({ t0: "refused", t1: "not-sent" })
    expect(states(after(cancelled, [listed(["t1"])]))).toEqual({ t0: "already", t1: "not-sent" })
  })
})

describe("too many tags in a call", () => {
  it("split all unsent steps at the limit that Zoho names", () => {
    const cut = after(plan(450), [sending(), refusal("too-many-tags", { maximumLength: 100 })])
    expect(cut.steps.map((each) => tagsOf(each).length).sort((a, b) => a - b)).toEqual([
      50, 100, 100, 100, 100,
    ])
    expect(cut.job.tagsPerCall).toBe(100)
    expect(Object.keys(states(cut))).toHaveLength(450)
  })

  it.each([
    ["200 tags, no limit", 200, undefined, 100],
    ["100 tags, no limit", 100, undefined, 50],
    ["a limit that is too large", 200, 500, 100],
    ["a limit of zero", 200, 0, 100],
  ])("choose the next limit: %s", (_, tags, maximumLength, limit) => {
    const details = maximumLength === undefined ? {} : { maximumLength }
    expect(after(plan(tags), [sending(), refusal("too-many-tags", details)]).job.tagsPerCall).toBe(limit)
  })

  it("do not split a chunk in flight", () => {
    const cut = after(plan(6, 3), [
      ...[sending(0), sending(1)],
      refusal("too-many-tags", { maximumLength: 2 }, 0),
    ])
    expect(step(cut, 1)).toMatchObject({ phase: "sending" })
    expect(cut.steps.map((each) => tagsOf(each).length)).toEqual([2, 3, 1])
  })

  it("refuse a single tag that is still too many", () => {
    expect(states(after(plan(1), [sending(), refusal("too-many-tags")]))).toEqual({ t0: "refused" })
  })
})

describe("a module whose id and name do not match", () => {
  const mismatch = [sending(), refusal("module-mismatch")]
  const reread = {
    type: "module-read",
    module: { id: "m2", apiName: "Leads", pluralLabel: "Leads" },
  } as const

  it("is read again once, and the chunk is sent again with the new id", () => {
    const needing = after(plan(1), mismatch)
    expect(needing.job.needs).toBe("module")
    const again = after(needing, [reread])
    expect(again.job).toMatchObject({ needs: null, module: { id: "m2" } })
    expect(step(again).phase).toBe("planned")
    expect(states(after(again, mismatch))).toEqual({ t0: "refused" })
  })
})

describe("POSTs of unknown outcome", () => {
  it("count as attempts, unlike clear refusals", () => {
    const refused = after(plan(3), [sending(), refusal("tag-in-use", { tagIndex: 0 })])
    expect(step(refused).attempts).toBe(0)
    const lost = after(refused, [sending(), refusal("timed-out")])
    expect(step(lost)).toMatchObject({
      phase: "outcome-unknown",
      attempts: 1,
      outcomeUnknown: { kind: "timed-out" },
    })
  })

  it("include POSTs that were in flight when the runner wakes", () => {
    expect(step(after(plan(1), [sending(), { type: "woke" }])).phase).toBe("outcome-unknown")
  })

  it("may be sent again only after five unchanged re-reads", () => {
    const lost = after(plan(2), [sending(), refusal("unreachable")])
    const reread = listed(["t0", "t1"])
    expect(step(after(lost, [reread, reread, reread, reread, reread])).phase).toBe("outcome-unknown")
    expect(step(after(lost, [reread, reread, reread, reread, reread, reread])).phase).toBe("planned")
  })

  it("restart the re-reads if a tag has gone meanwhile", () => {
    const lost = after(plan(2), [sending(), refusal("unreachable")])
    const rereads = [...Array<string[]>(5).fill(["t0", "t1"]), ...Array<string[]>(5).fill(["t1"])]
    const still = after(
      lost,
      rereads.map((ids) => listed(ids)),
    )
    expect(step(still).phase).toBe("outcome-unknown")
    expect(states(after(still, [listed(["t1"])]))).toEqual({ t0: "done", t1: "pending" })
  })

  it("are settled as deleted as soon as all tags are gone", () => {
    const done = after(plan(2), [sending(), refusal("incomplete-answer"), listed([])])
    expect(done.job).toMatchObject({ state: "completed", tags: { done: 2 } })
  })

  it("are abandoned after six attempts if the tags are still listed", () => {
    const reread = listed(["t0"])
    const round = [sending(), refusal("timed-out"), reread, reread, reread, reread, reread, reread]
    const five = after(plan(1), [...round, ...round, ...round, ...round, ...round])
    expect(step(five).phase).toBe("planned")
    const six = after(five, round)
    expect(step(six).tags[0]).toMatchObject({ state: "not-done", reason: { kind: "timed-out" } })
  })

  it("are not sent again after a fault that a retry cannot fix", () => {
    const reread = listed(["t0"])
    const done = after(plan(1), [
      sending(),
      refusal("redirected"),
      ...Array.from({ length: 6 }, () => reread),
    ])
    expect(step(done).tags[0]).toMatchObject({ state: "refused", reason: { kind: "redirected" } })
  })
})

describe("late and duplicate answers", () => {
  it("change nothing", () => {
    const submitted = after(plan(2), [sending(), accepted()])
    expect(after(submitted, [accepted()])).toBe(submitted)
    expect(after(submitted, [refusal("timed-out")])).toBe(submitted)
    expect(after(submitted, [sending()])).toBe(submitted)
    const done = after(submitted, [status("completed"), listed([])])
    expect(after(done, [status("failed"), listed(["t0", "t1"]), { type: "cancel" }])).toBe(done)
  })
})

describe("a call refused as a whole", () => {
  it("ends the job, and each tag shows whether it was sent", () => {
    const done = after(plan(4, 2), [sending(), refusal("module-unsupported")])
    expect(states(done)).toEqual({ t0: "refused", t1: "refused", t2: "not-sent", t3: "not-sent" })
    expect(done.job).toMatchObject({ state: "failed", reason: { kind: "module-unsupported" } })
  })
})

describe("a chunk whose tags were last seen more than ten minutes ago", () => {
  const late = NOW + 10 * 60_000 + 1
  const waited = transition(plan(3), sending(), late)

  it("is re-read before it is sent", () => {
    expect(step(waited)).toMatchObject({ phase: "outcome-unknown", attempts: 0 })
    expect(dueCommands(waited, late)).toEqual([{ type: "list", steps: [0] }])
  })

  it("is sent without tags that were deleted or renamed meanwhile", () => {
    const tags = new Map([
      ["t0", "name 0"],
      ["t1", "renamed"],
    ])
    const reread = transition(waited, { type: "listed", steps: [0], tags, allowed: null }, late)
    expect(states(reread)).toEqual({ t0: "pending", t1: "refused", t2: "already" })
    expect(idsToSend(step(transition(reread, sending(), late + 1)))).toEqual(["t0"])
    expect(step(transition(reread, sending(), late + 1)).phase).toBe("sending")
  })

  it("is re-read only once, even if the clock was set back", () => {
    const before = NOW - 24 * 3_600_000
    const early = transition(plan(1), sending(), before)
    expect(step(early).phase).toBe("outcome-unknown")
    const reread = transition(early, listed(["t0"]), before)
    expect(step(transition(reread, sending(), before)).phase).toBe("sending")
  })

  it("is sent without a re-read until ten minutes have passed", () => {
    expect(step(transition(plan(1), sending(), late - 1)).phase).toBe("sending")
  })
})
