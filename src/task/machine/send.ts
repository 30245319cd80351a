/** Sending a step's call, and every way Zoho can answer it. */
import { onGoodAnswer, onJobWideFault } from "../../deletion/machine/faults"
import { MOST_ATTEMPTS } from "../../deletion/pacing"
import { slices } from "../../deletion/plan"
import { reasonOf, withJob } from "../../deletion/record"
import type { Reason } from "../../deletion/job"
import { backOff } from "../../runner/clock"
import { catalogueRow } from "../../zoho/errors/catalogue"
import type { FaultAction, FaultKind } from "../../zoho/errors/catalogue"
import type { ZohoFault } from "../../zoho/errors/fault"
import { sendable } from "../due"
import type { Answers } from "../events"
import { settleItem } from "../items"
import { stepAt, withSteps } from "../record"
import type { AddStep, CreateStep, RecordItem, Step, TagItem, TaskRecord } from "../task"
import { beginSeeing } from "./seen"
import { afterSettling, refuseStep, strike } from "./steps"

/** Written down before the call leaves. Unchanged when the step may not be sent (any more). */
export function onSending(record: TaskRecord, index: number): TaskRecord {
  const step = sendable(record).find((each) => each.index === index)
  if (!step) return record
  const sending = { ...step, phase: "sending", attempts: step.attempts + 1, doubt: null } as const
  return withJob(withSteps(record, sending), { state: "running" })
}

/** A call that was on its way when the worker died may or may not have arrived. */
export function onWoke(record: TaskRecord, now: number): TaskRecord {
  const lost = record.steps.filter(({ phase }) => phase === "sending")
  return lost.length === 0 ? record : withSteps(record, ...lost.map((step) => undecided(step, now, null)))
}

/**
 * A call of which nobody knows whether it was carried out. Putting tags on records is simply done again: a record
 * has a tag or has it not, and one that has it is not changed. Everything else waits for a look.
 */
function undecided(step: Step, now: number, doubt: Reason | null): Step {
  if (step.call === "add-tags") return { ...step, phase: "planned", notBefore: now }
  return { ...step, phase: "in-doubt", doubt, looks: 0, lastSeen: null, strikes: 0, notBefore: now }
}

export function onAnswered(record: TaskRecord, index: number, answers: Answers, now: number): TaskRecord {
  const step = stepAt(record, index)
  if (step?.phase !== "sending") return record
  const known = withJob(onGoodAnswer(record), { failuresInRow: 0 })
  if (step.call === "add-tags") {
    const told = tagged(step, answers, now)
    return withSteps(known, told.phase === "planned" ? told : beginSeeing(told, record.job.check))
  }
  const tags = inTurn(step.tags, answers, answered)
  const told = { ...step, tags, phase: "verifying", looks: 0, strikes: 0, notBefore: now }
  return withSteps(known, afterSettling(told as Step))
}

/** Each pending item with the answer of its place. */
function inTurn<I extends TagItem | RecordItem>(
  items: readonly I[],
  answers: Answers,
  change: (item: I, answer: Answers[number]) => I,
): I[] {
  let at = 0
  return items.map((item) => {
    const answer = item.state === "pending" ? answers[at++] : undefined
    return answer ? change(item, answer) : item
  })
}

/** What stays pending is decided by the re-read: what was made, what was there, and what an answer does not tell. */
function answered(tag: TagItem, answer: Answers[number]): TagItem {
  if (answer.ok) return { ...tag, id: answer.value.id, answer: "made" }
  const { fault } = answer
  if (TAKEN.has(fault.kind)) return { ...tag, id: fault.details.id ?? null, answer: "taken" }
  return isOpen(fault) || MISSING.has(fault.kind) ? tag : settleItem(tag, "refused", reasonOf(fault))
}

const TAKEN: ReadonlySet<FaultKind> = new Set(["name-taken", "colour-mismatch"])
/** Of tags to be merged: a look tells whether they are gone. */
const MISSING: ReadonlySet<FaultKind> = new Set(["tag-not-found", "tag-not-in-module"])
const PASSING: ReadonlySet<FaultAction> = new Set(["retry", "wait", "reread-tags", "renew"])

/** Whether a fault leaves open what is true, or passes. */
function isOpen({ kind }: ZohoFault): boolean {
  const { outcome, action } = catalogueRow(kind)
  return outcome === "unknown" || PASSING.has(action)
}

function tagged(step: AddStep, answers: Answers, now: number): AddStep {
  const records = inTurn(step.records, answers, (item, answer) => {
    if (answer.ok) return settleItem(item, "done")
    return isOpen(answer.fault) ? item : settleItem(item, "refused", reasonOf(answer.fault))
  })
  const again = records.some(({ state }) => state === "pending")
  if (!again) return { ...step, records, phase: "verifying", strikes: 0, looks: 0, notBefore: now }
  const last = answers.find((answer) => !answer.ok && isOpen(answer.fault))
  if (step.attempts < MOST_ATTEMPTS)
    return {
      ...{ ...step, records, phase: "planned", strikes: step.strikes + 1 },
      notBefore: now + backOff(step.strikes),
    }
  const reason = last && !last.ok ? reasonOf(last.fault) : null
  const refused = records.map((item) =>
    item.state === "pending" ? settleItem(item, "refused", reason) : item,
  )
  return { ...step, records: refused, phase: "verifying", looks: 0, notBefore: now }
}

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
  const planned = onGoodAnswer(refused)
  if (action === "split" && sizeOf(back) > 1) return split(planned, back, fault, now)
  if (back.call === "merge-tags" && MISSING.has(fault.kind))
    return withSteps(planned, { ...back, phase: "verifying", doubt: reasonOf(fault), looks: 0 })
  return refuseStep(planned, back, reasonOf(fault))
}

function pendingOf<I extends TagItem | RecordItem>(items: readonly I[]): I[] {
  return items.filter(({ state }) => state === "pending")
}

const sizeOf = (step: Step): number =>
  step.call === "add-tags" ? pendingOf(step.records).length : pendingOf<TagItem>(step.tags).length

/** Zoho takes fewer items a call than thought: the call is cut at the number that it names, or in half. */
function split(record: TaskRecord, step: Step, fault: ZohoFault, now: number): TaskRecord {
  const size = sizeOf(step)
  const named = fault.details.maximumLength
  const limit = named !== undefined && named >= 1 && named < size ? named : Math.floor(size / 2)
  if (step.call === "merge-tags") return record
  const parts = step.call === "add-tags" ? cutRecords(step, limit) : cutTags(step, limit)
  const from = record.job.nextStepIndex
  return withSteps(
    record,
    ...parts.map((part, at) => ({ ...part, notBefore: now, index: at === 0 ? step.index : from + at - 1 })),
  )
}

function cutTags(step: CreateStep, limit: number): CreateStep[] {
  const settled = step.tags.filter(({ state }) => state !== "pending")
  const parts = slices(pendingOf(step.tags), limit)
  return parts.map((tags, at) => ({ ...step, tags: at === 0 ? [...settled, ...tags] : tags }))
}

function cutRecords(step: AddStep, limit: number): AddStep[] {
  const settled = step.records.filter(({ state }) => state !== "pending")
  const parts = slices(pendingOf(step.records), limit)
  return parts.map((records, at) => ({ ...step, records: at === 0 ? [...settled, ...records] : records }))
}
