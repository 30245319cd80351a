/**
 * What a deletion is, as it stands in the journal. Plain data, no behaviour: the machine moves it,
 * the store keeps it, the screens show it. Times are milliseconds since the epoch, ids are strings
 * (Zoho's are 64-bit and do not fit a JavaScript number).
 */
import type { Environment } from "../zoho/data-centres"
import type { FaultKind } from "../zoho/errors/catalogue"

/** The org a job belongs to. `id` is Zoho's org id (zgid), the number in `/crm/org<zgid>/`. */
export interface OrgRef {
  readonly id: string
  readonly name: string
  /** Zoho's word for the data centre: `us`, `eu`, … */
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
  readonly kind: FaultKind | EngineReason
  readonly zohoCode?: string
  readonly zohoMessage?: string
  /** Where a refused tag is used, when Zoho says so: `Workflow: Big deals`. */
  readonly places?: readonly string[]
  /** Tags that the plan allows in the module, that are there, and that are still to be made. */
  readonly planLimit?: { readonly allowed: number; readonly used: number; readonly wanted: number }
}

/** Reasons that are ours, not an answer of Zoho's. */
export type EngineReason =
  /** The user cancelled before this tag was sent. */
  | "cancelled"
  /** Zoho said the job was done, a re-read still shows the tag. */
  | "kept-by-zoho"
  /** Zoho reported the whole job as failed. */
  | "zoho-job-failed"
  /** The tag carries another name now than the one that was confirmed. */
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
  /** The tag that was to be put on records could not be made. */
  | "tag-not-restored"
  /** The tag that others were to be merged into is gone, or carries another name now. */
  | "kept-tag-gone"

/** What became of a tag. `pending` is the only one that can still change by itself. */
export type TagState =
  "pending" | "deleted" | "already-gone" | "refused" | "still-there" | "unknown" | "not-sent"

/** One tag as it was confirmed, and what became of it. */
export interface JobTag {
  readonly id: string
  readonly name: string
  readonly colorCode: string | null
  /** Number of records that carried it when it was confirmed; null when nobody counted. */
  readonly records: number | null
  readonly state: TagState
  readonly reason: Reason | null
}

/**
 * Where a chunk stands.
 * - `planned`: not sent, or certainly not accepted; may be sent.
 * - `submitting`: written down before the POST leaves; found so at a start it is in doubt.
 * - `in-doubt`: nobody knows whether Zoho accepted; only a re-read decides, never a blind second POST.
 * - `submitted`: Zoho's job id is known; being polled.
 * - `verifying`: Zoho is done with it; the re-read decides each tag.
 * - `settled`: every tag of it has its final state.
 */
export type ChunkPhase = "planned" | "submitting" | "in-doubt" | "submitted" | "verifying" | "settled"

/** Zoho's own counts of one of its jobs: reported, never believed over a re-read. */
export interface ZohoCounts {
  readonly total: number | null
  readonly deleted: number | null
  readonly failed: number | null
}

/** At most `chunkLimit` tags of one module, of which those that are pending travel in one mass_delete call. */
export interface Chunk {
  readonly jobId: string
  /** Unique within the job, never used again. */
  readonly index: number
  readonly phase: ChunkPhase
  readonly tags: readonly JobTag[]
  /** POSTs that Zoho may have taken: in flight, in doubt or accepted. One that it refused counts no more. */
  readonly attempts: number
  readonly zohoJobId: string | null
  readonly zohoCounts: ZohoCounts | null
  /** When Zoho was asked for those counts; null: not by now. */
  readonly countedAt: number | null
  /** Zoho's verdict on its own job, once it has one. */
  readonly zohoVerdict: "completed" | "failed" | null
  /** When the last POST left. */
  readonly since: number
  /** When its tags were last seen under the names that were confirmed: by the user, or by a re-read since. */
  readonly seenAt: number
  /** Nothing is to be done with it before this time. */
  readonly notBefore: number
  /** Failed tries in a row of whatever comes next (poll, read); steers the back-off. */
  readonly strikes: number
  /** Why the last POST is in doubt, where an answer (a garbled one) was the cause. */
  readonly doubt: Reason | null
  /** Looks in a row that showed no change: at Zoho's job while submitted, at the tags afterwards. */
  readonly looks: number
  /** How many of its tags the last re-read while in doubt showed, to see whether Zoho is at work. */
  readonly lastSeenPresent: number | null
}

