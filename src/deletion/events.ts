/** What can happen to a job, and what the machine may ask for. */
import type { ZohoFault } from "../zoho/errors/fault"
import type { ModuleRef, ZohoCounts } from "./job"

/** Zoho's word on one of its jobs. */
export interface StatusReport {
  readonly state: "pending" | "completed" | "failed"
  readonly counts: ZohoCounts
}

/** A module's tags as just read: id to name. */
export type TagNames = ReadonlyMap<string, string>

export type DeletionEvent =
  /** A new runner has taken over: what was on its way when the old one died is in doubt. */
  | { readonly type: "woke" }
  /** Time has passed. */
  | { readonly type: "tick" }
  /** The POST is about to leave; written down before it does. */
  | { readonly type: "submitting"; readonly chunk: number }
  | { readonly type: "accepted"; readonly chunk: number; readonly zohoJobId: string }
  | { readonly type: "submit-failed"; readonly chunk: number; readonly fault: ZohoFault }
  | { readonly type: "status"; readonly chunk: number; readonly report: StatusReport }
  | { readonly type: "status-failed"; readonly chunk: number; readonly fault: ZohoFault }
  /** The module's tags, read after every chunk in `chunks` had reached the state that needed the read. */
  | { readonly type: "listed"; readonly chunks: readonly number[]; readonly tags: TagNames }
  | { readonly type: "list-failed"; readonly chunks: readonly number[]; readonly fault: ZohoFault }
  | { readonly type: "module-read"; readonly module: ModuleRef }
  | { readonly type: "module-failed"; readonly fault: ZohoFault }
  | { readonly type: "renewed" }
  | { readonly type: "renew-failed"; readonly fault: ZohoFault }
  /** 429 for so long that it can only be the day's credits. */
  | { readonly type: "out-of-credits" }
  | { readonly type: "permission-removed" }
  /** The account that the job belongs to was signed in to again, or given more rights. */
  | { readonly type: "signed-in" }
  | { readonly type: "pause" }
  | { readonly type: "resume" }
  | { readonly type: "cancel" }
  | { readonly type: "retry" }

/** A call to make. A command is due until an event answers it; asking twice for the same is harmless. */
export type Command =
  | { readonly type: "submit"; readonly chunk: number }
  | { readonly type: "poll"; readonly chunk: number; readonly zohoJobId: string }
  | { readonly type: "list"; readonly chunks: readonly number[] }
  | { readonly type: "read-module" }
  | { readonly type: "renew" }

/** Two commands with the same key are the same call. */
export function commandKey(command: Command): string {
  return "chunk" in command ? `${command.type} ${command.chunk}` : command.type
}
