/** Taking in a backup that came whole, from a file. */
import type { Backup, BackupTag } from "../backup/backup"
import type { FileBackup } from "../backup/file"
import type { ShelvedTag } from "../backup/shelf"
import { accountIdOf } from "./accounts"
import { announceChange } from "./changes"
import type { Database } from "./database"

/** Writes all of it or nothing. False: a backup of that id is here already, and stays as it is. */
export async function takeBackup(db: Database, { backup, tags }: FileBackup): Promise<boolean> {
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

function shelved({ recordIds, recordsComplete, ...tag }: BackupTag): ShelvedTag {
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
