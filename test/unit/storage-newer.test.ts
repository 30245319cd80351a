/** An older version must not destroy what a newer version has stored. */
import "fake-indexeddb/auto"
import { deleteDB, openDB, type IDBPDatabase } from "idb"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import browser from "webextension-polyfill"
import { newBackup } from "../../src/backup/backup"
import { tagsOf } from "../../src/jobs/items"
import { transition } from "../../src/jobs/machine"
import { planDeletion } from "../../src/jobs/plan"
import { openStore, type Store } from "../../src/storage/store"
import { beginBackups, tidyBackups } from "../../src/background/backup-quota"
import { confirmed, NOW } from "../support/job-records"

let name = ""
let store: Store
let raw: IDBPDatabase

beforeEach(async () => {
  name = `newer ${Math.random()}`
  store = await openStore(name)
  raw = await openDB(name)
})

afterEach(() => {
  vi.unstubAllGlobals()
  raw.close()
  void deleteDB(name)
})

const ORG = { id: "600", name: "Acme", location: "eu", environment: "production" } as const
const cancelled = (id: string, at: number): ReturnType<typeof planDeletion> =>
  transition(planDeletion(confirmed(3, { id, now: at })), { type: "cancel" }, at)

describe("the settings of a newer version", () => {
  it("are kept when another setting changes, including values that this version rejects", async () => {
    const newer = { graceSeconds: 9, typedAbove: 5_000, protectedRules: [{ module: "Leads", name: "VIP" }] }
    await raw.put("settings", newer, "user")
    await store.settings.change({ graceSeconds: 3 })
    expect(await raw.get("settings", "user")).toEqual({ ...newer, graceSeconds: 3 })
    expect((await store.settings.get()).typedAbove).toBe(20)
  })
})

describe("org features stored by a newer version", () => {
  it("are kept, and the readable ones are read", async () => {
    const newer = {
      orgId: "600",
      tagsPerCall: { value: 50, at: NOW },
      massDeleteAnswer: { value: "of a third kind", at: NOW },
      regions: { value: ["x"], at: NOW },
    }
    await raw.put("orgFeatures", newer)
    expect(await store.orgFeatures.of("600")).toEqual({ orgId: "600", tagsPerCall: newer.tagsPerCall })
    await store.orgFeatures.remember("600", "recordCounts", true, NOW)
    expect(await raw.get("orgFeatures", "600")).toEqual({ ...newer, recordCounts: { value: true, at: NOW } })
  })
})

describe("an account of a newer version", () => {
  const account = {
    ...({ id: "eu-production-600", org: ORG, kind: "client-based", clientId: "1000.X" } as const),
    ...{ apiEnvironment: "production" as const, scopes: [], user: null, connectedAt: 1 },
  }

  it("keeps only its unknown fields when the account signs in again", async () => {
    await raw.put("accounts", { ...account, signedOut: true, portals: ["a"] })
    await store.accounts.put({ ...account, scopes: ["x"] })
    expect(await raw.get("accounts", account.id)).toEqual({ ...account, scopes: ["x"], portals: ["a"] })
  })

  it("of an unknown kind is skipped and kept", async () => {
    const unknown = { ...account, id: "eu-production-601", kind: "passkey" }
    await raw.put("accounts", unknown)
    await store.accounts.put(account)
    expect((await store.accounts.list()).map(({ id }) => id)).toEqual([account.id])
    expect(await raw.get("accounts", unknown.id)).toEqual(unknown)
  })
})

