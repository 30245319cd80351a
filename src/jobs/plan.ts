/** From what was confirmed to a job with its steps, and what a restore costs. */
import { slices } from "../lib/lists"
import {
  coqlStep,
  RECORDS_PER_TAG_CALL,
  tagCallCredits,
  TAGS_PER_CREATE,
  TAGS_PER_MASS_DELETE,
} from "../zoho/limits"
import { checkNames } from "./check"
import { waitOf } from "./due"
import { NO_ITEMS } from "./items"
import type { CheckNote, Job, JobBackup, JobGroup, JobKind, JobTag, KeptTag, ModuleRef, OrgRef } from "./job"
import { withJob, withSteps, type JobRecord } from "./record"
import {
  newMassDelete,
  newStep,
  type AddTagsStep,
  type CreatedTag,
  type CreateTagsStep,
  type MergeTagsStep,
  type Step,
} from "./steps"

export interface Confirmed {
  readonly id: string
  readonly now: number
  readonly org: OrgRef
  readonly accountId: string
  readonly confirmedBy: string | null
  readonly module: ModuleRef
}

type ConfirmedTag = Pick<JobTag, "id" | "name" | "colorCode" | "records">

/** The first record of a job. Throws a RangeError when there is nothing to do: such a job could never end. */
function newJob(
  { id, now, org, accountId, confirmedBy, module }: Confirmed,
  kind: JobKind,
  steps: readonly Step[],
  more: Partial<Job> = {},
): JobRecord {
  if (steps.length === 0) throw new RangeError("Nothing to plan")
  const job: Job = {
    ...{ id, schema: 1, kind, createdAt: now, updatedAt: now, finishedAt: null, startAt: now },
    ...{ org, accountId, confirmedBy, group: null, module },
    ...{ state: "waiting", pause: null, pauseBelow: null, wait: null, cancelRequested: false },
    ...{ tags: NO_ITEMS, records: NO_ITEMS, reportedDone: 0, tagsPerCall: TAGS_PER_MASS_DELETE },
    ...{ nextStepIndex: 0, failuresInRow: 0, needs: null, backup: null, moduleReread: false },
    ...{ renewed: false, reason: null, backupId: null, keep: null, confirmBy: "records", notes: [] },
    ...more,
  }
  const record = withSteps({ job, steps: [] }, ...steps)
  return withJob(record, { wait: waitOf(record, now) })
}

/** A backup that is to be written before anything leaves; null: backups are switched off. */
function backupDue(backup: Pick<JobBackup, "records"> | null, now: number): JobBackup | null {
  return (
    backup && {
      ...{ phase: "due", records: backup.records, skipped: false },
      ...{ collected: 0, failures: 0, notBefore: now },
    }
  )
}

function pendingTag({ id, name, colorCode, records }: ConfirmedTag): JobTag {
  return { id, name, colorCode, records, state: "pending", reason: null }
}

/** Each id once: what was confirmed twice is sent once. */
function withoutDoubles<T extends { readonly id: string }>(tags: readonly T[]): T[] {
  return [...new Map(tags.map((tag) => [tag.id, tag])).values()]
}

export interface DeletionConfirmed extends Confirmed {
  /** Milliseconds between confirming and the first call, in which the user can still cancel. */
  readonly grace: number
  /** Left out where it was confirmed alone. */
  readonly group?: JobGroup | null
  readonly tags: readonly ConfirmedTag[]
  readonly tagsPerCall: number
  /** What is backed up first, beside the tags themselves; null: nothing, backups are switched off. */
  readonly backup: Pick<JobBackup, "records"> | null
}

/** Throws a RangeError also for a limit below one. */
export function planDeletion({
  grace,
  group,
  tags,
  tagsPerCall,
  backup,
  ...who
}: DeletionConfirmed): JobRecord {
  if (tagsPerCall < 1) throw new RangeError("Nothing to plan")
  const parts = slices(withoutDoubles(tags).map(pendingTag), tagsPerCall)
  const steps = parts.map((part, index) => newMassDelete(who.id, index, part, who.now))
  return newJob(who, "deletion", steps, {
    ...{ startAt: who.now + grace, group: group ?? null, tagsPerCall },
    backup: backupDue(backup, who.now),
  })
}

export interface MergeConfirmed extends Confirmed {
  readonly keep: KeptTag
  readonly absorb: readonly KeptTag[]
  readonly backup: Pick<JobBackup, "records"> | null
}

