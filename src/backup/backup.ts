/**
 * The data model of backups, from which deleted tags are restored. The schemas validate stored data. Times are
 * milliseconds since the epoch unless noted; ids are strings.
 */
import * as v from "valibot"

import type { Job } from "../jobs/job"
import { moduleSchema, orgSchema } from "../jobs/schema"
import { loose, type Of } from "../lib/schema"
import { hasConverted } from "../zoho/api/records"

const text = v.string()
const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** The head of a backup: small, regardless of the number of tags and records. */
export const backupSchema = loose({
  /** The id of the deletion that it was made for, or the id in an imported file. */
  id: text,
  schema: v.literal(1),
  createdAt: v.number(),
  /** Made in this browser before a deletion, or imported from a file, with the time of the import. */
  ...{ origin: v.picklist(["deletion", "file"]), importedAt: v.exactOptional(v.number()) },
  org: orgSchema,
  /** The connected account that deleted. It may not exist in this browser. */
  accountId: text,
  module: moduleSchema,
  tagCount: count,
  /** `tags`: ids, names, colors, authors and times. `records`: also the records that carried each tag. */
  holds: v.picklist(["tags", "records"]),
  /** Number of distinct records it contains; null if it contains none or is not complete. */
  recordCount: v.nullable(count),
  /** Number of tags whose records are, or may be, incomplete in the backup. */
  partialTags: count,
  /** Number of tags whose records have been collected. */
  collected: count,
  /** Indexes of the tags whose records are being read. All other tags before the last of them are collected. */
  begun: v.array(count),
  /** How records are found: by COQL, or by search if the org does not answer COQL. */
  by: v.picklist(["query", "search"]),
  /**
   * How converted leads are found, which Zoho omits unless requested. `unread`: this org does not report which of them
   * carry a tag. Null: no records are read, or the module has no converted leads.
   */
  converted: v.nullable(v.picklist(["query", "search", "unread"])),
  /** Approximate size (bytes). */
  bytes: count,
  /** Whether everything has been written. Nothing is deleted before. */
  complete: v.boolean(),
})
export type Backup = Of<typeof backupSchema>

/** A tag as it was before its deletion. Times are Zoho's ISO 8601 strings; null if Zoho did not report them. */
export const tagBefore = {
  ...{ id: text, name: text, colorCode: v.nullable(text) },
  ...{ createdBy: v.nullable(text), createdTime: v.nullable(text) },
  ...{ modifiedBy: v.nullable(text), modifiedTime: v.nullable(text) },
  /** Number of records that carry it, as reported by Zoho; null if not counted. */
  records: v.nullable(count),
}
export type TagBefore = Of<v.ObjectSchema<typeof tagBefore, undefined>>

/** A stored tag. Its records are stored in separate pages, so that each page is written only once. */
export const storedTagSchema = loose({
  /** `index`: position in the backup, from 0. */
  ...{ ...tagBefore, backupId: text, index: count },
  /** How far its records have been read; null if reading has not begun or is not planned. */
  reading: v.nullable(
    v.object({
      /** Number of pages written, and of records on them. */
      ...{ pages: count, found: count },
      /** Start of the next page: the last record id (COQL) or the page number (search); empty for the first page. */
      next: text,
      /** Whether the next page contains converted leads, which are read last. */
      converted: v.boolean(),
      ...{ done: v.boolean(), complete: v.boolean() },
    }),
  ),
})
export type StoredTag = Of<typeof storedTagSchema>
export type Reading = NonNullable<StoredTag["reading"]>

/** The reading of a tag whose first page is next. */
export const FROM_START: Reading = {
  ...{ pages: 0, found: 0, next: "", converted: false, done: false, complete: false },
}

/** One tag of a backup. */
export interface BackupTag extends TagBefore {
  readonly backupId: string
  readonly index: number
  /** The records that carried it, without duplicates; null if not collected. */
  readonly recordIds: readonly string[] | null
  /** Whether `recordIds` is complete, if known: a search ends after 2,000 and omits records its user may not see. */
  readonly recordsComplete: boolean
}

