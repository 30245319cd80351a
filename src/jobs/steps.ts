/** The steps of a job as they are stored: each is one call to Zoho, with the tags or records that it is about. */
import * as v from "valibot"
import { count, type JobTag, outcome, type Reason, reason, tag, tagSchema, text, time } from "./schema"
import { loose, type Of } from "../lib/schema"

const head = {
  jobId: text,
  /** Unique within the job, never used again. */
  index: count,
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
  phase: v.picklist(["planned", "sending", "outcome-unknown", "accepted", "verifying", "settled"]),
  /** Calls that Zoho may have carried out: in flight, unknown or accepted. One that it refused does not count. */
  attempts: count,
  notBefore: time,
  /** Failed tries in a row of whatever comes next; determines the back-off. */
  failures: count,
  /** Looks in a row that showed no change: at Zoho's job while accepted, at the tags or records afterwards. */
  polls: count,
  /** How many of its items the last re-read had settled, to see whether Zoho is at work. */
  lastSettled: v.nullable(count),
  /** Why the outcome of the last call is unknown, where an answer (a garbled one) was the cause. */
  outcomeUnknown: reason,
}
export type StepHead = Of<v.ObjectSchema<typeof head, undefined>>
export type Phase = StepHead["phase"]

/** Zoho's own counts of one of its deletions: reported, never believed over a re-read. */
const zohoCounts = loose({ total: v.nullable(count), deleted: v.nullable(count), failed: v.nullable(count) })
export type ZohoCounts = Of<typeof zohoCounts>

/** Deletes many tags of one module in one call, which Zoho carries out in the background. */
const massDelete = loose({
  ...{ ...head, call: v.literal("mass-delete"), tags: v.array(tagSchema) },
  zohoJobId: v.nullable(text),
  zohoCounts: v.nullable(zohoCounts),
  /** When Zoho was asked for those counts; null: not yet. */
  countedAt: v.nullable(time),
  /** Zoho's verdict on its own job, once it has one. */
  verdict: v.nullable(v.picklist(["completed", "failed"])),
  sentAt: time,
  /** When its tags were last seen under the names that were confirmed: by the user, or by a re-read since. */
  seenAt: time,
})
export type MassDeleteStep = Of<typeof massDelete>

const createdTag = loose({
  ...tag,
  /** Its id in the org now, once known. */
  newId: v.nullable(text),
  /** Zoho took the tag only without its color. */
  colorRefused: v.boolean(),
  /** What Zoho said of it: created, or that there is one of that name. */
  answer: v.nullable(v.picklist(["created", "taken"])),
})
export type CreatedTag = Of<typeof createdTag>

/** Creates tags in a module. Not sent twice without a look: a second tag of the name must not come of it. */
const createTags = loose({
  ...{ ...head, call: v.literal("create-tags"), tags: v.array(createdTag) },
  /** Zoho's plan does not allow these tags: none of them is sent before the person resumes. */
  noRoom: reason,
})
export type CreateTagsStep = Of<typeof createTags>

const recordId = v.pipe(text, v.regex(/^\d{1,19}$/))
const recordItem = loose({ id: recordId, ...outcome })
export type RecordItem = Of<typeof recordItem>

/**
 * Puts one tag on records, beside those they carry. May be sent twice: a tag that is on a record already stays on it
 * once (https://www.zoho.com/crm/developer/docs/api/v8/add-tags.html, `over_write` false).
 */
const addTags = loose({
  ...{ ...head, call: v.literal("add-tags") },
  tagId: text,
  name: text,
  /** By ascending id. */
  records: v.array(recordItem),
  /** Records that Zoho says carry the tag now and that no re-read has shown yet; null: none is to be made. */
  unconfirmed: v.nullable(v.array(recordId)),
  /** Where the re-read goes on. */
  cursor: recordId,
  /** Whether it is among converted leads, which are read after all others. */
  converted: v.boolean(),
  /** How it is known that the records carry the tag: by re-reading them, or by Zoho's answers alone. */
  confirmedBy: v.nullable(v.picklist(["records", "answers"])),
})
export type AddTagsStep = Of<typeof addTags>

/** Merges one tag into the job's `keep`. Not sent twice without a look. */
const mergeTags = loose({ ...head, call: v.literal("merge-tags"), tags: v.tuple([tagSchema]) })
export type MergeTagsStep = Of<typeof mergeTags>

/** Deletes one tag by itself, where a mass delete did not. Not sent twice without a look. */
const deleteTag = loose({ ...head, call: v.literal("delete-tag"), tags: v.tuple([tagSchema]) })

/** Steps about tags of the module, which a list of its tags verifies. */
export type TagStep = MassDeleteStep | CreateTagsStep | MergeTagsStep | Of<typeof deleteTag>
export type Step = TagStep | AddTagsStep

export const stepSchema: v.GenericSchema<unknown, Step> = v.variant("call", [
  ...([massDelete, createTags, addTags, mergeTags, deleteTag] as const),
])

/** Whether a step is about tags, and not about records that carry one. */
export function isTagStep(step: Step): step is TagStep {
  return step.call !== "add-tags"
}

export function newStep(jobId: string, index: number, phase: Phase, now: number): StepHead {
  return {
    ...{ jobId, index, phase, attempts: 0, notBefore: now, failures: 0, polls: 0 },
    ...{ lastSettled: null, outcomeUnknown: null },
  }
}

/** The step in a phase that it has not tried or looked at yet. */
export function inPhase<S extends Step>(step: S, phase: Phase, now: number): S {
  return { ...step, phase, polls: 0, failures: 0, lastSettled: null, notBefore: now }
}

/** Putting tags on records is simply done again: a record that has the tag is not changed. Everything else waits for a look. */
export function withOutcomeUnknown<S extends Step>(step: S, now: number, why: Reason | null): S {
  if (step.call === "add-tags") return { ...step, phase: "planned", notBefore: now }
  return { ...inPhase(step, "outcome-unknown", now), outcomeUnknown: why }
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
