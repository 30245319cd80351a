/** Backups at rest. Each write is one transaction that the browser has flushed: the deletion relies on it. */
import type { IDBPTransaction } from "idb"
import * as v from "valibot"

import {
  FROM_START,
  turned,
  withBegun,
  withCollected,
  type Backup,
  type BackupParts,
  type BackupTag,
  type Reading,
  type RecordsRead,
  type StoredTag,
  type TagBefore,
  type TagPage,
  type Way,
} from "../backup/backup"
import type { FileBackup } from "../backup/file-format"
import { slices } from "../lib/lists"
import { checkedBy } from "../lib/schema"
import { accountIdOf } from "./accounts"
import { announceChange } from "./change-events"
import { groupCommit, type TagsweepSchema } from "./database"
import { BackupReader, blocksOf, recordsOf, tagsOf } from "./read-backups"

const removalSchema = v.object({
  at: v.number(),
  count: v.number(),
  /** For want of room, and not only of age. */
  forSize: v.boolean(),
})
export type Removal = v.InferOutput<typeof removalSchema>

const REMOVAL = "backups-removed"

const PARTS = ["backups", "backupTags", "backupRecords"] as const
type Writing = IDBPTransaction<TagsweepSchema, typeof PARTS, "readwrite">

export class BackupStore extends BackupReader implements BackupParts {
  /** Writes in one transaction with what others write. Flushed: a kill must find what the deletion relies on. */
  private readonly writing = groupCommit<(work: Writing) => Promise<unknown>[]>(async (puts) => {
    const work = this.db.transaction(PARTS, "readwrite", { durability: "strict" })
    await Promise.all([...puts.flatMap((put) => put(work)), work.done])
  })

  async next(backupId: string): ReturnType<BackupParts["next"]> {
    const backup = await this.head(backupId)
    return backup && { backup, tags: await this.nextTags(backup) }
  }

  async write(backup: Backup, before: readonly TagBefore[]): Promise<void> {
    const rows = before.map((tag, index) => ({ ...tag, backupId: backup.id, index, reading: null }))
    const bytes = rows.reduce((sum, row) => sum + JSON.stringify(row).length, JSON.stringify(backup).length)
    await this.writing((work) => [
      ...clear(work, backup.id),
      work.objectStore("backups").put({ ...backup, tagCount: rows.length, bytes }),
      ...blocksOf(backup.id, rows).map((block) => work.objectStore("backupTags").put(block)),
    ])
    announceChange("backups")
  }

  async addRecords(backup: Backup, pages: readonly TagPage[]): Promise<Backup> {
    let head = withBegun(backup)
    const written: { readonly tag: StoredTag; readonly page: object }[] = []
    for (const { tag, read } of pages) {
      const recordIds = await this.newRecords(tag, read.recordIds)
      const added = withRecords(head, tag, { ...read, recordIds })
      head = added.head
      const page = { backupId: head.id, tag: tag.index, page: added.reading.pages - 1, recordIds }
      written.push({ tag: { ...tag, reading: added.reading }, page })
    }
    await this.writing((work) => [
      work.objectStore("backups").put(head),
      ...written.map(({ tag }) => work.objectStore("backupTags").put(tag)),
      ...written.map(({ page }) => work.objectStore("backupRecords").put(page)),
    ])
    return head
  }

  async turnTo(backupId: string, way: Way): Promise<Backup> {
    const before = await this.wholeHead(backupId)
    const tags = (await this.storedTags(backupId)) ?? []
    const changed = tags.flatMap((tag) => {
      const next = turned(tag, before, way)
      return next === tag ? [] : [next]
    })
    const doubtful = changed.filter(({ reading }) => reading?.done).length
    const head: Backup = { ...before, ...way, partialTags: before.partialTags + doubtful }
    await this.writing((work) => [
      work.objectStore("backups").put(head),
      ...changed.map((tag) => work.objectStore("backupTags").put(tag)),
      ...changed
        .filter(({ reading }) => !reading)
        .map(({ index }) => work.objectStore("backupRecords").delete(recordsOf(backupId, index))),
    ])
    return head
  }

