/** Space for backups: removes old ones, and refuses to begin one that would not fit. */
import { newBackup, type Backup, type TagBefore } from "../backup/backup"
import { BACKUP_BYTES } from "../storage/settings"
import type { Store } from "../storage/store"

/** Stored size (bytes) of a tag and of one of its record ids, and the space to keep free beside a new backup. */
const TAG_BYTES = 600
const RECORD_BYTES = 40
const SPARE_BYTES = 5_000_000

/** Removes the backups that the settings no longer keep, and records the removal for the user. */
export async function tidyBackups(store: Store, now: number): Promise<void> {
  if (await store.jobs.holdsNewer()) return
  const { backupDays: days } = await store.settings.get()
  const inUse = await backupsInUse(store)
  const removed = surplus(await store.backups.list(), { days, bytes: BACKUP_BYTES, inUse }, now)
  for (const { id } of removed) await store.backups.remove(id)
  const reportable = removed.filter(({ cause }) => cause !== "unfinished")
  if (reportable.length > 0)
    await store.backups.noteRemoval({
      at: now,
      count: reportable.length,
      forSize: reportable.some(({ cause }) => cause === "size"),
    })
}

/** Ids of backups that open jobs need. The backup of a deletion or a merge has the job's id. */
async function backupsInUse(store: Store): Promise<Set<string>> {
  const jobs = await store.jobs.open()
  return new Set(jobs.flatMap(({ id, backupId }) => (backupId === null ? [id] : [id, backupId])))
}

/**
 * Begins the backups of jobs that do not exist yet.
 * @returns false if the browser does not store all of them; nothing may be deleted then
 */
export async function beginBackups(
  store: Store,
  planned: readonly { readonly job: Parameters<typeof newBackup>[0]; readonly tags: readonly TagBefore[] }[],
  records: boolean,
): Promise<boolean> {
  try {
    const needed = planned.reduce((sum, { tags }) => sum + sizeOf(tags, records), 0)
    if (!(await makeRoom(store, needed, planned[0]?.job.createdAt ?? Date.now()))) return false
    await Promise.all(
      planned.map(({ job, tags }) => store.backups.write(newBackup(job, tags.length, records), tags)),
    )
    return true
  } catch {
    return false
  }
}

function sizeOf(tags: readonly TagBefore[], records: boolean): number {
  const counted = records ? tags.reduce((sum, tag) => sum + (tag.records ?? 0), 0) : 0
  return tags.length * TAG_BYTES + counted * RECORD_BYTES
}

/** Makes room before the browser refuses to store: removes backups from files first, then the oldest. */
async function makeRoom(store: Store, needed: number, now: number): Promise<boolean> {
  const { quota = Infinity, usage = 0 } = await navigator.storage.estimate()
  let short = needed + SPARE_BYTES - (quota - usage)
  if (short <= 0) return true
  if (await store.jobs.holdsNewer()) return false
  const inUse = await backupsInUse(store)
  const leastValuableFirst = byWorth(await store.backups.list()).reverse()
  let count = 0
  for (const { id, bytes } of leastValuableFirst.filter((each) => !inUse.has(each.id))) {
    if (short <= 0) break
    await store.backups.remove(id)
    short -= bytes
    count++
  }
  if (count > 0) await store.backups.noteRemoval({ at: now, count, forSize: true })
  return short <= 0
}

// Order of removal: backups from files first, then the oldest. The newest stays, however large.

export interface Keeping {
  readonly days: number
  /** Limit for all backups together. */
  readonly bytes: number
  /** Ids of backups that open jobs need and that must stay. */
  readonly inUse: ReadonlySet<string>
}

interface Surplus {
  readonly id: string
  /** `unfinished`: the job ended before the backup was complete, and deleted nothing. */
  readonly cause: "age" | "size" | "unfinished"
}

const DAY_MS = 24 * 3_600_000
/** Minimum age of an abandoned backup. A younger one may only wait for its job, which is created after it. */
const ABANDONED_AFTER_MS = 3_600_000

/** Sorts backups by worth: the first to remove comes last. @param backups the newest first */
export function byWorth(backups: readonly Backup[]): Backup[] {
  const imported = backups.filter(({ origin }) => origin === "file")
  return [
    ...backups.filter(({ origin }) => origin !== "file"),
    ...imported.sort((a, b) => keptSince(b) - keptSince(a)),
  ]
}

/** A backup from a file may be years old: its age counts from the import. */
function keptSince({ createdAt, importedAt }: Backup): number {
  return importedAt ?? createdAt
}

/** The backups to remove, and why. @param backups the newest first @param now milliseconds */
export function surplus(
  backups: readonly Backup[],
  { days, bytes: maxBytes, inUse }: Keeping,
  now: number,
): Surplus[] {
  let left = maxBytes
  return byWorth(backups).flatMap((backup, at): Surplus[] => {
    const { id, bytes, complete } = backup
    const age = now - keptSince(backup)
    left -= bytes
    if (inUse.has(id)) return []
    if (!complete && age > ABANDONED_AFTER_MS) return [{ id, cause: "unfinished" }]
    if (age > days * DAY_MS) return [{ id, cause: "age" }]
    return left < 0 && at > 0 ? [{ id, cause: "size" }] : []
  })
}
