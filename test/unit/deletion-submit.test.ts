import { describe, expect, it } from "vitest"

import { idsToSend } from "../../src/deletion/machine/submit"
import { accepted, after, chunk, listed, plan, refusal, states, status, submitting } from "./deletion-records"

describe("a tag refused by its place in the list", () => {
  it("counts in the list that was sent, not in the chunk", () => {
    const once = after(plan(4), [submitting(), refusal("tag-in-use", { tagIndex: 1 })])
    expect(idsToSend(chunk(once))).toEqual(["t0", "t2", "t3"])
    const twice = after(once, [submitting(), refusal("tag-in-use", { tagIndex: 1 })])
    expect(idsToSend(chunk(twice))).toEqual(["t0", "t3"])
    expect(states(twice)).toEqual({ t0: "pending", t1: "refused", t2: "refused", t3: "pending" })
  })

  it("costs one POST each, and the last refusal ends the chunk", () => {
    const refused = [submitting(), refusal("tag-in-use", { tagIndex: 0 })]
    const done = after(plan(2), [...refused, ...refused])
    expect(done.job.state).toBe("failed")
    expect(done.job.counts.refused).toBe(2)
  })

  it("keeps where it is used", () => {
    const details = {
      tagIndex: 0,
      associatedPlaces: [{ type: "Workflow", resources: [{ name: "Big deals" }, { id: "7" }] }],
    }
    const done = after(plan(1), [submitting(), refusal("tag-in-use", details)])
    expect(chunk(done).tags[0]?.reason?.places).toEqual(["Workflow: Big deals", "Workflow: 7"])
  })

  it("is halved where the place is beyond the list", () => {
    const halved = after(plan(4), [submitting(), refusal("tag-in-use", { tagIndex: 4 })])
    expect(halved.chunks.map(idsToSend)).toEqual([
      ["t0", "t1"],
      ["t2", "t3"],
    ])
  })
})

describe("a tag refused without a place", () => {
  it("is found by halving, and a single tag is the one", () => {
    const halved = after(plan(3), [submitting(), refusal("tag-in-use")])
    expect(halved.chunks.map(idsToSend)).toEqual([["t0", "t1"], ["t2"]])
    const found = after(halved, [submitting(1), refusal("tag-in-use", {}, 1)])
    expect(states(found)).toEqual({ t0: "pending", t1: "pending", t2: "refused" })
    expect(found.job.nextChunkIndex).toBe(2)
  })
})

describe("a tag that Zoho does not find", () => {
  const missing = [submitting(), refusal("tag-not-found", { tagIndex: 0 })]

  it("is re-read, and already gone when no list shows it", () => {
    const verifying = after(plan(1), missing)
    expect(chunk(verifying).phase).toBe("verifying")
    expect(states(after(verifying, [listed([])]))).toEqual({ t0: "already-gone" })
  })

  it("stays refused when list after list shows it", () => {
    const look = listed(["t0"])
    const twice = after(plan(1), [...missing, look, look])
    expect(chunk(twice).phase).toBe("verifying")
    const done = after(twice, [look])
    expect(states(done)).toEqual({ t0: "refused" })
    expect(done.job.state).toBe("failed")
  })

  it("is re-read also when the user cancels the rest", () => {
    const cancelled = after(plan(2), [...missing, { type: "cancel" }])
    expect(states(cancelled)).toEqual({ t0: "refused", t1: "not-sent" })
    expect(states(after(cancelled, [listed(["t1"])]))).toEqual({ t0: "already-gone", t1: "not-sent" })
  })
})

describe("too many tags in a call", () => {
  it("cuts everything not yet sent at the limit that Zoho names", () => {
    const cut = after(plan(450), [submitting(), refusal("too-many-tags", { maximumLength: 100 })])
    expect(cut.chunks.map((each) => each.tags.length).sort((a, b) => a - b)).toEqual([50, 100, 100, 100, 100])
    expect(cut.job.chunkLimit).toBe(100)
    expect(Object.keys(states(cut))).toHaveLength(450)
  })

  it.each([
    ["200 tags, no number", 200, undefined, 100],
    ["100 tags, no number", 100, undefined, 50],
    ["a number that is no help", 200, 500, 100],
    ["a number of nothing", 200, 0, 100],
  ])("tries %s", (_, tags, maximumLength, limit) => {
    const details = maximumLength === undefined ? {} : { maximumLength }
    expect(after(plan(tags), [submitting(), refusal("too-many-tags", details)]).job.chunkLimit).toBe(limit)
  })

  it("leaves a chunk in flight alone", () => {
    const cut = after(plan(6, 3), [
      ...[submitting(0), submitting(1)],
      refusal("too-many-tags", { maximumLength: 2 }, 0),
    ])
    expect(chunk(cut, 1)).toMatchObject({ phase: "submitting" })
    expect(cut.chunks.map((each) => each.tags.length)).toEqual([2, 3, 1])
  })

  it("refuses a single tag that is too many", () => {
    expect(states(after(plan(1), [submitting(), refusal("too-many-tags")]))).toEqual({ t0: "refused" })
  })
})

