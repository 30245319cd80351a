/** The engine's interfaces to the outside. The background implements them; the simulation provides a model. */
import type { Exchange } from "../zoho/api/answer-shape"
import type { RecordPage } from "../zoho/api/records"
import type { NewTag } from "../zoho/api/tags"
import type { ZohoResult } from "../zoho/errors/fault"
import type { Answers, BackupProgress, StatusReport, TagList } from "./events"
import type { Job, JobTag, ModuleRef } from "./job"
import type { JobRecord } from "./record"
import type { Step } from "./steps"
import type { Clock } from "./timing"

/** Called right before a call is sent: whether its tags may still be deleted or merged. Never rejects. */
export type MayLeave = () => Promise<boolean>

/** Zoho's API for the account of one job. Calls never reject; null: `mayLeave` returned false, so no call was made. */
export interface ZohoPort {
  massDelete(
    module: ModuleRef,
    ids: readonly string[],
    mayLeave: MayLeave,
  ): Promise<ZohoResult<{ readonly jobId: string }> | null>
  status(jobId: string): Promise<ZohoResult<StatusReport>>
  createTags(module: ModuleRef, tags: readonly NewTag[]): Promise<ZohoResult<Answers>>
  addTag(
    module: ModuleRef,
    tag: { readonly id: string; readonly name: string },
    recordIds: readonly string[],
  ): Promise<ZohoResult<Answers>>
  mergeTags(keepId: string, goingId: string, mayLeave: MayLeave): Promise<ZohoResult<unknown> | null>
  deleteTag(id: string, mayLeave: MayLeave): Promise<ZohoResult<unknown> | null>
  listTags(module: ModuleRef): Promise<ZohoResult<TagList>>
  findRecords(module: ModuleRef, from: RecordQuery): Promise<ZohoResult<RecordPage>>
  readModule(module: ModuleRef): Promise<ZohoResult<ModuleRef>>
  /** Renews the access token, if possible without the user. */
  renew(): Promise<ZohoResult<null>>
  /** Whether we still have host permissions for this org's servers. */
  permitted(): Promise<boolean>
  /** Self-test only: returns and clears the exchanges since the last call. */
  readonly takeExchanges?: () => readonly Exchange[]
}

/** Selects records with a tag: by ascending id after `afterId`, at most `limit`. */
export interface RecordQuery {
  readonly tagName: string
  readonly afterId: string
  readonly limit: number
  /** True: only converted leads; false: all other records. */
  readonly converted: boolean
}

/** The input of a backup: a job and the tags that it deletes or merges. */
export interface ToBackUp {
  readonly job: Pick<Job, "id" | "org" | "accountId" | "module" | "createdAt" | "updatedAt" | "backup">
  readonly tags: () => readonly Pick<JobTag, "id" | "name" | "colorCode" | "records">[]
}

/**
 * Makes a call once the org's rate limiter admits it. Null: no call was made, because `call` returned null or the
 * backup is no longer due.
 */
export type WithinLimit = <T>(call: () => Promise<ZohoResult<T>> | null) => Promise<ZohoResult<T> | null>

/** Backs up the tags that a job deletes or merges. Never rejects. */
export interface BackupPort {
  /** Writes the next part, and may call Zoho for it. A null fault means that the browser could not store it. */
  collect(
    what: ToBackUp,
    withinLimit: WithinLimit,
  ): Promise<ZohoResult<BackupProgress> | { readonly ok: false; readonly fault: null }>
}

/** The stored jobs. Saves are atomic: if one rejects, nothing was written. */
export interface Journal {
  unfinished(): Promise<JobRecord[]>
  load(jobId: string): Promise<JobRecord | undefined>
  save(job: Job, changed: readonly Step[]): Promise<void>
}

/** Returns a test for currently protected names. Rejects if the list cannot be read; then nothing is deleted. */
export type ProtectedNow = () => Promise<(name: string) => boolean>

export interface Ports {
  readonly clock: Clock
  /** In [0, 1). */
  readonly random: () => number
  readonly journal: Journal
  readonly zoho: (job: Job) => ZohoPort
  readonly backups: BackupPort
  readonly protectedNow: ProtectedNow
  /** Resolves once this runner is the only active one, which it remains until its worker ends. */
  readonly acquireLeadership: () => Promise<void>
  /** Maximum calls in flight per org; may change. */
  readonly maxConcurrency: () => number
  /** Called after every save, once the runner's state matches the journal. */
  readonly onSaved: (job: Job) => void
}
