/**
 * A job as it is stored: its head. Its steps are in `steps.ts`. Plain data, no behavior: the machine changes it,
 * `storage` keeps it and checks it by these schemas, the screens show it. Times are milliseconds since the
 * epoch, ids are strings (Zoho's have 64 bits and do not fit a JavaScript number).
 */
import * as v from "valibot"

import { loose, type Of } from "../lib/schema"
import { ENVIRONMENTS } from "../zoho/data-centers"
import type { FaultKind } from "../zoho/errors/catalog"

export const text = v.string()
export const time = v.number()
export const count = v.pipe(v.number(), v.integer())
const isText = (kind: unknown): boolean => typeof kind === "string"

/** The org a job belongs to. `id` is Zoho's org id (zgid), the number in `/crm/org<zgid>/`; `location` its data center. */
export const orgSchema = v.object({
  id: text,
  name: text,
  location: text,
  environment: v.picklist(ENVIRONMENTS),
})
export type OrgRef = Of<typeof orgSchema>

export const moduleSchema = v.object({ id: text, apiName: text, pluralLabel: text })
export type ModuleRef = Of<typeof moduleSchema>

/** Reasons that are ours, not an answer from Zoho. */
export type OwnReason =
  /** The user cancelled before this was sent. */
  | "cancelled"
  /** Zoho said the deletion was done, a re-read still shows the tag. */
  | "kept-by-zoho"
  /** Zoho reported its whole deletion as failed. */
  | "zoho-job-failed"
  /** The tag has another name now than the one that was confirmed. */
  | "renamed"
  /** The user gave up while Zoho could not be asked. */
  | "not-verified"
  /** The user has protected tags of that name since this one was confirmed. */
  | "protected"
  /** The browser would not store the backup. */
  | "backup-unwritten"
  /** Zoho does not let this user read the records that the backup was to hold. */
  | "records-unreadable"
  /** Zoho said that it was done, a re-read does not show it. */
  | "not-seen"
  /** The tag that was to be put on records could not be created. */
  | "tag-not-restored"
  /** The tag that others were to be merged into is gone, or has another name now. */
  | "kept-tag-gone"

/** Why something did not happen: the catalog's kind, and Zoho's own words where it had any. */
const reasonSchema = v.object({
  /** Not listed: a report must stay readable when a later version knows other kinds. */
  kind: v.custom<FaultKind | OwnReason>(isText),
  zohoCode: v.exactOptional(text),
  zohoMessage: v.exactOptional(text),
  /** Where a refused tag is used, when Zoho says so: `Workflow: Big deals`. */
  places: v.exactOptional(v.array(text)),
  /** Tags that the plan allows in the module, that are there, and that are still to be created. */
  planLimit: v.exactOptional(v.object({ allowed: v.number(), used: v.number(), wanted: v.number() })),
})
export type Reason = Of<typeof reasonSchema>
export const reason = v.nullable(reasonSchema)

