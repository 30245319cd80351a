/** Reading backups and what lies in them. */
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

/** What is read of the backups at rest. */
export class BackupReader {
  constructor(protected readonly db: Database) {}

  async head(backupId: string): Promise<Backup | undefined> {
    return checked(await this.db.get("backups", backupId))
  }

  /** The newest first. */
  async list(): Promise<Backup[]> {
    const all = (await this.db.getAll("backups")).flatMap((each) => checked(each) ?? [])
    return all.sort((a, b) => b.createdAt - a.createdAt)
  }

  /** Names of the tags in each backup, in order; of a damaged one those that can be read. */
  async tagNames(): Promise<ReadonlyMap<string, readonly string[]>> {
    const names = new Map<string, string[]>()
    // Blocks come first, so that the place of a name is that of its tag in the backup.
    for (const stored of await this.db.getAll("backupTags")) {
      for (const { backupId, index, name } of tagsIn([stored]) ?? []) {
        const ofBackup = names.get(backupId) ?? []
        names.set(backupId, ofBackup)
        ofBackup[index] = name
      }
    }
    // What can't be read leaves no gap.
    return new Map([...names].map(([backupId, ofBackup]) => [backupId, Object.values(ofBackup)]))
  }

  /** All tags in order, each with its records; undefined when there is no such backup or a part of it is damaged. */
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

  /** Undefined where there is no such backup, it is not complete, or a part of it is damaged. */
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

  /** The tags whose records are to be read next. */
  protected async nextTags(backup: Backup): Promise<StoredTag[]> {
    const indexes = indexesToRead(backup)
    if (indexes.length === 0) return []
    // All in one transaction: the first deletion waits for this, and a transaction for each of many tags takes seconds.
    const { store } = this.db.transaction("backupTags")
    const read = (index: number): Promise<unknown> => store.get([backup.id, index])
    const own = await Promise.all(indexes.map(read))
    const blocks = new Set(indexes.filter((_, at) => own[at] === undefined).map(blockOf))
    const parts = [...(await Promise.all([...blocks].map(read))), ...own].filter((part) => part !== undefined)
    return (tagsIn(parts) ?? []).filter(({ index }) => indexes.includes(index))
  }

  /** All tags in order; undefined when a part is damaged. */
  protected async storedTags(backupId: string): Promise<StoredTag[] | undefined> {
    return tagsIn(await this.db.getAll("backupTags", tagsOf(backupId)))
  }

  /** Those that no earlier page of the tag holds: a record that is counted twice would hide one that is missing. */
  protected async newRecords(
    { backupId, index, reading }: StoredTag,
    recordIds: readonly string[],
  ): Promise<string[]> {
    const known = reading ? await this.records(backupId, index) : undefined
    return [...new Set(recordIds)].filter((id) => !known?.get(index)?.has(id))
  }

  /** How many different records the tags have whose records have all been read. */
  protected async countRecords(backupId: string): Promise<number> {
    const done = (await this.storedTags(backupId))?.filter(({ reading }) => reading?.done)
    const indexes = new Set(done?.map(({ index }) => index))
    const seen = new Set<string>()
    // Page by page, for all of them together may be large.
    for await (const { value } of this.db.transaction("backupRecords").store.iterate(recordsOf(backupId))) {
      const page = v.safeParse(pageSchema, value)
      if (page.success && indexes.has(page.output.tag)) for (const id of page.output.recordIds) seen.add(id)
    }
    return seen.size
  }

  /** Record ids by the tag's index, of all tags or of one; undefined when a page is damaged. */
  private async records(backupId: string, only?: number): Promise<Map<number, Set<string>> | undefined> {
    const stored = await this.db.getAll("backupRecords", recordsOf(backupId, only))
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
  /** Records named; null: none were collected. */
  readonly records: number | null
  readonly recordsComplete: boolean
}

/** For a report: small whatever the backup's size. */
export interface BackupSummary {
  readonly head: Backup
  /** By the tag's id. */
  readonly outline: ReadonlyMap<string, TagOutline>
}

/** @param parts blocks, and then the records of single tags, which count more. Undefined when one is damaged */
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

/** Where the block lies that a tag of this index was written in: below zero, where no tag's own record lies. */
function blockOf(index: number): number {
  return -1 - Math.floor(index / TAGS_PER_BLOCK)
}

/** @param tags all of a backup, in order */
export function blocksOf(backupId: string, tags: readonly StoredTag[]): object[] {
  return slices(tags, TAGS_PER_BLOCK).map((part, at) => ({
    ...{ backupId, index: blockOf(at * TAGS_PER_BLOCK), tags: part },
  }))
}

/**
 * Tags as they are first written, many to a record, which costs the browser as much as a hundred tags. A tag whose records
 * have been read has a record of its own, which counts more than the block's.
 */
const blockSchema = v.object({
  index: v.pipe(v.number(), v.integer(), v.maxValue(-1)),
  tags: v.array(storedTagSchema),
})

const partSchema = v.union([storedTagSchema, blockSchema])

/** Records of one tag, as many as one call gave. */
const pageSchema = v.object({
  tag: v.pipe(v.number(), v.integer(), v.minValue(0)),
  recordIds: v.array(v.string()),
})
