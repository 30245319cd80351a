/** Restores over the sandbox: what Zoho refuses, and what must be back all the same. */
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

const madeOf = ({ steps }: JobRecord): CreatedTag[] =>
  steps.flatMap((step) => (step.call === "create-tags" ? step.tags : []))

/** Names with colors, and the records that carry each, whatever the ids. */
function picture({ zoho, org }: RestoreWorld, apiName: string): object {
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

  it("brings back 480 tags in 41 colors beside those of the picker", async () => {
    expect(otherColors.some((color) => pickerColors.includes(color))).toBe(false)
    const world = await worldWith(seeds, {}, { tagLimit: 500 })
    const before = picture(world, "Deals")
    const { job } = await world.restore("Deals", world.deleted("Deals"))
    expect(job).toMatchObject({ state: "completed", tags: { done: 480 } })
    expect(picture(world, "Deals")).toEqual(before)
  })

  it("makes a tag without the color that Zoho refuses, and says so", async () => {
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
    expect(Object.fromEntries(madeOf(record).map((tag) => [tag.name, tag.colorRefused]))).toEqual({
      ...{ picked: false, other: true, none: false },
    })
    expect(picture(world, "Deals")).toMatchObject({
      picked: { colorCode: "#F17574" },
      other: { colorCode: null, on: { length: 2 } },
      none: { colorCode: null },
    })
  })

  it.each(["present", "absent"] as const)(
    "finds the one color for which all tags were refused, its path %s",
    async (jsonPath) => {
      const world = await worldWith(
        ["a", "b", "c", "d", "e"].map((name) => ({ name, color_code: name === "b" ? "#AAFE62" : "#F17574" })),
        { colors: "picker", createErrors: "call", jsonPath },
      )
      const { job } = await world.restore("Deals", world.deleted("Deals"))
      expect(job).toMatchObject({ state: "completed", tags: { done: 5 } })
      expect(picture(world, "Deals")).toMatchObject({
        ...{ a: { colorCode: "#F17574" }, b: { colorCode: null }, e: { colorCode: "#F17574" } },
      })
      // One more than without the color where Zoho names it; halves otherwise.
      const made = world.calls.filter((call) => call.startsWith("POST") && call.endsWith("/settings/tags"))
      expect(made.length).toBe(jsonPath === "present" ? 2 : 8)
    },
  )

  it("uses a tag that someone has created in another color since, and refuses no other for it", async () => {
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
    expect(picture(world, "Deals")).toMatchObject({ b: { colorCode: "#AAFE62" } })
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
    // Each named one costs a call; each unnamed one some halves; items none.
    ["call", 4, 4],
    ["call-unnamed", 20, 60],
    ["item", 1, 1],
  ] as const)(
    "tags 497 of 500 where three are locked, refusing by %s",
    async (lockedRecords, least, most) => {
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

      // Once they are unlocked, the same restore as a new job puts the tag on the rest.
      for (const at of [0, 123, 499]) world.zoho.lockRecord(world.org.zgid, "Deals", ids[at] ?? "", false)
      const again = await world.restore("Deals", tags)
      expect(again.job.tags).toMatchObject({ already: 1 })
      expect(again.job).toMatchObject({ state: "completed", records: { done: 500 } })
      expect(tagged(world)).toBe(500)
    },
  )

  it("takes ever smaller calls where all are locked one by one", async () => {
    const world = await worldWith(carried)
    const tags = world.deleted("Deals")
    for (const { id } of world.zoho.records(world.org.zgid, "Deals"))
      world.zoho.lockRecord(world.org.zgid, "Deals", id)
    const { job } = await world.restore("Deals", tags)
    expect(job.records).toMatchObject({ done: 0, refused: 500 })
    expect(sent(world)).toBe(500)
    // In calls of all that is left it would be 2,750.
    expect(world.zoho.org(world.org.zgid).creditsUsed).toBeLessThan(1_000)
  })

  it("calls no record tagged that is full, foreign or gone, though its call was a success", async () => {
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
    "makes what fits, pauses with the numbers, and goes on once there is room, refused by %s",
    async (planLimit) => {
      const world = await worldWith(seeds, { planLimit }, { tagLimit: 100 })
      const { zoho, org } = world
      const before = picture(world, "Deals")
      const tags = world.deleted("Deals")
      const others = Array.from({ length: 80 }, (_, at) => ({ name: `Other ${String(at)}` }))
      const added = zoho.addTags(org.zgid, "Deals", others)

      const paused = await world.restore("Deals", tags)
      expect(zoho.tags(org.zgid, "Deals")).toHaveLength(100)
      expect(paused.job).toMatchObject({
        state: "paused",
        tags: { done: 20, pending: 40 },
        // Those that were made are on their records already.
        records: { done: 10, pending: 20 },
        pause: {
          ...{ why: "plan-limit", until: null },
          reason: { kind: "plan-limit", planLimit: { allowed: 100, used: 100, wanted: 40 } },
        },
      })

      // Without room it pauses again, and does nothing else.
      const still = await world.dispatch(paused.job.id, "resume")
      expect(still.job).toMatchObject({ state: "paused", tags: { done: 20, pending: 40 } })

      zoho.removeTags(
        org.zgid,
        "Deals",
        added.map(({ id }) => id),
      )
      const { job } = await world.dispatch(paused.job.id, "resume")
      expect(job).toMatchObject({ state: "completed", tags: { done: 60 }, records: { done: 30 } })
      expect(picture(world, "Deals")).toEqual(before)
    },
  )

  it("tells cancelled ones that the plan had no room for them", async () => {
    const world = await worldWith(seeds, {}, { tagLimit: 20 })
    const tags = world.deleted("Deals")
    const paused = await world.restore("Deals", tags)
    const ended = await world.dispatch(paused.job.id, "cancel")
    expect(ended.job).toMatchObject({ state: "cancelled", tags: { done: 20, "not-sent": 40 } })
    const left = madeOf(ended).filter(({ state }) => state === "not-sent")
    expect(new Set(left.map(({ reason }) => reason?.kind))).toEqual(new Set(["plan-limit"]))
  })
})

describe("credits", () => {
  it("are what was estimated before, one for each 50 records or part", async () => {
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
    // Two lists, one create, 10 + 1 + 1 + 2 for tagging, 2 + 1 + 1 + 1 for reading again.
    expect(estimate).toEqual({ calls: 5, credits: 22 })
    expect(world.zoho.org(world.org.zgid).creditsUsed - used).toBe(estimate.credits)
  })

  it("that are left but do not suffice for a call end in a pause at once", async () => {
    const world = await worldWith([{ name: "many", records: 500 }])
    const tags = world.deleted("Deals")
    const org = world.zoho.org(world.org.zgid)
    // Two lists and a create, and nine of the ten that it takes to tag the records.
    org.creditsUsed = org.creditLimit - 12
    const { job } = await world.restore("Deals", tags)
    const paused = world.saves.find(({ pause }) => pause?.why === "out-of-credits")
    expect((paused?.updatedAt ?? 0) - job.createdAt).toBeLessThan(10_000)
    // A day later there are new ones.
    expect(job.state).toBe("completed")
  })
})
