/**
 * The backup file, and back: a documented format of its own (docs/backup-format.md), so that a backup outlives this browser.
 * What is read may come from anywhere, so every text and list is bounded.
 */
import * as v from "valibot"

import { ENVIRONMENTS, LOCATIONS } from "../zoho/data-centers"
import type { Backup, BackupTag } from "./backup"

const FILE_FORMAT = "tagsweep-backup"
const FILE_VERSION = 1

/** Bytes of a file that are read at most: two million records. */
export const LARGEST_FILE = 50_000_000
/** What a file of that size can hold of brackets, commas and colons; a later version may have more of each. */
const FILE_BOUNDS = { depth: 8, items: 3_000_000, members: 500_000 } as const
/** More tags than a deletion can have. */
const MOST_TAGS = 25_000
/** Records of one tag. */
const MOST_RECORDS = 1_000_000
/** Longest name of an org, a label or a person, in characters. */
const LONGEST = 400

const id = v.pipe(v.string(), v.regex(/^\d{1,25}$/), v.description("Zoho's id: digits, as text"))
const text = v.pipe(v.string(), v.maxLength(LONGEST))
const time = v.pipe(
  v.string(),
  v.isoTimestamp(),
  // February 31 has the form, and is no time to some browsers.
  v.check((each) => !Number.isNaN(Date.parse(each))),
  v.description("UTC, ISO 8601"),
)
const known = <S extends v.GenericSchema<string, string>>(schema: S): v.NullableSchema<S, undefined> =>
  v.nullable(schema)

