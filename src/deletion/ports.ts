/** What the runner needs from the outside world. The worker hands in the real things, the simulation a model. */
import type { Clock } from "../runner/clock"
import type { ZohoResult } from "../zoho/errors/fault"
import type { BackupProgress, StatusReport, TagNames } from "./events"
import type { Chunk, Job, JobRecord, JobTag, ModuleRef } from "./job"

/**
 * Asked last, when the token is in hand and nothing but the call itself is left to do: whether what it takes away may
 * still be taken away. Never rejects.
 */
export type MayLeave = () => Promise<boolean>

/** Zoho, as the account of one job reaches it. Every call answers; none throws. */
export interface ZohoPort {
  /** Null: `mayLeave` said no, and no call was made. */
  submit(
    module: ModuleRef,
    ids: readonly string[],
    mayLeave: MayLeave,
  ): Promise<ZohoResult<{ readonly jobId: string }> | null>
  status(jobId: string): Promise<ZohoResult<StatusReport>>
  listTags(module: ModuleRef): Promise<ZohoResult<TagNames>>
  readModule(module: ModuleRef): Promise<ZohoResult<ModuleRef>>
  /** Gets a new access token where that needs no person. */
  renew(): Promise<ZohoResult<null>>
  /** Whether the browser still lets us reach this org's hosts; the user may have taken that away. */
  permitted(): Promise<boolean>
}

/** What a backup is made for: a deletion's job, or whatever else takes tags away. */
export interface ToBackUp {
  readonly job: Pick<Job, "id" | "org" | "accountId" | "module" | "createdAt" | "updatedAt" | "backup">
  readonly chunks: readonly {
    readonly tags: readonly Pick<JobTag, "id" | "name" | "colorCode" | "records">[]
  }[]
}

/** Keeps what a deletion takes away. Every call answers; none throws. */
export interface BackupPort {
  /**
   * Writes the next part of a job's backup, at most one call to Zoho; where all is written it says so. Asking
   * again after a kill doubles nothing. A fault of null: the browser would not store it.
   */
  advance(
    record: ToBackUp,
  ): Promise<ZohoResult<BackupProgress> | { readonly ok: false; readonly fault: null }>
}

/** The job store. A save is all or nothing; what it rejects has not been written. */
export interface Journal {
  unfinished(): Promise<JobRecord[]>
  load(jobId: string): Promise<JobRecord | undefined>
  save(job: Job, changed: readonly Chunk[]): Promise<void>
}

/** Tells which names are protected at this moment. Rejects where that cannot be read; nothing is deleted then. */
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
  readonly becomeOnly: () => Promise<void>
  /** Calls in flight allowed for an org; may change. */
  readonly widest: () => number
  /** Told after every save, when the runner already stands where the journal stands. */
  readonly onSaved: (job: Job) => void
}
