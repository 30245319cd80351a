/** Restores in the sandbox: what Zoho refuses, and what must be restored anyway. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { restoreCost } from "../../src/jobs/plan"
import type { JobRecord } from "../../src/jobs/record"
import type { CreatedTag } from "../../src/jobs/steps"
import { otherColors, pickerColors, type OrgSeed, type Readings, type TagSeed } from "../sandbox"
import { restoreWorld, type RestoreWorld } from "../support/restore-world"

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000, toFake: ["Date"] })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function worldWith(
  tags: readonly TagSeed[],
  readings: Partial<Readings> = {},
  more: OrgSeed = {},
): Promise<RestoreWorld> {
  return restoreWorld(({ zoho }) => {
    zoho.setReadings(readings)
    return zoho.seedOrg({ dataCenter: "eu", modules: ["Leads", "Deals"], tags: { Deals: tags }, ...more })
  })
}

const createdTags = ({ steps }: JobRecord): CreatedTag[] =>
  steps.flatMap((step) => (step.call === "create-tags" ? step.tags : []))

/** The tags of a module by name: color, and the records with the tag. Ignores the tags' ids. */
function snapshot({ zoho, org }: RestoreWorld, apiName: string): object {
  const records = zoho.records(org.zgid, apiName)
  const tags = zoho.tags(org.zgid, apiName).map(({ id, name, colorCode }) => {
    const on = records.filter(({ tagIds }) => tagIds.has(id)).map((record) => record.id)
    return [name, { colorCode, on: on.sort() }]
  })
  return Object.fromEntries(tags) as object
}

describe("colors", () => {
  const seeds = Array.from({ length: 480 }, (_, at): TagSeed => {
    const all = [...otherColors, null, "#aabbcc"]
    return {
      name: `Tag ${String(at)}`,
      color_code: all[at % all.length] ?? null,
      records: at % 12 === 0 ? 2 : 0,
    }
  })

  it("restores 480 tags in 41 colors that Zoho's color picker does not offer", async () => {
    expect(otherColors.some((color) => pickerColors.includes(color))).toBe(false)
    const world = await worldWith(seeds, {}, { tagLimit: 500 })
    const before = snapshot(world, "Deals")
    const { job } = await world.restore("Deals", world.deleted("Deals"))
    expect(job).toMatchObject({ state: "completed", tags: { done: 480 } })
    expect(snapshot(world, "Deals")).toEqual(before)
  })

  it("creates a tag without the color that Zoho refuses, and reports it", async () => {
    const world = await worldWith(
      [
        { name: "picked", color_code: "#F17574" },
        { name: "other", color_code: "#AAFE62", records: 2 },
        { name: "none", color_code: null },
      ],
      { colors: "picker" },
    )
    const record = await world.restore("Deals", world.deleted("Deals"))
    expect(record.job).toMatchObject({ state: "completed", tags: { done: 3 }, records: { done: 2 } })
    expect(Object.fromEntries(createdTags(record).map((tag) => [tag.name, tag.colorRefused]))).toEqual({
      ...{ picked: false, other: true, none: false },
    })
    expect(snapshot(world, "Deals")).toMatchObject({
      picked: { colorCode: "#F17574" },
      other: { colorCode: null, on: { length: 2 } },
      none: { colorCode: null },
    })
  })

  it.each(["present", "absent"] as const)(
    "finds the one color for which the whole call was refused, with its path %s",
    async (jsonPath) => {
      const world = await worldWith(
        ["a", "b", "c", "d", "e"].map((name) => ({ name, color_code: name === "b" ? "#AAFE62" : "#F17574" })),
        { colors: "picker", createErrors: "call", jsonPath },
      )
      const { job } = await world.restore("Deals", world.deleted("Deals"))
      expect(job).toMatchObject({ state: "completed", tags: { done: 5 } })
      expect(snapshot(world, "Deals")).toMatchObject({
        ...{ a: { colorCode: "#F17574" }, b: { colorCode: null }, e: { colorCode: "#F17574" } },
      })
      // One extra call if Zoho names the color, bisection otherwise.
      const made = world.calls.filter((call) => call.startsWith("POST") && call.endsWith("/settings/tags"))
      expect(made.length).toBe(jsonPath === "present" ? 2 : 8)
    },
  )

  it("uses a tag that was created meanwhile in another color, and still creates the others", async () => {
    const world = await worldWith(
      ["a", "b", "c"].map((name) => ({ name, color_code: "#F17574" })),
      { createErrors: "call" },
    )
    const tags = world.deleted("Deals")
    let isMade = false
    world.onCall = (call) => {
      if (isMade || call.method !== "POST" || !call.url.includes("/settings/tags?")) return
      isMade = true
      world.zoho.addTags(world.org.zgid, "Deals", [{ name: "b", color_code: "#AAFE62" }])
    }
    const record = await world.restore("Deals", tags)
    expect(record.job).toMatchObject({ state: "completed", tags: { done: 2, already: 1 } })
    expect(snapshot(world, "Deals")).toMatchObject({ b: { colorCode: "#AAFE62" } })
  })
})

