/** The re-read of records that were given a tag. */
import { hasConverted } from "../../zoho/api/records"
import { catalogRow } from "../../zoho/errors/catalog"
import type { ZohoFault } from "../../zoho/errors/fault"
import type { On } from "../events"
import { settle } from "../items"
import type { Job } from "../job"
import { stepAt, withSteps } from "../record"
import type { AddTagsStep } from "../steps"
import { backOff, FAILURES_BEFORE_PAUSE, FAILURES_UNTIL_CREDITS, LATE_READS } from "../timing"
import { onGoodAnswer, onJobWideFault, PASSES, withFailure } from "./job-wide-faults"

/** Every record of the step has its answer: read again, or left at that. */
export function beginFinding(step: AddTagsStep, confirmBy: Job["confirmBy"]): AddTagsStep {
  const given = step.records.filter(({ state }) => state === "done").map(({ id }) => id)
  if (given.length === 0) return { ...step, phase: "settled", unconfirmed: null }
  if (confirmBy === "answers") return confirmed(step, "answers")
  const from = { cursor: before(given[0] ?? "1"), converted: false }
  return { ...step, ...from, phase: "verifying", unconfirmed: given, failures: 0, polls: 0 }
}

function confirmed(step: AddTagsStep, confirmedBy: AddTagsStep["confirmedBy"]): AddTagsStep {
  return { ...step, phase: "settled", unconfirmed: null, confirmedBy }
}

/** Where a query by ascending id begins so as to come upon this one. Ids have 64 bits. */
function before(id: string): string {
  return String(BigInt(id) - 1n)
}

/** Whether each id is greater than the one before it. Ids have 64 bits. */
export function rises(ids: readonly string[]): boolean {
  return ids.every((id, at) => at === 0 || BigInt(id) > BigInt(ids[at - 1] ?? id))
}

export const onFound: On<"found"> = (record, { step: index, page }, now) => {
  const step = stepAt(record, index)
  if (step?.call !== "add-tags" || step.phase !== "verifying" || step.unconfirmed === null) return record
  const known = onGoodAnswer(record)
  const there = new Set(page.records.map(({ id }) => id))
  const unconfirmed = step.unconfirmed.filter((id) => !there.has(id))
  const last = unconfirmed.at(-1)
  if (last === undefined) return withSteps(known, confirmed(step, "records"))
  const { more, lastId } = page
  if (more && lastId !== undefined && rises([step.cursor, lastId, last]))
    return withSteps(known, { ...step, unconfirmed, cursor: lastId, failures: 0, notBefore: now })
  const fromStart = { ...step, unconfirmed, cursor: before(unconfirmed[0] ?? last), failures: 0 }
  if (!step.converted && hasConverted(record.job.module.apiName))
    return withSteps(known, { ...fromStart, converted: true, notBefore: now })
  // What Zoho finds may lag behind what it holds: what is missing gets a few later looks.
  if (step.polls < LATE_READS)
    return withSteps(known, {
      ...{ ...fromStart, converted: false, polls: step.polls + 1 },
      notBefore: now + backOff(step.polls),
    })
  return withSteps(known, withoutUnconfirmed({ ...step, unconfirmed }))
}

function withoutUnconfirmed(step: AddTagsStep): AddTagsStep {
  const missing = new Set(step.unconfirmed)
  const records = step.records.map((item) =>
    missing.has(item.id) ? settle(item, "not-done", { kind: "not-seen" }) : item,
  )
  return confirmed({ ...step, records }, "records")
}

/** The re-read is a help, no need: where Zoho does not answer it, its word on each record counts. */
export const onFindFailed: On<"find-failed"> = (record, { step: index, fault }, now) => {
  const step = stepAt(record, index)
  if (step?.call !== "add-tags" || step.phase !== "verifying" || step.unconfirmed === null) return record
  const { action } = catalogRow(fault.kind)
  if (action === "renew" || (action === "sign-in" && fault.kind !== "scope-missing"))
    return onJobWideFault(record, fault) ?? record
  return step.failures + 1 < patienceWith(fault)
    ? withFailure(record, [step], fault, now)
    : withSteps(record, confirmed(step, "answers"))
}

/** Failed tries after which no answer is expected any more. */
function patienceWith({ kind }: ZohoFault): number {
  const { action } = catalogRow(kind)
  if (action === "wait") return FAILURES_UNTIL_CREDITS
  return PASSES.has(action) && kind !== "wrong-shape" ? FAILURES_BEFORE_PAUSE : 0
}