/** The job's state as the user reads it. */
export type JobState =
  "waiting" | "running" | "paused" | "completed" | "completed-with-problems" | "failed" | "cancelled"

/** Why a job stands still, and so what makes it go on. */
export interface Pause {
  readonly why:
    | "user"
    | "sign-in"
    | "consent"
    /** The browser's permission for Zoho's hosts was taken away. */
    | "permission-removed"
    /** The user's role in Zoho may not do it. */
    | "no-permission"
    | "too-many-failures"
    | "out-of-credits"
    | "unreachable"
    /** The backup could not be made, or not all of it. */
    | "backup"
    /** Zoho's plan has no room for the tags that are left to be made. */
    | "plan-limit"
  /** When it tries again by itself; null: it waits for a person. */
  readonly until: number | null
  readonly reason: Reason | null
}

const SILENT: ReadonlySet<Pause["why"]> = new Set([
  "sign-in",
  "consent",
  "permission-removed",
  "no-permission",
  "out-of-credits",
  "unreachable",
])

/** Whether every call would fail in this pause, so that none is made. In the others Zoho's jobs are still followed. */
export function isSilent(pause: Pause | null): boolean {
  return pause !== null && SILENT.has(pause.why)
}

/** What was confirmed together in several modules: one job each. */
export interface JobGroup {
  readonly id: string
  /** Modules, and so jobs, that were confirmed. */
  readonly modules: number
  readonly tags: number
}

/** The backup that stands before a deletion. */
export interface JobBackup {
  /** `due`: nothing may be deleted yet. `done`: all that it is to hold has been written. */
  readonly phase: "due" | "done"
  /** Whether it is to hold which records carry each tag. */
  readonly records: boolean
  /** The user goes on without the records that are not there yet. */
  readonly skipped: boolean
  /** Tags whose records have been written. */
  readonly gathered: number
  /** Failed tries in a row. */
  readonly strikes: number
  readonly notBefore: number
}

/** Tags by state. */
export type Counts = Readonly<Record<TagState, number>>

/** The head of a job: small, and of the same size whatever the number of tags. */
export interface Job {
  readonly id: string
  readonly schema: 1
  readonly createdAt: number
  readonly updatedAt: number
  readonly finishedAt: number | null
  /** Grace: no POST leaves before this time. */
  readonly startAt: number
  readonly org: OrgRef
  /** The connected account that confirmed it. */
  readonly accountId: string
  /** The signed-in Zoho user, for the report; null when Zoho did not say. */
  readonly confirmedBy: string | null
  /** Null: confirmed alone. */
  readonly group: JobGroup | null
  readonly module: ModuleRef
  readonly tagCount: number
  readonly state: JobState
  readonly pause: Pause | null
  /** A pause that waits for a person and stands again when `pause` is over; so the user's own is never lost. */
  readonly pauseBelow: Pause | null
  readonly cancelRequested: boolean
  readonly counts: Counts
  /** Tags that Zoho has reported done but no re-read has confirmed; for the progress bar only. */
  readonly reportedDone: number
  /** Tags a call may carry in this org, as far as known. */
  readonly chunkLimit: number
  readonly nextChunkIndex: number
  /** Whole-chunk failures in a row. */
  readonly failuresInRow: number
  /** Something that has to be put right before any other call: the module's ids, or the token. */
  readonly needs: "module" | "token" | null
  /** Null: the user has switched backups off. */
  readonly backup: JobBackup | null
  /** Whether the module's ids were read anew once because Zoho did not know them. */
  readonly moduleReread: boolean
  /** Whether the token was renewed since the last good answer. */
  readonly renewed: boolean
  /** Why the job as a whole ended, where it did not simply complete. */
  readonly reason: Reason | null
}

/** A job with its chunks: what the machine works on. */
export interface JobRecord {
  readonly job: Job
  readonly chunks: readonly Chunk[]
}

/** States in which nothing more will happen by itself or otherwise, short of a retry. */
export function isFinished(state: JobState): boolean {
  return (
    state === "completed" ||
    state === "completed-with-problems" ||
    state === "failed" ||
    state === "cancelled"
  )
}
