/** What can happen to a task, and what the machine may ask for. */
import type { StandingEvent, TagsThere, UserEvent } from "../deletion/events"
import type { CommonEvent } from "../runner/trade"
import type { ItemResult } from "../zoho/api/items"
import type { RecordPage } from "../zoho/api/records"
import type { ZohoFault } from "../zoho/errors/fault"

/** Zoho's word on each item of a call, in the order sent. */
export type Answers = readonly ItemResult<{ readonly id: string }>[]

export type TaskEvent =
  | CommonEvent
  | StandingEvent
  | UserEvent
  /** The call is about to leave; written down before it does. */
  | { readonly type: "sending"; readonly step: number }
  | { readonly type: "answered"; readonly step: number; readonly answers: Answers }
  | { readonly type: "failed"; readonly step: number; readonly fault: ZohoFault }
  /** The merge did not leave: its tag has been protected since it was confirmed. */
  | { readonly type: "held-back"; readonly step: number }
  /** The module's tags, read after every step in `steps` had reached the state that needed the read. */
  | ({ readonly type: "listed"; readonly steps: readonly number[] } & TagsThere)
  | { readonly type: "list-failed"; readonly steps: readonly number[]; readonly fault: ZohoFault }
  /** A page of the records that carry a step's tag. */
  | { readonly type: "seen"; readonly step: number; readonly page: RecordPage }
  | { readonly type: "see-failed"; readonly step: number; readonly fault: ZohoFault }

/** A call to make. A command is due until an event answers it; asking twice for the same is harmless. */
export type Command =
  | { readonly type: "send"; readonly step: number }
  | { readonly type: "see"; readonly step: number }
  | { readonly type: "list"; readonly steps: readonly number[] }
  | { readonly type: "back-up" }
  | { readonly type: "renew" }

/** Two commands with the same key are the same call. */
export function commandKey(command: Command): string {
  return "step" in command ? `${command.type} ${command.step}` : command.type
}