/** One call for each tag that goes, after a look at all of them. */
export function planMerge({ keep, absorb, backup, ...who }: MergeConfirmed): JobRecord {
  const going = withoutDoubles(absorb).filter(({ id }) => id !== keep.id)
  const steps = going.map((tag, index): MergeTagsStep => ({
    ...newStep(who.id, index, "outcome-unknown", who.now),
    call: "merge-tags",
    tags: [pendingTag({ ...tag, records: null })],
  }))
  return newJob(who, "merge", steps, { keep, backup: backupDue(backup, who.now) })
}

function toBeCreated(tag: KeptTag): CreatedTag {
  return { ...pendingTag({ ...tag, records: null }), newId: null, colorRefused: false, answer: null }
}

/** Creates tags, each looked for before: one of that name may be there. */
function createSteps({ id, now }: Confirmed, tags: readonly KeptTag[]): CreateTagsStep[] {
  return slices(tags, TAGS_PER_CREATE).map((part, index): CreateTagsStep => ({
    ...newStep(id, index, "outcome-unknown", now),
    ...{ call: "create-tags", noRoom: null, tags: part.map(toBeCreated) },
  }))
}

export interface RestoreConfirmed extends Confirmed {
  readonly backupId: string
  /** Of the backup, with the records that carried each; null: they were not collected. */
  readonly tags: readonly (KeptTag & { readonly recordIds: readonly string[] | null })[]
  readonly confirmBy: Job["confirmBy"]
}

/** The tags first, then their records. */
export function planRestore({ tags, backupId, confirmBy, ...who }: RestoreConfirmed): JobRecord {
  const creates = createSteps(who, tags)
  const parts = tags.flatMap((tag) =>
    slices(inOrder(tag.recordIds ?? []), RECORDS_PER_TAG_CALL).map((ids) => ({ tag, ids })),
  )
  const adds = parts.map(({ tag, ids }, at): AddTagsStep => ({
    ...newStep(who.id, creates.length + at, "planned", who.now),
    ...{ call: "add-tags", tagId: tag.id, name: tag.name, unconfirmed: null, cursor: "0" },
    ...{ converted: false, confirmedBy: null },
    records: ids.map((id) => ({ id, state: "pending", reason: null })),
  }))
  return newJob(who, "restore", [...creates, ...adds], { backupId, confirmBy })
}

/** By ascending id, as Zoho's queries go. Ids have 64 bits, so they are compared as texts. */
function inOrder(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
}

export interface CheckConfirmed extends Confirmed {
  readonly tagsPerCall: number
  readonly notes: readonly CheckNote[]
}

/** A check on an org begins with its tags; what takes them away again is added once they are there (`check.ts`). */
export function planCheck({ tagsPerCall, notes, ...who }: CheckConfirmed): JobRecord {
  const tags = checkNames(who.id).map((name, at) => ({ id: `check-${at + 1}`, name, colorCode: null }))
  return newJob(who, "check", createSteps(who, tags), { tagsPerCall, notes })
}

/** What a restore costs when nothing goes wrong. */
export interface RestoreCost {
  readonly calls: number
  /** API credits in all, the re-reads with them. */
  readonly credits: number
}

/** @param tags each with the number of records it is put on, and whether a tag of its name is there already */
export function restoreCost(
  tags: readonly { readonly records: number | null; readonly exists: boolean }[],
  confirmBy: Job["confirmBy"],
): RestoreCost {
  const creates = Math.ceil(tags.filter(({ exists }) => !exists).length / TAGS_PER_CREATE)
  const calls = tags.flatMap(({ records }) => recordsPerCall(records ?? 0))
  const reading = confirmBy === "records" ? calls.reduce((sum, rows) => sum + coqlStep(rows).credits, 0) : 0
  const lists = creates > 0 ? 2 : 1
  const tagging = calls.reduce((sum, records) => sum + tagCallCredits(records), 0)
  return { calls: creates + calls.length, credits: creates + tagging + lists + reading }
}

function recordsPerCall(records: number): number[] {
  const full = Array.from({ length: Math.floor(records / RECORDS_PER_TAG_CALL) }, () => RECORDS_PER_TAG_CALL)
  const rest = records % RECORDS_PER_TAG_CALL
  return rest > 0 ? [...full, rest] : full
}
