/** Reads stored backups and their tags and records. */
import * as v from "valibot"

import {
  backupSchema,
  indexesToRead,
  storedTagSchema,
  type Backup,
  type BackupTag,
  type StoredTag,
} from "../backup/backup"
import { slices } from "../lib/lists"
import { checkedBy } from "../lib/schema"
import type { Database } from "./database"

const checked = checkedBy(backupSchema)

/** Read access to the stored backups. */
export class BackupReader {
  constructor(protected readonly db: Database) {}

  async head(backupId: string): Promise<Backup | undefined> {
    return checked(await this.db.get("backups", backupId))
  }

  /** All backups, newest first. */
  async list(): Promise<Backup[]> {
    const all = (await this.db.getAll("backups")).flatMap((each) => checked(each) ?? [])
    return all.sort((a, b) => b.createdAt - a.createdAt)
  }

  /** The names of the tags in each backup, in order. Omits unreadable tags of a damaged backup. */
  async tagNames(): Promise<ReadonlyMap<string, readonly string[]>> {
    const names = new Map<string, string[]>()
    // Blocks come first, so that the names are in the order of the tags.
    for (const stored of await this.db.getAll("backupTags")) {
      for (const { backupId, index, name } of tagsIn([stored]) ?? []) {
        const ofBackup = names.get(backupId) ?? []
        names.set(backupId, ofBackup)
        ofBackup[index] = name
      }
    }
    // `Object.values` closes the gaps of unreadable tags.
    return new Map([...names].map(([backupId, ofBackup]) => [backupId, Object.values(ofBackup)]))
  }

  /** All tags in order with their records; undefined if the backup does not exist or is partly damaged. */
  async tags(backupId: string): Promise<BackupTag[] | undefined> {
    const backup = await this.head(backupId)
    const tags = await this.storedTags(backupId)
    const records = await this.records(backupId)
    if (!records || !tags || tags.length !== backup?.tagCount) return undefined
    return tags.map(({ reading, ...tag }) => ({
      ...tag,
      recordIds: reading?.done ? [...(records.get(tag.index) ?? [])] : null,
      recordsComplete: reading?.done === true && reading.complete,
    }))
  }

  /** Undefined if the backup does not exist, is not complete or is partly damaged. */
  async summary(backupId: string): Promise<BackupSummary | undefined> {
    const head = await this.head(backupId)
    const tags = head?.complete ? await this.storedTags(backupId) : undefined
    if (!head || tags?.length !== head.tagCount) return undefined
    const outline = tags.map(({ id, reading }): TagOutline => ({
      id,
      records: reading?.done ? reading.found : null,
      recordsComplete: reading?.done === true && reading.complete,
    }))
    return { head, outline: new Map(outline.map((tag) => [tag.id, tag])) }
  }

  /** The tags whose records are read next. */
  protected async nextTags(backup: Backup): Promise<StoredTag[]> {
    const indexes = indexesToRead(backup)
    if (indexes.length === 0) return []
    // One transaction: the first deletion waits for this, and one transaction per tag can take seconds.
    const { store } = this.db.transaction("backupTags")
    const read = (index: number): Promise<unknown> => store.get([backup.id, index])
    const own = await Promise.all(indexes.map(read))
    const blocks = new Set(indexes.filter((_, at) => own[at] === undefined).map(blockOf))
    const parts = [...(await Promise.all([...blocks].map(read))), ...own].filter((part) => part !== undefined)
    return (tagsIn(parts) ?? []).filter(({ index }) => indexes.includes(index))
  }

  /** All tags in order; undefined if a part is damaged. */
  protected async storedTags(backupId: string): Promise<StoredTag[] | undefined> {
    return tagsIn(await this.db.getAll("backupTags", tagsOf(backupId)))
  }

