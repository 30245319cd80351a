/** The re-read of records that were given a tag. */
import { onGoodAnswer, onJobWideFault } from "../../deletion/machine/faults"
import { LATE_READS, STRIKES_BEFORE_PAUSE, STRIKES_UNTIL_CREDITS } from "../../deletion/pacing"
import { backOff } from "../../runner/clock"
import { hasConverted } from "../../zoho/api/records"
import type { RecordPage } from "../../zoho/api/records"
import { catalogueRow } from "../../zoho/errors/catalogue"
import type { ZohoFault } from "../../zoho/errors/fault"
import { settleItem } from "../items"
import { stepAt, withSteps } from "../record"
import type { AddStep, Task, TaskRecord } from "../task"
import { strike } from "./steps"

/** Every record of the step has its answer: read again, or left at that. */
export function beginSeeing(step: AddStep, check: Task["check"]): AddStep {
  const given = step.records.filter(({ state }) => state === "done").map(({ id }) => id)
  if (given.length === 0) return { ...step, phase: "settled", unseen: null }
  if (check === "answers") return byAnswers(step)
  const from = { cursor: before(given[0] ?? "1"), converted: false }
  return { ...step, ...from, phase: "verifying", unseen: given, strikes: 0, looks: 0 }
}

function byAnswers(step: AddStep): AddStep {
  return { ...step, phase: "settled", unseen: null, confirmed: "answers" }
}

/** Where a query by ascending id begins so as to come upon this one. Ids have 64 bits. */
function before(id: string): string {
  return String(BigInt(id) - 1n)
}

export function onSeen(record: TaskRecord, index: number, page: RecordPage, now: number): TaskRecord {
  const step = stepAt(record, index)
  if (step?.call !== "add-tags" || step.phase !== "verifying" || step.unseen === null) return record
  const known = onGoodAnswer(record)
  const there = new Set(page.records.map(({ id }) => id))
  const unseen = step.unseen.filter((id) => !there.has(id))
  const last = unseen.at(-1)
  if (last === undefined)
    return withSteps(known, { ...step, phase: "settled", unseen: null, confirmed: "records" })
  const { lastId } = page
  if (
    page.more &&
    lastId !== undefined &&
    BigInt(lastId) < BigInt(last) &&
    BigInt(lastId) > BigInt(step.cursor)
  )
    return withSteps(known, { ...step, unseen, cursor: lastId, strikes: 0, notBefore: now })
  const afresh = { ...step, unseen, cursor: before(unseen[0] ?? last), strikes: 0 }
  if (!step.converted && hasConverted(record.job.module.apiName))
    return withSteps(known, { ...afresh, converted: true, notBefore: now })
  // What Zoho finds may lag behind what it holds: what is missing gets a few later looks.
  if (step.looks < LATE_READS)
    return withSteps(known, {
      ...{ ...afresh, converted: false, looks: step.looks + 1 },
      notBefore: now + backOff(step.looks),
    })
  return withSteps(known, withoutUnseen({ ...step, unseen }))
}

function withoutUnseen(step: AddStep): AddStep {
  const missing = new Set(step.unseen)
  const records = step.records.map((item) =>
    missing.has(item.id) ? settleItem(item, "unseen", { kind: "not-seen" }) : item,
  )
  return { ...step, records, phase: "settled", unseen: null, confirmed: "records" }
}

/** The re-read is a help, no need: where Zoho does not answer it, its word on each record stands. */
export function onSeeFailed(record: TaskRecord, index: number, fault: ZohoFault, now: number): TaskRecord {
  const step = stepAt(record, index)
  if (step?.call !== "add-tags" || step.phase !== "verifying" || step.unseen === null) return record
  const { action } = catalogueRow(fault.kind)
  if (action === "renew" || (action === "sign-in" && fault.kind !== "scope-missing"))
    return onJobWideFault(record, fault) ?? record
  return step.strikes + 1 < patienceWith(fault)
    ? strike(record, [step], fault, now)
    : withSteps(record, byAnswers(step))
}

/** Failed tries after which no answer is expected any more. */
function patienceWith({ kind }: ZohoFault): number {
  const { action } = catalogueRow(kind)
  if (action === "wait") return STRIKES_UNTIL_CREDITS
  const passes = (action === "retry" || action === "reread-tags") && kind !== "wrong-shape"
  return passes ? STRIKES_BEFORE_PAUSE : 0
}
