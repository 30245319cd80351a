/** Chunks as they come back from storage, checked. */
import * as v from "valibot"

import type { Chunk } from "../deletion/job"
import { reasonSchema } from "./job-schema"

const text = v.string()
const time = v.number()
const count = v.pipe(v.number(), v.integer())

const tagState = v.picklist([
  "pending",
  "deleted",
  "already-gone",
  "refused",
  "still-there",
  "unknown",
  "not-sent",
])

const tag = v.looseObject({
  id: text,
  name: text,
  colorCode: v.nullable(text),
  records: v.nullable(count),
  state: tagState,
  reason: v.nullable(reasonSchema),
})

const zohoCounts = v.object({
  total: v.nullable(count),
  deleted: v.nullable(count),
  failed: v.nullable(count),
})

export const chunkSchema: v.GenericSchema<unknown, Chunk> = v.looseObject({
  jobId: text,
  index: count,
  phase: v.picklist(["planned", "submitting", "in-doubt", "submitted", "verifying", "settled"]),
  tags: v.array(tag),
  attempts: count,
  zohoJobId: v.nullable(text),
  zohoCounts: v.nullable(zohoCounts),
  countedAt: v.optional(v.nullable(time), null),
  zohoVerdict: v.nullable(v.picklist(["completed", "failed"])),
  since: time,
  // Unknown in journals of the first version: such a chunk is looked after before it is sent.
  seenAt: v.optional(time, 0),
  notBefore: time,
  strikes: count,
  doubt: v.nullable(reasonSchema),
  looks: count,
  lastSeenPresent: v.nullable(count),
})
