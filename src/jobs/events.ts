/** What can happen to a job, and the calls that the machine may ask for. */
import type { RecordPage } from "../zoho/api/records"
import type { ZohoFault, ZohoResult } from "../zoho/errors/fault"
import type { CheckNote, ModuleRef } from "./job"
import type { JobRecord } from "./record"
import type { ZohoCounts } from "./steps"

export interface StatusReport {
  readonly state: "pending" | "completed" | "failed"
  readonly counts: ZohoCounts
}

export type TagNames = ReadonlyMap<string, string>

/** A module's tags as just read, id to name, and how many the plan allows there; null: Zoho did not say. */
export interface TagList {
  readonly tags: TagNames
  readonly allowed: number | null
}

export interface BackupProgress {
  /** Tags whose records are written. */
  readonly collected: number
  readonly complete: boolean
  /** Whether Zoho was asked for this part. */
  readonly asked: boolean
}

/** Zoho's word on each item of a call, in the order sent. */
export type Answers = readonly ZohoResult<{ readonly id: string }>[]

type Event =
  | { readonly type: "tick" }
  /** 429 for so long that it can only be the day's credits. */
  | { readonly type: "out-of-credits" }
  /** The account that the job belongs to was signed in to again, or given more rights. */
  | { readonly type: "signed-in" }
  | { readonly type: "backed-up"; readonly progress: BackupProgress }
  /** `fault` null: not Zoho but the browser refused, it did not store the backup. */
  | { readonly type: "backup-failed"; readonly fault: ZohoFault | null }
  | { readonly type: "renewed" }
  | { readonly type: "renew-failed"; readonly fault: ZohoFault }
  | { readonly type: "permission-removed" }
  /** The user goes on with the backup as it is. */
  | { readonly type: "skip-records" }
  | { readonly type: "pause" }
  | { readonly type: "resume" }
  /** Asked by a person who may not lift another person's pause. */
  | { readonly type: "try-now" }
  | { readonly type: "cancel" }

  /** A new runner has taken over: nobody knows the outcome of what was in flight when the old one ended. */
  | { readonly type: "woke" }
  /** The call is about to leave; stored before it does. */
  | { readonly type: "sending"; readonly step: number }
  /** Zoho works on a mass delete. */
  | { readonly type: "accepted"; readonly step: number; readonly zohoJobId: string }
  /** Zoho carried a call out, and said so of each item; of a call about one tag there is nothing to say. */
  | { readonly type: "answered"; readonly step: number; readonly answers: Answers }
  | { readonly type: "failed"; readonly step: number; readonly fault: ZohoFault }
  /** The call did not leave: these of its tags have been protected since they were confirmed. */
  | { readonly type: "withheld"; readonly step: number; readonly ids: readonly string[] }
  /** `askedAt`: when the call left (ms since the epoch). */
  | ({ readonly type: "status"; readonly step: number } & {
      readonly report: StatusReport
      readonly askedAt: number
    })
  | { readonly type: "status-failed"; readonly step: number; readonly fault: ZohoFault }
  /** The module's tags, read after every step in `steps` had reached the phase that needed the read. */
  | ({ readonly type: "listed"; readonly steps: readonly number[] } & TagList)
  | { readonly type: "list-failed"; readonly steps: readonly number[]; readonly fault: ZohoFault }
  /** A page of the records that carry a step's tag. */
  | { readonly type: "found"; readonly step: number; readonly page: RecordPage }
  | { readonly type: "find-failed"; readonly step: number; readonly fault: ZohoFault }
  | { readonly type: "module-read"; readonly module: ModuleRef }
  | { readonly type: "module-failed"; readonly fault: ZohoFault }

/** `note`: how Zoho answered, of a check on an org. */
export type JobEvent = Event & {
  readonly note?: Pick<CheckNote, "what" | "exchanges">
}

/** What an event of a type makes of a record. The same object: nothing. */
export type On<T extends JobEvent["type"]> = (
  record: JobRecord,
  event: Extract<JobEvent, { readonly type: T }>,
  now: number,
) => JobRecord

/** A call to make. A command is due until an event answers it; asking twice for the same is harmless. */
export type Command =
  | { readonly type: "send"; readonly step: number }
  | { readonly type: "poll"; readonly step: number; readonly zohoJobId: string }
  | { readonly type: "list"; readonly steps: readonly number[] }
  | { readonly type: "find"; readonly step: number }
  | { readonly type: "back-up" }
  | { readonly type: "read-module" }
  | { readonly type: "renew" }

export function commandKey(command: Command): string {
  return "step" in command ? `${command.type} ${command.step}` : command.type
}
