/** The steps of a job: each is one call to Zoho, with the tags or records that it is about. Plain data. */
import type { JobTag, Reason } from "./job"

/**
 * Where a step is.
 * - `planned`: not sent, certainly not carried out, or one that may be sent twice; may be sent.
 * - `sending`: stored before the call leaves; a worker that starts and finds it so does not know its outcome.
 * - `outcome-unknown`: nobody knows what is true in Zoho; only a re-read decides, never a blind second call. Steps
 *   begin here where something has to be looked at before the first call.
 * - `accepted`: Zoho works on it, and is asked how far it is; a mass delete only.
 * - `verifying`: Zoho has answered; a re-read decides each item.
 * - `settled`: every item has its final state.
 */
export const PHASES = ["planned", "sending", "outcome-unknown", "accepted", "verifying", "settled"] as const
export type Phase = (typeof PHASES)[number]

/** What every step has. */
export interface StepHead {
  readonly jobId: string
  /** Unique within the job, never used again. */
  readonly index: number
  readonly phase: Phase
  /** Calls that Zoho may have carried out: in flight, unknown or accepted. One that it refused does not count. */
  readonly attempts: number
  /** Nothing is to be done with it before this time. */
  readonly notBefore: number
  /** Failed tries in a row of whatever comes next; determines the back-off. */
  readonly failures: number
  /** Looks in a row that showed no change: at Zoho's job while accepted, at the tags or records afterwards. */
  readonly polls: number
  /** How many of its items the last re-read had settled, to see whether Zoho is at work. */
  readonly lastSettled: number | null
  /** Why the outcome of the last call is unknown, where an answer (a garbled one) was the cause. */
  readonly outcomeUnknown: Reason | null
}

/** Zoho's own counts of one of its deletions: reported, never believed over a re-read. */
export interface ZohoCounts {
  readonly total: number | null
  readonly deleted: number | null
  readonly failed: number | null
}

/** Deletes many tags of one module in one call, which Zoho carries out in the background. */
export interface MassDeleteStep extends StepHead {
  readonly call: "mass-delete"
  readonly tags: readonly JobTag[]
  readonly zohoJobId: string | null
  readonly zohoCounts: ZohoCounts | null
  /** When Zoho was asked for those counts; null: not yet. */
  readonly countedAt: number | null
  /** Zoho's verdict on its own job, once it has one. */
  readonly verdict: "completed" | "failed" | null
  /** When the last call left. */
  readonly sentAt: number
  /** When its tags were last seen under the names that were confirmed: by the user, or by a re-read since. */
  readonly seenAt: number
}

/** A tag that is to be created. */
export interface CreatedTag extends JobTag {
  /** Its id in the org now, once known. */
  readonly newId: string | null
  /** Zoho took the tag only without its color. */
  readonly colorRefused: boolean
  /** What Zoho said of it: created, or that there is one of that name. */
  readonly answer: "created" | "taken" | null
}

/** Creates tags in a module. Not sent twice without a look: a second tag of the name must not come of it. */
export interface CreateTagsStep extends StepHead {
  readonly call: "create-tags"
  readonly tags: readonly CreatedTag[]
  /** Zoho's plan does not allow these tags: none of them is sent before the person resumes. */
  readonly noRoom: Reason | null
}

export interface RecordItem {
  readonly id: string
  readonly state: JobTag["state"]
  readonly reason: Reason | null
}

/**
 * Puts one tag on records, beside those they carry. May be sent twice: a tag that is on a record already stays on it
 * once (https://www.zoho.com/crm/developer/docs/api/v8/add-tags.html, `over_write` false).
 */
export interface AddTagsStep extends StepHead {
  readonly call: "add-tags"
  /** Which tag of the job's create steps, by `id`. */
  readonly tagId: string
  readonly name: string
  /** By ascending id. */
  readonly records: readonly RecordItem[]
  /** Records that Zoho says carry the tag now and that no re-read has shown yet; null: none is to be made. */
  readonly unconfirmed: readonly string[] | null
  /** Where the re-read goes on. */
  readonly cursor: string
  /** Whether it is among converted leads, which are read after all others. */
  readonly converted: boolean
  /** How it is known that the records carry the tag: by re-reading them, or by Zoho's answers alone. */
  readonly confirmedBy: "records" | "answers" | null
}

/** Merges one tag into the job's `keep`. Not sent twice without a look. */
export interface MergeTagsStep extends StepHead {
  readonly call: "merge-tags"
  readonly tags: readonly [JobTag]
}

/** Deletes one tag by itself, where a mass delete did not. Not sent twice without a look. */
export interface DeleteTagStep extends StepHead {
  readonly call: "delete-tag"
  readonly tags: readonly [JobTag]
}

/** Steps about tags of the module, which a list of its tags verifies. */
export type TagStep = MassDeleteStep | CreateTagsStep | MergeTagsStep | DeleteTagStep
export type Step = TagStep | AddTagsStep
export type Call = Step["call"]

/** Whether a step is about tags, and not about records that carry one. */
export function isTagStep(step: Step): step is TagStep {
  return step.call !== "add-tags"
}

/** What every step begins with. */
export function newStep(jobId: string, index: number, phase: Phase, now: number): StepHead {
  return {
    ...{ jobId, index, phase, attempts: 0, notBefore: now, failures: 0, polls: 0 },
    ...{ lastSettled: null, outcomeUnknown: null },
  }
}

/** A mass delete that has never been sent. */
export function newMassDelete(
  jobId: string,
  index: number,
  tags: readonly JobTag[],
  now: number,
): MassDeleteStep {
  return {
    ...{ ...newStep(jobId, index, "planned", now), call: "mass-delete", tags, zohoJobId: null },
    ...{ zohoCounts: null, countedAt: null, verdict: null, sentAt: now, seenAt: now },
  }
}
