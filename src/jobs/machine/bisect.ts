/** Cuts steps: by halves to find the item for which Zoho refuses a whole call, or because a call is too large. */
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

/** Replaces a step with its parts. The first keeps its index, the others get new ones. */
export function withParts(record: JobRecord, step: Step, parts: readonly Step[]): JobRecord {
  const from = record.job.nextStepIndex - 1
  return withSteps(
    record,
    ...parts.map((part, at): Step => ({ ...part, index: at === 0 ? step.index : from + at })),
  )
}

/** Splits a step into parts of at most `size` pending items. Settled items stay in the first. */
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

/** The number of pending items. */
export const sizeOf = (step: Step): number => pendingOf<Item>(itemsOf(step)).length

/** Single refusals after which the rest of the step is halved. */
const REFUSALS_BEFORE_HALVING = 8

/** Handles a call refused for one item. If Zoho names the item, it is refused alone; otherwise both halves are sent. */
export function excludeOffender(record: JobRecord, step: Step, fault: ZohoFault): JobRecord {
  const sent = pendingOf<Item>(itemsOf(step))
  const at = sent.length === 1 ? 0 : offenderOf(step, sent, fault)
  const offender = at === undefined ? undefined : sent[at]
  if (!offender) return cut(record, step, Math.ceil(sent.length / 2))
  const reason = reasonOf(fault)
  const items = itemsOf(step).map((item) => (item === offender ? settle(item, "refused", reason) : item))
  const left = withItems(step, items)
  if (left.call !== "add-tags") return withSteps(record, afterSettling(left))
  if (sent.length === 1) return withSteps(record, beginFinding(left, record.job.confirmBy))
  // If many are refused one by one, smaller calls cost less: Zoho charges credits by the records in a call.
  const shouldHalve = items.filter(({ state }) => state === "refused").length % REFUSALS_BEFORE_HALVING === 0
  return shouldHalve ? cut(record, left, Math.ceil(sent.length / 2)) : withSteps(record, left)
}

/** The index of the refused item among the sent items; undefined if Zoho does not name it. */
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

/** Zoho allows fewer items per call than assumed: cuts the planned steps, and stores the limit for mass deletes. */
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

/** The size to try if Zoho names no limit: first the cautious limit, then repeated halving. */
function smallerThan(size: number): number {
  return size > TAGS_PER_MASS_DELETE_CAUTIOUS ? TAGS_PER_MASS_DELETE_CAUTIOUS : Math.floor(size / 2)
}

/** Settles a step that failed as a whole, not for one of its items. Three in a row pause the job. */
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

/** None of the job's calls can succeed: refuses the step, and settles all other planned steps without sending them. */
export function stopJob(record: JobRecord, refused: Step, reason: Reason): JobRecord {
  const others = record.steps.filter(({ phase, index }) => phase === "planned" && index !== refused.index)
  const closed = [
    settlePending(refused, "refused", reason),
    ...others.map((step) => settleUnsent(step, reason)),
  ]
  return withJob(withSteps(record, ...closed.map(afterSettling)), { reason })
}
