/** Schemas of a job's stored steps. Each step is one call to Zoho with its tags or records. */
import * as v from "valibot"
import { count, type JobTag, outcome, type Reason, reason, tag, tagSchema, text, time } from "./schema"
import { loose, type Of } from "../lib/schema"

const head = {
  jobId: text,
  /** Unique within the job, never reused. */
  index: count,
  /**
   * The step's progress.
   * - `planned`: may be sent, because it was not carried out or is safe to repeat.
   * - `sending`: stored before the call is sent. A worker that finds it on startup does not know the outcome.
   * - `outcome-unknown`: it is unknown what Zoho did. Only a re-read decides; the call is never repeated blindly. Steps
   *   that require a read before the first call begin here.
   * - `accepted`: Zoho is working on it and is polled for its status. Mass deletes only.
   * - `verifying`: Zoho has answered. A re-read decides each item.
   * - `settled`: every item has its final state.
   */
  phase: v.picklist(["planned", "sending", "outcome-unknown", "accepted", "verifying", "settled"]),
  /** Calls that Zoho may have carried out: in flight, unknown or accepted. Refused calls do not count. */
  attempts: count,
  notBefore: time,
  /** Failed attempts in a row at the next action; determines the back-off. */
  failures: count,
  /** Reads in a row without a change: of Zoho's job while `accepted`, of the tags or records later. */
  polls: count,
  /** How many items were settled after the last re-read, to detect whether Zoho is making progress. */
  lastSettled: v.nullable(count),
  /** Why the outcome of the last call is unknown, if an answer (such as a garbled one) was the cause. */
  outcomeUnknown: reason,
}
export type StepHead = Of<v.ObjectSchema<typeof head, undefined>>
export type Phase = StepHead["phase"]

/** Zoho's own counts for a mass delete. A re-read always takes precedence. */
const zohoCounts = loose({ total: v.nullable(count), deleted: v.nullable(count), failed: v.nullable(count) })
export type ZohoCounts = Of<typeof zohoCounts>

/** Deletes many tags of one module in one call. Zoho carries it out in the background. */
const massDelete = loose({
  ...{ ...head, call: v.literal("mass-delete"), tags: v.array(tagSchema) },
  zohoJobId: v.nullable(text),
  zohoCounts: v.nullable(zohoCounts),
  /** When those counts were requested; null: not yet. */
  countedAt: v.nullable(time),
  /** Zoho's final status of its own job; null until it has one. */
  verdict: v.nullable(v.picklist(["completed", "failed"])),
  sentAt: time,
  /** When the tags were last seen under their confirmed names, by the user or a later re-read. */
  seenAt: time,
})
export type MassDeleteStep = Of<typeof massDelete>

const createdTag = loose({
  ...tag,
  /** The tag's id in the org, once known. */
  newId: v.nullable(text),
  /** Zoho refused the tag's color, so it is created without it. */
  colorRefused: v.boolean(),
  /** Zoho's answer: created, or the name is taken. */
  answer: v.nullable(v.picklist(["created", "taken"])),
})
export type CreatedTag = Of<typeof createdTag>

/** Creates tags in a module. Not repeated without a re-read, to avoid creating duplicates. */
const createTags = loose({
  ...{ ...head, call: v.literal("create-tags"), tags: v.array(createdTag) },
  /** Set if Zoho's plan does not allow these tags. They are not sent until the user resumes the job. */
  noRoom: reason,
})
export type CreateTagsStep = Of<typeof createTags>

const recordId = v.pipe(text, v.regex(/^\d{1,19}$/))
const recordItem = loose({ id: recordId, ...outcome })
export type RecordItem = Of<typeof recordItem>

/**
 * Adds one tag to records and keeps their other tags. Safe to repeat: a record never has the same tag twice
 * (https://www.zoho.com/crm/developer/docs/api/v8/add-tags.html, `over_write` false).
 */
const addTags = loose({
  ...{ ...head, call: v.literal("add-tags") },
  tagId: text,
  name: text,
  /** Sorted by ascending id. */
  records: v.array(recordItem),
  /** Records that Zoho reported as tagged but no re-read has shown yet; null: no re-read in progress. */
  unconfirmed: v.nullable(v.array(recordId)),
  /** The re-read continues after this record id. */
  cursor: recordId,
  /** Whether the re-read has reached converted leads, which are read last. */
  converted: v.boolean(),
  /** How the tagged records were confirmed: by re-reading them, or by Zoho's answers alone. */
  confirmedBy: v.nullable(v.picklist(["records", "answers"])),
})
export type AddTagsStep = Of<typeof addTags>

/** Merges one tag into the job's `keep`. Not repeated without a re-read. */
const mergeTags = loose({ ...head, call: v.literal("merge-tags"), tags: v.tuple([tagSchema]) })
export type MergeTagsStep = Of<typeof mergeTags>

/** Deletes a single tag that a mass delete left. Not repeated without a re-read. */
const deleteTag = loose({ ...head, call: v.literal("delete-tag"), tags: v.tuple([tagSchema]) })

/** Steps that change the module's tags, verified by listing them. */
export type TagStep = MassDeleteStep | CreateTagsStep | MergeTagsStep | Of<typeof deleteTag>
export type Step = TagStep | AddTagsStep

export const stepSchema: v.GenericSchema<unknown, Step> = v.variant("call", [
  ...([massDelete, createTags, addTags, mergeTags, deleteTag] as const),
])

/** Whether a step changes tags rather than records. */
export function isTagStep(step: Step): step is TagStep {
  return step.call !== "add-tags"
}

export function newStep(jobId: string, index: number, phase: Phase, now: number): StepHead {
  return {
    ...{ jobId, index, phase, attempts: 0, notBefore: now, failures: 0, polls: 0 },
    ...{ lastSettled: null, outcomeUnknown: null },
  }
}

/** Moves the step to a phase and resets its counters. */
export function inPhase<S extends Step>(step: S, phase: Phase, now: number): S {
  return { ...step, phase, polls: 0, failures: 0, lastSettled: null, notBefore: now }
}

/** After a call with an unknown outcome. `add-tags` is safe to repeat, so it is; all other steps wait for a re-read. */
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
