/**
 * Databases as each older version left them, written down value by value and not by today's code: opened today, nothing
 * is lost, and the jobs in them go on to a true end.
 */
import "fake-indexeddb/auto"
import { deleteDB, openDB } from "idb"
import type { IDBPDatabase } from "idb"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { isFinished } from "../../src/deletion/job"
import type { ZohoPort } from "../../src/deletion/ports"
import { createRunner } from "../../src/deletion/runner"
import { openStore } from "../../src/store/store"
import { quietClock } from "./quiet-clock"

const THEN = 1_790_000_000_000
const NOW = THEN + 3 * 24 * 3_600_000

const tag = (number: number, state = "pending"): object => ({
  ...{ id: `90${number}`, name: `Tag ${number}`, colorCode: "#57B1FD", records: null, state, reason: null },
})

/** A chunk as version 1 wrote it. */
const chunk = (index: number, phase: string, tags: object[], more: object = {}): object => ({
  ...{ jobId: "old-job", index, phase, tags, attempts: 0, zohoJobId: null, zohoCounts: null },
  ...{ zohoVerdict: null, since: THEN, notBefore: THEN, strikes: 0, doubt: null, looks: 0 },
  ...{ lastSeenPresent: null, ...more },
})

/** One call accepted, one on its way when the worker died, one not sent, one done. */
const CHUNKS = [
  chunk(0, "settled", [tag(1, "deleted")], { attempts: 1, zohoJobId: "7001", zohoVerdict: "completed" }),
  chunk(1, "submitted", [tag(2)], { attempts: 1, zohoJobId: "7002" }),
  chunk(2, "submitting", [tag(3)], { attempts: 1 }),
  chunk(3, "planned", [tag(4), tag(5), tag(6)]),
]

const JOB = {
  ...{ id: "old-job", schema: 1, createdAt: THEN, updatedAt: THEN, finishedAt: null, startAt: THEN },
  org: { id: "600", name: "Acme", location: "eu", environment: "production" },
  ...{ accountId: "eu-production-600", confirmedBy: "Ada" },
  module: { id: "10", apiName: "Leads", pluralLabel: "Leads" },
  ...{ tagCount: 6, state: "running", pause: null, pauseBelow: null, cancelRequested: false },
  counts: {
    pending: 5,
    deleted: 1,
    "already-gone": 0,
    refused: 0,
    "still-there": 0,
    unknown: 0,
    "not-sent": 0,
  },
  ...{ reportedDone: 0, tagsPerCall: 3, nextChunkIndex: 4, failuresInRow: 0, needs: null },
  ...{ moduleReread: false, renewed: false, reason: null },
}

const ACCOUNT = {
  ...{ id: "eu-production-600", kind: "server-based", clientId: "1000.X", apiEnvironment: "production" },
  org: { id: "600", name: "Acme", location: "eu", environment: "production" },
  ...{ scopes: ["ZohoCRM.settings.tags.READ"], user: "Ada", connectedAt: THEN },
}

function storesOfVersion1(db: IDBPDatabase): void {
  const jobs = db.createObjectStore("jobs", { keyPath: "id" })
  jobs.createIndex("createdAt", "createdAt")
  jobs.createIndex("state", "state")
  db.createObjectStore("chunks", { keyPath: ["jobId", "index"] }).createIndex("jobId", "jobId")
  db.createObjectStore("accounts", { keyPath: "id" })
  db.createObjectStore("secrets")
  db.createObjectStore("keys")
  db.createObjectStore("capabilities", { keyPath: "orgId" })
}

function storesOfVersion2(db: IDBPDatabase): void {
  db.createObjectStore("settings")
  db.createObjectStore("backups", { keyPath: "id" })
  db.createObjectStore("backupTags", { keyPath: ["backupId", "index"] }).createIndex("backupId", "backupId")
  db.createObjectStore("backupRecords", { keyPath: ["backupId", "tag", "page"] })
  const tasks = db.createObjectStore("tasks", { keyPath: "id" })
  tasks.createIndex("createdAt", "createdAt")
  tasks.createIndex("state", "state")
  db.createObjectStore("taskSteps", { keyPath: ["taskId", "index"] }).createIndex("taskId", "taskId")
}

function storesOfVersion3(db: IDBPDatabase): void {
  db.createObjectStore("tagLists", { keyPath: ["accountId", "apiName"] })
  db.createObjectStore("tagUsage", { keyPath: ["accountId", "tagId"] })
}

function storesOfVersion4(db: IDBPDatabase): void {
  db.createObjectStore("checks", { keyPath: "accountId" })
}

