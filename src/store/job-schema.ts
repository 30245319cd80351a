/** Jobs as they come back from storage: checked, so that one damaged record cannot take the others with it. */
import * as v from "valibot"

import type { Job } from "../deletion/job"
import { ENVIRONMENTS } from "../zoho/data-centres"

const text = v.string()
const time = v.number()
const count = v.pipe(v.number(), v.integer())
const nullable = <S extends v.GenericSchema>(schema: S): v.NullableSchema<S, undefined> => v.nullable(schema)

/** Kinds are not listed: a report must stay readable when a later version knows other kinds. */
export const reasonSchema = v.object({
  kind: v.custom<NonNullable<Job["reason"]>["kind"]>((kind) => typeof kind === "string"),
  zohoCode: v.exactOptional(text),
  zohoMessage: v.exactOptional(text),
  places: v.exactOptional(v.array(text)),
  planLimit: v.exactOptional(v.object({ allowed: v.number(), used: v.number(), wanted: v.number() })),
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

export const pauseSchema = v.object({
  why: v.picklist([
    "user",
    "sign-in",
    "consent",
    "permission-removed",
    "no-permission",
    "too-many-failures",
    "out-of-credits",
    "unreachable",
    "backup",
    "plan-limit",
  ]),
  until: nullable(time),
  reason: nullable(reasonSchema),
})

export const jobBackupSchema = v.object({
  phase: v.picklist(["due", "done"]),
  records: v.boolean(),
  skipped: v.boolean(),
  gathered: count,
  strikes: count,
  notBefore: time,
})

export const moduleSchema = v.object({ id: text, apiName: text, pluralLabel: text })

export const jobStates = [
  "waiting",
  "running",
  "paused",
  "completed",
  "completed-with-problems",
  "failed",
  "cancelled",
] as const

export const jobStateSchema = v.picklist(jobStates)

/** Loose, as the schemas of all that is written again: fields of a newer version go along. */
export const jobSchema: v.GenericSchema<unknown, Job> = v.looseObject({
  id: text,
  schema: v.literal(1),
  createdAt: time,
  updatedAt: time,
  finishedAt: nullable(time),
  startAt: time,
  org: orgSchema,
  accountId: text,
  confirmedBy: nullable(text),
  // Jobs of the first version had none.
  group: v.optional(nullable(v.object({ id: text, modules: count, tags: count })), null),
  module: moduleSchema,
  tagCount: count,
  state: jobStateSchema,
  pause: nullable(pauseSchema),
  pauseBelow: nullable(pauseSchema),
  cancelRequested: v.boolean(),
  counts,
  reportedDone: count,
  chunkLimit: count,
  nextChunkIndex: count,
  failuresInRow: count,
  needs: nullable(v.picklist(["module", "token"])),
  // Jobs of the first version had none.
  backup: v.optional(nullable(jobBackupSchema), null),
  moduleReread: v.boolean(),
  renewed: v.boolean(),
  reason: nullable(reasonSchema),
})
