/**
 * The extension's own database: jobs, accounts, encrypted secrets. IndexedDB and not `storage.local`, because
 * content scripts can read the latter where a browser has no `setAccessLevel` (Firefox), and because a job of
 * 20,000 tags must not be rewritten whole for every change.
 */
import { openDB } from "idb"
import type { DBSchema, IDBPDatabase } from "idb"

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
  /** One record, `user`. */
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

/** Opens the database. Rejects when the browser refuses storage. */
export function openDatabase(name = NAME): Promise<Database> {
  return openDB<TagsweepSchema>(name, VERSION, {
    upgrade(db): void {
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
    },
    // A newer version of the extension waits to upgrade: let it, this context is about to be replaced.
    blocking(_from, _to, event): void {
      ;(event.target as IDBDatabase).close()
    },
  })
}
