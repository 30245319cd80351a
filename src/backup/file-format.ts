/**
 * Writes and reads backup files, so that a backup outlives this browser. The format is documented in
 * docs/backup-format.md. Files are untrusted, so every string and list is bounded.
 */
import * as v from "valibot"

import { ENVIRONMENTS, LOCATIONS } from "../zoho/data-centers"
import type { Backup, BackupTag } from "./backup"

const FILE_FORMAT = "tagsweep-backup"
const FILE_VERSION = 1

/** Maximum file size (bytes): about two million records. */
export const LARGEST_FILE = 50_000_000
/** JSON bounds for a file of that size, with room for later versions. */
const FILE_BOUNDS = { depth: 8, items: 3_000_000, members: 500_000 } as const
/** Exceeds the number of tags in any deletion. */
const MAX_TAGS = 25_000
/** Per tag. */
const MAX_RECORDS = 1_000_000
/** Maximum length of a name or label (characters). */
const MAX_LENGTH = 400

const id = v.pipe(v.string(), v.regex(/^\d{1,25}$/), v.description("Zoho's id: digits, as text"))
const text = v.pipe(v.string(), v.maxLength(MAX_LENGTH))
const time = v.pipe(
  v.string(),
  v.isoTimestamp(),
  // February 31 matches the pattern, but some browsers cannot parse it.
  v.check((each) => !Number.isNaN(Date.parse(each))),
  v.description("UTC, ISO 8601"),
)
const nullable = <S extends v.GenericSchema<string, string>>(schema: S): v.NullableSchema<S, undefined> =>
  v.nullable(schema)

const fileTagSchema = v.object({
  id: v.pipe(id, v.description("The deleted tag's id; a restored tag gets a new one")),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_LENGTH)),
  color: v.pipe(nullable(v.pipe(v.string(), v.regex(/^#[0-9A-Fa-f]{6}$/))), v.description("null: none")),
  createdBy: nullable(text),
  createdTime: v.pipe(nullable(text), v.description("As Zoho wrote it: ISO 8601 with its own offset")),
  modifiedBy: nullable(text),
  modifiedTime: nullable(text),
  recordCount: v.pipe(
    v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
    v.description("How many records Zoho said carry it; null: nobody counted"),
  ),
  recordIds: v.pipe(
    v.nullable(v.pipe(v.array(id), v.maxLength(MAX_RECORDS))),
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
    v.maxLength(MAX_TAGS),
    v.check((tags) => new Set(tags.map((tag) => tag.id)).size === tags.length, "A tag is there twice"),
  ),
})

export type BackupFile = v.InferOutput<typeof fileSchema>

export interface FileBackup {
  /** Without an account: a file never determines which account a backup belongs to. */
  readonly backup: Omit<Backup, "accountId">
  readonly tags: readonly BackupTag[]
}

export type FileReading =
  | { readonly ok: true; readonly value: FileBackup }
  /** `foreign`: not our format. `newer`: a later version. `damaged`: our format, but incomplete or invalid. */
  | { readonly ok: false; readonly why: "foreign" | "newer" | "damaged" }

/** The file's text: JSON, one tag per line. @param now milliseconds since the epoch */
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

/** `tagsweep-backup-Deals-2026-11-24.json`. A module's API name contains only characters valid in file names. */
export function fileName({ module, createdAt }: Backup): string {
  return `tagsweep-backup-${module.apiName}-${iso(createdAt).slice(0, 10)}.json`
}

const headSchema = v.object({ format: v.literal(FILE_FORMAT), version: v.pipe(v.number(), v.integer()) })

/** Parses and validates a backup file. Ignores unknown fields. @param now milliseconds since the epoch */
export function readFile(text: string, now: number): FileReading {
  const json = parseBounded(text, FILE_BOUNDS)
  const head = v.safeParse(headSchema, json)
  if (!head.success) return { ok: false, why: "foreign" }
  if (head.output.version > FILE_VERSION) return { ok: false, why: "newer" }
  // Stop at the first issue: a list of millions could produce as many.
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
    // A date in the future would sort the backup above all others.
    ...{ id, schema: 1, createdAt: Math.min(Date.parse(file.createdAt), now), importedAt: now },
    ...{ origin: "file", org, module, holds, bytes, begun: [] },
    ...{ tagCount: tags.length, collected: read.length, by: "query", converted: null, complete: true },
    recordCount: holds === "records" ? new Set(read.flatMap((tag) => tag.recordIds ?? [])).size : null,
    partialTags: holds === "records" ? tags.filter((tag) => !tag.recordsComplete).length : 0,
  }
  return { backup, tags }
}

interface JsonBounds {
  /** Maximum nesting of brackets. */
  readonly depth: number
  /** Opening brackets and commas: at least the number of elements and members. */
  readonly items: number
  /** Colons: members of all objects, whose names may all differ. */
  readonly members: number
}

/** Undefined if invalid or out of bounds: `JSON.parse` takes many seconds and a gigabyte for 40 MB of brackets. */
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
    const char = text[at]
    if (char === '"') at = endOfString(text, at)
    else if (char === "]" || char === "}") depth--
    else if (char === ":" && ++members > bounds.members) return false
    else if (char === "[" || char === "{" || char === ",") {
      if (char !== ",") depth++
      if (depth > bounds.depth || ++items > bounds.items) return false
    }
  }
  return true
}

/** Index of the closing quote of the string that begins at `start`; the text's length if there is none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0
    while (text[end - 1 - escapes] === "\\") escapes++
    if (escapes % 2 === 0) return end
  }
  return text.length
}
