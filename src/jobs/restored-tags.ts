/** What a restore has come to, tag by tag, for the details and the report. */
import { groupBy } from "../lib/lists"
import { countItems, isLeft } from "./items"
import type { ItemCounts, Reason } from "./job"
import type { JobRecord } from "./record"
import type { AddTagsStep, CreatedTag, RecordItem } from "./steps"

export interface RestoredTag {
  readonly tag: CreatedTag
  readonly records: ItemCounts
  /** Records that did not get it, by reason. */
  readonly left: readonly RecordItem[]
  /** How it is known of the others: by reading them again, or by Zoho's answers alone; null: there are none. */
  readonly confirmedBy: AddTagsStep["confirmedBy"]
}

export function restoredTags({ steps }: JobRecord): RestoredTag[] {
  const adds = new Map<string, AddTagsStep[]>()
  for (const step of steps)
    if (step.call === "add-tags") adds.set(step.tagId, [...(adds.get(step.tagId) ?? []), step])
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
