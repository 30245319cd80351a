/** Splits steps: bisects a refused call to find the item at fault, and shortens calls that are too large. */
import { slices } from "../../lib/lists"
import type { ZohoFault } from "../../zoho/errors/fault"
import { TAGS_PER_MASS_DELETE_CAUTIOUS } from "../../zoho/limits"
import {
  afterSettling,
  isPending,
  itemsOf,
  pendingOf,
  settle,
  settlePending,
  settleUnsent,
  withItems,
  type Item,
} from "../items"
import type { ItemState, Reason } from "../job"
import { reasonOf, withJob, withPause, withSteps, type JobRecord } from "../record"
import type { Step } from "../steps"
import { FAILURES_BEFORE_STOP } from "../timing"
import { beginFinding } from "./find-records"

/** Puts parts of a step in its place: the first has its index, the others are new. */
export function withParts(record: JobRecord, step: Step, parts: readonly Step[]): JobRecord {
  const from = record.job.nextStepIndex - 1
  return withSteps(
    record,
    ...parts.map((part, at): Step => ({ ...part, index: at === 0 ? step.index : from + at })),
  )
}

/** The step in calls of at most `size` items. What is settled stays in the first. */
export function partsOf<S extends Step>(step: S, size: number): S[] {
  const items: readonly Item[] = itemsOf(step)
  const settled = items.filter((item) => !isPending(item))
  return slices(pendingOf(items), size).map((part, at) =>
    withItems({ ...step, failures: 0 }, at === 0 ? [...settled, ...part] : part),
  )
}

export function cut(record: JobRecord, step: Step, size: number): JobRecord {
  return withParts(record, step, partsOf(step, size))
}

export const sizeOf = (step: Step): number => pendingOf<Item>(itemsOf(step)).length

/** Refusals one by one after which what is left is halved. */
const MANY = 8

/** One bad item makes Zoho refuse the call. If Zoho names it, the rest is sent without it; else both halves are sent. */
export function setAside(record: JobRecord, step: Step, fault: ZohoFault): JobRecord {
  const sent = pendingOf<Item>(itemsOf(step))
  const at = sent.length === 1 ? 0 : offenderOf(step, sent, fault)
  const offender = at === undefined ? undefined : sent[at]
  if (!offender) return cut(record, step, Math.ceil(sent.length / 2))
  const reason = reasonOf(fault)
  const items = itemsOf(step).map((item) => (item === offender ? settle(item, "refused", reason) : item))
  const left = withItems(step, items)
  if (left.call !== "add-tags") return withSteps(record, afterSettling(left))
  if (sent.length === 1) return withSteps(record, beginFinding(left, record.job.confirmBy))
  // Where many are refused one by one, smaller calls cost less: Zoho counts credits by the records of a call.
  const isOneOfMany = items.filter(({ state }) => state === "refused").length % MANY === 0
  return isOneOfMany ? cut(record, left, Math.ceil(sent.length / 2)) : withSteps(record, left)
}

/** The place of the item among those that were sent, where Zoho names it. */
export function offenderOf(
  { call }: Step,
  sent: readonly Item[],
  { details: { tagIndex, recordIndex, id } }: ZohoFault,
): number | undefined {
  const index = call === "add-tags" ? recordIndex : tagIndex
  const at = call === "add-tags" ? sent.findIndex((item) => item.id === id) : -1
  if (at >= 0) return at
  return index !== undefined && index < sent.length ? index : undefined
}

/** Zoho takes fewer items a call than thought: what is not sent yet is cut, and the limit of mass deletes remembered. */
export function splitAll(record: JobRecord, refused: Step, fault: ZohoFault): JobRecord {
  const size = sizeOf(refused)
  const { maximumLength: named } = fault.details
  const limit = named !== undefined && named >= 1 && named < size ? named : smallerThan(size)
  let next = refused.call === "mass-delete" ? withJob(record, { tagsPerCall: limit }) : record
  for (const step of record.steps)
    if (step.call === refused.call && step.phase === "planned" && sizeOf(step) > limit)
      next = cut(next, step, limit)
  return next
}

/** The size to try when Zoho names no limit: the cautious reading, then half and half again. */
function smallerThan(size: number): number {
  return size > TAGS_PER_MASS_DELETE_CAUTIOUS ? TAGS_PER_MASS_DELETE_CAUTIOUS : Math.floor(size / 2)
}

/** The whole step failed for a reason that is no item's. Three in a row stop the job. */
export function refuseStep(
  record: JobRecord,
  step: Step,
  reason: Reason,
  state: ItemState = "refused",
): JobRecord {
  const failuresInRow = record.job.failuresInRow + 1
  const failed = withSteps(record, afterSettling(settlePending(step, state, reason)))
  return stopAfterFailures(withJob(failed, { failuresInRow }), reason)
}

export function stopAfterFailures(record: JobRecord, reason: Reason | null): JobRecord {
  const more = record.steps.some(({ phase }) => phase === "planned")
  return more && record.job.failuresInRow >= FAILURES_BEFORE_STOP && record.job.pause === null
    ? withPause(record, "too-many-failures", reason)
    : record
}

/** None of the job's steps can succeed: unsent items stay unsent, with the reason. */
export function stopJob(record: JobRecord, refused: Step, reason: Reason): JobRecord {
  const others = record.steps.filter(({ phase, index }) => phase === "planned" && index !== refused.index)
  const closed = [
    settlePending(refused, "refused", reason),
    ...others.map((step) => settleUnsent(step, reason)),
  ]
  return withJob(withSteps(record, ...closed.map(afterSettling)), { reason })
}