  /** The record ids that are not on earlier pages of the tag: counting one twice would hide a missing one. */
  protected async newRecords(
    { backupId, index, reading }: StoredTag,
    recordIds: readonly string[],
  ): Promise<string[]> {
    const known = reading ? await this.records(backupId, index) : undefined
    return [...new Set(recordIds)].filter((id) => !known?.get(index)?.has(id))
  }

  /** The number of distinct records of the tags whose records were all read. */
  protected async countRecords(backupId: string): Promise<number> {
    const done = (await this.storedTags(backupId))?.filter(({ reading }) => reading?.done)
    const indexes = new Set(done?.map(({ index }) => index))
    const seen = new Set<string>()
    // Page by page, because all pages together may be large.
    for await (const { value } of this.db.transaction("backupRecords").store.iterate(recordsOf(backupId))) {
      const page = v.safeParse(pageSchema, value)
      if (page.success && indexes.has(page.output.tag)) for (const id of page.output.recordIds) seen.add(id)
    }
    return seen.size
  }

  /** Record ids by tag index, of all tags or of one; undefined if a page is damaged. */
  private async records(backupId: string, tagIndex?: number): Promise<Map<number, Set<string>> | undefined> {
    const stored = await this.db.getAll("backupRecords", recordsOf(backupId, tagIndex))
    const pages = v.safeParse(v.array(pageSchema), stored)
    if (!pages.success) return undefined
    const byTag = new Map<number, Set<string>>()
    for (const { tag, recordIds } of pages.output) {
      const ids = byTag.get(tag) ?? new Set()
      for (const id of recordIds) ids.add(id)
      byTag.set(tag, ids)
    }
    return byTag
  }
}

export interface TagOutline {
  readonly id: string
  /** Number of records in the backup; null if not collected. */
  readonly records: number | null
  readonly recordsComplete: boolean
}

/** For a report: without record ids, so that it stays small. */
export interface BackupSummary {
  readonly head: Backup
  /** By tag id. */
  readonly outline: ReadonlyMap<string, TagOutline>
}

/** The tags in order; undefined if a part is damaged. @param parts blocks, then single tags, which override them */
function tagsIn(parts: readonly unknown[]): StoredTag[] | undefined {
  const read = v.safeParse(v.array(partSchema), parts)
  if (!read.success) return undefined
  const all = read.output.flatMap((part) => ("tags" in part ? part.tags : [part]))
  const byIndex = new Map(all.map((tag) => [tag.index, tag]))
  return [...byIndex.values()].sort((a, b) => a.index - b.index)
}

export function tagsOf(backupId: string): IDBKeyRange {
  return IDBKeyRange.bound([backupId, -Infinity], [backupId, Infinity])
}

export function recordsOf(backupId: string, tag?: number): IDBKeyRange {
  return IDBKeyRange.bound([backupId, tag ?? 0, 0], [backupId, tag ?? Infinity, Infinity])
}

const TAGS_PER_BLOCK = 200

/** Key of the block that contains the tag at this index: negative, so that it never equals a single tag's key. */
function blockOf(index: number): number {
  return -1 - Math.floor(index / TAGS_PER_BLOCK)
}

/** Blocks to store. @param tags all tags of a backup, in order */
export function blocksOf(backupId: string, tags: readonly StoredTag[]): object[] {
  return slices(tags, TAGS_PER_BLOCK).map((part, at) => ({
    ...{ backupId, index: blockOf(at * TAGS_PER_BLOCK), tags: part },
  }))
}

/**
 * Tags are first written in blocks, because writing a database record costs as much as a hundred tags. A tag whose
 * records have been read has its own database record, which overrides the block's.
 */
const blockSchema = v.object({
  index: v.pipe(v.number(), v.integer(), v.maxValue(-1)),
  tags: v.array(storedTagSchema),
})

const partSchema = v.union([storedTagSchema, blockSchema])

/** A page of one tag's records. */
const pageSchema = v.object({
  tag: v.pipe(v.number(), v.integer(), v.minValue(0)),
  recordIds: v.array(v.string()),
})
