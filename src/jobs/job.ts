/**
 * A job as it is stored: its head. The work itself is in its steps (`steps.ts`). Plain data, no behavior: the machine
 * changes it, `storage` keeps it, the screens show it. Times are milliseconds since the epoch, ids are strings (Zoho's
 * have 64 bits and do not fit a JavaScript number).
 */
import type { Exchange } from "../zoho/api/answer-shape"
import type { Environment } from "../zoho/data-centres"
import type { FaultKind } from "../zoho/errors/catalogue"

/** What a job does. Kinds differ by the steps that they are planned with (`plan.ts`) and by tables of words. */
export const JOB_KINDS = ["deletion", "restore", "merge", "check"] as const
export type JobKind = (typeof JOB_KINDS)[number]

/** The org a job belongs to. `id` is Zoho's org id (zgid), the number in `/crm/org<zgid>/`. */
export interface OrgRef {
  readonly id: string
  readonly name: string
  /** Zoho's word for the data center: `us`, `eu`, … */
  readonly location: string
  readonly environment: Environment
}

/** A module as Zoho's modules API names it. */
export interface ModuleRef {
  readonly id: string
  readonly apiName: string
  readonly pluralLabel: string
}

/** Why something did not happen: the catalogue's kind, and Zoho's own words where it had any. */
export interface Reason {
  readonly kind: FaultKind | OwnReason
  readonly zohoCode?: string
  readonly zohoMessage?: string
  /** Where a refused tag is used, when Zoho says so: `Workflow: Big deals`. */
  readonly places?: readonly string[]
  /** Tags that the plan allows in the module, that are there, and that are still to be created. */
  readonly planLimit?: { readonly allowed: number; readonly used: number; readonly wanted: number }
}

/** Reasons that are ours, not an answer of Zoho's. */
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

/** What became of a tag or a record. `pending` is the only state that can still change by itself. */
export const ITEM_STATES = [
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
] as const
export type ItemState = (typeof ITEM_STATES)[number]

/** Items by state. */
export type ItemCounts = Readonly<Record<ItemState, number>>

/** One tag as it was confirmed, and what became of it. */
export interface JobTag {
  /** The id that was confirmed; of a restore the id in the backup, which the created tag does not get again. */
  readonly id: string
  readonly name: string
  readonly colorCode: string | null
  /** Number of records that carried it when it was confirmed; null when nobody counted. */
  readonly records: number | null
  readonly state: ItemState
  readonly reason: Reason | null
}

/** The tag that others are merged into. */
export type KeptTag = Pick<JobTag, "id" | "name" | "colorCode">

/** The job's state as the user reads it. */
export const JOB_STATES = [
  "waiting",
  "running",
  "paused",
  "completed",
  "completed-with-problems",
  "failed",
  "cancelled",
] as const
export type JobState = (typeof JOB_STATES)[number]

/** Why a job is paused, and so what makes it go on. */
export const PAUSE_CAUSES = [
  "user",
  "sign-in",
  "consent",
  /** The browser's permission for Zoho's hosts was removed. */
  "permission-removed",
  /** The user's role in Zoho may not do it. */
  "no-permission",
  "too-many-failures",
  "out-of-credits",
  "unreachable",
  /** The backup could not be made, or not all of it. */
  "backup",
  /** Zoho's plan does not allow the tags that are left to be created. */
  "plan-limit",
] as const

export interface Pause {
  readonly why: (typeof PAUSE_CAUSES)[number]
  /** When it tries again by itself; null: it waits for a person. */
  readonly until: number | null
  readonly reason: Reason | null
}

const STOPS_CALLS: ReadonlySet<Pause["why"]> = new Set([
  "sign-in",
  "consent",
  "permission-removed",
  "no-permission",
  "out-of-credits",
  "unreachable",
])

/** Whether every call would fail in this pause, so that none is made. In the others Zoho is still asked what it did. */
export function stopsCalls(pause: Pause | null): boolean {
  return pause !== null && STOPS_CALLS.has(pause.why)
}

/** Whether it ends when the person signs in to Zoho: again, or to allow more. */
export function isForSignIn(pause: Pause | null): boolean {
  return pause?.why === "sign-in" || pause?.why === "consent"
}

export const WAIT_CAUSES = [
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
] as const