  async complete(backupId: string, asItIs = false): Promise<Backup> {
    const whole = completed(await this.wholeHead(backupId), asItIs)
    const recordCount = whole.holds === "records" ? await this.countRecords(backupId) : null
    const head = { ...whole, recordCount }
    await this.writing((work) => [work.objectStore("backups").put(head)])
    announceChange("backups")
    return head
  }

  /** Takes in what came from a file, whole or not at all. False: a backup of that id is here already, and stays as it is. */
  async take({ backup, tags }: FileBackup): Promise<boolean> {
    if ((await this.db.get("backups", backup.id)) !== undefined) return false
    await this.writing((work) => [
      work.objectStore("backups").add({ ...backup, accountId: accountIdOf(backup.org) }),
      ...tags.map((tag) => work.objectStore("backupTags").add(shelved(tag))),
      ...tags.flatMap((tag) => pagesOf(tag).map((page) => work.objectStore("backupRecords").add(page))),
    ])
    announceChange("backups")
    return true
  }

  async remove(backupId: string): Promise<void> {
    await this.writing((work) => clear(work, backupId))
    announceChange("backups")
  }

  /** The last time that backups were removed to keep to the settings or to the browser's limit. */
  async lastRemoval(): Promise<Removal | undefined> {
    return checkedBy(removalSchema)(await this.db.get("settings", REMOVAL))
  }

  async noteRemoval(removal: Removal): Promise<void> {
    await this.db.put("settings", removal, REMOVAL)
    announceChange("backups")
  }

  /** @throws Error where there is no such backup, or its head is damaged */
  private async wholeHead(backupId: string): Promise<Backup> {
    const head = await this.head(backupId)
    if (!head) throw new Error("There is no such backup")
    return head
  }
}

/** Bytes that a record's id takes beside its digits. */
const ID_OVERHEAD = 4

function withRecords(
  backup: Backup,
  tag: StoredTag,
  { recordIds, next, converted, complete }: RecordsRead,
): { head: Backup; reading: Reading } {
  const before = tag.reading ?? FROM_START
  const found = before.found + recordIds.length
  const done = next === null
  const all = complete && (tag.records === null || found >= tag.records)
  const head = {
    ...(done ? withCollected(backup, tag.index) : backup),
    partialTags: backup.partialTags + (done && !all ? 1 : 0),
    bytes: backup.bytes + recordIds.reduce((sum, id) => sum + id.length + ID_OVERHEAD, 0),
  }
  const pages = before.pages + 1
  return { head, reading: { pages, found, next: next ?? "", converted, done, complete: done && all } }
}

function completed(backup: Backup, asItIs: boolean): Backup {
  const left = backup.holds === "records" ? backup.tagCount - backup.collected : 0
  if (left > 0 && !asItIs) throw new Error("Not all records have been read")
  const holds = backup.collected > 0 ? backup.holds : "tags"
  return {
    ...backup,
    holds,
    partialTags: holds === "records" ? backup.partialTags + left : 0,
    complete: true,
  }
}

function clear(work: Writing, backupId: string): Promise<void>[] {
  return [
    work.objectStore("backups").delete(backupId),
    work.objectStore("backupTags").delete(tagsOf(backupId)),
    work.objectStore("backupRecords").delete(recordsOf(backupId)),
  ]
}

/** Records on a page of one that came whole. */
const PAGE = 2_000

function shelved({ recordIds, recordsComplete, ...tag }: BackupTag): StoredTag {
  if (!recordIds) return { ...tag, reading: null }
  const pages = Math.ceil(recordIds.length / PAGE)
  const found = recordIds.length
  const reading = { pages, found, next: "", converted: false, done: true, complete: recordsComplete }
  return { ...tag, reading }
}

function pagesOf({ backupId, index, recordIds }: BackupTag): object[] {
  return slices(recordIds ?? [], PAGE).map((ids, page) => ({ backupId, tag: index, page, recordIds: ids }))
}