/** What became of a tag or a record. `pending` is the only state that can still change by itself. */
const itemState = v.picklist([
  "pending",
  /** Done by this job, and a re-read shows it (where Zoho lets us re-read). */
  "done",
  /** Found as it was to become: gone before a deletion or merge, there before a restore. */
  "already",
  "refused",
  /** Zoho took it or said that it was done; a re-read shows that it is not. */
  "not-done",
  /** The user gave up while Zoho could not be asked. */
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

/** One tag as it was confirmed, and what became of it. */
export const tag = {
  /** The id that was confirmed; of a restore the id in the backup, which the created tag does not get again. */
  id: text,
  ...{ name: text, colorCode },
  /** Number of records that carried it when it was confirmed; null when nobody counted. */
  records: v.nullable(count),
  ...outcome,
}
export const tagSchema = loose(tag)
export type JobTag = Of<typeof tagSchema>

/** The tag that others are merged into. */
export const keptTag = v.object({ id: text, name: text, colorCode })
export type KeptTag = Of<typeof keptTag>

/** Why a job is paused, and so what makes it go on. */
const pauseSchema = v.object({
  why: v.picklist([
    "user",
    "sign-in",
    "consent",
    /** The browser's permission for Zoho's hosts was removed. */
    "permission-removed",
    "no-permission",
    "too-many-failures",
    "out-of-credits",
    "unreachable",
    /** The backup could not be made, or not all of it. */
    "backup",
    /** Zoho's plan does not allow the tags that are left to be created. */
    "plan-limit",
  ]),
  /** When it tries again by itself; null: it waits for a person. */
  until: v.nullable(time),
  reason,
})
export type Pause = Of<typeof pauseSchema>

const waitSchema = v.object({
  what: v.picklist([
    /** Other jobs of the org go first. */
    "turn",
    /** Zoho works on a mass delete. */
    "zoho",
    /** Whether Zoho carried out a call that it did not answer. */
    "outcome",
    /** That a re-read shows what Zoho says. */
    "re-read",
    /** The next try, after a call that did not get through. */
    "retry",
  ]),
  /** Since when; null where `until` says more. */
  since: v.nullable(time),
  /** When the next call follows; null: nobody knows. */
  until: v.nullable(time),
})
export type Wait = Of<typeof waitSchema>

/** What was confirmed together in several modules, one job each: how many modules and tags. */
const groupSchema = v.object({ id: text, modules: count, tags: count })
export type JobGroup = Of<typeof groupSchema>

/** The backup that is written before tags are deleted or merged. */
const backupSchema = v.object({
  /** `due`: nothing may be deleted yet. `done`: all that it is to hold has been written. */
  phase: v.picklist(["due", "done"]),
  /** Whether it is to hold which records carry each tag. */
  records: v.boolean(),
  /** The user goes on without the records that are not collected yet. */
  skipped: v.boolean(),
  /** Tags whose records have been written. */
  collected: count,
  /** Failed tries in a row. */
  failures: count,
  notBefore: time,
})
export type JobBackup = Of<typeof backupSchema>

/** What a check on an org did, and how Zoho answered. Calls for the same purpose share a note. */
const noteSchema = v.object({
  /**
   * `modules` and `tags` read, `usage` of one tag asked, two tags created (`create`; `look` when the answer was lost),
   * both deleted (`delete`), `verify` that they are gone, `remove` one by one what is not.
   */
  what: v.picklist(["modules", "tags", "usage", "create", "look", "delete", "verify", "remove"]),
  /** When the last of them was answered, and why it did not go well. */
  ...{ at: time, fault: v.nullable(v.custom<FaultKind>(isText)) },
  exchanges: v.array(
    v.object({ method: text, call: text, httpStatus: v.number(), shape: text, words: v.array(text) }),
  ),
})
export type CheckNote = Of<typeof noteSchema>

/** The head of a job: small, and of the same size whatever the number of tags. */
export const jobSchema = loose({
  ...{ id: text, schema: v.literal(1) },
  /** What a job does. Kinds differ by the steps that they are planned with (`plan.ts`) and by tables of words. */
  kind: v.picklist(["deletion", "restore", "merge", "check"]),
  ...{ createdAt: time, updatedAt: time, finishedAt: v.nullable(time) },
  /** Grace: nothing that changes anything leaves before this time. */
  startAt: time,
  org: orgSchema,
  accountId: text,
  /** The signed-in Zoho user, for the report; null when Zoho did not say. */
  confirmedBy: v.nullable(text),
  /** Null: confirmed alone. */
  group: v.nullable(groupSchema),
  module: moduleSchema,
  /** As the user reads it. */
  state: v.picklist([
    ...(["waiting", "running", "paused"] as const),
    ...(["completed", "completed-with-problems", "failed", "cancelled"] as const),
  ]),
  pause: v.nullable(pauseSchema),
  /** A pause that waits for a person and applies again when `pause` is over; so the user's own is never lost. */
  pauseBelow: v.nullable(pauseSchema),
  /** Null: something is under way, or the pause says it. */
  wait: v.nullable(waitSchema),
  cancelRequested: v.boolean(),
  tags: counts,
  /** A record that is given several tags counts once for each. */
  records: counts,
  /** Tags that Zoho has reported done but no re-read has confirmed; for the progress bar only. */
  reportedDone: count,
  /** Tags that a mass delete may carry in this org, as far as known. */
  tagsPerCall: count,
  nextStepIndex: count,
  /** Steps in a row that failed as a whole. */
  failuresInRow: count,
  /** Something that has to be put right before any other call: the module's ids, or the token. */
  needs: v.nullable(v.picklist(["module", "token"])),
  /** Null: the user has switched backups off, or nothing is deleted. */
  backup: v.nullable(backupSchema),
  /** Whether the module's ids were re-read once because Zoho did not know them. */
  moduleReread: v.boolean(),
  /** Whether the token was renewed since the last good answer. */
  renewed: v.boolean(),
  /** Why the job as a whole ended, where it did not simply complete. */
  reason,
  backupId: v.nullable(text),
  keep: v.nullable(keptTag),
  /** How a restore verifies that records carry their tag again: by re-reading them, or by Zoho's answer for each. */
  confirmBy: v.picklist(["records", "answers"]),
  /** Of a check. */
  notes: v.array(noteSchema),
})
export type Job = Of<typeof jobSchema>
export type JobKind = Job["kind"]
export type JobState = Job["state"]
