/** What the runner needs from the outside world. The worker hands in the real things, the simulation a model. */
import type { ZohoResult } from "../zoho/errors/fault"
import type { StatusReport, TagNames } from "./events"
import type { Chunk, Job, JobRecord, ModuleRef } from "./job"

export interface Clock {
  /** Milliseconds since the epoch. May jump. */
  now(): number
  /** Calls back once, `delay` ms from now; returns what takes it back. */
  after(delay: number, callback: () => void): () => void
}

/** Zoho, as the account of one job reaches it. Every call answers; none throws. */
export interface ZohoPort {
  submit(module: ModuleRef, ids: readonly string[]): Promise<ZohoResult<{ readonly jobId: string }>>
  status(jobId: string): Promise<ZohoResult<StatusReport>>
  listTags(module: ModuleRef): Promise<ZohoResult<TagNames>>
  readModule(module: ModuleRef): Promise<ZohoResult<ModuleRef>>
  /** Gets a new access token where that needs no person. */
  renew(): Promise<ZohoResult<null>>
  /** Whether the browser still lets us reach this org's hosts; the user may have taken that away. */
  permitted(): Promise<boolean>
}

/** The job store. A save is all or nothing; what it rejects has not been written. */
export interface Journal {
  unfinished(): Promise<JobRecord[]>
  load(jobId: string): Promise<JobRecord | undefined>
  save(job: Job, changed: readonly Chunk[]): Promise<void>
}

export interface Ports {
  readonly clock: Clock
  /** In [0, 1). */
  readonly random: () => number
  readonly journal: Journal
  readonly zoho: (job: Job) => ZohoPort
  /** Resolves when this runner is the only one, and stays so until its worker ends. */
  readonly becomeOnly: () => Promise<void>
  /** Calls in flight allowed for an org. */
  readonly widest: () => number
  /** Told after every save, when the runner already stands where the journal stands. */
  readonly onSaved: (job: Job) => void
}