const STORES = [storesOfVersion1, storesOfVersion2, storesOfVersion3, storesOfVersion4]

/** A database as that version of the extension left it. */
async function left(name: string, version: number): Promise<void> {
  const db = await openDB(name, version, {
    upgrade: (made) => STORES.slice(0, version).forEach((create) => create(made)),
  })
  await db.put("jobs", JOB)
  for (const each of CHUNKS) await db.put("chunks", each)
  await db.put("accounts", ACCOUNT)
  await db.put("capabilities", { orgId: "600", tagsPerCall: { value: 100, at: THEN } })
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const sealing = { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(ACCOUNT.id) }
  const secrets = new TextEncoder().encode(JSON.stringify({ refreshToken: "1000.r", clientSecret: "s" }))
  await db.put("keys", key, "secrets")
  await db.put("secrets", { iv, data: await crypto.subtle.encrypt(sealing, key, secrets) }, ACCOUNT.id)
  if (version >= 2) await db.put("settings", { history: 30 }, "user")
  db.close()
}

/** Zoho three days later: the accepted call was carried out, the one on its way was not, one tag is renamed, one gone. */
function zohoOf(tags: Map<string, string>, posts: string[][]): ZohoPort {
  return {
    submit: (_module, ids) => {
      posts.push([...ids])
      for (const id of ids) tags.delete(id)
      return Promise.resolve({ ok: true, value: { jobId: "7009" } })
    },
    status: () =>
      Promise.resolve({
        ok: true,
        value: { state: "completed", counts: { total: null, deleted: null, failed: null } },
      }),
    listTags: () => Promise.resolve({ ok: true, value: new Map(tags) }),
    readModule: (module) => Promise.resolve({ ok: true, value: module }),
    renew: () => Promise.resolve({ ok: true, value: null }),
    permitted: () => Promise.resolve(true),
  }
}

describe.each([1, 2, 3, 4])("a database of version %i", (version) => {
  let name = ""

  beforeEach(async () => {
    vi.useFakeTimers({ now: NOW, toFake: ["Date"] })
    name = `version ${version} ${Math.random()}`
    await left(name, version)
  })

  afterEach(() => {
    vi.useRealTimers()
    void deleteDB(name)
  })

  it("keeps its job, account, findings and settings", async () => {
    const store = await openStore(name)
    const job = await store.jobs.load("old-job")
    expect(job?.job).toMatchObject(JOB)
    expect(job?.job).toMatchObject({ backup: null, group: null })
    expect(job?.chunks).toMatchObject(CHUNKS)
    expect(await store.accounts.get(ACCOUNT.id)).toMatchObject(ACCOUNT)
    // Sealed under one key for all accounts then: the person signs in again.
    expect(await store.secrets.read(ACCOUNT.id)).toEqual({})
    expect((await store.capabilities.of("600")).tagsPerCall).toEqual({ value: 100, at: THEN })
    expect((await store.settings.get()).history).toBe(version >= 2 ? 30 : 200)
    // What came later is there, and empty.
    expect(await store.checks.unfinished()).toEqual([])
    expect(await store.drafts.get("none")).toBeUndefined()
  })

  it("has its job go on to a true end, with nothing sent that is not as it was confirmed", async () => {
    const store = await openStore(name)
    const clock = quietClock()
    const tags = new Map([
      ["903", "Tag 3"],
      ["904", "Tag 4"],
      ["905", "renamed meanwhile"],
      ["999", "another"],
    ])
    const posts: string[][] = []
    let isDone = false
    const runner = createRunner({
      ...{ clock, random: () => 0.5, journal: store.jobs, widest: () => 5 },
      zoho: () => zohoOf(tags, posts),
      backups: undefined as never,
      becomeOnly: () => Promise.resolve(),
      protectedNow: () => Promise.resolve(() => false),
      onSaved: (job) => (isDone = isFinished(job.state)),
    })
    await runner.ready
    await clock.until(() => isDone)
    const done = await store.jobs.load("old-job")
    const states = Object.fromEntries(
      (done?.chunks ?? []).flatMap((each) => each.tags.map(({ id, state }) => [id, state])),
    )
    expect(states).toEqual({
      ...{ 901: "deleted", 902: "deleted", 903: "deleted", 904: "deleted" },
      ...{ 905: "refused", 906: "already-gone" },
    })
    expect(posts.flat().sort()).toEqual(["903", "904"])
    expect([...tags.keys()]).toEqual(["905", "999"])
  })
})
