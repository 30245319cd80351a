/** Backup and restore of converted leads, which Zoho omits unless they are requested. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { createTokens } from "../../src/accounts/tokens"
import { createStoredBackups } from "../../src/background/ports"
import type { Backup, BackupTag } from "../../src/backup/backup"
import { backupContains } from "../../src/i18n/job-text"
import type { Readings } from "../sandbox"
import { restoreWorld, type RestoreWorld } from "../support/restore-world"

beforeEach(() => {
  vi.useFakeTimers({ now: 1_800_000_000_000, toFake: ["Date"] })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const LEADS = 450

/** Leads with one tag on all and one on some. Every fifth lead is converted. */
async function worldWith(readings: Partial<Readings> = {}): Promise<RestoreWorld> {
  const world = await restoreWorld(({ zoho }) => {
    zoho.setReadings(readings)
    const tags = [{ name: "Trade fair", records: LEADS }, { name: "VIP", records: 20 }, { name: "Unused" }]
    return zoho.seedOrg({ dataCenter: "eu", modules: ["Leads", "Deals"], tags: { Leads: tags, Deals: tags } })
  })
  const { zoho, org } = world
  const ids = zoho.records(org.zgid, "Leads").map(({ id }) => id)
  zoho.convertLeads(
    org.zgid,
    ids.filter((_, at) => at % 5 === 0),
  )
  return world
}

/** Makes a backup of all tags of a module, as a deletion does. */
async function backUp(
  { store, zoho, org }: RestoreWorld,
  apiName = "Leads",
): Promise<{ head: Backup; tags: BackupTag[] }> {
  const port = createStoredBackups(store, createTokens(store))
  const [account] = await store.accounts.list()
  if (!account) return expect.fail("nothing is connected")
  const { id, pluralLabel } = zoho.module(org.zgid, apiName)
  const tags = zoho.tags(org.zgid, apiName).map((tag) => ({
    ...{ id: tag.id, name: tag.name, colorCode: tag.colorCode, records: null },
  }))
  const backup = {
    phase: "due",
    records: true,
    skipped: false,
    collected: 0,
    failures: 0,
    notBefore: 0,
  } as const
  const job = {
    ...{ id: apiName, org: account.org, accountId: account.id, createdAt: 0, updatedAt: 0, backup },
    module: { id, apiName, pluralLabel },
  }
  for (let calls = 0; calls < 100; calls++) {
    const made = await port.collect({ job, tags: () => tags }, async (call) => call())
    if (!made.ok) return expect.fail(JSON.stringify(made.fault))
    if (!made.value.complete) continue
    const head = await store.backups.head(job.id)
    return { head: head ?? expect.fail("no backup"), tags: (await store.backups.tags(job.id)) ?? [] }
  }
  return expect.fail("it never ends")
}

const counts = (tags: readonly BackupTag[]): object =>
  Object.fromEntries(tags.map(({ name, recordIds }) => [name, recordIds?.length]))