describe("the journal of a newer version", () => {
  async function putNewer(id: string, more: object = {}): Promise<void> {
    const { job, steps } = cancelled(id, NOW)
    await raw.put("jobs", { ...job, schema: 2, ...more })
    for (const step of steps) await raw.put("steps", { ...step, phase: "of a newer kind" })
  }

  it("is skipped: not continued, removed or pruned", async () => {
    await putNewer("newer")
    await putNewer("newer-open", { state: "running", finishedAt: null })
    for (const at of [1, 2, 3]) {
      const { job, steps } = cancelled(`done-${at}`, NOW + at)
      await store.jobs.save(job, steps)
    }
    expect(await store.jobs.unfinished()).toEqual([])
    expect((await store.jobs.list(10)).map(({ id }) => id)).toEqual(["done-3", "done-2", "done-1"])
    await store.jobs.forget("newer")
    await store.jobs.prune(1)
    expect(await raw.getAllKeys("jobs")).toEqual(["done-3", "newer", "newer-open"])
    expect(await raw.get("steps", ["newer", 0])).toMatchObject({ phase: "of a newer kind" })
  })

  it("keeps its fields in a job that this version continues", async () => {
    const record = planDeletion(confirmed(3, { id: "job" }))
    await store.jobs.save(record.job, record.steps)
    const [first] = record.steps
    const tags = (first ? tagsOf(first) : []).map((tag) => ({ ...tag, seenIn: "x" }))
    await raw.put("jobs", { ...record.job, note: "n" })
    await raw.put("steps", { ...first, tags, trace: 7 })
    const loaded = await store.jobs.load("job")
    const next = transition(loaded ?? expect.fail("it is gone"), { type: "cancel" }, NOW)
    await store.jobs.save(next.job, next.steps)
    expect(await raw.get("jobs", "job")).toMatchObject({ note: "n", state: "cancelled" })
    expect(await raw.get("steps", ["job", 0])).toMatchObject({
      trace: 7,
      tags: tags.map(() => ({ seenIn: "x", state: "not-sent" })),
    })
  })

  it("is distinguished from damaged records", async () => {
    expect(await store.jobs.holdsNewer()).toBe(false)
    await raw.put("jobs", { id: "broken", schema: 1, state: "running", createdAt: NOW })
    expect(await store.jobs.holdsNewer()).toBe(false)
    await putNewer("newer")
    expect(await store.jobs.holdsNewer()).toBe(true)
  })
})

describe("backups", () => {
  const LATER = NOW + 1_000 * 24 * 3_600_000
  const { job } = planDeletion(confirmed(1, { id: "job" }))
  const tag = { id: "1", name: "VIP", colorCode: null, records: null }
  const before = { ...tag, createdBy: null, createdTime: null, modifiedBy: null, modifiedTime: null }

  beforeEach(() => store.backups.write(newBackup(job, 1, false), [before]))

  it("are removed when they have expired, but not while a newer version may need one", async () => {
    await raw.put("jobs", { ...job, id: "newer", schema: 2 })
    await tidyBackups(store, LATER)
    expect(await raw.getAllKeys("backups")).toEqual(["job"])
    const storage = { estimate: () => Promise.resolve({ usage: 1e9, quota: 1e9 }) }
    vi.stubGlobal("navigator", { storage })
    expect(await beginBackups(store, [{ job: { ...job, id: "next" }, tags: [before] }], false)).toBe(false)
    expect(await raw.getAllKeys("backups")).toEqual(["job"])
    await raw.delete("jobs", "newer")
    await tidyBackups(store, LATER)
    expect(await raw.getAllKeys("backups")).toEqual([])
  })

  it("of a newer version are not listed, removed or overwritten by an import", async () => {
    const newer = { ...newBackup({ ...job, id: "newer" }, 1, false), schema: 2 }
    await raw.put("backups", newer)
    await tidyBackups(store, LATER)
    expect(await raw.getAll("backups")).toEqual([newer])
    const { accountId: _, ...backup } = newBackup({ ...job, id: "newer" }, 0, false)
    expect(await store.backups.take({ backup, tags: [] })).toBe(false)
    expect(await raw.getAll("backups")).toEqual([newer])
  })
})

describe("a newer version's marker outside the database", () => {
  it("does not count as a loss, and is kept", async () => {
    await browser.storage.local.set({ database: { id: "x", since: 1 }, other: 2 })
    expect(await store.loss.isLost()).toBe(false)
    await store.loss.mark()
    expect(await browser.storage.local.get()).toEqual({ database: { id: "x", since: 1 }, other: 2 })
  })
})
