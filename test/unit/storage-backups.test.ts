/** Backups are written in parts, and read back and removed as a whole. */
import "fake-indexeddb/auto"
import { deleteDB, openDB } from "idb"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import type { Backup, StoredTag, TagBefore } from "../../src/backup/backup"
import { openStore, type Store } from "../../src/storage/store"
import { NOW } from "../support/job-records"

let name = ""
let store: Store

beforeEach(async () => {
  name = `test ${Math.random()}`
  store = await openStore(name)
})

afterEach(() => {
  vi.restoreAllMocks()
  void deleteDB(name)
})

const tag = (number: number, records: number | null = null): TagBefore => ({
  ...{ id: `90${number}`, name: `tag ${number}`, colorCode: "#57B1FD", records },
  ...{ createdBy: "Ada", createdTime: "2026-01-05T09:00:00+01:00", modifiedBy: null, modifiedTime: null },
})

const backup = (change: Partial<Backup> = {}): Backup => ({
  ...{ id: "job", schema: 1, createdAt: NOW, origin: "deletion", accountId: "us-production-1" },
  org: { id: "1", name: "Acme", location: "us", environment: "production" },
  module: { id: "7", apiName: "Leads", pluralLabel: "Leads" },
  ...{
    tagCount: 2,
    holds: "records",
    recordCount: null,
    partialTags: 0,
    collected: 0,
    begun: [],
    by: "query",
  },
  converted: null,
  ...{ bytes: 0, complete: false, ...change },
})

async function nextTag(): Promise<StoredTag> {
  const next = await store.backups.next("job")
  return next?.tags[0] ?? expect.fail("no tag is left")
}

/** Reads the next tag's records, page by page. */
async function collect(...pages: (readonly string[])[]): Promise<Backup> {
  let head = (await store.backups.head("job"))!
  for (const [at, recordIds] of pages.entries()) {
    const next = at + 1 < pages.length ? String(at + 1) : null
    const read = { recordIds, next, converted: false, complete: true }
    head = await store.backups.addRecords(head, [{ tag: await nextTag(), read }])
  }
  return head
}

