/**
 * What a restore or a merge is, as it stands in the journal: steps, each one call to Zoho that answers at once.
 * Plain data, no behaviour. Times are milliseconds since the epoch, ids are strings.
 */
import type { ModuleRef, OrgRef, Reason } from "../deletion/job"
import type { Standing } from "../deletion/record"

export type TaskKind = "restore" | "merge"

/** What became of a tag or a record of a step. `pending` is the only one that can still change by itself. */
export type ItemState =
  | "pending"
  /** Done by this task, and seen so where a re-read can tell. */
  | "done"
  /** Found as it was to become: a tag of that name was there, one to be merged away was gone. */
  | "already"
  | "refused"
  /** Zoho said that it was done, a re-read does not show it. */
  | "unseen"
  /** The user gave up while Zoho could not be asked. */
  | "unknown"
  | "not-sent"

/** Items by state. */
export type ItemCounts = Readonly<Record<ItemState, number>>

/**
 * Where a step stands.
 * - `planned`: not sent, certainly not carried out, or one that may be sent twice; may be sent.
 * - `sending`: written down before the call leaves; found so at a start it is in doubt.
 * - `in-doubt`: nobody knows what is true in Zoho; only a re-read decides. New steps begin here where something
 *   has to be looked at before the first call.
 * - `verifying`: Zoho has answered; a re-read decides.
 * - `settled`: every item has its final state.
 */
export type StepPhase = "planned" | "sending" | "in-doubt" | "verifying" | "settled"

export interface StepHead {
  readonly taskId: string
  /** Unique within the task, never used again. */
  readonly index: number
  readonly phase: StepPhase
  /** Calls that Zoho may have carried out; one that it refused counts no more. */
  readonly attempts: number
  /** Nothing is to be done with it before this time. */
  readonly notBefore: number
  /** Failed tries in a row of whatever comes next; steers the back-off. */
  readonly strikes: number
  /** Re-reads in a row that showed no change. */
  readonly looks: number
  /** How many of its items the last re-read while in doubt showed as wanted. */
  readonly lastSeen: number | null
  /** Why the last call is in doubt, where an answer was the cause. */
  readonly doubt: Reason | null
}

/** One tag of a step. */
export interface TagItem {
  /** As in the backup, or of the tag that is merged away. */
  readonly oldId: string
  readonly name: string
  readonly colorCode: string | null
  /** The tag's id in the org now, once known. */
  readonly id: string | null
  /** Zoho took the tag only without its color. */
  readonly colorRefused: boolean
  /** What Zoho said of it: made, or that there is one of that name. */
  readonly answer: "made" | "taken" | null
  readonly state: ItemState
  readonly reason: Reason | null
}

export interface RecordItem {
  readonly id: string
  readonly state: ItemState
  readonly reason: Reason | null
}

/** Makes tags in a module. Not sent twice without a look: a second tag of the name must not come of it. */
export interface CreateStep extends StepHead {
  readonly call: "create-tags"
  readonly tags: readonly TagItem[]
  /** Zoho's plan had no room for these tags: none of them is sent before the person resumes. */
  readonly held: Reason | null
}

/**
 * Puts one tag on records, beside those they carry. May be sent twice: a tag that is on a record already stays on it
 * once (https://www.zoho.com/crm/developer/docs/api/v8/add-tags.html, `over_write` false).
 */
export interface AddStep extends StepHead {
  readonly call: "add-tags"
  /** Which tag of the task's create steps, by `oldId`. */
  readonly oldId: string
  readonly name: string
  /** By ascending id. */
  readonly records: readonly RecordItem[]
  /** Records that Zoho says carry the tag now and that no re-read has shown yet; null: none is to be made. */
  readonly unseen: readonly string[] | null
  /** Where the re-read goes on. */
  readonly cursor: string
  /** Whether it is among converted leads, which are read after all others. */
  readonly converted: boolean
  /** How it is known that the records carry the tag: by re-reading them, or by Zoho's answers alone. */
  readonly confirmed: "records" | "answers" | null
}

/** Merges one tag into the task's `keep`. Not sent twice without a look. */
export interface MergeStep extends StepHead {
  readonly call: "merge-tags"
  readonly tags: readonly [TagItem]
}

export type Step = CreateStep | AddStep | MergeStep

/** The head of a task. */
export interface Task extends Standing {
  readonly id: string
  readonly schema: 1
  readonly kind: TaskKind
  readonly createdAt: number
  readonly updatedAt: number
  readonly org: OrgRef
  readonly accountId: string
  /** The signed-in Zoho user, for the report; null when Zoho did not say. */
  readonly confirmedBy: string | null
  readonly module: ModuleRef
  /** The backup that is restored; null for a merge. */
  readonly backupId: string | null
  /** The tag that the others are merged into; null for a restore. */
  readonly keep: KeptTag | null
  /** Whether records that were given their tag back are read again, or Zoho's answer for each is all there is. */
  readonly check: "records" | "answers"
  readonly tags: ItemCounts
  /** A record that is given several tags counts once for each. */
  readonly records: ItemCounts
  readonly nextStepIndex: number
}

export interface KeptTag {
  readonly id: string
  readonly name: string
  readonly colorCode: string | null
}

/** A task with its steps: what the machine works on. */
export interface TaskRecord {
  readonly job: Task
  readonly steps: readonly Step[]
}
