/** What happens to steps whatever call they are: strikes, refusals, stopping after several. */
import type { Reason } from "../../deletion/job"
import { afterStrikes, struckParts } from "../../deletion/machine/faults"
import { FAILURES_BEFORE_STOP } from "../../deletion/pacing"
import { withJob, withPause } from "../../deletion/record"
import type { ZohoFault } from "../../zoho/errors/fault"
import { hasPending, settlePending } from "../items"
import { withSteps } from "../record"
import type { Step, TaskRecord } from "../task"

/** Counts a failed try against steps, makes them wait, and after several in a row lets the task say so. */
export function strike(
  record: TaskRecord,
  steps: readonly Step[],
  fault: ZohoFault,
  now: number,
): TaskRecord {
  const struck = struckParts(steps, now)
  return afterStrikes(withSteps(record, ...struck), struck, fault, now)
}

/** A step without pending items is settled. */
export function afterSettling<S extends Step>(step: S): S {
  return hasPending(step) ? step : { ...step, phase: "settled" }
}

/** The whole call failed for a reason that is no item's. Three in a row stop the task. */
export function refuseStep(record: TaskRecord, step: Step, reason: Reason): TaskRecord {
  const failuresInRow = record.job.failuresInRow + 1
  const failed = withSteps(record, settlePending(step, "refused", reason))
  return stopAfterFailures(withJob(failed, { failuresInRow }), reason)
}

export function stopAfterFailures(record: TaskRecord, reason: Reason | null): TaskRecord {
  const more = record.steps.some(({ phase }) => phase === "planned")
  return more && record.job.failuresInRow >= FAILURES_BEFORE_STOP && record.job.pause === null
    ? withPause(record, { why: "too-many-failures", until: null, reason })
    : record
}
