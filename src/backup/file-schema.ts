/**
 * The backup file: a documented format of its own (docs/backup-format.md), so that a backup outlives this browser, and
 * a later version of Tagsweep can still read it. What is read may come from anywhere, so every text and list is
 * bounded here, and nothing of it is taken for markup, an address or code anywhere else.
 */
import * as v from "valibot"

import { ENVIRONMENTS, LOCATIONS } from "../zoho/data-centres"

export const FILE_FORMAT = "tagsweep-backup"
export const FILE_VERSION = 1

/** Bytes of a file that are read at most: two million records. */
export const LARGEST_FILE = 50_000_000
/** What a file of that size can hold of brackets, commas and colons; a later version may have more of each. */
export const FILE_BOUNDS = { depth: 8, items: 3_000_000, members: 500_000 } as const
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

const fileTag = v.object({
  id: v.pipe(id, v.description("The deleted tag's id; a restored tag gets a new one")),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST)),
  colour: v.pipe(known(v.pipe(v.string(), v.regex(/^#[0-9A-Fa-f]{6}$/))), v.description("null: none")),
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

/** What stands in a file. */
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
    location: v.pipe(v.picklist(LOCATIONS), v.description("Zoho's word for the data centre")),
    environment: v.picklist(ENVIRONMENTS),
  }),
  module: v.object({ id, apiName: v.pipe(v.string(), v.regex(/^\w{1,100}$/)), pluralLabel: text }),
  tags: v.pipe(
    v.array(fileTag),
    v.minLength(1),
    v.maxLength(MOST_TAGS),
    v.check((tags) => new Set(tags.map((tag) => tag.id)).size === tags.length, "A tag stands there twice"),
  ),
})

export type BackupFile = v.InferOutput<typeof fileSchema>
