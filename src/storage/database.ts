/**
 * The extension's database. IndexedDB and not `storage.local`, which content scripts can read in Firefox, and because a
 * job must not be rewritten whole for every change.
 *
 * An older version of the extension never destroys what a newer one has stored:
 * - A newer database does not open for it (`newer`).
 * - A record whose `schema` it does not know is left alone. Raise that number, a job's also for its steps, whenever an
 *   older version would do something wrong with the record.
 * - Fields that it does not know are written back as they were.
 */
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from "idb"
import browser from "webextension-polyfill"
import { announceChange } from "./change-events"

export interface TagsweepSchema extends DBSchema {
  /** One small record per job. */
  jobs: { key: string; value: unknown; indexes: { createdAt: number; state: string } }
  /** One record per step, at most one call's tags or records each. */
  steps: { key: [string, number]; value: unknown }
  accounts: { key: string; value: unknown }
  /** Encrypted; the key in `keys` cannot be read out. */
  secrets: { key: string; value: unknown }
  keys: { key: string; value: CryptoKey }
  orgFeatures: { key: string; value: unknown }
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
  drafts: { key: string; value: unknown }
}

export type Database = IDBPDatabase<TagsweepSchema>

const NAME = "tagsweep"
const VERSION = 1

/** Where in `settings` the database's own id is: another one after the browser has lost the database. */
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
  // Written with the database, so that a new one never passes for the one that was lost.
  void upgrade.objectStore("settings").put(crypto.randomUUID(), DATABASE_ID)
}

/** Why storage is unavailable: the disk is full, a newer version created it, or the browser does not open it. */
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

/** Milliseconds. Opening waits until every context of an older version closes its connection; one may not. */
const OPENS_WITHIN = 10_000

/** @param onClosed the browser has closed it: a newer version needs it, or it was deleted or damaged. @throws StorageError */
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
    // If it opens later, it must not block the next try.
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
 * Writes that come while one is being flushed go together into the next: a flush costs the same for one as for many.
 * @param commit writes all of them or none, in order
 */
export function groupCommit<T>(commit: (all: readonly T[]) => Promise<void>): (one: T) => Promise<void> {
  const waiting: { readonly one: T; readonly done: () => void; readonly failed: (why: unknown) => void }[] =
    []
  let isFlushing = false

  async function flush(): Promise<void> {
    isFlushing = true
    // What is written at the same moment is one group.
    await Promise.resolve()
    while (waiting.length > 0) {
      const group = waiting.splice(0)
      const whole = commit(group.map(({ one }) => one))
      for (const { one, done, failed } of group) {
        // One write that fails must not block the others: the group is then written one by one.
        const written = group.length === 1 ? whole : whole.catch(() => commit([one]))
        await written.then(done, failed)
      }
    }
    isFlushing = false
  }

  return (one) =>
    new Promise((done, failed) => {
      waiting.push({ one, done, failed })
      if (!isFlushing) void flush()
    })
}

// Whether the browser has lost the database: a mark in `storage.local`, no secret, names the one that had something in it.

const KEY = "database"

export interface LossStore {
  /** The database that had something in it is gone, and the person does not know yet. */
  isLost(): Promise<boolean>
  /** This database holds something now, or the person knows of the loss. */
  mark(): Promise<void>
}

export function createLossStore(db: Database): LossStore {
  const here = async (): Promise<unknown> => db.get("settings", DATABASE_ID)
  return {
    async isLost(): Promise<boolean> {
      const marked = await readMark()
      return typeof marked === "string" && marked !== (await here())
    },
    async mark(): Promise<void> {
      const [id, marked] = [await here(), await readMark()]
      if (marked === UNREADABLE || marked === id) return
      await browser.storage.local.set({ [KEY]: id })
      announceChange("storage")
    },
  }
}

/** A newer version's mark, which stays, or the browser keeps nothing there either. */
const UNREADABLE = Symbol("unreadable")

/** The id of the database that has something in it; undefined: none did yet. */
async function readMark(): Promise<string | undefined | typeof UNREADABLE> {
  try {
    const { [KEY]: mark } = await browser.storage.local.get(KEY)
    return mark === undefined || typeof mark === "string" ? mark : UNREADABLE
  } catch {
    return UNREADABLE
  }
}
