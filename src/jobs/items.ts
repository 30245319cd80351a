/** The items of steps, tags and records: counting and settling them, the job's state that follows, what was restored. */
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

/** The step with other items; they must be of the step's kind. */
export function withItems<S extends Step>(step: S, items: readonly Item[]): S {
  return isTagStep(step) ? { ...step, tags: items } : { ...step, records: items }
}

export function mapItems<S extends Step>(step: S, change: (item: Item) => Item): S {
  return withItems(step, itemsOf(step).map(change))
}

export function isPending({ state }: Pick<Item, "state">): boolean {
  return state === "pending"
}

/** The items that the next call carries, in the order in which Zoho counts them. */
export function pendingOf<I extends Item>(items: readonly I[]): I[] {
  return items.filter(isPending)
}

export function isGood({ state }: Pick<Item, "state">): boolean {
  return state === "done" || state === "already"
}

/** Whether a job has ended and there is something to restore from its backup. */
export function isRestorable({ state, backup, tags }: Pick<Job, "state" | "backup" | "tags">): boolean {
  return isFinished(state) && backup?.phase === "done" && tags.done > 0
}

/** Items that a finished job left, and that can be tried again in a new one. */
export function isLeft(item: Pick<Item, "state">): boolean {
  return !isGood(item) && !isPending(item)
}

export function countItems(items: readonly Pick<Item, "state">[]): ItemCounts {
  return recount(NO_ITEMS, [], items)
}

/** So that a change costs a step and not a job. */
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

/** How many are pending no more, whatever became of them. */
export function settledOf(counts: ItemCounts): number {
  return totalOf(counts) - counts.pending
}

/** Tags that Zoho has finished with, whatever the re-read will say. */
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

/** Of a mass delete that may have reached Zoho, the tags were seen to be kept since; of other calls nobody knows. */
export function settleUnsent<S extends Step>(step: S, reason: Reason): S {
  if (step.attempts === 0) return settlePending(step, "not-sent", reason)
  return step.call === "mass-delete"
    ? settlePending(step, "not-done", reason)
    : settlePending(step, "unknown", { kind: "not-verified" })
}

/** Whether Zoho says that a tag is not there; only a re-read tells whether that is so. */
export function saysMissing({ kind }: Pick<Reason, "kind">): boolean {
  return kind === "tag-not-found"
}

/** It may be gone, or in another module. */
export function isSaidMissing({ state, reason }: Item): boolean {
  return state === "refused" && reason !== null && saysMissing(reason)
}

/** A step without pending items needs no call: it is verified where a tag is said to be missing, else settled. */
export function afterSettling<S extends Step>(step: S): S {
  if (itemsOf(step).some(isPending)) return step
  const isOpen = step.call === "mass-delete" && step.tags.some(isSaidMissing)
  return { ...step, phase: isOpen ? "verifying" : "settled" }
}

export function finalState({ tags, records, cancelRequested }: Job): JobState {
  const good = goodOf(tags) + goodOf(records)
  if (good === totalOf(tags) + totalOf(records)) return "completed"
  if (cancelRequested) return "cancelled"
  return good === 0 ? "failed" : "completed-with-problems"
}

// What a restore has come to, tag by tag, for the details and the report.

export interface RestoredTag {
  readonly tag: CreatedTag
  readonly records: ItemCounts
  /** Records that did not get it, by reason. */
  readonly left: readonly RecordItem[]
  /** How it is known of the others: by reading them again, or by Zoho's answers alone; null: there are none. */
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

/** Items by the words that a reason comes to, so that each is said once. */
export function byReason<I extends { readonly reason: Reason | null }>(
  items: readonly I[],
  words: (reason: Reason) => string,
): [string, I[]][] {
  return [...groupBy(items, ({ reason }) => (reason ? words(reason) : ""))]
}