describe("the backup store", () => {
  it("returns what was written, and reports its size", async () => {
    await store.backups.write(backup({ holds: "tags" }), [tag(1), tag(2)])
    expect((await store.backups.head("job"))!.bytes).toBeGreaterThan(300)
    expect(await store.backups.tags("job")).toEqual([
      { ...tag(1), backupId: "job", index: 0, recordIds: null, recordsComplete: false },
      { ...tag(2), backupId: "job", index: 1, recordIds: null, recordsComplete: false },
    ])
    expect((await store.backups.complete("job")).complete).toBe(true)
  })

  it("reads the next tags in one transaction, and none if no records are collected", async () => {
    const opened = vi.spyOn(IDBDatabase.prototype, "transaction")
    await store.backups.write(backup({ holds: "tags" }), [tag(1), tag(2)])
    opened.mockClear()
    expect((await store.backups.next("job"))!.tags).toEqual([])
    expect(opened).toHaveBeenCalledTimes(1)
    await store.backups.write(backup(), [tag(1), tag(2)])
    opened.mockClear()
    expect((await store.backups.next("job"))!.tags).toHaveLength(2)
    // One for the head, one for the tags.
    expect(opened).toHaveBeenCalledTimes(2)
  })

  it("collects page by page, counts each record once, and completes only with the last tag", async () => {
    await store.backups.write(backup(), [tag(1), tag(2, 1)])
    expect((await collect(["11", "12"], ["12", "13"])).collected).toBe(1)
    await expect(store.backups.complete("job")).rejects.toThrow("Not all records")
    await collect(["11"])
    const done = await store.backups.complete("job")
    expect(done).toMatchObject({ recordCount: 3, collected: 2, partialTags: 0, complete: true })
    const [first, second] = (await store.backups.tags("job"))!
    expect(first).toMatchObject({ recordIds: ["11", "12", "13"], recordsComplete: true })
    expect(second).toMatchObject({ recordIds: ["11"], recordsComplete: true })
  })

  it("marks a tag incomplete if Zoho counted more records than it listed", async () => {
    await store.backups.write(backup({ tagCount: 1 }), [tag(1, 5)])
    expect((await collect(["11", "12"])).partialTags).toBe(1)
    const [only] = (await store.backups.tags("job"))!
    expect(only).toMatchObject({ recordIds: ["11", "12"], recordsComplete: false })
  })

  it("discards a tag's query results when it switches to the search", async () => {
    await store.backups.write(backup({ tagCount: 1 }), [tag(1)])
    const head = (await store.backups.head("job"))!
    const read = { recordIds: ["11"], next: "11", converted: false, complete: true }
    await store.backups.addRecords(head, [{ tag: await nextTag(), read }])
    const way = { by: "search", converted: null } as const
    expect((await store.backups.turnTo("job", way)).by).toBe("search")
    await collect(["12"])
    expect((await store.backups.tags("job"))![0]!.recordIds).toEqual(["12"])
  })

  it("keeps what was collected when the user continues without the rest", async () => {
    await store.backups.write(backup(), [tag(1), tag(2)])
    await collect(["11"])
    expect(await store.backups.complete("job", true)).toMatchObject({
      ...{ holds: "records", recordCount: 1, partialTags: 1, complete: true },
    })
    await store.backups.write(backup(), [tag(1), tag(2)])
    expect(await store.backups.complete("job", true)).toMatchObject({ holds: "tags", recordCount: null })
  })

  it("lists the names in each backup in order, however they are stored", async () => {
    await store.backups.write(backup(), [tag(1), tag(2)])
    await collect(["11"])
    const many = Array.from({ length: 401 }, (_, at) => tag(at))
    await store.backups.write(backup({ id: "other" }), many)
    const names = await store.backups.tagNames()
    expect(names.get("job")).toEqual(["tag 1", "tag 2"])
    expect(names.get("other")).toEqual(many.map((each) => each.name))
  })

  it("removes all of a backup, and keeps the others", async () => {
    await store.backups.write(backup(), [tag(1), tag(2)])
    await collect(["11"])
    await store.backups.write(backup({ id: "jobs", createdAt: NOW + 1 }), [tag(3)])
    expect((await store.backups.list()).map(({ id }) => id)).toEqual(["jobs", "job"])
    await store.backups.remove("job")
    expect((await store.backups.list()).map(({ id }) => id)).toEqual(["jobs"])
    const raw = await openDB(name)
    expect(await raw.getAll("backupRecords")).toEqual([])
    expect(await raw.getAll("backupTags")).toHaveLength(1)
    raw.close()
  })

  it("does not treat half a backup as complete", async () => {
    const many = Array.from({ length: 450 }, (_, at) => tag(at))
    await store.backups.write(backup({ holds: "tags", tagCount: 450 }), many)
    expect((await store.backups.tags("job"))!.map(({ id }) => id)).toEqual(many.map(({ id }) => id))
    const raw = await openDB(name)
    await raw.delete("backupTags", ["job", -2])
    raw.close()
    expect(await store.backups.tags("job")).toBeUndefined()
  })

  it("reads tags stored one by one, as collecting leaves them", async () => {
    await store.backups.write(backup(), [tag(1), tag(2)])
    const raw = await openDB(name)
    await raw.delete("backupTags", ["job", -1])
    for (const [index, each] of [tag(1), tag(2)].entries())
      await raw.put("backupTags", { ...each, backupId: "job", index, reading: null })
    raw.close()
    expect((await store.backups.tags("job"))!.map(({ id }) => id)).toEqual([tag(1).id, tag(2).id])
    expect(await nextTag()).toMatchObject({ index: 0 })
  })
})
