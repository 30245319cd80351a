/** Backups at rest. Each write is one transaction that the browser has flushed: the deletion relies on it. */
import * as v from "valibot"

import type { Backup, BackupParts, BackupTag, StoredTag } from "../backup/backup"
import type { FileBackup } from "../backup/file-format"
import { checkedBy } from "../lib/schema"
import { accountIdOf } from "./accounts"
import { announceChange } from "./change-events"
import { collecting, PARTS, wholeHead, type Puts, type Writing } from "./collected-records"
import { groupCommit, type Database } from "./database"
import {
  blocksOf,
  countRecords,
  headOf,
  listBackups,
  readTagNames,
  readTags,
  recordsOf,
  summarize,
  tagsOf,
  type BackupSummary,
} from "./read-backups"

const removalSchema = v.object({
  at: v.number(),
  count: v.number(),
  /** For want of room, and not only of age. */
  forSize: v.boolean(),
})
export type Removal = v.InferOutput<typeof removalSchema>

export interface BackupStore extends BackupParts {
  head(backupId: string): Promise<Backup | undefined>
  list(): Promise<Backup[]>
  /** All tags in order; undefined when there is no such backup or a part of it is damaged. */
  tags(backupId: string): Promise<BackupTag[] | undefined>
  /** Names of the tags in each backup, in order; of a damaged one those that can be read. */
  tagNames(): Promise<ReadonlyMap<string, readonly string[]>>
  /** Undefined where there is none that is whole. */
  summary(backupId: string): Promise<BackupSummary | undefined>
  /** Takes in what came from a file, whole or not at all. False: a backup of that id is here already. */
  take(from: FileBackup): Promise<boolean>
  remove(backupId: string): Promise<void>
  /** The last time that backups were removed to keep to the settings or to the browser's limit. */
  lastRemoval(): Promise<Removal | undefined>
  noteRemoval(removal: Removal): Promise<void>
}

const REMOVAL = "backups-removed"

export function createBackupStore(db: Database): BackupStore {
  /** Flushed: a kill must find what the deletion relies on. */
  const writing = groupCommit<Puts>(async (puts) => {
    const work = db.transaction(PARTS, "readwrite", { durability: "strict" })
    await Promise.all([...puts.flatMap((put) => put(work)), work.done])
  })

  return {
    ...reading(db),
    ...collecting(db, writing),
    async write(backup, before): Promise<void> {
      const rows = before.map((tag, index) => ({ ...tag, backupId: backup.id, index, reading: null }))
      const bytes = rows.reduce((sum, row) => sum + JSON.stringify(row).length, JSON.stringify(backup).length)
      await writing((work) => [
        ...clear(work, backup.id),
        work.objectStore("backups").put({ ...backup, tagCount: rows.length, bytes }),
        ...blocksOf(backup.id, rows).map((block) => work.objectStore("backupTags").put(block)),
      ])
      announceChange("backups")
    },
    async complete(backupId, asItIs = false): Promise<Backup> {
      const head = completed(await wholeHead(db, backupId), asItIs)
      const recordCount = head.holds === "records" ? await countRecords(db, backupId) : null
      await writing((work) => [work.objectStore("backups").put({ ...head, recordCount })])
      announceChange("backups")
      return { ...head, recordCount }
    },
    ...removalNote(db),
    take: (from) => importBackup(db, from),
    async remove(backupId): Promise<void> {
      await writing((work) => clear(work, backupId))
      announceChange("backups")
    },
  }
}

function reading(db: Database): Pick<BackupStore, "head" | "list" | "tags" | "tagNames" | "summary"> {
  return {
    head: (backupId) => headOf(db, backupId),
    list: () => listBackups(db),
    tags: (backupId) => readTags(db, backupId),
    tagNames: () => readTagNames(db),
    summary: (backupId) => summarize(db, backupId),
  }
}

function removalNote(db: Database): Pick<BackupStore, "lastRemoval" | "noteRemoval"> {
  return {
    lastRemoval: async () => checkedBy(removalSchema)(await db.get("settings", REMOVAL)),
    async noteRemoval(removal): Promise<void> {
      await db.put("settings", removal, REMOVAL)
      announceChange("backups")
    },
  }
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

/** Writes all of it or nothing. False: a backup of that id is here already, and stays as it is. */
async function importBackup(db: Database, { backup, tags }: FileBackup): Promise<boolean> {
  if ((await db.get("backups", backup.id)) !== undefined) return false
  const head: Backup = { ...backup, accountId: accountIdOf(backup.org) }
  const work = db.transaction(["backups", "backupTags", "backupRecords"], "readwrite", {
    durability: "strict",
  })
  await Promise.all([
    work.objectStore("backups").add(head),
    ...tags.map((tag) => work.objectStore("backupTags").add(shelved(tag))),
    ...tags.flatMap((tag) => pagesOf(tag).map((page) => work.objectStore("backupRecords").add(page))),
    work.done,
  ])
  announceChange("backups")
  return true
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
  const ids = recordIds ?? []
  const pages = Array.from({ length: Math.ceil(ids.length / PAGE) }, (_, page) => page)
  return pages.map((page) => ({
    ...{ backupId, tag: index, page, recordIds: ids.slice(page * PAGE, (page + 1) * PAGE) },
  }))
}
