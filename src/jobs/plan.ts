/** Plans a confirmed request as a job with steps, and estimates the cost of a restore. */
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

/** A new job's record. @throws RangeError if there are no steps: such a job could never end */
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

/** The state of a backup that must be written before any step is sent; null: backups are turned off. */
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

/** Removes duplicates, so that each id is sent once. */
function uniqueById<T extends { readonly id: string }>(tags: readonly T[]): T[] {
  return [...new Map(tags.map((tag) => [tag.id, tag])).values()]
}

export interface DeletionConfirmed extends Confirmed {
  /** Milliseconds between the confirmation and the first call, in which the user can still cancel. */
  readonly grace: number
  /** Omitted if the job was confirmed on its own. */
  readonly group?: JobGroup | null
  readonly tags: readonly ConfirmedTag[]
  readonly tagsPerCall: number
  /** What is backed up first, besides the tags themselves; null: backups are turned off. */
  readonly backup: Pick<JobBackup, "records"> | null
}

/** @throws RangeError if there are no tags, or `tagsPerCall` is below one */
export function planDeletion({
  grace,
  group,
  tags,
  tagsPerCall,
  backup,
  ...request
}: DeletionConfirmed): JobRecord {
  if (tagsPerCall < 1) throw new RangeError("Nothing to plan")
  const parts = slices(uniqueById(tags).map(pendingTag), tagsPerCall)
  const steps = parts.map((part, index) => newMassDelete(request.id, index, part, request.now))
  return newJob(request, "deletion", steps, {
    ...{ startAt: request.now + grace, group: group ?? null, tagsPerCall },
    backup: backupDue(backup, request.now),
  })
}

export interface MergeConfirmed extends Confirmed {
  readonly keep: KeptTag
  readonly absorb: readonly KeptTag[]
  readonly backup: Pick<JobBackup, "records"> | null
}

/** One call per absorbed tag, after a re-read of all tags. @throws RangeError if there is no tag to absorb */
export function planMerge({ keep, absorb, backup, ...request }: MergeConfirmed): JobRecord {
  const absorbed = uniqueById(absorb).filter(({ id }) => id !== keep.id)
  const steps = absorbed.map((tag, index): MergeTagsStep => ({
    ...newStep(request.id, index, "outcome-unknown", request.now),
    call: "merge-tags",
    tags: [pendingTag({ ...tag, records: null })],
  }))
  return newJob(request, "merge", steps, { keep, backup: backupDue(backup, request.now) })
}

function tagToCreate(tag: KeptTag): CreatedTag {
  return { ...pendingTag({ ...tag, records: null }), newId: null, colorRefused: false, answer: null }
}

/** Steps that create tags. They begin with a re-read, because a tag with the same name may exist. */
function createSteps({ id, now }: Confirmed, tags: readonly KeptTag[]): CreateTagsStep[] {
  return slices(tags, TAGS_PER_CREATE).map((part, index): CreateTagsStep => ({
    ...newStep(id, index, "outcome-unknown", now),
    ...{ call: "create-tags", noRoom: null, tags: part.map(tagToCreate) },
  }))
}

export interface RestoreConfirmed extends Confirmed {
  readonly backupId: string
  /** The backup's tags, with the records that had each; null: records were not collected. */
  readonly tags: readonly (KeptTag & { readonly recordIds: readonly string[] | null })[]
  readonly confirmBy: Job["confirmBy"]
}

/** Creates the tags, then adds them to their records. @throws RangeError if there are no tags */
export function planRestore({ tags, backupId, confirmBy, ...request }: RestoreConfirmed): JobRecord {
  const creates = createSteps(request, tags)
  const parts = tags.flatMap((tag) =>
    slices(sortedIds(tag.recordIds ?? []), RECORDS_PER_TAG_CALL).map((ids) => ({ tag, ids })),
  )
  const adds = parts.map(({ tag, ids }, at): AddTagsStep => ({
    ...newStep(request.id, creates.length + at, "planned", request.now),
    ...{ call: "add-tags", tagId: tag.id, name: tag.name, unconfirmed: null, cursor: "0" },
    ...{ converted: false, confirmedBy: null },
    records: ids.map((id) => ({ id, state: "pending", reason: null })),
  }))
  return newJob(request, "restore", [...creates, ...adds], { backupId, confirmBy })
}

/** Sorts unique ids in ascending order, as Zoho's queries do. Compares strings, because ids have 64 bits. */
function sortedIds(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
}

export interface CheckConfirmed extends Confirmed {
  readonly tagsPerCall: number
  readonly notes: readonly CheckNote[]
}

/** A self-test begins by creating its tags. The steps that delete them are added once they exist (`check.ts`). */
export function planCheck({ tagsPerCall, notes, ...request }: CheckConfirmed): JobRecord {
  const tags = checkNames(request.id).map((name, at) => ({ id: `check-${at + 1}`, name, colorCode: null }))
  return newJob(request, "check", createSteps(request, tags), { tagsPerCall, notes })
}

/** The cost of a restore without failures. */
export interface RestoreCost {
  readonly calls: number
  /** Total API credits, including re-reads. */
  readonly credits: number
}

/** @param tags each with the number of records to add it to, and whether a tag with its name exists */
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

/** The number of records in each call. */
function recordsPerCall(records: number): number[] {
  const full = Array.from({ length: Math.floor(records / RECORDS_PER_TAG_CALL) }, () => RECORDS_PER_TAG_CALL)
  const rest = records % RECORDS_PER_TAG_CALL
  return rest > 0 ? [...full, rest] : full
}
