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
import { checkedBy } from "../lib/schema"
import type { Database } from "./database"

const checked = checkedBy(backupSchema)

export async function headOf(db: Database, backupId: string): Promise<Backup | undefined> {
  return checked(await db.get("backups", backupId))
}

export async function listBackups(db: Database): Promise<Backup[]> {
  const all = (await db.getAll("backups")).flatMap((each) => checked(each) ?? [])
  return all.sort((a, b) => b.createdAt - a.createdAt)
}

/** The tags whose records are to be read next. */
export async function nextTags(db: Database, backup: Backup): Promise<StoredTag[]> {
  const indexes = indexesToRead(backup)
  if (indexes.length === 0) return []
  // All in one transaction: the first deletion waits for this, and a transaction for each of many tags takes seconds.
  const { store } = db.transaction("backupTags")
  const read = (index: number): Promise<unknown> => store.get([backup.id, index])
  const own = await Promise.all(indexes.map(read))
  const blocks = new Set(indexes.filter((_, at) => own[at] === undefined).map(blockOf))
  const parts = [...(await Promise.all([...blocks].map(read))), ...own].filter((part) => part !== undefined)
  return (tagsIn(parts) ?? []).filter(({ index }) => indexes.includes(index))
}

const partSchema = v.lazy(() => v.union([storedTagSchema, blockSchema]))

/** All tags in order; undefined when a part is damaged. */
export async function storedTags(db: Database, backupId: string): Promise<StoredTag[] | undefined> {
  return tagsIn(await db.getAll("backupTags", tagsOf(backupId)))
}

/** @param parts blocks, and then the records of single tags, which count more */
function tagsIn(parts: readonly unknown[]): StoredTag[] | undefined {
  const read = v.safeParse(v.array(partSchema), parts)
  if (!read.success) return undefined
  const all = read.output.flatMap((part) => ("tags" in part ? part.tags : [part]))
  const byIndex = new Map(all.map((tag) => [tag.index, tag]))
  return [...byIndex.values()].sort((a, b) => a.index - b.index)
}

/** By backup id. */
export async function readTagNames(db: Database): Promise<Map<string, string[]>> {
  const names = new Map<string, string[]>()
  // Blocks come first, so that the place of a name is that of its tag in the backup.
  for (const stored of await db.getAll("backupTags")) {
    const part = v.safeParse(partSchema, stored)
    if (!part.success) continue
    for (const { backupId, index, name } of "tags" in part.output ? part.output.tags : [part.output]) {
      const ofBackup = names.get(backupId) ?? []
      names.set(backupId, ofBackup)
      ofBackup[index] = name
    }
  }
  // What can't be read leaves no gap.
  return new Map([...names].map(([backupId, ofBackup]) => [backupId, Object.values(ofBackup)]))
}

/** All tags in order, each with its records; undefined when a part is missing or damaged. */
export async function readTags(db: Database, backupId: string): Promise<BackupTag[] | undefined> {
  const backup = await headOf(db, backupId)
  const tags = await storedTags(db, backupId)
  const records = await readRecords(db, backupId)
  if (!records || !tags || tags.length !== backup?.tagCount) return undefined
  return tags.map(({ reading, ...tag }) => ({
    ...tag,
    recordIds: reading?.done ? [...(records.get(tag.index) ?? [])] : null,
    recordsComplete: reading?.done === true && reading.complete,
  }))
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

/** Undefined where there is no such backup, it is not complete, or a part of it is damaged. */
export async function summarize(db: Database, backupId: string): Promise<BackupSummary | undefined> {
  const head = await headOf(db, backupId)
  const tags = head?.complete ? await storedTags(db, backupId) : undefined
  if (!head || tags?.length !== head.tagCount) return undefined
  const outline = tags.map(({ id, reading }): TagOutline => ({
    id,
    records: reading?.done ? reading.found : null,
    recordsComplete: reading?.done === true && reading.complete,
  }))
  return { head, outline: new Map(outline.map((tag) => [tag.id, tag])) }
}

/** Record ids by the tag's index, of all tags or of one. */
async function readRecords(
  db: Database,
  backupId: string,
  only?: number,
): Promise<Map<number, Set<string>> | undefined> {
  const pages = v.safeParse(v.array(pageSchema), await db.getAll("backupRecords", recordsOf(backupId, only)))
  if (!pages.success) return undefined
  const byTag = new Map<number, Set<string>>()
  for (const { tag, recordIds } of pages.output) {
    const ids = byTag.get(tag) ?? new Set()
    for (const id of recordIds) ids.add(id)
    byTag.set(tag, ids)
  }
  return byTag
}

/** Those that no earlier page of the tag holds: a record that is counted twice would hide one that is missing. */
export async function newRecords(
  db: Database,
  { backupId, index, reading }: StoredTag,
  recordIds: readonly string[],
): Promise<string[]> {
  const known = reading ? await readRecords(db, backupId, index) : undefined
  return [...new Set(recordIds)].filter((id) => !known?.get(index)?.has(id))
}

/** How many different records the tags have whose records have all been read. */
export async function countRecords(db: Database, backupId: string): Promise<number> {
  const done = (await storedTags(db, backupId))?.filter(({ reading }) => reading?.done)
  const indexes = new Set(done?.map(({ index }) => index))
  const seen = new Set<string>()
  let cursor = await db.transaction("backupRecords").store.openCursor(recordsOf(backupId))
  while (cursor) {
    const page = v.safeParse(pageSchema, cursor.value)
    if (page.success && indexes.has(page.output.tag)) for (const id of page.output.recordIds) seen.add(id)
    cursor = await cursor.continue()
  }
  return seen.size
}

export function tagsOf(backupId: string): IDBKeyRange {
  return IDBKeyRange.bound([backupId, -Infinity], [backupId, Infinity])
}

const TAGS_PER_BLOCK = 200

/** Where the block lies that a tag of this index was written in. */
function blockOf(index: number): number {
  return -1 - Math.floor(index / TAGS_PER_BLOCK)
}

export function blocksOf(backupId: string, tags: readonly StoredTag[]): object[] {
  const starts = tags.filter((_, at) => at % TAGS_PER_BLOCK === 0).map(({ index }) => index)
  return starts.map((start) => ({
    ...{ backupId, index: blockOf(start), tags: tags.slice(start, start + TAGS_PER_BLOCK) },
  }))
}

export function recordsOf(backupId: string, tag?: number): IDBKeyRange {
  return IDBKeyRange.bound([backupId, tag ?? 0, 0], [backupId, tag ?? Infinity, Infinity])
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/**
 * Tags as they are first written, many to a record, which costs the browser as much as a hundred tags. A tag whose records
 * have been read has a record of its own, which counts more than the block's.
 */
const blockSchema = v.object({
  /** Below zero, where no tag's own record lies: -1, -2, … */
  index: v.pipe(v.number(), v.integer(), v.maxValue(-1)),
  tags: v.array(storedTagSchema),
})

/** Records of one tag, as many as one call gave. */
const pageSchema = v.object({ tag: count, recordIds: v.array(v.string()) })
