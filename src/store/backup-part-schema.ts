/** What lies in a backup as it comes back from storage, checked: a file of its own, since a list of them does without. */
import * as v from "valibot"

import type { ShelvedTag } from "../backup/shelf"

const text = v.string()
const count = v.pipe(v.number(), v.integer(), v.minValue(0))

export const storedTagSchema: v.GenericSchema<unknown, ShelvedTag> = v.object({
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