export function newBackup(
  job: Pick<Job, "id" | "createdAt" | "org" | "accountId" | "module">,
  tagCount: number,
  records: boolean,
): Backup {
  const { id, createdAt, org, accountId, module } = job
  return {
    ...{ id, schema: 1, createdAt, origin: "deletion", org, accountId, module, tagCount },
    ...{ holds: records ? "records" : "tags", recordCount: null, partialTags: 0, collected: 0, begun: [] },
    ...{ by: "query", bytes: 0, complete: false },
    converted: records && hasConverted(module.apiName) ? "query" : null,
  }
}

// The store that a backup is written to. `storage` implements it; the simulation has a model.

/** The result of reading one or more pages of a tag's records. */
export interface RecordsRead {
  readonly recordIds: readonly string[]
  /** Start of the next page; null after the last. */
  readonly next: string | null
  /** As in `Reading`. */
  readonly converted: boolean
  /** Whether no records are missing if this was the last page. */
  readonly complete: boolean
}

export interface TagPage {
  /** The tag before the pages were read. */
  readonly tag: StoredTag
  readonly read: RecordsRead
}

/**
 * Tags whose records are read and stored in one batch: few enough that a kill loses little, enough that waiting for the
 * end of a batch is rare.
 */
const TAGS_PER_BATCH = 60

/** Indexes of the tags whose records are read next: the begun tags first, followed by the next unread ones. */
export function indexesToRead({ holds, collected, begun, tagCount }: Backup): number[] {
  if (holds === "tags") return []
  const first = collected + begun.length
  const left = Math.min(TAGS_PER_BATCH - begun.length, tagCount - first)
  return [...begun, ...Array.from({ length: left }, (_, at) => first + at)]
}

/** The head with the next tags marked as begun. */
export function withBegun(backup: Backup): Backup {
  return { ...backup, begun: indexesToRead(backup) }
}

/** The head with a begun tag marked as collected. */
export function withCollected(backup: Backup, index: number): Backup {
  const begun = backup.begun.filter((each) => each !== index)
  return { ...backup, collected: backup.collected + 1, begun }
}

/** The methods by which records are found. */
export type Way = Pick<Backup, "by" | "converted">

/**
 * The tag after a change of methods. Returns the same object if nothing changes. `reading` is null if its records must
 * be read from the start.
 */
export function turned(tag: StoredTag, before: Way, way: Way): StoredTag {
  const { reading } = tag
  if (!reading) return tag
  if (reading.done) {
    // A search that ignores `converted` is detected by its results. Without results, the tag may be incomplete.
    const isDoubtful = way.converted === "unread" && reading.found === 0 && reading.complete
    return isDoubtful ? { ...tag, reading: { ...reading, complete: false } } : tag
  }
  const isOtherMethod = reading.converted ? way.converted !== before.converted : way.by !== before.by
  // A page position is valid only for its own method. Converted leads that are no longer requested have no next page.
  const isPositionLost = reading.next !== "" || way.converted === "unread"
  return isOtherMethod && isPositionLost ? { ...tag, reading: null } : tag
}

/** Every write is atomic and has been flushed when it resolves. If it rejects, nothing has been written. */
export interface BackupParts {
  /** The backup and the tags whose records are read next; undefined if the backup does not exist. */
  next(
    backupId: string,
  ): Promise<{ readonly backup: Backup; readonly tags: readonly StoredTag[] } | undefined>
  /** Writes a backup with all its tags. Replaces a backup with the same id. */
  write(backup: Backup, tags: readonly TagBefore[]): Promise<void>
  /** Adds records of these tags. Returns the new head. */
  addRecords(backup: Backup, pages: readonly TagPage[]): Promise<Backup>
  /** Changes the methods by which records are found, and every tag as `turned` returns it. */
  turnTo(backupId: string, way: Way): Promise<Backup>
  /**
   * Marks the backup as complete.
   * @param allowPartial the user continues without the unread records: tags that are left count as partial
   * @throws Error if records are still unread and `allowPartial` is not set
   */
  complete(backupId: string, allowPartial?: boolean): Promise<Backup>
}