/** What a job waits for while nothing moves. */
export interface Wait {
  readonly what: (typeof WAIT_CAUSES)[number]
  /** Since when; null where `until` says more. */
  readonly since: number | null
  /** When the next call follows; null: nobody knows. */
  readonly until: number | null
}

/** What was confirmed together in several modules: one job each. */
export interface JobGroup {
  readonly id: string
  /** Modules, and so jobs, that were confirmed. */
  readonly modules: number
  readonly tags: number
}

/** The backup that is written before tags are deleted or merged. */
export interface JobBackup {
  /** `due`: nothing may be deleted yet. `done`: all that it is to hold has been written. */
  readonly phase: "due" | "done"
  /** Whether it is to hold which records carry each tag. */
  readonly records: boolean
  /** The user goes on without the records that are not collected yet. */
  readonly skipped: boolean
  /** Tags whose records have been written. */
  readonly collected: number
  /** Failed tries in a row. */
  readonly failures: number
  readonly notBefore: number
}

/** What a check on an org did, and how Zoho answered. Calls for the same purpose share a note. */
export interface CheckNote {
  readonly what: (typeof CHECK_CALLS)[number]
  /** When the last of them was answered. */
  readonly at: number
  /** Why the last of them did not go well. */
  readonly fault: FaultKind | null
  readonly exchanges: readonly Exchange[]
}

/**
 * `modules` and `tags` read, `usage` of one tag asked, two tags created (`create`; `look` when the answer was lost),
 * both deleted (`delete`), `verify` that they are gone, `remove` one by one what is not.
 */
export const CHECK_CALLS = [
  "modules",
  "tags",
  "usage",
  "create",
  "look",
  "delete",
  "verify",
  "remove",
] as const

/** The head of a job: small, and of the same size whatever the number of tags. */
export interface Job {
  readonly id: string
  readonly schema: 1
  readonly kind: JobKind
  readonly createdAt: number
  readonly updatedAt: number
  readonly finishedAt: number | null
  /** Grace: nothing that changes anything leaves before this time. */
  readonly startAt: number
  readonly org: OrgRef
  /** The connected account that confirmed it. */
  readonly accountId: string
  /** The signed-in Zoho user, for the report; null when Zoho did not say. */
  readonly confirmedBy: string | null
  /** Null: confirmed alone. */
  readonly group: JobGroup | null
  readonly module: ModuleRef
  readonly state: JobState
  readonly pause: Pause | null
  /** A pause that waits for a person and applies again when `pause` is over; so the user's own is never lost. */
  readonly pauseBelow: Pause | null
  /** Null: something is under way, or the pause says it. */
  readonly wait: Wait | null
  readonly cancelRequested: boolean
  readonly tags: ItemCounts
  /** A record that is given several tags counts once for each. */
  readonly records: ItemCounts
  /** Tags that Zoho has reported done but no re-read has confirmed; for the progress bar only. */
  readonly reportedDone: number
  /** Tags that a mass delete may carry in this org, as far as known. */
  readonly tagsPerCall: number
  readonly nextStepIndex: number
  /** Steps in a row that failed as a whole. */
  readonly failuresInRow: number
  /** Something that has to be put right before any other call: the module's ids, or the token. */
  readonly needs: "module" | "token" | null
  /** Null: the user has switched backups off, or nothing is deleted. */
  readonly backup: JobBackup | null
  /** Whether the module's ids were re-read once because Zoho did not know them. */
  readonly moduleReread: boolean
  /** Whether the token was renewed since the last good answer. */
  readonly renewed: boolean
  /** Why the job as a whole ended, where it did not simply complete. */
  readonly reason: Reason | null
  /** The backup that a restore restores. */
  readonly backupId: string | null
  /** The tag that a merge merges the others into. */
  readonly keep: KeptTag | null
  /** How a restore verifies that records carry their tag again: by re-reading them, or by Zoho's answer for each. */
  readonly confirmBy: "records" | "answers"
  /** Of a check. */
  readonly notes: readonly CheckNote[]
}

/** States in which nothing more will happen. */
export function isFinished(state: JobState): boolean {
  return (
    state === "completed" ||
    state === "completed-with-problems" ||
    state === "failed" ||
    state === "cancelled"
  )
}
