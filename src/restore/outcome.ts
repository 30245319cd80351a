/** What a restore has come to, tag by tag. */
import type { Reason } from "../deletion/job"
import { NO_ITEMS, recount } from "../task/items"
import type { AddStep, ItemCounts, RecordItem, TagItem, TaskRecord } from "../task/task"

/** One tag with the records that it was to be put on. */
export interface RestoredTag {
  readonly tag: TagItem
  readonly records: ItemCounts
  /** Records that did not get it, by reason. */
  readonly left: readonly RecordItem[]
  /** How it is known of the others: by reading them again, or by Zoho's answers alone; null: there are none. */
  readonly confirmed: AddStep["confirmed"]
}

export function restoredTags({ steps }: TaskRecord): RestoredTag[] {
  const adds = new Map<string, AddStep[]>()
  for (const step of steps)
    if (step.call === "add-tags") adds.set(step.oldId, [...(adds.get(step.oldId) ?? []), step])
  const tags = steps.flatMap((step) => (step.call === "create-tags" ? step.tags : []))
  return tags.map((tag) => restoredTag(tag, adds.get(tag.oldId) ?? []))
}

function restoredTag(tag: TagItem, adds: readonly AddStep[]): RestoredTag {
  const records = adds.flatMap((step) => step.records)
  const answers = adds.map(({ confirmed }) => confirmed).filter((how) => how !== null)
  return {
    tag,
    records: recount(NO_ITEMS, [], records),
    left: records.filter(({ state }) => state !== "done" && state !== "pending"),
    confirmed: answers.includes("answers") ? "answers" : (answers[0] ?? null),
  }
}

/** Items by the words that a reason comes to, so that each is said once. */
export function byReason<I extends { readonly reason: Reason | null }>(
  items: readonly I[],
  words: (reason: Reason) => string,
): [string, I[]][] {
  const groups = new Map<string, I[]>()
  for (const item of items) {
    const text = item.reason ? words(item.reason) : ""
    groups.set(text, [...(groups.get(text) ?? []), item])
  }
  return [...groups]
}
