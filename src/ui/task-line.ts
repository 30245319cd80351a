/** A restore or a merge in one line: what it is, and how far, or what has come of it. */
import { isFinished } from "../deletion/job"
import { totalOf } from "../task/items"
import type { ItemCounts, Task } from "../task/task"
import { t, tn } from "./i18n"

export function taskTitle({ kind, tags, keep, module }: Task): string {
  const of = kind === "restore" ? "task_restore_title" : "task_merge_title"
  const title = tn(of, totalOf(tags), module.pluralLabel)
  return keep ? `${title} ${t("task_merge_into", keep.name)}` : title
}

const well = ({ done, already }: ItemCounts): number => done + already

export const settledOf = (counts: ItemCounts): number => totalOf(counts) - counts.pending

/**
 * Tags while they are being made, then records; at the end what has come of both. A record that is given several tags
 * counts once for each, and the words say so.
 */
export function taskNumbers({ kind, state, tags, records }: Task): string {
  const all = totalOf(tags)
  if (!isFinished(state))
    return tags.pending > 0 || totalOf(records) === 0
      ? t("task_progress_tags", settledOf(tags), all)
      : t("task_progress_records", settledOf(records), totalOf(records))
  const parts = [
    tn(kind === "restore" ? "task_restored" : "task_merged", well(tags)),
    all > well(tags) ? tn("task_left", all - well(tags)) : "",
    totalOf(records) > 0 ? tn("task_tagged", records.done) : "",
    totalOf(records) > records.done ? tn("task_not_tagged", totalOf(records) - records.done) : "",
  ]
  return parts.filter((part) => part !== "").join(", ")
}
