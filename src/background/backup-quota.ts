/** Keeps backups within their limits: removes old ones, and starts none that would not fit. */
import { newBackup, type Backup, type TagBefore } from "../backup/backup"
import { BACKUP_BYTES } from "../storage/settings"
import type { Store } from "../storage/store"

/** Bytes that a tag and a record of it take at rest, and what must stay free beside a new backup. */
const TAG_BYTES = 600
const RECORD_BYTES = 40
const SPARE_BYTES = 5_000_000

/** Removes the backups that the settings no longer keep, and remembers that it did. */
export async function tidyBackups(store: Store, now: number): Promise<void> {
  if (await store.jobs.holdsNewer()) return
  const { backupDays: days } = await store.settings.get()
  const inUse = await backupsInUse(store)
  const removed = surplus(await store.backups.list(), { days, bytes: BACKUP_BYTES, inUse }, now)
  for (const { id } of removed) await store.backups.remove(id)
  const worthSaying = removed.filter(({ cause }) => cause !== "unfinished")
  if (worthSaying.length > 0)
    await store.backups.noteRemoval({
      at: now,
      count: worthSaying.length,
      forSize: worthSaying.some(({ cause }) => cause === "size"),
    })
}

/** Backups that something under way is about to need: a deletion's and a merge's have its id. */
async function backupsInUse(store: Store): Promise<Set<string>> {
  const jobs = await store.jobs.open()
  return new Set(jobs.flatMap(({ id, backupId }) => (backupId === null ? [id] : [id, backupId])))
}

/** Begins the backups of jobs that do not exist yet. False: the browser does not store all of them, and nothing may be deleted. */
export async function beginBackups(
  store: Store,
  works: readonly { readonly job: Parameters<typeof newBackup>[0]; readonly tags: readonly TagBefore[] }[],
  records: boolean,
): Promise<boolean> {
  try {
    const needed = works.reduce((sum, { tags }) => sum + sizeOf(tags, records), 0)
    if (!(await makeRoom(store, needed, works[0]?.job.createdAt ?? Date.now()))) return false
    await Promise.all(
      works.map(({ job, tags }) => store.backups.write(newBackup(job, tags.length, records), tags)),
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

/** Asks before the browser refuses; where it is short, backups from files go first, and then the oldest. */
async function makeRoom(store: Store, needed: number, now: number): Promise<boolean> {
  const { quota = Infinity, usage = 0 } = await navigator.storage.estimate()
  let short = needed + SPARE_BYTES - (quota - usage)
  if (short <= 0) return true
  if (await store.jobs.holdsNewer()) return false
  const inUse = await backupsInUse(store)
  const leastFirst = byWorth(await store.backups.list()).reverse()
  let count = 0
  for (const { id, bytes } of leastFirst.filter((each) => !inUse.has(each.id))) {
    if (short <= 0) break
    await store.backups.remove(id)
    short -= bytes
    count++
  }
  if (count > 0) await store.backups.noteRemoval({ at: now, count, forSize: true })
  return short <= 0
}

// Which backups are removed: those from files first, of the others the oldest. The newest stays, however large.

export interface Keeping {
  readonly days: number
  /** That all may take together. */
  readonly bytes: number
  /** Ids that must stay: of deletions and restores that are not finished. */
  readonly inUse: ReadonlySet<string>
}

interface Surplus {
  readonly id: string
  /** `unfinished`: its deletion ended before it was complete, and deleted nothing. */
  readonly cause: "age" | "size" | "unfinished"
}

const DAY = 24 * 3_600_000
/** A backup is begun before its deletion exists: one without is left over only after a while. */
const LEFT_OVER_AFTER = 3_600_000

/** The backups in the order in which they are kept, what is to go first at the end. @param backups the newest first */
export function byWorth(backups: readonly Backup[]): Backup[] {
  const imported = backups.filter(({ origin }) => origin === "file")
  return [
    ...backups.filter(({ origin }) => origin !== "file"),
    ...imported.sort((a, b) => keptSince(b) - keptSince(a)),
  ]
}

/** One from a file, which may be years old, has its days from when it was taken in. */
function keptSince({ createdAt, importedAt }: Backup): number {
  return importedAt ?? createdAt
}

/** @param backups the newest first */
export function surplus(
  backups: readonly Backup[],
  { days, bytes: most, inUse }: Keeping,
  now: number,
): Surplus[] {
  let left = most
  return byWorth(backups).flatMap((backup, at): Surplus[] => {
    const { id, bytes, complete } = backup
    const age = now - keptSince(backup)
    left -= bytes
    if (inUse.has(id)) return []
    if (!complete && age > LEFT_OVER_AFTER) return [{ id, cause: "unfinished" }]
    if (age > days * DAY) return [{ id, cause: "age" }]
    return left < 0 && at > 0 ? [{ id, cause: "size" }] : []
  })
}