describe("a backup of leads", () => {
  it.each<[string, Partial<Readings>, Backup["converted"]]>([
    ["with a condition in the query", {}, "query"],
    ["with the search if the org refuses the condition", { convertedQuery: "refused" }, "search"],
  ])("includes converted leads, read %s", async (_, readings, converted) => {
    const world = await worldWith(readings)
    const { head, tags } = await backUp(world)
    expect(counts(tags)).toEqual({ "Trade fair": LEADS, VIP: 20, Unused: 0 })
    expect(head).toMatchObject({ by: "query", converted, recordCount: LEADS, partialTags: 0 })
    expect(tags.every(({ recordsComplete }) => recordsComplete)).toBe(true)
    expect(backupContains(head)).toBe("names and colors, 450 records")
    // The tags are read concurrently: one page of each, then the long tag's second page and the short tags' converted
    // leads, then the long tag's converted leads. A refused condition is not tried again, and nothing is read twice.
    const queries = world.calls.filter((call) => call.endsWith("/coql")).length
    expect(queries).toBe(converted === "query" ? 3 + 3 + 1 : 3 + 3)
  })

  it("includes converted leads if the org answers no queries", async () => {
    const world = await worldWith()
    world.zoho.faults.add({
      match: { path: "/coql", count: Infinity },
      fault: { status: 400, body: { code: "INVALID_QUERY", status: "error", message: "", details: {} } },
    })
    const { head, tags } = await backUp(world)
    expect(counts(tags)).toEqual({ "Trade fair": LEADS, VIP: 20, Unused: 0 })
    expect(head).toMatchObject({ by: "search", converted: "search", partialTags: 0 })
  })

  it.each(["refused", "ignored"] as const)(
    "says that converted leads are missing if the org refuses the condition and the search's parameter is %s",
    async (convertedSearch) => {
      const world = await worldWith({ convertedQuery: "refused", convertedSearch })
      const { head, tags } = await backUp(world)
      expect(counts(tags)).toEqual({ "Trade fair": LEADS * 0.8, VIP: 16, Unused: 0 })
      expect(head).toMatchObject({ converted: "unread", partialTags: 3 })
      expect(tags.some(({ recordsComplete }) => recordsComplete)).toBe(false)
      expect(backupContains(head)).toBe(
        "names and colors, 360 records · 3 incomplete · " +
          "Converted leads aren’t included: Zoho doesn’t list them.",
      )
    },
  )

  it("marks earlier tags as incomplete once the search turns out to ignore the parameter", async () => {
    const world = await worldWith({ convertedQuery: "refused", convertedSearch: "ignored" })
    const { tags } = await backUp(world)
    // For a tag without records, the search's answer alone cannot show that the parameter is ignored.
    const unused = tags.find(({ name }) => name === "Unused")
    expect(unused).toMatchObject({ recordIds: [], recordsComplete: false })
  })

  it("costs no extra calls in a module without converted records", async () => {
    const world = await worldWith()
    const { head } = await backUp(world, "Deals")
    expect(head).toMatchObject({ converted: null, partialTags: 0 })
    expect(world.calls.filter((call) => call.endsWith("/coql"))).toHaveLength(4)
  })
})

describe("a restore of leads", () => {
  it("verifies the tags on converted leads", async () => {
    const world = await worldWith()
    const { tags } = await backUp(world)
    world.deleted("Leads")
    const { job, steps } = await world.restore("Leads", tags)
    expect(job).toMatchObject({ state: "completed", records: { done: LEADS + 20 } })
    const how = steps.map((step) => (step.call === "add-tags" ? step.confirmedBy : null))
    expect(new Set(how)).toEqual(new Set([null, "records"]))
  })

  it("relies on Zoho's answers if the org does not list converted leads", async () => {
    const world = await worldWith()
    const { tags } = await backUp(world)
    world.deleted("Leads")
    world.zoho.setReadings({ convertedQuery: "refused" })
    const { job, steps } = await world.restore("Leads", tags)
    expect(job).toMatchObject({ state: "completed", records: { done: LEADS + 20, "not-done": 0 } })
    const how = steps.map((step) => (step.call === "add-tags" ? step.confirmedBy : null))
    expect(new Set(how)).toEqual(new Set([null, "answers"]))
  })

  it("reports each converted lead for which Zoho refuses tags", async () => {
    const world = await worldWith({ convertedTags: "refused" })
    const { tags } = await backUp(world)
    world.deleted("Leads")
    const { job, steps } = await world.restore("Leads", tags)
    expect(job).toMatchObject({ state: "completed-with-problems", records: { done: 376, refused: 94 } })
    const reasons = steps.flatMap((step) =>
      step.call === "add-tags" ? step.records.flatMap(({ reason }) => reason?.kind ?? []) : [],
    )
    expect(new Set(reasons)).toEqual(new Set(["record-converted"]))
  })
})
