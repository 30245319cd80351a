/** From confirmed tags to a merge: one call for each tag that goes, after a look at all of them. */
import type { JobBackup } from "../deletion/job"
import { newStep, newTagItem, newTask } from "../task/begin"
import type { Confirmed } from "../task/begin"
import type { KeptTag, MergeStep, TaskRecord } from "../task/task"

/** What the user confirmed to be merged. */
export interface MergeConfirmed extends Confirmed {
  readonly keep: KeptTag
  /** The tags that go. */
  readonly absorb: readonly KeptTag[]
  /** What is backed up first, beside the tags themselves; null: nothing, backups are switched off. */
  readonly backup: Pick<JobBackup, "records"> | null
}

export function planMerge({ keep, absorb, backup, ...who }: MergeConfirmed): TaskRecord {
  const going = [...new Map(absorb.map((tag) => [tag.id, tag])).values()].filter(({ id }) => id !== keep.id)
  const steps = going.map((tag, index): MergeStep => ({
    ...newStep(who, index, "in-doubt"),
    call: "merge-tags",
    tags: [newTagItem(tag)],
  }))
  const due = backup && {
    ...{ phase: "due" as const, records: backup.records, skipped: false, gathered: 0, strikes: 0 },
    notBefore: who.now,
  }
  return newTask(who, { kind: "merge", backupId: null, keep, check: "answers", backup: due }, steps)
}
