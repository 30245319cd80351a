/** Heads of backups as they come back from storage, checked. */
import * as v from "valibot"

import type { Backup } from "../backup/backup"
import { orgSchema } from "./job-schema"

const text = v.string()
const count = v.pipe(v.number(), v.integer(), v.minValue(0))

export const backupSchema: v.GenericSchema<unknown, Backup> = v.object({
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
  bytes: count,
  complete: v.boolean(),
})
