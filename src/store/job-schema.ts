/** Jobs as they come back from storage: checked, so that one damaged record cannot take the others with it. */
import * as v from "valibot"

import type { Chunk, Job } from "../deletion/job"
import { ENVIRONMENTS } from "../zoho/data-centres"

const text = v.string()
const time = v.number()
const count = v.pipe(v.number(), v.integer())
const nullable = <S extends v.GenericSchema>(schema: S): v.NullableSchema<S, undefined> => v.nullable(schema)

/** Kinds are not listed: a report must stay readable when a later version knows other kinds. */
const reason = v.object({
  kind: v.custom<NonNullable<Job["reason"]>["kind"]>((kind) => typeof kind === "string"),
  zohoCode: v.exactOptional(text),
  zohoMessage: v.exactOptional(text),
  places: v.exactOptional(v.array(text)),
})

const tagState = v.picklist([
  "pending",
  "deleted",
  "already-gone",
  "refused",
  "still-there",
  "unknown",
  "not-sent",
])

const tag = v.object({
  id: text,
  name: text,
  colorCode: nullable(text),
  records: nullable(count),
  state: tagState,
  reason: nullable(reason),
})

const zohoCounts = v.object({ total: nullable(count), deleted: nullable(count), failed: nullable(count) })

export const chunkSchema: v.GenericSchema<unknown, Chunk> = v.object({
  jobId: text,
  index: count,
  phase: v.picklist(["planned", "submitting", "in-doubt", "submitted", "verifying", "settled"]),
  tags: v.array(tag),
  attempts: count,
  zohoJobId: nullable(text),
  zohoCounts: nullable(zohoCounts),
  zohoVerdict: nullable(v.picklist(["completed", "failed"])),
  since: time,
  notBefore: time,
  strikes: count,
  doubt: nullable(reason),
  looks: count,
  lastSeenPresent: nullable(count),
})

const counts = v.object({
  pending: count,
  deleted: count,
  "already-gone": count,
  refused: count,
  "still-there": count,
  unknown: count,
  "not-sent": count,
})

export const orgSchema = v.object({
  id: text,
  name: text,
  location: text,
  environment: v.picklist(ENVIRONMENTS),
})

const pause = v.object({
  why: v.picklist([
    "user",
    "sign-in",
    "consent",
    "permission-removed",
    "no-permission",
    "too-many-failures",
    "out-of-credits",
    "unreachable",
  ]),
  until: nullable(time),
  reason: nullable(reason),
})

export const jobSchema: v.GenericSchema<unknown, Job> = v.object({
  id: text,
  schema: v.literal(1),
  createdAt: time,
  updatedAt: time,
  finishedAt: nullable(time),
  startAt: time,
  org: orgSchema,
  accountId: text,
  confirmedBy: nullable(text),
  module: v.object({ id: text, apiName: text, pluralLabel: text }),
  tagCount: count,
  state: v.picklist([
    "waiting",
    "running",
    "paused",
    "completed",
    "completed-with-problems",
    "failed",
    "cancelled",
  ]),
  pause: nullable(pause),
  pauseBelow: nullable(pause),
  cancelRequested: v.boolean(),
  counts,
  reportedDone: count,
  chunkLimit: count,
  nextChunkIndex: count,
  failuresInRow: count,
  needs: nullable(v.picklist(["module", "token"])),
  moduleReread: v.boolean(),
  renewed: v.boolean(),
  reason: nullable(reason),
})