const fileTagSchema = v.object({
  id: v.pipe(id, v.description("The deleted tag's id; a restored tag gets a new one")),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST)),
  color: v.pipe(known(v.pipe(v.string(), v.regex(/^#[0-9A-Fa-f]{6}$/))), v.description("null: none")),
  createdBy: known(text),
  createdTime: v.pipe(known(text), v.description("As Zoho wrote it: ISO 8601 with its own offset")),
  modifiedBy: known(text),
  modifiedTime: known(text),
  recordCount: v.pipe(
    v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
    v.description("How many records Zoho said carry it; null: nobody counted"),
  ),
  recordIds: v.pipe(
    v.nullable(v.pipe(v.array(id), v.maxLength(MOST_RECORDS))),
    v.description("The records that carried it; null: they were not read"),
  ),
  recordsComplete: v.pipe(v.boolean(), v.description("Whether those are all, as far as is known")),
})

export const fileSchema = v.object({
  format: v.literal(FILE_FORMAT),
  version: v.literal(FILE_VERSION),
  exportedAt: time,
  id: v.pipe(
    v.string(),
    v.regex(/^[\w-]{1,64}$/),
    v.description("The backup's own; the same at each export"),
  ),
  createdAt: v.pipe(time, v.description("When the backup was made, just before its tags were deleted")),
  org: v.object({
    id: v.pipe(id, v.description("The number in Zoho's addresses, /crm/org<id>/")),
    name: text,
    location: v.pipe(v.picklist(LOCATIONS), v.description("Zoho's word for the data center")),
    environment: v.picklist(ENVIRONMENTS),
  }),
  module: v.object({ id, apiName: v.pipe(v.string(), v.regex(/^\w{1,100}$/)), pluralLabel: text }),
  tags: v.pipe(
    v.array(fileTagSchema),
    v.minLength(1),
    v.maxLength(MOST_TAGS),
    v.check((tags) => new Set(tags.map((tag) => tag.id)).size === tags.length, "A tag is there twice"),
  ),
})

export type BackupFile = v.InferOutput<typeof fileSchema>

export interface FileBackup {
  /** Without an account: which one it belongs to here is never taken from a file. */
  readonly backup: Omit<Backup, "accountId">
  readonly tags: readonly BackupTag[]
}

export type FileReading =
  | { readonly ok: true; readonly value: FileBackup }
  /** `foreign`: not a backup of ours. `newer`: of a later version. `damaged`: ours, but not whole or not sound. */
  | { readonly ok: false; readonly why: "foreign" | "newer" | "damaged" }

/** The file's text: JSON, one tag a line. @param now milliseconds since the epoch */
export function fileText(backup: Backup, tags: readonly BackupTag[], now: number): string {
  const { id, createdAt, org, module } = backup
  const head = {
    ...{ format: FILE_FORMAT, version: FILE_VERSION, exportedAt: iso(now), id, createdAt: iso(createdAt) },
    ...{ org, module },
  }
  const lines = tags.map((tag) => JSON.stringify(fileTag(tag))).join(",\n")
  return `${JSON.stringify(head).slice(0, -1)},"tags":[\n${lines}\n]}\n`
}

function fileTag(tag: BackupTag): BackupFile["tags"][number] {
  const { id, name, colorCode: color, createdBy, createdTime, modifiedBy, modifiedTime, records } = tag
  const { recordIds, recordsComplete } = tag
  return {
    ...{ id, name, color, createdBy, createdTime, modifiedBy, modifiedTime, recordCount: records },
    ...{ recordIds: recordIds && [...recordIds], recordsComplete },
  }
}

const iso = (time: number): string => new Date(time).toISOString()

/** `tagsweep-backup-Deals-2026-11-24.json`; the module's API name holds nothing that a file name must not. */
export function fileName({ module, createdAt }: Backup): string {
  return `tagsweep-backup-${module.apiName}-${iso(createdAt).slice(0, 10)}.json`
}

const beginning = v.object({ format: v.literal(FILE_FORMAT), version: v.pipe(v.number(), v.integer()) })

/** Nothing is taken from the text that the schema does not allow. @param now milliseconds since the epoch */
export function readFile(text: string, now: number): FileReading {
  const json = parseBounded(text, FILE_BOUNDS)
  const begins = v.safeParse(beginning, json)
  if (!begins.success) return { ok: false, why: "foreign" }
  if (begins.output.version > FILE_VERSION) return { ok: false, why: "newer" }
  // One fault is enough: a list of millions would have as many.
  const file = v.safeParse(fileSchema, json, { abortEarly: true })
  return file.success
    ? { ok: true, value: backupOf(file.output, text.length, now) }
    : { ok: false, why: "damaged" }
}

function backupOf(file: BackupFile, bytes: number, now: number): FileBackup {
  const { id, org, module } = file
  const tags = file.tags.map(({ color, recordCount, recordIds, ...tag }, index): BackupTag => {
    const ids = recordIds && [...new Set(recordIds)]
    const recordsComplete = ids !== null && tag.recordsComplete
    return {
      ...tag,
      ...{ backupId: id, index, colorCode: color, records: recordCount, recordIds: ids, recordsComplete },
    }
  })
  const read = tags.filter((tag) => tag.recordIds !== null)
  const holds = read.length > 0 ? "records" : "tags"
  const backup: FileBackup["backup"] = {
    // A file from the future would be listed above all backups that are made here.
    ...{ id, schema: 1, createdAt: Math.min(Date.parse(file.createdAt), now), importedAt: now },
    ...{ origin: "file", org, module, holds, bytes, begun: [] },
    ...{ tagCount: tags.length, collected: read.length, by: "query", converted: null, complete: true },
    recordCount: holds === "records" ? new Set(read.flatMap((tag) => tag.recordIds ?? [])).size : null,
    partialTags: holds === "records" ? tags.filter((tag) => !tag.recordsComplete).length : 0,
  }
  return { backup, tags }
}

interface JsonBounds {
  /** Brackets within brackets. */
  readonly depth: number
  /** Brackets that open and commas: as many as lists and objects have elements and members, at least. */
  readonly items: number
  /** Colons: members of all objects together, each of which may have a name of its own. */
  readonly members: number
}

/** Undefined beyond the bounds: forty megabytes of brackets take `JSON.parse` many seconds and a gigabyte. */
function parseBounded(text: string, bounds: JsonBounds): unknown {
  if (!isWithin(text, bounds)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isWithin(text: string, bounds: JsonBounds): boolean {
  let depth = 0
  let items = 0
  let members = 0
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (sign === '"') at = endOfString(text, at)
    else if (sign === "]" || sign === "}") depth--
    else if (sign === ":" && ++members > bounds.members) return false
    else if (sign === "[" || sign === "{" || sign === ",") {
      if (sign !== ",") depth++
      if (depth > bounds.depth || ++items > bounds.items) return false
    }
  }
  return true
}

/** Where the string that begins at a quote ends; the text's end where it never does. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0
    while (text[end - 1 - escapes] === "\\") escapes++
    if (escapes % 2 === 0) return end
  }
  return text.length
}
