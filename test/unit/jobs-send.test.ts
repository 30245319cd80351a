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

describe("a tag refused by its position in the list", () => {
  it("is looked up in the list that was sent, not in the chunk", () => {
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

  it("stores where the tag is used", () => {
    const details = {
      tagIndex: 0,
      associatedPlaces: [{ type: "Workflow", resources: [{ name: "Big deals" }, { id: "7" }] }],
    }
    const done = after(plan(1), [sending(), refusal("tag-in-use", details)])
    expect(step(done).tags[0]?.reason?.places).toEqual(["Workflow: Big deals", "Workflow: 7"])
  })

  it("is bisected if the position is beyond the list", () => {
    const halved = after(plan(4), [sending(), refusal("tag-in-use", { tagIndex: 4 })])
    expect(idsToSend(step(halved))).toEqual(["t0", "t1"])
  })
})

describe("a tag refused without a position", () => {
  const unnamed = (at = 0): JobEvent[] => [sending(at), refusal("tag-in-use", {}, at)]
  const halved = after(plan(8), unnamed())
  const parts = (record: JobRecord): [phase: string, ids: string][] =>
    record.steps.map((each) => [
      each.phase,
      tagsOf(each)
        .map(({ id }) => id)
        .join(" "),
    ])

  it("is searched for in both halves, each in its own call", () => {
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

  it("is the one refused alone, and the others stay pending", () => {
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

  it("keeps an odd tag in the first half and settled tags in place", () => {
    const named = after(plan(6), [sending(), refusal("tag-in-use", { tagIndex: 1 })])
    expect(parts(after(named, unnamed()))).toEqual([
      ["planned", "t1 t0 t2 t3"],
      ["planned", "t4 t5"],
    ])
  })

  it("marks only the half whose answer was lost as unknown", () => {
    const lost = after(halved, [sending(), refusal("unreachable")])
    expect(lost.steps.map(({ phase }) => phase)).toEqual(["outcome-unknown", "planned"])
    const killed = after(halved, [sending(), { type: "woke" }])
    expect(killed.steps.map(({ phase }) => phase)).toEqual(["outcome-unknown", "planned"])
  })

  it("keeps the earlier POST that may have arrived in both halves' attempts", () => {
    const look = listed(["t0", "t1", "t2", "t3"])
    const again = after(plan(4), [
      sending(),
      refusal("unreachable"),
      ...Array.from({ length: 6 }, () => look),
    ])
    expect(step(again)).toMatchObject({ phase: "planned", attempts: 1 })
    const twice = after(again, unnamed())
    expect(twice.steps.map(({ attempts }) => attempts)).toEqual([1, 1])
  })

  it("leaves the rest unsent if the job must stop", () => {
    const stopped = after(halved, [sending(), refusal("invalid-data")])
    expect(states(stopped)).toMatchObject({ t0: "refused", t3: "refused", t4: "not-sent", t7: "not-sent" })
    expect(stopped.job.state).toBe("failed")
  })

  it("is searched for in smaller calls if the limit shrinks meanwhile", () => {
    const smaller = after(halved, [sending(), refusal("too-many-tags", { maximumLength: 2 })])
    expect(smaller.steps.map((part) => pendingOf(tagsOf(part)).length)).toEqual([2, 2, 2, 2])
  })
})

describe("a tag that Zoho does not find", () => {
  const missing = [sending(), refusal("tag-not-found", { tagIndex: 0 })]

  it("is re-read, and already gone if no list shows it", () => {
    const verifying = after(plan(1), missing)
    expect(step(verifying).phase).toBe("verifying")
    expect(states(after(verifying, [listed([])]))).toEqual({ t0: "already" })
  })

  it("stays refused if every list shows it", () => {
    const look = listed(["t0"])
    const twice = after(plan(1), [...missing, look, look])
    expect(step(twice).phase).toBe("verifying")
    const done = after(twice, [look])
    expect(states(done)).toEqual({ t0: "refused" })
    expect(done.job.state).toBe("failed")
  })

  it("is re-read even if the user cancels the rest", () => {
    const cancelled = after(plan(2), [...missing, { type: "cancel" }])
    expect(states(cancelled)).toEqual({ t0: "refused", t1: "not-sent" })
    expect(states(after(cancelled, [listed(["t1"])]))).toEqual({ t0: "already", t1: "not-sent" })
  })
})

describe("too many tags in a call", () => {
  it("splits everything unsent at the limit that Zoho reports", () => {
    const cut = after(plan(450), [sending(), refusal("too-many-tags", { maximumLength: 100 })])
    expect(cut.steps.map((each) => tagsOf(each).length).sort((a, b) => a - b)).toEqual([
      50, 100, 100, 100, 100,
    ])
    expect(cut.job.tagsPerCall).toBe(100)
    expect(Object.keys(states(cut))).toHaveLength(450)
  })

  it.each([
    ["200 tags, no number", 200, undefined, 100],
    ["100 tags, no number", 100, undefined, 50],
    ["an unhelpful number", 200, 500, 100],
    ["the number 0", 200, 0, 100],
  ])("tries %s", (_, tags, maximumLength, limit) => {
    const details = maximumLength === undefined ? {} : { maximumLength }
    expect(after(plan(tags), [sending(), refusal("too-many-tags", details)]).job.tagsPerCall).toBe(limit)
  })

  it("leaves a chunk in flight unchanged", () => {
    const cut = after(plan(6, 3), [
      ...[sending(0), sending(1)],
      refusal("too-many-tags", { maximumLength: 2 }, 0),
    ])
    expect(step(cut, 1)).toMatchObject({ phase: "sending" })
    expect(cut.steps.map((each) => tagsOf(each).length)).toEqual([2, 3, 1])
  })

  it("refuses a single tag that exceeds the limit", () => {
    expect(states(after(plan(1), [sending(), refusal("too-many-tags")]))).toEqual({ t0: "refused" })
  })
})

describe("a module that Zoho reports as mismatched", () => {
  const mismatch = [sending(), refusal("module-mismatch")]
  const reread = {
    type: "module-read",
    module: { id: "m2", apiName: "Leads", pluralLabel: "Leads" },
  } as const

  it("is read again once, and the chunk is resent with the new ID", () => {
    const needing = after(plan(1), mismatch)
    expect(needing.job.needs).toBe("module")
    const again = after(needing, [reread])
    expect(again.job).toMatchObject({ needs: null, module: { id: "m2" } })
    expect(step(again).phase).toBe("planned")
    expect(states(after(again, mismatch))).toEqual({ t0: "refused" })
  })
})

describe("POSTs with an unknown outcome", () => {
  it("count as attempts; clear refusals do not", () => {
    const refused = after(plan(3), [sending(), refusal("tag-in-use", { tagIndex: 0 })])
    expect(step(refused).attempts).toBe(0)
    const lost = after(refused, [sending(), refusal("timed-out")])
    expect(step(lost)).toMatchObject({
      phase: "outcome-unknown",
      attempts: 1,
      outcomeUnknown: { kind: "timed-out" },
    })
  })

  it("include those in flight when a runner wakes", () => {
    expect(step(after(plan(1), [sending(), { type: "woke" }])).phase).toBe("outcome-unknown")
  })

  it("may be resent only after five re-reads without a change", () => {
    const lost = after(plan(2), [sending(), refusal("unreachable")])
    const look = listed(["t0", "t1"])
    expect(step(after(lost, [look, look, look, look, look])).phase).toBe("outcome-unknown")
    expect(step(after(lost, [look, look, look, look, look, look])).phase).toBe("planned")
  })

  it("restart the re-reads if a tag has gone meanwhile", () => {
    const lost = after(plan(2), [sending(), refusal("unreachable")])
    const looks = [...Array<string[]>(5).fill(["t0", "t1"]), ...Array<string[]>(5).fill(["t1"])]
    const still = after(
      lost,
      looks.map((ids) => listed(ids)),
    )
    expect(step(still).phase).toBe("outcome-unknown")
    expect(states(after(still, [listed(["t1"])]))).toEqual({ t0: "done", t1: "pending" })
  })

  it("are settled as deleted at once if all tags are gone", () => {
    const done = after(plan(2), [sending(), refusal("incomplete-answer"), listed([])])
    expect(done.job).toMatchObject({ state: "completed", tags: { done: 2 } })
  })

  it("are abandoned after six attempts, with the tags still there", () => {
    const look = listed(["t0"])
    const round = [sending(), refusal("timed-out"), look, look, look, look, look, look]
    const five = after(plan(1), [...round, ...round, ...round, ...round, ...round])
    expect(step(five).phase).toBe("planned")
    const six = after(five, round)
    expect(step(six).tags[0]).toMatchObject({ state: "not-done", reason: { kind: "timed-out" } })
  })

  it("are not resent after an answer that a retry cannot fix", () => {
    const look = listed(["t0"])
    const done = after(plan(1), [sending(), refusal("redirected"), look, look, look, look, look, look])
    expect(step(done).tags[0]).toMatchObject({ state: "refused", reason: { kind: "redirected" } })
  })
})

describe("late or repeated answers", () => {
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
  it("stops the job and reports for each tag whether it was sent", () => {
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

  it("is sent without tags that are gone or renamed", () => {
    const tags = new Map([
      ["t0", "name 0"],
      ["t1", "renamed"],
    ])
    const seen = transition(waited, { type: "listed", steps: [0], tags, allowed: null }, late)
    expect(states(seen)).toEqual({ t0: "pending", t1: "refused", t2: "already" })
    expect(idsToSend(step(transition(seen, sending(), late + 1)))).toEqual(["t0"])
    expect(step(transition(seen, sending(), late + 1)).phase).toBe("sending")
  })

  it("is re-read only once, even if the clock was set back", () => {
    const before = NOW - 24 * 3_600_000
    const looked = transition(plan(1), sending(), before)
    expect(step(looked).phase).toBe("outcome-unknown")
    const seen = transition(looked, listed(["t0"]), before)
    expect(step(transition(seen, sending(), before)).phase).toBe("sending")
  })

  it("needs no re-read within ten minutes", () => {
    expect(step(transition(plan(1), sending(), late - 1)).phase).toBe("sending")
  })
})
