/**
 * Schema of a stored job without its steps (see `steps.ts`). Plain data: the machine changes it, `storage` saves and
 * validates it, the screens show it. Times are in milliseconds since the epoch. Ids are strings, because Zoho's 64-bit
 * ids do not fit a JavaScript number.
 */
import * as v from "valibot"

import { loose, type Of } from "../lib/schema"
import { ENVIRONMENTS } from "../zoho/data-centers"
import type { FaultKind } from "../zoho/errors/catalog"

export const text = v.string()
export const time = v.number()
export const count = v.pipe(v.number(), v.integer())
const isText = (kind: unknown): boolean => typeof kind === "string"

/** The job's org. `id` is Zoho's org id (zgid), the number in `/crm/org<zgid>/`; `location` is its data center. */
export const orgSchema = v.object({
  id: text,
  name: text,
  location: text,
  environment: v.picklist(ENVIRONMENTS),
})
export type OrgRef = Of<typeof orgSchema>

export const moduleSchema = v.object({ id: text, apiName: text, pluralLabel: text })
export type ModuleRef = Of<typeof moduleSchema>

/** Reasons set by the engine rather than taken from Zoho's answers. */
export type OwnReason =
  /** The user cancelled before the item was sent. */
  | "cancelled"
  /** Zoho reported the deletion as completed, but a re-read still shows the tag. */
  | "kept-by-zoho"
  /** Zoho reported its whole mass-delete job as failed. */
  | "zoho-job-failed"
  /** The tag was renamed after it was confirmed. */
  | "renamed"
  /** The user abandoned the job before the result could be verified. */
  | "not-verified"
  /** The tag's name became protected after it was confirmed. */
  | "protected"
  /** The browser could not store the backup. */
  | "backup-unwritten"
  /** Zoho does not let this user read the records for the backup. */
  | "records-unreadable"
  /** Zoho reported success, but a re-read does not show it. */
  | "not-seen"
  /** The tag to add to the records could not be created. */
  | "tag-not-restored"
  /** The tag to merge into was deleted or renamed. */
  | "kept-tag-gone"

/** Why something did not happen: a kind, and Zoho's code and message if it sent any. */
const reasonSchema = v.object({
  /** Any string is valid, so that reports stay readable if a later version adds kinds. */
  kind: v.custom<FaultKind | OwnReason>(isText),
  zohoCode: v.exactOptional(text),
  zohoMessage: v.exactOptional(text),
  /** Where a refused tag is in use, if Zoho reports it: `Workflow: Big deals`. */
  places: v.exactOptional(v.array(text)),
  /** Numbers of tags: allowed in the module by the plan, existing there, and still to be created. */
  planLimit: v.exactOptional(v.object({ allowed: v.number(), used: v.number(), wanted: v.number() })),
})
export type Reason = Of<typeof reasonSchema>
export const reason = v.nullable(reasonSchema)

/** The result for a tag or a record. Only `pending` can still change. */
const itemState = v.picklist([
  "pending",
  /** Done by this job and confirmed by a re-read, if Zoho allows re-reads. */
  "done",
  /** No change needed: gone before a deletion or merge, present before a restore. */
  "already",
  "refused",
  /** Zoho accepted it or reported success, but a re-read shows otherwise. */
  "not-done",
  /** The user abandoned the job before the result could be verified. */
  "unknown",
  "not-sent",
])
export type ItemState = v.InferOutput<typeof itemState>

const counts = v.object({
  ...{ pending: count, done: count, already: count, refused: count },
  ...{ "not-done": count, unknown: count, "not-sent": count },
})
export type ItemCounts = Of<typeof counts>

const colorCode = v.nullable(text)
export const outcome = { state: itemState, reason }

/** One tag as it was confirmed, and its result. */
export const tag = {
  /** The confirmed id. In a restore, the id from the backup; the created tag gets a different one. */
  id: text,
  ...{ name: text, colorCode },
  /** Number of records that had the tag when it was confirmed; null if not counted. */
  records: v.nullable(count),
  ...outcome,
}
export const tagSchema = loose(tag)
export type JobTag = Of<typeof tagSchema>

/** The tag that the others are merged into. */
export const keptTag = v.object({ id: text, name: text, colorCode })
export type KeptTag = Of<typeof keptTag>

/** Why a job is paused, which also determines what resumes it. */
const pauseSchema = v.object({
  why: v.picklist([
    "user",
    "sign-in",
    "consent",
    /** The host permission for Zoho's servers was revoked. */
    "permission-removed",
    "no-permission",
    "too-many-failures",
    "out-of-credits",
    "unreachable",
    /** The backup could not be written completely. */
    "backup",
    /** Zoho's plan does not allow the remaining tags to be created. */
    "plan-limit",
  ]),
  /** When the job resumes automatically; null: it waits for the user. */
  until: v.nullable(time),
  reason,
})
export type Pause = Of<typeof pauseSchema>

