/**
 * What can be put back after a deletion: plain data, as it is stored and shown. Times are milliseconds since the
 * epoch unless said otherwise, ids are strings.
 */
import type { Job, ModuleRef, OrgRef } from "../jobs/job"
import { hasConverted } from "../zoho/api/records"

/** The head of a backup: small, whatever the number of tags and records. */
export interface Backup {
  /** The id of the deletion that it was made for; one from a file brings its own. */
  readonly id: string
  readonly schema: 1
  readonly createdAt: number
  /** Made here before a deletion, or taken in from a file. */
  readonly origin: "deletion" | "file"
  /** When it was taken in from a file. */
  readonly importedAt?: number
  readonly org: OrgRef
  /** The connected account that deleted; an account of that id need not exist here. */
  readonly accountId: string
  readonly module: ModuleRef
  readonly tagCount: number
  /** `tags`: ids, names, colors, who and when. `records`: also which records carried each tag. */
  readonly holds: "tags" | "records"
  /** Different records that it names; null where it holds none or is not complete. */
  readonly recordCount: number | null
  /** Tags of which it names fewer records than carried them, as far as is known. */
  readonly partialTags: number
  /** Tags whose records have been gathered so far. */
  readonly gathered: number
  /** How records are found: by COQL, or by search where an org does not answer that. */
  readonly by: "query" | "search"
  /**
   * How converted leads are found, which Zoho leaves out unless asked. `unread`: this org does not tell which of them
   * carry a tag; null: no records are read, or those of a module that has none.
   */
  readonly converted: "query" | "search" | "unread" | null
  /** Bytes that it takes up, as near as can be told. */
  readonly bytes: number
  /** All that it is to hold has been written. Nothing is deleted before. */
  readonly complete: boolean
}

/** A tag as it was before its deletion. Times are Zoho's ISO 8601 texts; null: Zoho did not tell. */
export interface TagBefore {
  readonly id: string
  readonly name: string
  readonly colorCode: string | null
  readonly createdBy: string | null
  readonly createdTime: string | null
  readonly modifiedBy: string | null
  readonly modifiedTime: string | null
  /** How many records Zoho said carry it; null when nobody counted. */
  readonly records: number | null
}

/** One tag of a backup. */
export interface BackupTag extends TagBefore {
  readonly backupId: string
  /** Its place in the backup, from 0. */
  readonly index: number
  /** The records that carried it, without doubles; null: not gathered. */
  readonly recordIds: readonly string[] | null
  /** Whether those are all, as far as is known: a search ends after 2,000, and hides what its user may not see. */
  readonly recordsComplete: boolean
}

/** A backup of which nothing is written yet, for the deletion that it is made for. */
export function newBackup(
  job: Pick<Job, "id" | "createdAt" | "org" | "accountId" | "module">,
  tagCount: number,
  records: boolean,
): Backup {
  const { id, createdAt, org, accountId, module } = job
  return {
    ...{ id, schema: 1, createdAt, origin: "deletion", org, accountId, module, tagCount },
    ...{ holds: records ? "records" : "tags", recordCount: null, partialTags: 0, gathered: 0 },
    ...{ by: "query", bytes: 0, complete: false },
    converted: records && hasConverted(module.apiName) ? "query" : null,
  }
}
