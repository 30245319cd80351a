/**
 * What can be put back after a deletion: plain data, as it is stored (and checked by these schemas) and shown. Times are
 * milliseconds since the epoch unless said otherwise, ids are strings.
 */
import * as v from "valibot"

import type { Job } from "../jobs/job"
import { moduleSchema, orgSchema } from "../jobs/schema"
import { loose, type Of } from "../lib/schema"
import { hasConverted } from "../zoho/api/records"

const text = v.string()
const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** The head of a backup: small, whatever the number of tags and records. */
export const backupSchema = loose({
  /** The id of the deletion that it was made for; one from a file brings its own. */
  id: text,
  schema: v.literal(1),
  createdAt: v.number(),
  /** Made here before a deletion, or taken in from a file, and when that was. */
  ...{ origin: v.picklist(["deletion", "file"]), importedAt: v.exactOptional(v.number()) },
  org: orgSchema,
  /** The connected account that deleted; an account of that id need not exist here. */
  accountId: text,
  module: moduleSchema,
  tagCount: count,
  /** `tags`: ids, names, colors, who and when. `records`: also which records carried each tag. */
  holds: v.picklist(["tags", "records"]),
  /** Different records that it names; null where it holds none or is not complete. */
  recordCount: v.nullable(count),
  /** Tags of which it names fewer records than carried them, as far as is known. */
  partialTags: count,
  /** Tags whose records have been collected so far. */
  collected: count,
  /** Indexes of the tags whose records are being read. All other tags before the last of these are collected. */
  begun: v.array(count),
  /** How records are found: by COQL, or by search where an org does not answer that. */
  by: v.picklist(["query", "search"]),
  /**
   * How converted leads are found, which Zoho leaves out unless asked. `unread`: this org does not tell which of them
   * carry a tag; null: no records are read, or those of a module that has none.
   */
  converted: v.nullable(v.picklist(["query", "search", "unread"])),
  /** Bytes that it takes up, as far as is known. */
  bytes: count,
  /** All that it is to hold has been written. Nothing is deleted before. */
  complete: v.boolean(),
})
export type Backup = Of<typeof backupSchema>

/** A tag as it was before its deletion. Times are Zoho's ISO 8601 texts; null: Zoho did not tell. */
export const tagBefore = {
  ...{ id: text, name: text, colorCode: v.nullable(text) },
  ...{ createdBy: v.nullable(text), createdTime: v.nullable(text) },
  ...{ modifiedBy: v.nullable(text), modifiedTime: v.nullable(text) },
  /** How many records Zoho said carry it; null when nobody counted. */
  records: v.nullable(count),
}
export type TagBefore = Of<v.ObjectSchema<typeof tagBefore, undefined>>

/** A tag as it is stored: its records are in pages of their own, so that collecting writes each page once. */
export const storedTagSchema = loose({
  /** `index`: its place in the backup, from 0. */
  ...{ ...tagBefore, backupId: text, index: count },
  /** How far its records have been read; null: not begun, or never to be. */
  reading: v.nullable(
    v.object({
      /** Pages written, and records on them. */
      ...{ pages: count, found: count },
      /** Where the next page begins: the id of the last record seen, or the number of the page; empty: at the first. */
      next: text,
      /** Whether the next page is of converted leads. They are read after all others. */
      converted: v.boolean(),
      ...{ done: v.boolean(), complete: v.boolean() },
    }),
  ),
})
export type StoredTag = Of<typeof storedTagSchema>
export type Reading = NonNullable<StoredTag["reading"]>

/** Of a tag that is read from its first page. */
export const FROM_START: Reading = {
  ...{ pages: 0, found: 0, next: "", converted: false, done: false, complete: false },
}

/** One tag of a backup. */
export interface BackupTag extends TagBefore {
  readonly backupId: string
  readonly index: number
  /** The records that carried it, without doubles; null: not collected. */
  readonly recordIds: readonly string[] | null
  /** Whether those are all, as far as is known: a search ends after 2,000, and hides what its user may not see. */
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

// Where a backup is written while it is being made: the real one is in `storage`, the simulation has a model.

/** What pages of a tag's records bring. */
export interface RecordsRead {
  readonly recordIds: readonly string[]
  /** Where the next page begins; null: this was the last. */
  readonly next: string | null
  /** As in `Reading`. */
  readonly converted: boolean
  /** Whether the tag's records are all there once this was the last page. */
  readonly complete: boolean
}

export interface TagPage {
  /** As it was before the pages were read. */
  readonly tag: StoredTag
  readonly read: RecordsRead
}

/** Tags whose records are stored together: few enough that a kill costs little, enough that one seldom has to wait for all. */
const STORED_TOGETHER = 60

/** Indexes of the tags whose records are to be read next: those that were begun, and then the first of the others. */
export function indexesToRead({ holds, collected, begun, tagCount }: Backup): number[] {
  if (holds === "tags") return []
  const first = collected + begun.length
  const left = Math.min(STORED_TOGETHER - begun.length, tagCount - first)
  return [...begun, ...Array.from({ length: left }, (_, at) => first + at)]
}

/** The head while the tags are read that are next. */
export function withBegun(backup: Backup): Backup {
  return { ...backup, begun: indexesToRead(backup) }
}

/** The head once all records of a tag that was begun are there. */
export function withCollected(backup: Backup, index: number): Backup {
  const begun = backup.begun.filter((each) => each !== index)
  return { ...backup, collected: backup.collected + 1, begun }
}

/** How records are found. */
export type Way = Pick<Backup, "by" | "converted">

/** The tag once records are found in another way: the same object where nothing changes, without a reading where it begins again. */
export function turned(tag: StoredTag, before: Way, way: Way): StoredTag {
  const { reading } = tag
  if (!reading) return tag
  if (reading.done) {
    // A search that ignores what it is asked for shows it by what it finds. Where it found nothing, nobody knows.
    const isDoubtful = way.converted === "unread" && reading.found === 0 && reading.complete
    return isDoubtful ? { ...tag, reading: { ...reading, complete: false } } : tag
  }
  const isOther = reading.converted ? way.converted !== before.converted : way.by !== before.by
  // The next page of one way means nothing to the other, and there is none of what is not asked for any more.
  const isLost = reading.next !== "" || way.converted === "unread"
  return isOther && isLost ? { ...tag, reading: null } : tag
}

/** Every write is all or nothing, and has been flushed when it resolves; what rejects has not been written. */
export interface BackupParts {
  /** The backup, and the tags whose records are to be read next; undefined: there is no such backup. */
  next(
    backupId: string,
  ): Promise<{ readonly backup: Backup; readonly tags: readonly StoredTag[] } | undefined>
  /** Writes a backup with all its tags. One of that id is replaced. */
  write(backup: Backup, tags: readonly TagBefore[]): Promise<void>
  /** Adds a page of records for each of these tags. Returns the new head. */
  addRecords(backup: Backup, pages: readonly TagPage[]): Promise<Backup>
  /** Finds records in another way. Every tag is then as `turned` says. */
  turnTo(backupId: string, way: Way): Promise<Backup>
  /** Rejects when records are still to be read, unless the user goes on with what is there: tags left count as partial. */
  complete(backupId: string, asItIs?: boolean): Promise<Backup>
}
