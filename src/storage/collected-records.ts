/** Records on their way into a backup: which tags are read next, and what is stored of their pages. */
import type { IDBPTransaction } from "idb"

import {
  FROM_START,
  turned,
  withBegun,
  withCollected,
  type Backup,
  type BackupParts,
  type Reading,
  type RecordsRead,
  type StoredTag,
} from "../backup/backup"
import type { Database, TagsweepSchema } from "./database"
import { headOf, newRecords, nextTags, recordsOf, storedTags } from "./read-backups"

export const PARTS = ["backups", "backupTags", "backupRecords"] as const
export type Writing = IDBPTransaction<TagsweepSchema, typeof PARTS, "readwrite">
/** What is written in one transaction with what others write. */
export type Puts = (work: Writing) => Promise<unknown>[]

/** Bytes that a record's id takes beside its digits. */
const ID_OVERHEAD = 4

export function collecting(
  db: Database,
  writing: (puts: Puts) => Promise<void>,
): Pick<BackupParts, "next" | "addRecords" | "turnTo"> {
  return {
    async next(backupId): ReturnType<BackupParts["next"]> {
      const backup = await headOf(db, backupId)
      return backup && { backup, tags: await nextTags(db, backup) }
    },
    async addRecords(backup, pages): Promise<Backup> {
      let head = withBegun(backup)
      const written: { readonly tag: StoredTag; readonly page: object }[] = []
      for (const { tag, read } of pages) {
        const recordIds = await newRecords(db, tag, read.recordIds)
        const added = withRecords(head, tag, { ...read, recordIds })
        head = added.head
        const page = { backupId: head.id, tag: tag.index, page: added.reading.pages - 1, recordIds }
        written.push({ tag: { ...tag, reading: added.reading }, page })
      }
      await writing((work) => [
        work.objectStore("backups").put(head),
        ...written.map(({ tag }) => work.objectStore("backupTags").put(tag)),
        ...written.map(({ page }) => work.objectStore("backupRecords").put(page)),
      ])
      return head
    },
    async turnTo(backupId, way): Promise<Backup> {
      const before = await wholeHead(db, backupId)
      const tags = (await storedTags(db, backupId)) ?? []
      const changed = tags.flatMap((tag) => {
        const next = turned(tag, before, way)
        return next === tag ? [] : [next]
      })
      const doubtful = changed.filter(({ reading }) => reading?.done).length
      const head: Backup = { ...before, ...way, partialTags: before.partialTags + doubtful }
      await writing((work) => [
        work.objectStore("backups").put(head),
        ...changed.map((tag) => work.objectStore("backupTags").put(tag)),
        ...changed
          .filter(({ reading }) => !reading)
          .map(({ index }) => work.objectStore("backupRecords").delete(recordsOf(backupId, index))),
      ])
      return head
    },
  }
}

/** @throws Error where there is no such backup, or its head is damaged */
export async function wholeHead(db: Database, backupId: string): Promise<Backup> {
  const head = await headOf(db, backupId)
  if (!head) throw new Error("There is no such backup")
  return head
}

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