describe("a module that Zoho takes for another", () => {
  const mismatch = [submitting(), refusal("module-mismatch")]
  const reread = {
    type: "module-read",
    module: { id: "m2", apiName: "Leads", pluralLabel: "Leads" },
  } as const

  it("is read again once, and the chunk sent again with the new id", () => {
    const needing = after(plan(1), mismatch)
    expect(needing.job.needs).toBe("module")
    const again = after(needing, [reread])
    expect(again.job).toMatchObject({ needs: null, module: { id: "m2" } })
    expect(chunk(again).phase).toBe("planned")
    expect(states(after(again, mismatch))).toEqual({ t0: "refused" })
  })
})

describe("POSTs of which nobody knows", () => {
  it("are in doubt, and count as attempts; clear refusals do not", () => {
    const refused = after(plan(3), [submitting(), refusal("tag-in-use", { tagIndex: 0 })])
    expect(chunk(refused).attempts).toBe(0)
    const lost = after(refused, [submitting(), refusal("timed-out")])
    expect(chunk(lost)).toMatchObject({ phase: "in-doubt", attempts: 1, doubt: { kind: "timed-out" } })
  })

  it("are in doubt when a runner wakes over them", () => {
    expect(chunk(after(plan(1), [submitting(), { type: "woke" }])).phase).toBe("in-doubt")
  })

  it("may be sent again only after five looks without a change", () => {
    const lost = after(plan(2), [submitting(), refusal("unreachable")])
    const look = listed(["t0", "t1"])
    expect(chunk(after(lost, [look, look, look, look, look])).phase).toBe("in-doubt")
    expect(chunk(after(lost, [look, look, look, look, look, look])).phase).toBe("planned")
  })

  it("start the looks anew when a tag has gone meanwhile", () => {
    const lost = after(plan(2), [submitting(), refusal("unreachable")])
    const looks = [...Array<string[]>(5).fill(["t0", "t1"]), ...Array<string[]>(5).fill(["t1"])]
    const still = after(
      lost,
      looks.map((ids) => listed(ids)),
    )
    expect(chunk(still).phase).toBe("in-doubt")
    expect(states(after(still, [listed(["t1"])]))).toEqual({ t0: "deleted", t1: "pending" })
  })

  it("are settled as deleted at once when all is gone", () => {
    const done = after(plan(2), [submitting(), refusal("truncated"), listed([])])
    expect(done.job).toMatchObject({ state: "completed", counts: { deleted: 2 } })
  })

  it("are given up after six, with the tags still there", () => {
    const look = listed(["t0"])
    const round = [submitting(), refusal("timed-out"), look, look, look, look, look, look]
    const five = after(plan(1), [...round, ...round, ...round, ...round, ...round])
    expect(chunk(five).phase).toBe("planned")
    const six = after(five, round)
    expect(chunk(six).tags[0]).toMatchObject({ state: "still-there", reason: { kind: "timed-out" } })
  })

  it("are not sent again after an answer that sending again cannot mend", () => {
    const look = listed(["t0"])
    const done = after(plan(1), [submitting(), refusal("redirected"), look, look, look, look, look, look])
    expect(chunk(done).tags[0]).toMatchObject({ state: "refused", reason: { kind: "redirected" } })
  })
})

describe("answers that come late or twice", () => {
  it("change nothing", () => {
    const submitted = after(plan(2), [submitting(), accepted()])
    expect(after(submitted, [accepted()])).toBe(submitted)
    expect(after(submitted, [refusal("timed-out")])).toBe(submitted)
    expect(after(submitted, [submitting()])).toBe(submitted)
    const done = after(submitted, [status("completed"), listed([])])
    expect(after(done, [status("failed"), listed(["t0", "t1"]), { type: "cancel" }])).toBe(done)
  })
})

describe("a call refused as such", () => {
  it("stops the job, and says of each tag whether it was sent", () => {
    const done = after(plan(4, 2), [submitting(), refusal("module-unsupported")])
    expect(states(done)).toEqual({ t0: "refused", t1: "refused", t2: "not-sent", t3: "not-sent" })
    expect(done.job).toMatchObject({ state: "failed", reason: { kind: "module-unsupported" } })
  })
})
