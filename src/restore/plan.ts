/** From confirmed tags of a backup to a task: the tags first, then their records. */
import type { BackupTag } from "../backup/backup"
import { slices } from "../deletion/plan"
import { newStep, newTagItem, newTask } from "../task/begin"
import type { Confirmed } from "../task/begin"
import type { AddStep, CreateStep, Step, Task, TaskRecord } from "../task/task"
import {
  COQL_LARGEST,
  COQL_STEPS,
  RECORDS_PER_TAG_CALL,
  TAGS_PER_CREATE,
  tagCallCredits,
} from "../zoho/limits"

/** What the user confirmed to be restored. */
export interface RestoreConfirmed extends Confirmed {
  readonly backupId: string
  readonly tags: readonly BackupTag[]
  readonly check: Task["check"]
}

/** Every tag is looked for before any is made: one of that name may be there. */
export function planRestore(confirmed: RestoreConfirmed): TaskRecord {
  const { tags, backupId, check, ...who } = confirmed
  const creates = slices(tags, TAGS_PER_CREATE).map((part, index): CreateStep => ({
    ...newStep(who, index, "in-doubt"),
    call: "create-tags",
    held: null,
    tags: part.map(newTagItem),
  }))
  const parts = tags.flatMap((tag) =>
    slices(inOrder(tag.recordIds ?? []), RECORDS_PER_TAG_CALL).map((ids) => ({ tag, ids })),
  )
  const adds = parts.map(({ tag, ids }, at): AddStep => ({
    ...newStep(who, creates.length + at, "planned"),
    ...{ call: "add-tags", oldId: tag.id, name: tag.name, unseen: null, cursor: "0" },
    ...{ converted: false, confirmed: null },
    records: ids.map((id) => ({ id, state: "pending", reason: null })),
  }))
  const steps: Step[] = [...creates, ...adds]
  return newTask(who, { kind: "restore", backupId, keep: null, check, backup: null }, steps)
}

/** By ascending id, as Zoho's queries go. Ids have 64 bits, so they are compared as texts. */
function inOrder(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
}

/** What a restore costs when nothing goes wrong. */
export interface RestoreCost {
  /** Calls that change something. */
  readonly calls: number
  /** API credits in all, the re-reads with them. */
  readonly credits: number
}

/** @param tags each with the number of records it is put on, and whether a tag of its name is there already */
export function costOf(
  tags: readonly { readonly records: number | null; readonly exists: boolean }[],
  check: Task["check"],
): RestoreCost {
  const creates = Math.ceil(tags.filter(({ exists }) => !exists).length / TAGS_PER_CREATE)
  const parts = tags.flatMap(({ records }) => partsOf(records ?? 0))
  const reading = check === "records" ? parts.reduce((sum, rows) => sum + priceOf(rows), 0) : 0
  const lists = creates > 0 ? 2 : 1
  const tagging = parts.reduce((sum, records) => sum + tagCallCredits(records), 0)
  return { calls: creates + parts.length, credits: creates + tagging + lists + reading }
}

function partsOf(records: number): number[] {
  const full = Array.from({ length: Math.floor(records / RECORDS_PER_TAG_CALL) }, () => RECORDS_PER_TAG_CALL)
  const rest = records % RECORDS_PER_TAG_CALL
  return rest > 0 ? [...full, rest] : full
}

function priceOf(rows: number): number {
  return (COQL_STEPS.find((step) => step.rows >= rows) ?? COQL_LARGEST).credits
}
