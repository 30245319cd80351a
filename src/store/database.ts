/**
 * The extension's own database: jobs, accounts, encrypted secrets. IndexedDB and not `storage.local`, because
 * content scripts can read the latter where a browser has no `setAccessLevel` (Firefox), and because a job of
 * 20,000 tags must not be rewritten whole for every change.
 *
 * An older version of the extension never destroys what a newer one has stored:
 * - A newer database does not open for it (`newer`).
 * - A record whose `schema` it does not know is passed over: not continued, not overwritten, not removed. Raise that
 *   number, a job's also for its steps, whenever an older version would do something wrong with the record.
 * - Fields that it does not know are written back as they were.
 */
import { openDB } from "idb"
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from "idb"

export interface TagsweepSchema extends DBSchema {
  /** One small record per job. */
  jobs: { key: string; value: unknown; indexes: { createdAt: number; state: string } }
  /** One record per step, at most one call's tags or records each. */
  steps: { key: [string, number]; value: unknown }
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
  backupTags: { key: [string, number]; value: unknown }
  /** One record per page of a backed-up tag's records: backup, tag, page. */
  backupRecords: { key: [string, number, number]; value: unknown }
  /** One record per module of an account: account, API name. */
  tagLists: { key: [string, string]; value: unknown }
  /** One record per tag that was asked about: account, tag. */
  tagUsage: { key: [string, string]; value: unknown }
  /** What a tab was asked to confirm, for some minutes; `tab` is its kind and the tab. */
  drafts: { key: string; value: unknown; indexes: { expiresAt: number; tab: [string, number] } }
}

export type Database = IDBPDatabase<TagsweepSchema>

const NAME = "tagsweep"
const VERSION = 1

/** Where in `settings` the database's own id is: another one after the browser has lost the database. */
export const DATABASE_ID = "database-id"

function createStores(
  db: Database,
  _from: number,
  _to: number | null,
  upgrade: IDBPTransaction<TagsweepSchema, StoreNames<TagsweepSchema>[], "versionchange">,
): void {
  const jobs = db.createObjectStore("jobs", { keyPath: "id" })
  jobs.createIndex("createdAt", "createdAt")
  jobs.createIndex("state", "state")
  db.createObjectStore("steps", { keyPath: ["jobId", "index"] })
  db.createObjectStore("accounts", { keyPath: "id" })
  db.createObjectStore("secrets")
  db.createObjectStore("keys")
  db.createObjectStore("capabilities", { keyPath: "orgId" })
  db.createObjectStore("settings")
  db.createObjectStore("backups", { keyPath: "id" })
  db.createObjectStore("backupTags", { keyPath: ["backupId", "index"] })
  db.createObjectStore("backupRecords", { keyPath: ["backupId", "tag", "page"] })
  db.createObjectStore("tagLists", { keyPath: ["accountId", "apiName"] })
  db.createObjectStore("tagUsage", { keyPath: ["accountId", "tagId"] })
  const drafts = db.createObjectStore("drafts", { keyPath: "draftId" })
  drafts.createIndex("expiresAt", "expiresAt")
  drafts.createIndex("tab", ["kind", "tab"])
  // Written with the database, so that a new one never passes for the one that was lost.
  void upgrade.objectStore("settings").put(crypto.randomUUID(), DATABASE_ID)
}

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
    opening = openDB<TagsweepSchema>(name, VERSION, {
      upgrade: createStores,
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