describe("records that Zoho refuses", () => {
  const carried = [{ name: "Trade fair", records: 500 }]
  const outcomes = ({ steps }: JobRecord): Record<string, number> => {
    const counts: Record<string, number> = {}
    for (const step of steps)
      for (const { state, reason } of step.call === "add-tags" ? step.records : [])
        counts[reason?.kind ?? state] = (counts[reason?.kind ?? state] ?? 0) + 1
    return counts
  }
  const tagged = ({ zoho, org }: RestoreWorld): number => {
    const ids = new Set(zoho.tags(org.zgid, "Deals").map(({ id }) => id))
    return zoho.records(org.zgid, "Deals").filter(({ tagIds }) => [...tagIds].some((id) => ids.has(id)))
      .length
  }
  const sent = ({ calls }: RestoreWorld): number => calls.filter((call) => call.endsWith("/add_tags")).length

  it.each([
    // A named record costs a call, an unnamed one several (bisection), an item of a list none.
    ["call", 4, 4],
    ["call-unnamed", 20, 60],
    ["item", 1, 1],
  ] as const)("tags 497 of 500 if three are locked, refused by %s", async (lockedRecords, least, most) => {
    const world = await worldWith(carried, { lockedRecords })
    const tags = world.deleted("Deals")
    const ids = world.zoho.records(world.org.zgid, "Deals").map(({ id }) => id)
    for (const at of [0, 123, 499]) world.zoho.lockRecord(world.org.zgid, "Deals", ids[at] ?? "")
    const record = await world.restore("Deals", tags)
    expect(record.job).toMatchObject({
      state: "completed-with-problems",
      records: { done: 497, refused: 3 },
    })
    expect(outcomes(record)).toEqual({ done: 497, "record-locked": 3 })
    expect(tagged(world)).toBe(497)
    expect(sent(world)).toBeGreaterThanOrEqual(least)
    expect(sent(world)).toBeLessThanOrEqual(most)

    // Once they are unlocked, the same restore as a new job tags the rest.
    for (const at of [0, 123, 499]) world.zoho.lockRecord(world.org.zgid, "Deals", ids[at] ?? "", false)
    const again = await world.restore("Deals", tags)
    expect(again.job.tags).toMatchObject({ already: 1 })
    expect(again.job).toMatchObject({ state: "completed", records: { done: 500 } })
    expect(tagged(world)).toBe(500)
  })

  it("sends smaller and smaller calls if every record is locked", async () => {
    const world = await worldWith(carried)
    const tags = world.deleted("Deals")
    for (const { id } of world.zoho.records(world.org.zgid, "Deals"))
      world.zoho.lockRecord(world.org.zgid, "Deals", id)
    const { job } = await world.restore("Deals", tags)
    expect(job.records).toMatchObject({ done: 0, refused: 500 })
    expect(sent(world)).toBe(500)
    // Calls with all remaining records would use 2,750 credits.
    expect(world.zoho.org(world.org.zgid).creditsUsed).toBeLessThan(1_000)
  })

  it("does not count full, forbidden or missing records as tagged, although the call succeeded", async () => {
    const world = await worldWith(
      [
        { name: "Trade fair", records: 60 },
        { name: "Full", records: 60 },
      ],
      {},
      { recordTagLimit: 2 },
    )
    const { zoho, org } = world
    const tags = world.deleted("Deals")
    const records = zoho.records(org.zgid, "Deals")
    const [full, foreign, gone] = records
    const [one, two] = zoho.addTags(org.zgid, "Deals", [{ name: "Since" }, { name: "Then" }])
    for (const tag of [one, two]) if (tag) full?.tagIds.add(tag.id)
    zoho.forbidRecord(org.zgid, "Deals", foreign?.id ?? "")
    zoho.module(org.zgid, "Deals").records.delete(gone?.id ?? "")
    const record = await world.restore("Deals", tags)
    expect(outcomes(record)).toEqual({
      ...{ done: 114, "record-full": 2, "record-forbidden": 2, "record-not-found": 2 },
    })
    expect(record.job.state).toBe("completed-with-problems")
  })
})

