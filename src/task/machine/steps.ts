/** What happens to steps whatever call they are: strikes, refusals, stopping after several. */
import type { Reason } from "../../deletion/job"
import { afterStrikes, struckParts } from "../../deletion/machine/faults"
import { FAILURES_BEFORE_STOP } from "../../deletion/pacing"
import { slices } from "../../deletion/plan"
import { withJob, withPause } from "../../deletion/record"
import type { ZohoFault } from "../../zoho/errors/fault"
import { hasPending, isPending, pendingOf, settlePending } from "../items"
import { withSteps } from "../record"
import type { AddStep, CreateStep, Step, TaskRecord } from "../task"

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

/** Parts of a step that was cut: the first takes its place, the others come as new ones. */
export function partsOf<S extends Step>({ job }: TaskRecord, step: S, parts: readonly S[]): S[] {
  return parts.map((part, at) => ({ ...part, index: at === 0 ? step.index : job.nextStepIndex + at - 1 }))
}

/** The step in calls of at most `limit` tags. What is settled stays in the first. */
export function cutTags(step: CreateStep, limit: number): CreateStep[] {
  const parts = slices(pendingOf(step.tags), limit)
  const settled = step.tags.filter((tag) => !isPending(tag))
  return parts.map((tags, at) => ({ ...step, tags: at === 0 ? [...settled, ...tags] : tags }))
}

/** The same for records. */
export function cutRecords(step: AddStep, limit: number): AddStep[] {
  const parts = slices(pendingOf(step.records), limit)
  const settled = step.records.filter((item) => !isPending(item))
  return parts.map((records, at) => ({ ...step, records: at === 0 ? [...settled, ...records] : records }))
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
