/** Jobs as they come back from storage: checked, so that one damaged record cannot take the others with it. */
import * as v from "valibot"

import {
  CHECK_CALLS,
  ITEM_STATES,
  JOB_KINDS,
  JOB_STATES,
  PAUSE_CAUSES,
  WAIT_CAUSES,
  type Job,
  type Reason,
} from "../jobs/job"
import { PHASES, type Step } from "../jobs/steps"
import { ENVIRONMENTS } from "../zoho/data-centres"
import type { FaultKind } from "../zoho/errors/catalogue"

const text = v.string()
const time = v.number()
const count = v.pipe(v.number(), v.integer())
const isText = (kind: unknown): boolean => typeof kind === "string"

/** Kinds are not listed: a report must stay readable when a later version knows other kinds. */
const reasonSchema = v.object({
  kind: v.custom<Reason["kind"]>(isText),
  zohoCode: v.exactOptional(text),
  zohoMessage: v.exactOptional(text),
  places: v.exactOptional(v.array(text)),
  planLimit: v.exactOptional(v.object({ allowed: v.number(), used: v.number(), wanted: v.number() })),
})
const reason = v.nullable(reasonSchema)

export const orgSchema = v.object({
  id: text,
  name: text,
  location: text,
  environment: v.picklist(ENVIRONMENTS),
})

export const moduleSchema = v.object({ id: text, apiName: text, pluralLabel: text })

const pause = v.nullable(v.object({ why: v.picklist(PAUSE_CAUSES), until: v.nullable(time), reason }))

const counts = v.object({
  pending: count,
  done: count,
  already: count,
  refused: count,
  "not-done": count,
  unknown: count,
  "not-sent": count,
})

const backup = v.object({
  phase: v.picklist(["due", "done"]),
  records: v.boolean(),
  skipped: v.boolean(),
  collected: count,
  failures: count,
  notBefore: time,
})

const note = v.object({
  what: v.picklist(CHECK_CALLS),
  at: time,
  fault: v.nullable(v.custom<FaultKind>(isText)),
  exchanges: v.array(
    v.object({ method: text, call: text, httpStatus: v.number(), shape: text, words: v.array(text) }),
  ),
})

/** Loose, as the schemas of all that is written again: fields of a newer version go along. */
export const jobSchema: v.GenericSchema<unknown, Job> = v.looseObject({
  id: text,
  schema: v.literal(1),
  kind: v.picklist(JOB_KINDS),
  createdAt: time,
  updatedAt: time,
  finishedAt: v.nullable(time),
  startAt: time,
  org: orgSchema,
  accountId: text,
  confirmedBy: v.nullable(text),
  group: v.nullable(v.object({ id: text, modules: count, tags: count })),
  module: moduleSchema,
  state: v.picklist(JOB_STATES),
  pause,
  pauseBelow: pause,
  wait: v.nullable(
    v.object({ what: v.picklist(WAIT_CAUSES), since: v.nullable(time), until: v.nullable(time) }),
  ),
  cancelRequested: v.boolean(),
  tags: counts,
  records: counts,
  reportedDone: count,
  tagsPerCall: count,
  nextStepIndex: count,
  failuresInRow: count,
  needs: v.nullable(v.picklist(["module", "token"])),
  backup: v.nullable(backup),
  moduleReread: v.boolean(),
  renewed: v.boolean(),
  reason,
  backupId: v.nullable(text),
  keep: v.nullable(v.object({ id: text, name: text, colorCode: v.nullable(text) })),
  confirmBy: v.picklist(["records", "answers"]),
  notes: v.array(note),
})

const outcome = { state: v.picklist(ITEM_STATES), reason }
const tag = {
  ...{ id: text, name: text, colorCode: v.nullable(text), records: v.nullable(count) },
  ...outcome,
}
const recordId = v.pipe(text, v.regex(/^\d{1,19}$/))

const head = {
  jobId: text,
  index: count,
  phase: v.picklist(PHASES),
  attempts: count,
  notBefore: time,
  failures: count,
  polls: count,
  lastSettled: v.nullable(count),
  outcomeUnknown: reason,
}

export const stepSchema: v.GenericSchema<unknown, Step> = v.variant("call", [
  v.looseObject({
    ...head,
    call: v.literal("mass-delete"),
    tags: v.array(v.looseObject(tag)),
    zohoJobId: v.nullable(text),
    zohoCounts: v.nullable(
      v.looseObject({ total: v.nullable(count), deleted: v.nullable(count), failed: v.nullable(count) }),
    ),
    countedAt: v.nullable(time),
    verdict: v.nullable(v.picklist(["completed", "failed"])),
    sentAt: time,
    seenAt: time,
  }),
  v.looseObject({
    ...head,
    call: v.literal("create-tags"),
    tags: v.array(
      v.looseObject({
        ...tag,
        newId: v.nullable(text),
        colorRefused: v.boolean(),
        answer: v.nullable(v.picklist(["created", "taken"])),
      }),
    ),
    noRoom: reason,
  }),
  v.looseObject({
    ...head,
    call: v.literal("add-tags"),
    tagId: text,
    name: text,
    records: v.array(v.looseObject({ id: recordId, ...outcome })),
    unconfirmed: v.nullable(v.array(recordId)),
    cursor: recordId,
    converted: v.boolean(),
    confirmedBy: v.nullable(v.picklist(["records", "answers"])),
  }),
  v.looseObject({ ...head, call: v.literal("merge-tags"), tags: v.tuple([v.looseObject(tag)]) }),
  v.looseObject({ ...head, call: v.literal("delete-tag"), tags: v.tuple([v.looseObject(tag)]) }),
])
