/** Which backups are removed, and when a new one can begin. */
import "fake-indexeddb/auto"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { newBackup, type Backup, type TagBefore } from "../../src/backup/backup"
import { recordCredits } from "../../src/backup/collect"
import { byWorth, surplus } from "../../src/background/backup-quota"
import { openStore, type Store } from "../../src/storage/store"
import { beginBackups, tidyBackups } from "../../src/background/backup-quota"
import { NOW, plan } from "../support/job-records"

const DAY = 24 * 3_600_000
const MB = 1_000_000
const head = (id: string, days: number, megabytes: number, more: Partial<Backup> = {}): Backup => ({
  ...newBackup({ ...plan(1).job, id, createdAt: NOW - days * DAY }, 1, false),
  ...{ bytes: megabytes * MB, complete: true, ...more },
})
const tag = (id: string): TagBefore => ({
  ...{ id, name: `tag ${id}`, colorCode: null, records: null },
  ...{ createdBy: null, createdTime: null, modifiedBy: null, modifiedTime: null },
})
const keeping = { days: 90, bytes: 10 * MB, inUse: new Set<string>() }

describe("removing backups", () => {
  it("removes expired ones, and the oldest if all together are too large", () => {
    const backups = [head("new", 0, 4), head("mid", 2, 5), head("large", 3, 5), head("old", 91, 0)]
    expect(surplus(backups, keeping, NOW)).toEqual([
      { id: "large", cause: "size" },
      { id: "old", cause: "age" },
    ])
  })

  it("never removes the newest backup or one that an open job needs", () => {
    expect(surplus([head("new", 0, 99)], keeping, NOW)).toEqual([])
    const inUse = new Set(["a", "b"])
    expect(
      surplus([head("new", 0, 99), head("a", 99, 1), head("b", 1, 99)], { ...keeping, inUse }, NOW),
    ).toEqual([])
  })

  it("removes backups from files before the user's own, whatever their dates", () => {
    const file = (id: string, days: number, importedAt: number): Backup =>
      head(id, days, 5, { origin: "file", importedAt })
    const backups = [
      file("from the future", -1, NOW - 2),
      head("own", 1, 4),
      head("own, older", 2, 5),
      file("newest file", 1, NOW),
    ]
    expect(surplus(backups, keeping, NOW)).toEqual([
      { id: "newest file", cause: "size" },
      { id: "from the future", cause: "size" },
    ])
    expect(byWorth(backups).map(({ id }) => id)).toEqual([
      ...["own", "own, older", "newest file", "from the future"],
    ])
  })

  it("counts the age of a backup from a file from its import", () => {
    const old = (days: number): Backup =>
      head("old", 400, 1, { origin: "file", importedAt: NOW - days * DAY })
    expect(surplus([old(1)], keeping, NOW)).toEqual([])
    expect(surplus([old(91)], keeping, NOW)).toEqual([{ id: "old", cause: "age" }])
  })

  it("removes an incomplete backup after an hour", () => {
    const begun = head("begun", 0, 1, { complete: false })
    expect(surplus([begun], keeping, NOW)).toEqual([])
    expect(surplus([begun], keeping, NOW + 2 * 3_600_000)).toEqual([{ id: "begun", cause: "unfinished" }])
  })
})

describe("beginning a backup", () => {
  let store: Store
  beforeEach(async () => {
    store = await openStore(`test ${Math.random()}`)
  })
  afterEach(() => vi.unstubAllGlobals())

  const quota = (free: number): void => {
    const estimate = (): Promise<StorageEstimate> =>
      Promise.resolve({ quota: 1_000 * MB + free, usage: 1_000 * MB })
    vi.stubGlobal("navigator", { storage: { estimate } })
  }
  const begin = (id: string): Promise<boolean> =>
    beginBackups(store, [{ job: { ...plan(1).job, id, createdAt: NOW }, tags: [tag("1")] }], false)

  it("writes nothing and returns false if the browser has no room", async () => {
    quota(MB)
    expect(await begin("job")).toBe(false)
    expect(await store.backups.list()).toEqual([])
  })

  it("removes the oldest first to make room, and records the removal", async () => {
    quota(50 * MB)
    for (const [id, at] of [
      ["older", 1],
      ["newer", 2],
    ] as const)
      await store.backups.write(head(id, 0, 0, { createdAt: NOW - 10 + at }), [tag("1")])
    quota(5 * MB)
    expect(await begin("job")).toBe(true)
    const left = (await store.backups.list()).map(({ id }) => id)
    expect(left).toContain("job")
    expect(left).not.toContain("older")
    expect(await store.backups.lastRemoval()).toMatchObject({ at: NOW, forSize: true })
  })

  it("removes a backup from a file before the oldest of the user's own to make room", async () => {
    quota(50 * MB)
    await store.backups.write(head("own", 5, 0), [tag("1")])
    await store.backups.write(head("file", 0, 0, { origin: "file", importedAt: NOW }), [tag("1")])
    // The shortage is smaller than either backup.
    quota(5 * MB + 300)
    expect(await begin("job")).toBe(true)
    expect((await store.backups.list()).map(({ id }) => id).toSorted()).toEqual(["job", "own"])
  })

  it("returns false if the store rejects the write", async () => {
    quota(50 * MB)
    vi.spyOn(store.backups, "write").mockRejectedValue(new DOMException("full", "QuotaExceededError"))
    expect(await begin("job")).toBe(false)
  })

  it("removes backups older than the settings allow, and records the removal", async () => {
    quota(50 * MB)
    await store.backups.write(head("old", 91, 0), [tag("1")])
    await store.backups.complete("old")
    await store.backups.write(head("new", 1, 0), [tag("1")])
    await store.backups.complete("new")
    await tidyBackups(store, NOW)
    expect((await store.backups.list()).map(({ id }) => id)).toEqual(["new"])
    expect(await store.backups.lastRemoval()).toEqual({ at: NOW, count: 1, forSize: false })
  })
})

describe("the API credits for reading records", () => {
  it("depend on the requested rows, and are a minimum if the records were not counted", () => {
    const tags = [{ records: 0 }, { records: 200 }, { records: 201 }, { records: 2_000 }, { records: 12_000 }]
    expect(recordCredits(tags, "Deals")).toEqual({ credits: 1 + 1 + 2 + 3 + 18, exact: true })
    expect(recordCredits([{ records: null }], "Deals")).toEqual({ credits: 1, exact: false })
  })

  it("are one more per tag for leads, because converted leads need a query of their own", () => {
    expect(recordCredits([{ records: 5 }, { records: 201 }], "Leads")).toEqual({ credits: 5, exact: true })
  })
})
