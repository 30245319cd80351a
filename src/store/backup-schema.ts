/** Backups and what lies in them as they come back from storage, checked. */
import * as v from "valibot"

import type { Backup } from "../backup/backup"
import type { ShelvedTag } from "../backup/shelf"
import { orgSchema } from "./job-schema"

const text = v.string()
const count = v.pipe(v.number(), v.integer(), v.minValue(0))

export const backupSchema: v.GenericSchema<unknown, Backup> = v.looseObject({
  id: text,
  schema: v.literal(1),
  createdAt: v.number(),
  origin: v.picklist(["deletion", "file"]),
  importedAt: v.exactOptional(v.number()),
  org: orgSchema,
  accountId: text,
  module: v.object({ id: text, apiName: text, pluralLabel: text }),
  tagCount: count,
  holds: v.picklist(["tags", "records"]),
  recordCount: v.nullable(count),
  partialTags: count,
  gathered: count,
  by: v.picklist(["query", "search"]),
  converted: v.nullable(v.picklist(["query", "search", "unread"])),
  bytes: count,
  complete: v.boolean(),
})

export const storedTagSchema: v.GenericSchema<unknown, ShelvedTag> = v.looseObject({
  backupId: text,
  index: count,
  id: text,
  name: text,
  colorCode: v.nullable(text),
  createdBy: v.nullable(text),
  createdTime: v.nullable(text),
  modifiedBy: v.nullable(text),
  modifiedTime: v.nullable(text),
  records: v.nullable(count),
  reading: v.nullable(
    v.object({
      ...{ pages: count, found: count, next: text },
      ...{ converted: v.boolean(), done: v.boolean(), complete: v.boolean() },
    }),
  ),
})

/**
 * Tags of a backup as they are first written, many to a record: each record costs the browser as much as a hundred
 * tags do. A tag whose records have been read has a record of its own, which stands above what the block says.
 */
export const blockSchema = v.object({
  backupId: text,
  /** Below zero, where no tag's own record lies: -1, -2, … */
  index: v.pipe(v.number(), v.integer(), v.maxValue(-1)),
  tags: v.array(storedTagSchema),
})

/** Records of one tag, as many as one call gave. */
export const pageSchema = v.object({ backupId: text, tag: count, page: count, recordIds: v.array(text) })
