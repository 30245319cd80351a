/** Changing a task's record without touching what did not change: the journal writes only new objects. */
import { recordsOf, recount, tagsOf } from "./items"
import type { Step, TagItem, TaskRecord } from "./task"

export function stepAt(record: TaskRecord, index: number): Step | undefined {
  return record.steps.find((step) => step.index === index)
}

/** Puts steps in place of those of the same index, or adds them, and keeps the task's counts true. */
export function withSteps(record: TaskRecord, ...changed: readonly Step[]): TaskRecord {
  let { tags, records } = record.job
  const steps = [...record.steps]
  for (const step of changed) {
    const at = steps.findIndex((old) => old.index === step.index)
    const old = steps[at]
    tags = recount(tags, tagsOf(old), tagsOf(step))
    records = recount(records, recordsOf(old), recordsOf(step))
    if (old) steps[at] = step
    else steps.push(step)
  }
  const nextStepIndex = Math.max(record.job.nextStepIndex, ...changed.map((step) => step.index + 1))
  return { steps, job: { ...record.job, tags, records, nextStepIndex } }
}

/** What changed between two records, for the journal. */
export function changedSteps(before: TaskRecord | undefined, after: TaskRecord): Step[] {
  const known = new Set(before?.steps)
  return after.steps.filter((step) => !known.has(step))
}

/** The tags that are made, by their id in the backup. */
export function tagsById({ steps }: TaskRecord): ReadonlyMap<string, TagItem> {
  const tags = steps.flatMap((step) => (step.call === "create-tags" ? step.tags : []))
  return new Map(tags.map((tag) => [tag.oldId, tag]))
}
