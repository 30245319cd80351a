/**
 * The extension's database. Uses IndexedDB instead of `storage.local`, which content scripts can read in Firefox and
 * which would rewrite a whole job for every change.
 *
 * An older version of the extension never destroys data of a newer one:
 * - It cannot open a newer database (`newer`).
 * - It does not touch records with an unknown `schema`. Increase that number (for steps, that of their job) whenever
 *   an older version would mishandle the record.
 * - It preserves unknown fields.
 */
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from "idb"
import browser from "webextension-polyfill"
import { announceChange } from "./change-events"

export interface TagsweepSchema extends DBSchema {
  /** One small record per job. */
  jobs: { key: string; value: unknown; indexes: { createdAt: number; state: string } }
  /** One record per step, each with the tags or records of at most one call. */
  steps: { key: [string, number]; value: unknown }
  accounts: { key: string; value: unknown }
  /** Encrypted with a non-extractable key in `keys`. */
  secrets: { key: string; value: unknown }
  keys: { key: string; value: CryptoKey }
  orgFeatures: { key: string; value: unknown }
  /** `user`: the settings. A few single values have their own keys. */
  settings: { key: string; value: unknown }
  /** One small record per backup. */
  backups: { key: string; value: unknown }
  /** The tags of a backup, in blocks or individually. */
  backupTags: { key: [string, number]; value: unknown }
  /** One record per page of a backed-up tag's records: backup, tag, page. */
  backupRecords: { key: [string, number, number]; value: unknown }
  /** One record per module of an account: account, API name. */
  tagLists: { key: [string, string]; value: unknown }
  /** One record per tag whose usage was read: account, tag. */
  tagUsage: { key: [string, string]; value: unknown }
  drafts: { key: string; value: unknown }
}

export type Database = IDBPDatabase<TagsweepSchema>

const NAME = "tagsweep"
const VERSION = 1

/** Key in `settings` of the database's id, which differs after the browser has lost the database. */
const DATABASE_ID = "database-id"

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
  db.createObjectStore("orgFeatures", { keyPath: "orgId" })
  db.createObjectStore("settings")
  db.createObjectStore("backups", { keyPath: "id" })
  db.createObjectStore("backupTags", { keyPath: ["backupId", "index"] })
  db.createObjectStore("backupRecords", { keyPath: ["backupId", "tag", "page"] })
  db.createObjectStore("tagLists", { keyPath: ["accountId", "apiName"] })
  db.createObjectStore("tagUsage", { keyPath: ["accountId", "tagId"] })
  db.createObjectStore("drafts", { keyPath: "draftId" })
  // Written when the database is created, so that a new one is never mistaken for the lost one.
  void upgrade.objectStore("settings").put(crypto.randomUUID(), DATABASE_ID)
}

/** Why storage is unavailable: the disk is full, a newer version has used it, or the browser refuses access. */
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

/** @param error the rejection from opening, reading or writing: https://www.w3.org/TR/IndexedDB/#exceptions */
export function storageFaultOf(error: unknown): StorageFault {
  if (error instanceof StorageError) return error.fault
  if (!(error instanceof DOMException)) return "refused"
  return error.name === "QuotaExceededError" ? "full" : error.name === "VersionError" ? "newer" : "refused"
}

/** Opening waits until every context of an older version has closed the database, which may never happen. */
const OPEN_TIMEOUT_MS = 10_000

/**
 * Opens the database.
 * @param onClosed called when it is closed because a newer version needs it or it was deleted or damaged
 * @throws StorageError if it does not open within 10 seconds or the browser refuses
 */
export async function openDatabase(name = NAME, onClosed: () => void = () => undefined): Promise<Database> {
  let opening: Promise<Database> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  try {
    opening = openDB<TagsweepSchema>(name, VERSION, {
      upgrade: createStores,
      // A newer version of the extension is waiting to migrate.
      blocking(_from, _to, event): void {
        ;(event.target as IDBDatabase).close()
        onClosed()
      },
      terminated: onClosed,
    })
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new StorageError("refused")), OPEN_TIMEOUT_MS)
    })
    return await Promise.race([opening, timeout])
  } catch (cause) {
    // If it opens later, it must not block the next attempt.
    opening?.then(
      (db) => db.close(),
      () => undefined,
    )
    throw new StorageError(storageFaultOf(cause), { cause })
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Groups writes requested during a flush into the next one: a flush costs the same for one write as for many.
 * @param commit writes all of them in order, or none
 */
export function groupCommit<T>(commit: (all: readonly T[]) => Promise<void>): (one: T) => Promise<void> {
  const queue: { readonly one: T; readonly done: () => void; readonly failed: (why: unknown) => void }[] = []
  let isFlushing = false

  async function flush(): Promise<void> {
    isFlushing = true
    // Group the writes requested at the same moment.
    await Promise.resolve()
    while (queue.length > 0) {
      const group = queue.splice(0)
      const committed = commit(group.map(({ one }) => one))
      for (const { one, done, failed } of group) {
        // One write that fails must not fail the others: a failed group is written one by one.
        const written = group.length === 1 ? committed : committed.catch(() => commit([one]))
        await written.then(done, failed)
      }
    }
    isFlushing = false
  }

  return (one) =>
    new Promise((done, failed) => {
      queue.push({ one, done, failed })
      if (!isFlushing) void flush()
    })
}

// Detects whether the browser has lost the database: a mark in `storage.local` (no secret) contains the id of the
// database that had data.

const MARK_KEY = "database"

export interface LossStore {
  /** Whether a database with data was lost and the user has not been informed. */
  isLost(): Promise<boolean>
  /** Records that this database contains data, or that the user was informed of the loss. */
  mark(): Promise<void>
}

export function createLossStore(db: Database): LossStore {
  const databaseId = async (): Promise<unknown> => db.get("settings", DATABASE_ID)
  return {
    async isLost(): Promise<boolean> {
      const marked = await readMark()
      return typeof marked === "string" && marked !== (await databaseId())
    },
    async mark(): Promise<void> {
      const [id, marked] = [await databaseId(), await readMark()]
      if (marked === UNREADABLE || marked === id) return
      await browser.storage.local.set({ [MARK_KEY]: id })
      announceChange("storage")
    },
  }
}

/** `storage.local` is unreadable, or contains a newer version's mark, which must not be overwritten. */
const UNREADABLE = Symbol("unreadable")

/** The id of the database that contains data; undefined if none has yet. */
async function readMark(): Promise<string | undefined | typeof UNREADABLE> {
  try {
    const { [MARK_KEY]: mark } = await browser.storage.local.get(MARK_KEY)
    return mark === undefined || typeof mark === "string" ? mark : UNREADABLE
  } catch {
    return UNREADABLE
  }
}
