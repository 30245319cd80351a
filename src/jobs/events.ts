/** The events that the machine accepts, and the commands (calls to make) that a job can require. */
import type { RecordPage } from "../zoho/api/records"
import type { ZohoFault, ZohoResult } from "../zoho/errors/fault"
import type { CheckNote, ModuleRef } from "./job"
import type { JobRecord } from "./record"
import type { ZohoCounts } from "./steps"

export interface StatusReport {
  readonly state: "pending" | "completed" | "failed"
  readonly counts: ZohoCounts
}

/** Tag id to name. */
export type TagNames = ReadonlyMap<string, string>

/** A module's tags as just read, and how many the plan allows there; null: Zoho did not report it. */
export interface TagList {
  readonly tags: TagNames
  readonly allowed: number | null
}

export interface BackupProgress {
  /** Tags whose records are written. */
  readonly collected: number
  readonly complete: boolean
  /** Whether this part required a call to Zoho. */
  readonly asked: boolean
}

/** Zoho's answer for each item of a call, in the order sent. */
export type Answers = readonly ZohoResult<{ readonly id: string }>[]

type Event =
  | { readonly type: "tick" }
  /** Calls were answered with 429 for so long that the org's credits must be used up. */
  | { readonly type: "out-of-credits" }
  /** The user signed in to the job's account again, or granted it more scopes. */
  | { readonly type: "signed-in" }
  | { readonly type: "backed-up"; readonly progress: BackupProgress }
  /** `fault` is null if the browser could not store the backup. */
  | { readonly type: "backup-failed"; readonly fault: ZohoFault | null }
  | { readonly type: "renewed" }
  | { readonly type: "renew-failed"; readonly fault: ZohoFault }
  | { readonly type: "permission-removed" }
  /** The user continues with the backup as it is. */
  | { readonly type: "skip-records" }
  | { readonly type: "pause" }
  | { readonly type: "resume" }
  /** The user retries now. Does not end a pause that a user set. */
  | { readonly type: "try-now" }
  | { readonly type: "cancel" }

  /** A new runner has started: the outcome of calls in flight when the old one ended is unknown. */
  | { readonly type: "woke" }
  /** The call is about to be sent; stored first. */
  | { readonly type: "sending"; readonly step: number }
  /** Zoho accepted a mass delete. */
  | { readonly type: "accepted"; readonly step: number; readonly zohoJobId: string }
  /** Zoho answered for each item. `answers` is empty for calls about a single tag. */
  | { readonly type: "answered"; readonly step: number; readonly answers: Answers }
  | { readonly type: "failed"; readonly step: number; readonly fault: ZohoFault }
  /** The call was not sent, because these tags became protected after confirmation. */
  | { readonly type: "withheld"; readonly step: number; readonly ids: readonly string[] }
  /** `askedAt`: when the call was sent (ms since the epoch). */
  | ({ readonly type: "status"; readonly step: number } & {
      readonly report: StatusReport
      readonly askedAt: number
    })
  | { readonly type: "status-failed"; readonly step: number; readonly fault: ZohoFault }
  /** The module's tags, read after every step in `steps` had reached the phase that requires the read. */
  | ({ readonly type: "listed"; readonly steps: readonly number[] } & TagList)
  | { readonly type: "list-failed"; readonly steps: readonly number[]; readonly fault: ZohoFault }
  /** A page of the records with a step's tag. */
  | { readonly type: "found"; readonly step: number; readonly page: RecordPage }
  | { readonly type: "find-failed"; readonly step: number; readonly fault: ZohoFault }
  | { readonly type: "module-read"; readonly module: ModuleRef }
  | { readonly type: "module-failed"; readonly fault: ZohoFault }

/** `note`: how Zoho answered; self-test only. */
export type JobEvent = Event & {
  readonly note?: Pick<CheckNote, "what" | "exchanges">
}

/** Handles one type of event. Returns the same record if nothing changes. */
export type On<T extends JobEvent["type"]> = (
  record: JobRecord,
  event: Extract<JobEvent, { readonly type: T }>,
  now: number,
) => JobRecord

/** A call to make. It is due until an event answers it. Deriving the same command twice is harmless. */
export type Command =
  | { readonly type: "send"; readonly step: number }
  | { readonly type: "poll"; readonly step: number; readonly zohoJobId: string }
  | { readonly type: "list"; readonly steps: readonly number[] }
  | { readonly type: "find"; readonly step: number }
  | { readonly type: "back-up" }
  | { readonly type: "read-module" }
  | { readonly type: "renew" }

/** Identifies a command among those of its job. */
export function commandKey(command: Command): string {
  return "step" in command ? `${command.type} ${command.step}` : command.type
}
