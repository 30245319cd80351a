/** The items of steps: counting, settling, and the state of the whole task that follows. */
import type { JobState, Reason } from "../deletion/job"
import type { ItemCounts, ItemState, RecordItem, Step, TagItem, Task } from "./task"

export type Item = TagItem | RecordItem

export const NO_ITEMS: ItemCounts = {
  pending: 0,
  done: 0,
  already: 0,
  refused: 0,
  unseen: 0,
  unknown: 0,
  "not-sent": 0,
}

export function tagsOf(step: Step | undefined): readonly TagItem[] {
  return step && step.call !== "add-tags" ? step.tags : []
}

export function recordsOf(step: Step | undefined): readonly RecordItem[] {
  return step?.call === "add-tags" ? step.records : []
}

export function recount(counts: ItemCounts, removed: readonly Item[], added: readonly Item[]): ItemCounts {
  const result: Record<ItemState, number> = { ...counts }
  for (const item of removed) result[item.state] -= 1
  for (const item of added) result[item.state] += 1
  return result
}

export function totalOf(counts: ItemCounts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

export function settleItem<I extends Item>(item: I, state: ItemState, reason: Reason | null = null): I {
  return { ...item, state, reason }
}

export function isPending({ state }: Item): boolean {
  return state === "pending"
}

export function isRefused({ state }: Item): boolean {
  return state === "refused"
}

export function pendingOf<I extends Item>(items: readonly I[]): I[] {
  return items.filter(isPending)
}

export function hasPending(step: Step): boolean {
  const items: readonly Item[] = step.call === "add-tags" ? step.records : step.tags
  return items.some(isPending)
}

/** The step with every item changed. */
export function mapItems<S extends Step>(step: S, change: <I extends Item>(item: I) => I): S {
  return step.call === "add-tags"
    ? { ...step, records: step.records.map(change) }
    : { ...step, tags: step.tags.map(change) }
}

/** The step with every pending item settled alike. */
export function settlePending<S extends Step>(step: S, state: ItemState, reason: Reason | null): S {
  const settled = mapItems(step, (item) =>
    item.state === "pending" ? settleItem(item, state, reason) : item,
  )
  return { ...settled, phase: "settled" }
}

/** A step that will not be sent (any more): nobody knows of one that may have been carried out earlier. */
export function settleUnsent<S extends Step>(step: S, reason: Reason): S {
  return step.attempts === 0
    ? settlePending(step, "not-sent", reason)
    : settlePending(step, "unknown", { kind: "not-verified" })
}

/** Items that a retry of a finished task would take up again. */
export function isRetryable({ state }: Item): boolean {
  return state === "refused" || state === "unseen" || state === "unknown" || state === "not-sent"
}

const well = (counts: ItemCounts): number => counts.done + counts.already

/** The state of a task whose steps are all settled. */
export function finalState({ tags, records, cancelRequested }: Task): JobState {
  const good = well(tags) + well(records)
  if (good === totalOf(tags) + totalOf(records)) return "completed"
  if (cancelRequested) return "cancelled"
  return good === 0 ? "failed" : "completed-with-problems"
}
