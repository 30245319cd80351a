/** Stored backups. Each write is one flushed transaction, because the deletion relies on it. */
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
  /** Whether backups were removed to free space, not only because of their age. */
  forSize: v.boolean(),
})
export type Removal = v.InferOutput<typeof removalSchema>

const REMOVAL_KEY = "backups-removed"

const BACKUP_STORES = ["backups", "backupTags", "backupRecords"] as const
type WriteTransaction = IDBPTransaction<TagsweepSchema, typeof BACKUP_STORES, "readwrite">

export class BackupStore extends BackupReader implements BackupParts {
  /** Writes in one transaction with concurrent writes. Flushed, because the deletion relies on it even after a kill. */
  private readonly commit = groupCommit<(tx: WriteTransaction) => Promise<unknown>[]>(async (puts) => {
    const tx = this.db.transaction(BACKUP_STORES, "readwrite", { durability: "strict" })
    await Promise.all([...puts.flatMap((put) => put(tx)), tx.done])
  })

  async next(backupId: string): ReturnType<BackupParts["next"]> {
    const backup = await this.head(backupId)
    return backup && { backup, tags: await this.nextTags(backup) }
  }

  async write(backup: Backup, before: readonly TagBefore[]): Promise<void> {
    const rows = before.map((tag, index) => ({ ...tag, backupId: backup.id, index, reading: null }))
    const bytes = rows.reduce((sum, row) => sum + JSON.stringify(row).length, JSON.stringify(backup).length)
    await this.commit((tx) => [
      ...deleteBackup(tx, backup.id),
      tx.objectStore("backups").put({ ...backup, tagCount: rows.length, bytes }),
      ...blocksOf(backup.id, rows).map((block) => tx.objectStore("backupTags").put(block)),
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
    await this.commit((tx) => [
      tx.objectStore("backups").put(head),
      ...written.map(({ tag }) => tx.objectStore("backupTags").put(tag)),
      ...written.map(({ page }) => tx.objectStore("backupRecords").put(page)),
    ])
    return head
  }

  async turnTo(backupId: string, way: Way): Promise<Backup> {
    const before = await this.requireHead(backupId)
    const tags = (await this.storedTags(backupId)) ?? []
    const changed = tags.flatMap((tag) => {
      const next = turned(tag, before, way)
      return next === tag ? [] : [next]
    })
    const doubtful = changed.filter(({ reading }) => reading?.done).length
    const head: Backup = { ...before, ...way, partialTags: before.partialTags + doubtful }
    await this.commit((tx) => [
      tx.objectStore("backups").put(head),
      ...changed.map((tag) => tx.objectStore("backupTags").put(tag)),
      ...changed
        .filter(({ reading }) => !reading)
        .map(({ index }) => tx.objectStore("backupRecords").delete(recordsOf(backupId, index))),
    ])
    return head
  }

  async complete(backupId: string, allowPartial = false): Promise<Backup> {
    const completedHead = completed(await this.requireHead(backupId), allowPartial)
    const recordCount = completedHead.holds === "records" ? await this.countRecords(backupId) : null
    const head = { ...completedHead, recordCount }
    await this.commit((tx) => [tx.objectStore("backups").put(head)])
    announceChange("backups")
    return head
  }

  /**
   * Imports a backup from a file, in one transaction.
   * @returns false if a backup with that id already exists, which is not changed
   */
  async take({ backup, tags }: FileBackup): Promise<boolean> {
    if ((await this.db.get("backups", backup.id)) !== undefined) return false
    await this.commit((tx) => [
      tx.objectStore("backups").add({ ...backup, accountId: accountIdOf(backup.org) }),
      ...tags.map((tag) => tx.objectStore("backupTags").add(storedTagOf(tag))),
      ...tags.flatMap((tag) => pagesOf(tag).map((page) => tx.objectStore("backupRecords").add(page))),
    ])
    announceChange("backups")
    return true
  }

  async remove(backupId: string): Promise<void> {
    await this.commit((tx) => deleteBackup(tx, backupId))
    announceChange("backups")
  }

  /** The last removal of backups because of the settings or the browser's limit. */
  async lastRemoval(): Promise<Removal | undefined> {
    return checkedBy(removalSchema)(await this.db.get("settings", REMOVAL_KEY))
  }

  async noteRemoval(removal: Removal): Promise<void> {
    await this.db.put("settings", removal, REMOVAL_KEY)
    announceChange("backups")
  }

  /** @throws Error if the backup does not exist or its head is damaged */
  private async requireHead(backupId: string): Promise<Backup> {
    const head = await this.head(backupId)
    if (!head) throw new Error("There is no such backup")
    return head
  }
}

/** Bytes per record id in addition to its digits. */
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

function completed(backup: Backup, allowPartial: boolean): Backup {
  const left = backup.holds === "records" ? backup.tagCount - backup.collected : 0
  if (left > 0 && !allowPartial) throw new Error("Not all records have been read")
  const holds = backup.collected > 0 ? backup.holds : "tags"
  return {
    ...backup,
    holds,
    partialTags: holds === "records" ? backup.partialTags + left : 0,
    complete: true,
  }
}

function deleteBackup(tx: WriteTransaction, backupId: string): Promise<void>[] {
  return [
    tx.objectStore("backups").delete(backupId),
    tx.objectStore("backupTags").delete(tagsOf(backupId)),
    tx.objectStore("backupRecords").delete(recordsOf(backupId)),
  ]
}

/** Records per page of an imported backup. */
const RECORDS_PER_PAGE = 2_000

function storedTagOf({ recordIds, recordsComplete, ...tag }: BackupTag): StoredTag {
  if (!recordIds) return { ...tag, reading: null }
  const pages = Math.ceil(recordIds.length / RECORDS_PER_PAGE)
  const found = recordIds.length
  const reading = { pages, found, next: "", converted: false, done: true, complete: recordsComplete }
  return { ...tag, reading }
}

function pagesOf({ backupId, index, recordIds }: BackupTag): object[] {
  return slices(recordIds ?? [], RECORDS_PER_PAGE).map((ids, page) => ({
    backupId,
    tag: index,
    page,
    recordIds: ids,
  }))
}