const waitSchema = v.object({
  what: v.picklist([
    /** Other jobs in the org are ahead. */
    "turn",
    /** Zoho is running a mass delete. */
    "zoho",
    /** It is not yet known whether Zoho carried out a call. */
    "outcome",
    /** A re-read does not yet show what Zoho reported. */
    "re-read",
    /** The next attempt after a failed call. */
    "retry",
  ]),
  /** When the wait began; null if `until` is more useful. */
  since: v.nullable(time),
  /** When the next call is due; null: unknown. */
  until: v.nullable(time),
})
export type Wait = Of<typeof waitSchema>

/** Jobs confirmed together, one per module: numbers of modules and tags. */
const groupSchema = v.object({ id: text, modules: count, tags: count })
export type JobGroup = Of<typeof groupSchema>

/** State of the backup that is written before tags are deleted or merged. */
const backupSchema = v.object({
  /** `due`: nothing may be deleted or merged yet. `done`: the backup is complete. */
  phase: v.picklist(["due", "done"]),
  /** Whether the backup includes the ids of the records with each tag. */
  records: v.boolean(),
  /** The user chose to continue without the records that are not collected yet. */
  skipped: v.boolean(),
  /** Tags whose records have been written. */
  collected: count,
  /** Failed attempts in a row. */
  failures: count,
  notBefore: time,
})
export type JobBackup = Of<typeof backupSchema>

/** What a self-test did, and how Zoho answered. Calls for the same purpose share a note. */
const noteSchema = v.object({
  /**
   * Reads `modules`, `tags` and the `usage` of one tag. Then: `create` two tags (`look` for them if the answer was
   * lost), `delete` both, `verify` that they are gone, and `remove` any left one by one.
   */
  what: v.picklist(["modules", "tags", "usage", "create", "look", "delete", "verify", "remove"]),
  /** When the last of the calls was answered, and its fault, if any. */
  ...{ at: time, fault: v.nullable(v.custom<FaultKind>(isText)) },
  exchanges: v.array(
    v.object({ method: text, call: text, httpStatus: v.number(), shape: text, words: v.array(text) }),
  ),
})
export type CheckNote = Of<typeof noteSchema>

/** A job without its steps. Small: its size does not depend on the number of tags. */
export const jobSchema = loose({
  ...{ id: text, schema: v.literal(1) },
  /** What the job does. Kinds differ in their planned steps (`plan.ts`) and in their texts. */
  kind: v.picklist(["deletion", "restore", "merge", "check"]),
  ...{ createdAt: time, updatedAt: time, finishedAt: v.nullable(time) },
  /** End of the grace period: no call that changes data is sent before this time. */
  startAt: time,
  org: orgSchema,
  accountId: text,
  /** The signed-in Zoho user, for the report; null if unknown. */
  confirmedBy: v.nullable(text),
  /** Null: confirmed on its own. */
  group: v.nullable(groupSchema),
  module: moduleSchema,
  /** As shown to the user. */
  state: v.picklist([
    ...(["waiting", "running", "paused"] as const),
    ...(["completed", "completed-with-problems", "failed", "cancelled"] as const),
  ]),
  pause: v.nullable(pauseSchema),
  /** A pause that waits for the user and applies again when `pause` ends, so the user's own pause is never lost. */
  pauseBelow: v.nullable(pauseSchema),
  /** Null: a call is in progress, or `pause` has the reason. */
  wait: v.nullable(waitSchema),
  cancelRequested: v.boolean(),
  tags: counts,
  /** A record counts once per tag added to it. */
  records: counts,
  /** Tags that Zoho reported as done, not yet confirmed by a re-read. For the progress bar only. */
  reportedDone: count,
  /** Maximum number of tags per mass delete, as currently known for this org. */
  tagsPerCall: count,
  nextStepIndex: count,
  /** Number of steps in a row that failed as a whole. */
  failuresInRow: count,
  /** What must be refreshed before any other call: the module's ids or the access token. */
  needs: v.nullable(v.picklist(["module", "token"])),
  /** Null: backups are turned off, or the job deletes nothing. */
  backup: v.nullable(backupSchema),
  /** Whether the module's ids were re-read because Zoho rejected them. Done once. */
  moduleReread: v.boolean(),
  /** Whether the access token was renewed since the last good answer. */
  renewed: v.boolean(),
  /** Why the job as a whole could not continue; null if it could. */
  reason,
  backupId: v.nullable(text),
  keep: v.nullable(keptTag),
  /** How a restore verifies that records have their tags: by re-reading them, or by Zoho's answer for each. */
  confirmBy: v.picklist(["records", "answers"]),
  /** Self-test only. */
  notes: v.array(noteSchema),
})
export type Job = Of<typeof jobSchema>
export type JobKind = Job["kind"]
export type JobState = Job["state"]
