/** A call that Zoho refused as a whole, or that found no answer. */
import { onGoodAnswer, onJobWideFault } from "../../deletion/machine/faults"
import { reasonOf } from "../../deletion/record"
import { catalogueRow } from "../../zoho/errors/catalogue"
import type { FaultKind } from "../../zoho/errors/catalogue"
import type { ZohoFault } from "../../zoho/errors/fault"
import { isRefused, pendingOf, settleItem } from "../items"
import { stepAt, withSteps } from "../record"
import type { AddStep, CreateStep, Step, TaskRecord } from "../task"
import { MISSING, sorted } from "./answers"
import { lookForRoom } from "./plan-limit"
import { beginSeeing } from "./seen"
import { undecided } from "./send"
import { cutRecords, cutTags, partsOf, refuseStep, strike } from "./steps"

/** Faults of one tag or one record, for which Zoho may refuse all that came with it. */
const OF_ONE: ReadonlySet<FaultKind> = new Set([
  "name-taken",
  "name-reserved",
  "name-too-long",
  "colour-mismatch",
  "color-refused",
  "record-locked",
  "record-not-found",
  "record-forbidden",
  "record-full",
  "record-converted",
])

export function onFailed(record: TaskRecord, index: number, fault: ZohoFault, now: number): TaskRecord {
  const step = stepAt(record, index)
  if (step?.phase !== "sending") return record
  const { action, outcome } = catalogueRow(fault.kind)
  if (outcome === "unknown") {
    const doubted = undecided(step, now, reasonOf(fault))
    return step.call === "add-tags" ? strike(record, [doubted], fault, now) : withSteps(record, doubted)
  }
  const back: Step = { ...step, phase: "planned", attempts: step.attempts - 1, notBefore: now }
  const refused = withSteps(record, back)
  const taskWide = onJobWideFault(refused, fault)
  if (taskWide) return taskWide
  if (action === "wait" || action === "retry") return strike(refused, [back], fault, now)
  return refuse(onGoodAnswer(refused), back, fault, now)
}

/** A refusal that is about this call alone. */
function refuse(planned: TaskRecord, back: Step, fault: ZohoFault, now: number): TaskRecord {
  if (back.call === "merge-tags")
    return MISSING.has(fault.kind)
      ? withSteps(planned, { ...back, phase: "verifying", doubt: reasonOf(fault), looks: 0 })
      : refuseStep(planned, back, reasonOf(fault))
  const size = sizeOf(back)
  const { action } = catalogueRow(fault.kind)
  if (action === "split" && size > 1) return cut(planned, back, limitFor(fault, size))
  if (fault.kind === "plan-limit" && back.call === "create-tags")
    return withSteps(planned, lookForRoom(back, fault, now))
  return OF_ONE.has(fault.kind)
    ? setAside(planned, back, fault, now)
    : refuseStep(planned, back, reasonOf(fault))
}

type Parted = AddStep | CreateStep

const sizeOf = (step: Parted): number =>
  step.call === "add-tags" ? pendingOf(step.records).length : pendingOf(step.tags).length

/** The number of items that Zoho names, or half of them. */
function limitFor({ details: { maximumLength: named } }: ZohoFault, size: number): number {
  return named !== undefined && named >= 1 && named < size ? named : Math.floor(size / 2)
}

function cut(record: TaskRecord, step: Parted, limit: number): TaskRecord {
  const parts = step.call === "add-tags" ? cutRecords(step, limit) : cutTags(step, limit)
  return withSteps(record, ...partsOf(record, step, parts))
}

/** One item refused the whole call. Named, it is left out of the next; unnamed, it is searched for by halves. */
function setAside(record: TaskRecord, step: Parted, fault: ZohoFault, now: number): TaskRecord {
  const size = sizeOf(step)
  const at = size === 1 ? 0 : offenderOf(step, fault)
  if (at === undefined) return cut(record, step, Math.ceil(size / 2))
  if (step.call === "create-tags") {
    const answers = Array.from({ length: size }, (_, place) =>
      place === at ? ({ ok: false, fault } as const) : undefined,
    )
    // The call that was refused counts no more, so it counts as one here to be taken off again.
    const sent = { ...step, attempts: step.attempts + 1 }
    return withSteps(record, ...partsOf(record, step, sorted(sent, answers, now)))
  }
  const offender = pendingOf(step.records)[at]
  const records = step.records.map((item) =>
    item === offender ? settleItem(item, "refused", reasonOf(fault)) : item,
  )
  const left: AddStep = { ...step, records }
  if (size === 1) return withSteps(record, beginSeeing(left, record.job.check))
  // Where many are refused one by one, smaller calls cost less: Zoho counts credits by the records of a call.
  const isOneOfMany = records.filter(isRefused).length % MANY === 0
  return isOneOfMany ? cut(record, left, Math.ceil(size / 2)) : withSteps(record, left)
}

/** Refusals one by one after which what is left is halved. */
const MANY = 8

/** The place of the item among those that were sent, where Zoho names it. */
function offenderOf(step: Parted, { details }: ZohoFault): number | undefined {
  const { tagIndex, recordIndex, id } = details
  if (step.call === "create-tags") return isPlace(tagIndex, step) ? tagIndex : undefined
  const at = pendingOf(step.records).findIndex((item) => item.id === id)
  if (at >= 0) return at
  return isPlace(recordIndex, step) ? recordIndex : undefined
}

function isPlace(index: number | undefined, step: Parted): index is number {
  return index !== undefined && index < sizeOf(step)
}
