/**
 * The extension's own database: jobs, accounts, encrypted secrets. IndexedDB and not `storage.local`, because
 * content scripts can read the latter where a browser has no `setAccessLevel` (Firefox), and because a job of
 * 20,000 tags must not be rewritten whole for every change.
 *
 * An older version of the extension never destroys what a newer one has stored:
 * - A newer database does not open for it (`newer`).
 * - A record whose `schema` it does not know is passed over: not continued, not overwritten, not removed. Raise that
 *   number, a job's also for its parts, whenever an older version would do something wrong with the record.
 * - Fields that it does not know are written back as they were.
 */
import { openDB } from "idb"
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from "idb"

export interface TagsweepSchema extends DBSchema {
  /** One small record per job. */
  jobs: { key: string; value: unknown; indexes: { createdAt: number; state: string } }
  /** One record per chunk, at most `chunkLimit` tags each. */
  chunks: { key: [string, number]; value: unknown; indexes: { jobId: string } }
  accounts: { key: string; value: unknown }
  /** Encrypted; the key in `keys` cannot be read out. */
  secrets: { key: string; value: unknown }
  keys: { key: string; value: CryptoKey }
  /** What was found out about an org at run time, with a date. */
  capabilities: { key: string; value: unknown }
  /** `user`: the settings. Beside it a few single values, each under its own key. */
  settings: { key: string; value: unknown }
  /** One small record per backup. */
  backups: { key: string; value: unknown }
  /** The tags of a backup, in blocks or one by one. */
  backupTags: { key: [string, number]; value: unknown; indexes: { backupId: string } }
  /** One record per page of a backed-up tag's records: backup, tag, page. */
  backupRecords: { key: [string, number, number]; value: unknown }
  /** Restores and merges: one small record per task, one per step of it. */
  tasks: { key: string; value: unknown; indexes: { createdAt: number; state: string } }
  taskSteps: { key: [string, number]; value: unknown; indexes: { taskId: string } }
  /** One record per module of an account: account, API name. */
  tagLists: { key: [string, string]; value: unknown }
  /** One record per tag that was asked about: account, tag. */
  tagUsage: { key: [string, string]; value: unknown }
  /** The last check on each account's org. */
  checks: { key: string; value: unknown }
  /** What a tab was asked to confirm, for some minutes; `tab` is its kind and the tab. */
  drafts: { key: string; value: unknown; indexes: { expiresAt: number; tab: [string, number] } }
}

export type Database = IDBPDatabase<TagsweepSchema>
type Upgrade = IDBPTransaction<TagsweepSchema, StoreNames<TagsweepSchema>[], "versionchange">

const NAME = "tagsweep"

/** Where in `settings` the database's own id is: another one after the browser has lost the database. */
export const DATABASE_ID = "database-id"

/** Migration `n` takes a database of version `n` to `n + 1`. Only ever append. */
const MIGRATIONS: readonly ((db: Database, upgrade: Upgrade) => void)[] = [
  (db): void => {
    const jobs = db.createObjectStore("jobs", { keyPath: "id" })
    jobs.createIndex("createdAt", "createdAt")
    jobs.createIndex("state", "state")
    const chunks = db.createObjectStore("chunks", { keyPath: ["jobId", "index"] })
    chunks.createIndex("jobId", "jobId")
    db.createObjectStore("accounts", { keyPath: "id" })
    db.createObjectStore("secrets")
    db.createObjectStore("keys")
    db.createObjectStore("capabilities", { keyPath: "orgId" })
  },
  (db): void => {
    db.createObjectStore("settings")
    db.createObjectStore("backups", { keyPath: "id" })
    const backupTags = db.createObjectStore("backupTags", { keyPath: ["backupId", "index"] })
    backupTags.createIndex("backupId", "backupId")
    db.createObjectStore("backupRecords", { keyPath: ["backupId", "tag", "page"] })
    const tasks = db.createObjectStore("tasks", { keyPath: "id" })
    tasks.createIndex("createdAt", "createdAt")
    tasks.createIndex("state", "state")
    const taskSteps = db.createObjectStore("taskSteps", { keyPath: ["taskId", "index"] })
    taskSteps.createIndex("taskId", "taskId")
  },
  (db): void => {
    db.createObjectStore("tagLists", { keyPath: ["accountId", "apiName"] })
    db.createObjectStore("tagUsage", { keyPath: ["accountId", "tagId"] })
  },
  (db): void => {
    db.createObjectStore("checks", { keyPath: "accountId" })
  },
  (db): void => {
    const drafts = db.createObjectStore("drafts", { keyPath: "draftId" })
    drafts.createIndex("expiresAt", "expiresAt")
    drafts.createIndex("tab", ["kind", "tab"])
  },
  (_db, upgrade): void => {
    // Written with the database, so that a new one never passes for the one that was lost.
    void upgrade.objectStore("settings").put(crypto.randomUUID(), DATABASE_ID)
  },
]

/** Why there is no storage: the disk is full, a newer version was here, or the browser does not open it. */
export type StorageFault = "full" | "newer" | "refused"

export class StorageError extends Error {
  override readonly name = "StorageError"
  constructor(
    readonly fault: StorageFault,
    options?: ErrorOptions,
  ) {
    super(`Storage: ${fault}`, options)
  }
}

/** @param error what opening, reading or writing rejected with: https://www.w3.org/TR/IndexedDB/#exceptions */
export function storageFaultOf(error: unknown): StorageFault {
  if (error instanceof StorageError) return error.fault
  if (!(error instanceof DOMException)) return "refused"
  return error.name === "QuotaExceededError" ? "full" : error.name === "VersionError" ? "newer" : "refused"
}

/** Milliseconds. A request to open waits for every other context of an older version, and one may not give way. */
const OPENS_WITHIN = 10_000

/**
 * Opens the database and brings it to the newest version.
 * @param onClosed the browser has closed it: a newer version needs it, or it was deleted or damaged
 * @throws StorageError
 */
export async function openDatabase(name = NAME, onClosed: () => void = () => undefined): Promise<Database> {
  let opening: Promise<Database> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  try {
    opening = openDB<TagsweepSchema>(name, MIGRATIONS.length, {
      upgrade(db, from, _to, upgrade): void {
        for (const migrate of MIGRATIONS.slice(from)) migrate(db, upgrade)
      },
      // A newer version of the extension waits to migrate: let it.
      blocking(_from, _to, event): void {
        ;(event.target as IDBDatabase).close()
        onClosed()
      },
      terminated: onClosed,
    })
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new StorageError("refused")), OPENS_WITHIN)
    })
    return await Promise.race([opening, tooLong])
  } catch (cause) {
    // Should it open after all, it must not stand in the way of whoever tries next.
    opening?.then(
      (db) => db.close(),
      () => undefined,
    )
    throw new StorageError(storageFaultOf(cause), { cause })
  } finally {
    clearTimeout(timer)
  }
}
