/** The journal's first entry for a task. */
import type { ModuleRef, OrgRef } from "../deletion/job"
import { NO_ITEMS } from "./items"
import { withSteps } from "./record"
import type { Step, StepHead, StepPhase, TagItem, Task, TaskRecord } from "./task"

/** Who confirmed what, and where. */
export interface Confirmed {
  readonly id: string
  readonly now: number
  readonly org: OrgRef
  readonly accountId: string
  readonly confirmedBy: string | null
  readonly module: ModuleRef
}

/** Throws a RangeError when there is nothing to do: such a task could never end. */
export function newTask(
  { id, now, ...where }: Confirmed,
  what: Pick<Task, "kind" | "backupId" | "keep" | "check" | "backup">,
  steps: readonly Step[],
): TaskRecord {
  if (steps.length === 0) throw new RangeError("Nothing to plan")
  const job: Task = {
    ...{ id, schema: 1, createdAt: now, updatedAt: now, finishedAt: null, ...where, ...what },
    ...{ state: "waiting", pause: null, pauseBelow: null, cancelRequested: false, needs: null },
    ...{ renewed: false, reason: null, tags: NO_ITEMS, records: NO_ITEMS },
    ...{ nextStepIndex: 0, failuresInRow: 0 },
  }
  return withSteps({ job, steps: [] }, ...steps)
}

/** A tag of which nothing is known yet in the org. */
export function newTagItem(tag: { id: string; name: string; colorCode: string | null }): TagItem {
  const { id: oldId, name, colorCode } = tag
  return {
    ...{ oldId, name, colorCode, colorRefused: false },
    ...{ id: null, answer: null, state: "pending", reason: null },
  }
}

/** What every step begins with. */
export function newStep(
  { id, now }: Pick<Confirmed, "id" | "now">,
  index: number,
  phase: StepPhase,
): StepHead {
  return {
    ...{ taskId: id, index, phase, attempts: 0, notBefore: now, strikes: 0, looks: 0 },
    ...{ lastSeen: null, doubt: null },
  }
}
