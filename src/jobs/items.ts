/** The items (tags or records) of steps: counts, settling, the job's final state, the results of a restore. */
import {
  isFinished,
  type ItemCounts,
  type ItemState,
  type Job,
  type JobState,
  type JobTag,
  type Reason,
} from "./job"
import { type AddTagsStep, type CreatedTag, isTagStep, type RecordItem, type Step } from "./steps"
import { groupBy } from "../lib/lists"
import type { JobRecord } from "./record"

export type Item = JobTag | CreatedTag | RecordItem

const NONE = { pending: 0, done: 0, already: 0, refused: 0, "not-done": 0, unknown: 0, "not-sent": 0 }
export const NO_ITEMS: ItemCounts = NONE
export const ITEM_STATES = Object.keys(NO_ITEMS) as readonly ItemState[]

export function tagsOf(step: Step | undefined): readonly JobTag[] {
  return step && isTagStep(step) ? step.tags : []
}

export function recordsOf(step: Step | undefined): readonly RecordItem[] {
  return step?.call === "add-tags" ? step.records : []
}

export function itemsOf(step: Step): readonly Item[] {
  return isTagStep(step) ? step.tags : step.records
}

/** Replaces a step's items. They must match the step's kind. */
export function withItems<S extends Step>(step: S, items: readonly Item[]): S {
  return isTagStep(step) ? { ...step, tags: items } : { ...step, records: items }
}

export function mapItems<S extends Step>(step: S, change: (item: Item) => Item): S {
  return withItems(step, itemsOf(step).map(change))
}

export function isPending({ state }: Pick<Item, "state">): boolean {
  return state === "pending"
}

/** The items for the next call, in the order of the indexes in Zoho's answers. */
export function pendingOf<I extends Item>(items: readonly I[]): I[] {
  return items.filter(isPending)
}

export function isGood({ state }: Pick<Item, "state">): boolean {
  return state === "done" || state === "already"
}

/** Whether a finished job deleted or merged tags that its backup can restore. */
export function isRestorable({ state, backup, tags }: Pick<Job, "state" | "backup" | "tags">): boolean {
  return isFinished(state) && backup?.phase === "done" && tags.done > 0
}

/** Whether an item was settled without success. It can be retried in a new job. */
export function isLeft(item: Pick<Item, "state">): boolean {
  return !isGood(item) && !isPending(item)
}

export function countItems(items: readonly Pick<Item, "state">[]): ItemCounts {
  return recount(NO_ITEMS, [], items)
}

/** Updates counts for changed items only, without counting the whole job again. */
export function recount(
  counts: ItemCounts,
  removed: readonly Pick<Item, "state">[],
  added: readonly Pick<Item, "state">[],
): ItemCounts {
  const result: Record<ItemState, number> = { ...counts }
  for (const item of removed) result[item.state] -= 1
  for (const item of added) result[item.state] += 1
  return result
}

export function sumCounts(all: readonly ItemCounts[]): ItemCounts {
  const sum = { ...NONE }
  for (const counts of all) for (const state of ITEM_STATES) sum[state] += counts[state]
  return sum
}

export function totalOf(counts: ItemCounts): number {
  return ITEM_STATES.reduce((sum, state) => sum + counts[state], 0)
}

export function goodOf(counts: ItemCounts): number {
  return counts.done + counts.already
}

/** The number of items that are no longer pending, whatever their result. */
export function settledOf(counts: ItemCounts): number {
  return totalOf(counts) - counts.pending
}

/** The number of tags that Zoho has finished with but no re-read has decided. */
export function reportedDone(step: Step): number {
  return step.call === "mass-delete" && step.phase === "verifying" ? pendingOf(step.tags).length : 0
}

export function settle<I extends Item>(item: I, state: ItemState, reason: Reason | null = null): I {
  return { ...item, state, reason }
}

export function settlePending<S extends Step>(step: S, state: ItemState, reason: Reason | null): S {
  const settled = mapItems(step, (item) => (isPending(item) ? settle(item, state, reason) : item))
  return { ...settled, phase: "settled" }
}

/**
 * Settles a step that will not be sent (again). If a mass delete was sent before, a re-read has shown that its tags
 * were kept. The outcome of other sent calls is unknown.
 */
export function settleUnsent<S extends Step>(step: S, reason: Reason): S {
  if (step.attempts === 0) return settlePending(step, "not-sent", reason)
  return step.call === "mass-delete"
    ? settlePending(step, "not-done", reason)
    : settlePending(step, "unknown", { kind: "not-verified" })
}

/** Whether Zoho reports a tag as missing. Only a re-read can confirm it. */
export function reportsMissing({ kind }: Pick<Reason, "kind">): boolean {
  return kind === "tag-not-found"
}

/** Whether a tag was refused as missing: it may be deleted, or in another module. */
export function isReportedMissing({ state, reason }: Item): boolean {
  return state === "refused" && reason !== null && reportsMissing(reason)
}

/** A step without pending items needs no call. It is verified if a tag was reported missing, otherwise settled. */
export function afterSettling<S extends Step>(step: S): S {
  if (itemsOf(step).some(isPending)) return step
  const isOpen = step.call === "mass-delete" && step.tags.some(isReportedMissing)
  return { ...step, phase: isOpen ? "verifying" : "settled" }
}

export function finalState({ tags, records, cancelRequested }: Job): JobState {
  const good = goodOf(tags) + goodOf(records)
  if (good === totalOf(tags) + totalOf(records)) return "completed"
  if (cancelRequested) return "cancelled"
  return good === 0 ? "failed" : "completed-with-problems"
}

/** The result of a restore for one tag, for the job details and the report. */
export interface RestoredTag {
  readonly tag: CreatedTag
  readonly records: ItemCounts
  /** Records that did not get the tag. */
  readonly left: readonly RecordItem[]
  /** How the tagged records were confirmed: by re-reading them, or by Zoho's answers alone; null: there are none. */
  readonly confirmedBy: AddTagsStep["confirmedBy"]
}

export function restoredTags({ steps }: JobRecord): RestoredTag[] {
  const adds = groupBy(
    steps.filter((step) => step.call === "add-tags"),
    ({ tagId }) => tagId,
  )
  const tags = steps.flatMap((step) => (step.call === "create-tags" ? step.tags : []))
  return tags.map((tag) => restoredTag(tag, adds.get(tag.id) ?? []))
}

function restoredTag(tag: CreatedTag, adds: readonly AddTagsStep[]): RestoredTag {
  const records = adds.flatMap((step) => step.records)
  const answers = adds.map(({ confirmedBy }) => confirmedBy).filter((how) => how !== null)
  return {
    tag,
    records: countItems(records),
    left: records.filter(isLeft),
    confirmedBy: answers.includes("answers") ? "answers" : (answers[0] ?? null),
  }
}

/** Groups items by the text of their reason, to show each text once. */
export function byReason<I extends { readonly reason: Reason | null }>(
  items: readonly I[],
  textOf: (reason: Reason) => string,
): [string, I[]][] {
  return [...groupBy(items, ({ reason }) => (reason ? textOf(reason) : ""))]
}
