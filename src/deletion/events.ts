/** What can happen to a job, and what the machine may ask for. */
import type { CommonEvent } from "../runner/trade"
import type { ZohoFault } from "../zoho/errors/fault"
import type { ModuleRef, ZohoCounts } from "./job"

/** Zoho's word on one of its jobs. */
export interface StatusReport {
  readonly state: "pending" | "completed" | "failed"
  readonly counts: ZohoCounts
}

/** A module's tags as just read: id to name. */
export type TagNames = ReadonlyMap<string, string>

/** The same, with how many tags the plan allows in the module; null: Zoho did not say. */
export interface TagsThere {
  readonly tags: TagNames
  readonly allowed: number | null
}

/** How far a job's backup is. */
export interface BackupProgress {
  /** Tags whose records are written. */
  readonly gathered: number
  readonly complete: boolean
  /** Whether Zoho was asked for this part. */
  readonly asked: boolean
}

/** What can happen to journalled work of every kind, and says nothing of its parts. */
export type StandingEvent =
  | Exclude<CommonEvent, { type: "woke" }>
  /** A part of the backup is written. */
  | { readonly type: "backed-up"; readonly progress: BackupProgress }
  | { readonly type: "backup-failed"; readonly fault: ZohoFault }
  /** Not Zoho but the browser refused: it did not store the backup. */
  | { readonly type: "backup-unwritten" }
  | { readonly type: "renewed" }
  | { readonly type: "renew-failed"; readonly fault: ZohoFault }
  | { readonly type: "permission-removed" }
  /** The user goes on with the backup as it is. */
  | { readonly type: "skip-records" }
  | { readonly type: "pause" }
  /** Asked by a person who may not lift another person's pause. */
  | { readonly type: "try-now" }

/** What the user can ask for that each kind of work does in its own way. */
export type UserEvent =
  | { readonly type: "resume" }
  | { readonly type: "cancel" }
  /** `held`: ids of tags that have been protected since they were confirmed, and so stay. */
  | { readonly type: "retry"; readonly held?: readonly string[] }

export type DeletionEvent =
  | CommonEvent
  | StandingEvent
  | UserEvent
  /** The POST is about to leave; written down before it does. */
  | { readonly type: "submitting"; readonly chunk: number }
  | { readonly type: "accepted"; readonly chunk: number; readonly zohoJobId: string }
  | { readonly type: "submit-failed"; readonly chunk: number; readonly fault: ZohoFault }
  /** The POST did not leave: these of its tags have been protected since they were confirmed. */
  | { readonly type: "held-back"; readonly chunk: number; readonly ids: readonly string[] }
  /** `askedAt`: when the call left (ms since the epoch). */
  | {
      readonly type: "status"
      readonly chunk: number
      readonly report: StatusReport
      readonly askedAt: number
    }
  | { readonly type: "status-failed"; readonly chunk: number; readonly fault: ZohoFault }
  /** The module's tags, read after every chunk in `chunks` had reached the state that needed the read. */
  | { readonly type: "listed"; readonly chunks: readonly number[]; readonly tags: TagNames }
  | { readonly type: "list-failed"; readonly chunks: readonly number[]; readonly fault: ZohoFault }
  | { readonly type: "module-read"; readonly module: ModuleRef }
  | { readonly type: "module-failed"; readonly fault: ZohoFault }

/** A call to make. A command is due until an event answers it; asking twice for the same is harmless. */
export type Command =
  | { readonly type: "submit"; readonly chunk: number }
  | { readonly type: "poll"; readonly chunk: number; readonly zohoJobId: string }
  | { readonly type: "list"; readonly chunks: readonly number[] }
  | { readonly type: "back-up" }
  | { readonly type: "read-module" }
  | { readonly type: "renew" }

/** Two commands with the same key are the same call. */
export function commandKey(command: Command): string {
  return "chunk" in command ? `${command.type} ${command.chunk}` : command.type
}
