/** What the engine needs from the outside world. The background hands in the real things, the simulation a model. */
import type { Exchange } from "../zoho/api/answer-shape"
import type { RecordPage } from "../zoho/api/records"
import type { NewTag } from "../zoho/api/tags"
import type { ZohoResult } from "../zoho/errors/fault"
import type { Answers, BackupProgress, StatusReport, TagList } from "./events"
import type { Job, JobTag, ModuleRef } from "./job"
import type { JobRecord } from "./record"
import type { Step } from "./steps"
import type { Clock } from "./timing"

/** Asked right before the call: whether the tags that it takes away may still be taken away. Never rejects. */
export type MayLeave = () => Promise<boolean>

/** Zoho, as the account of one job reaches it. Every call answers; null: `mayLeave` said no, and no call was made. */
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
  /** A new access token, where that needs no person. */
  renew(): Promise<ZohoResult<null>>
  /** Whether the browser still lets us reach this org's hosts. */
  permitted(): Promise<boolean>
  /** Of a check on an org: the form of the answers since this was last asked. */
  readonly heard?: () => readonly Exchange[]
}

/** Which records that carry a tag: by ascending id after `afterId`, at most `limit`. */
export interface RecordQuery {
  readonly tagName: string
  readonly afterId: string
  readonly limit: number
  /** Only converted leads, which are left out otherwise. */
  readonly converted: boolean
}

/** What a backup is made for: the tags that a job takes away. */
export interface ToBackUp {
  readonly job: Pick<Job, "id" | "org" | "accountId" | "module" | "createdAt" | "updatedAt" | "backup">
  readonly tags: () => readonly Pick<JobTag, "id" | "name" | "colorCode" | "records">[]
}

/**
 * Makes a call once the org's rate limit has room for it. Null: none was made, for `call` gave null or the job does not want it
 * any more.
 */
export type WithinLimit = <T>(call: () => Promise<ZohoResult<T>> | null) => Promise<ZohoResult<T> | null>

/** Keeps what a job takes away. Every call answers; none throws. */
export interface BackupPort {
  /** Writes the next part, for which it may call Zoho. A fault of null: the browser would not store it. */
  collect(
    what: ToBackUp,
    withinLimit: WithinLimit,
  ): Promise<ZohoResult<BackupProgress> | { readonly ok: false; readonly fault: null }>
}

/** The stored jobs. A save is all or nothing; what it rejects has not been written. */
export interface Journal {
  unfinished(): Promise<JobRecord[]>
  load(jobId: string): Promise<JobRecord | undefined>
  save(job: Job, changed: readonly Step[]): Promise<void>
}

/** Which names are protected at this moment. Rejects where that cannot be read; nothing is deleted then. */
export type ProtectedNow = () => Promise<(name: string) => boolean>

export interface Ports {
  readonly clock: Clock
  /** In [0, 1). */
  readonly random: () => number
  readonly journal: Journal
  readonly zoho: (job: Job) => ZohoPort
  readonly backups: BackupPort
  readonly protectedNow: ProtectedNow
  /** Resolves when this runner is the only one, and stays so until its worker ends. */
  readonly acquireLeadership: () => Promise<void>
  /** Calls in flight allowed for an org; may change. */
  readonly maxConcurrency: () => number
  /** Called after every save, when the runner already has the job as the journal has it. */
  readonly onSaved: (job: Job) => void
}