describe("the plan's limit", () => {
  const seeds = Array.from({ length: 60 }, (_, at): TagSeed => ({
    name: `Tag ${String(at)}`,
    records: at % 2,
  }))

  it.each(["call", "item"] as const)(
    "creates the tags that fit, pauses with the numbers, and continues once there is room, refused by %s",
    async (planLimit) => {
      const world = await worldWith(seeds, { planLimit }, { tagLimit: 100 })
      const { zoho, org } = world
      const before = snapshot(world, "Deals")
      const tags = world.deleted("Deals")
      const others = Array.from({ length: 80 }, (_, at) => ({ name: `Other ${String(at)}` }))
      const added = zoho.addTags(org.zgid, "Deals", others)

      const paused = await world.restore("Deals", tags)
      expect(zoho.tags(org.zgid, "Deals")).toHaveLength(100)
      expect(paused.job).toMatchObject({
        state: "paused",
        tags: { done: 20, pending: 40 },
        // The created tags have been added to their records already.
        records: { done: 10, pending: 20 },
        pause: {
          ...{ why: "plan-limit", until: null },
          reason: { kind: "plan-limit", planLimit: { allowed: 100, used: 100, wanted: 40 } },
        },
      })

      // Without room, it pauses again and does nothing else.
      const still = await world.dispatch(paused.job.id, "resume")
      expect(still.job).toMatchObject({ state: "paused", tags: { done: 20, pending: 40 } })

      zoho.removeTags(
        org.zgid,
        "Deals",
        added.map(({ id }) => id),
      )
      const { job } = await world.dispatch(paused.job.id, "resume")
      expect(job).toMatchObject({ state: "completed", tags: { done: 60 }, records: { done: 30 } })
      expect(snapshot(world, "Deals")).toEqual(before)
    },
  )

  it("is given as the reason for tags that were not created when the job is cancelled", async () => {
    const world = await worldWith(seeds, {}, { tagLimit: 20 })
    const tags = world.deleted("Deals")
    const paused = await world.restore("Deals", tags)
    const ended = await world.dispatch(paused.job.id, "cancel")
    expect(ended.job).toMatchObject({ state: "cancelled", tags: { done: 20, "not-sent": 40 } })
    const left = createdTags(ended).filter(({ state }) => state === "not-sent")
    expect(new Set(left.map(({ reason }) => reason?.kind))).toEqual(new Set(["plan-limit"]))
  })
})

describe("credits", () => {
  it("match the estimate: one for every 50 records, rounded up", async () => {
    const world = await worldWith([
      { name: "many", records: 501 },
      { name: "few", records: 50 },
      { name: "one", records: 51 },
      { name: "none" },
    ])
    const tags = world.deleted("Deals")
    const used = world.zoho.org(world.org.zgid).creditsUsed
    const { job } = await world.restore("Deals", tags)
    expect(job.state).toBe("completed")
    const estimate = restoreCost(
      tags.map(({ recordIds }) => ({ records: recordIds?.length ?? null, exists: false })),
      "records",
    )
    // Two lists, one create, 10 + 1 + 1 + 2 for tagging, 2 + 1 + 1 + 1 for the re-read.
    expect(estimate).toEqual({ calls: 5, credits: 22 })
    expect(world.zoho.org(world.org.zgid).creditsUsed - used).toBe(estimate.credits)
  })

  it("that do not suffice for a call pause the job at once", async () => {
    const world = await worldWith([{ name: "many", records: 500 }])
    const tags = world.deleted("Deals")
    const org = world.zoho.org(world.org.zgid)
    // Two lists, a create, and nine of the ten credits that tagging the records costs.
    org.creditsUsed = org.creditLimit - 12
    const { job } = await world.restore("Deals", tags)
    const paused = world.saves.find(({ pause }) => pause?.why === "out-of-credits")
    expect((paused?.updatedAt ?? 0) - job.createdAt).toBeLessThan(10_000)
    // A day later, there are new credits.
    expect(job.state).toBe("completed")
  })
})
