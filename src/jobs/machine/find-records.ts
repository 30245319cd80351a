/** Re-reads records that a restore tagged. */
import { hasConverted } from "../../zoho/api/records"
import { catalogRow } from "../../zoho/errors/catalog"
import type { ZohoFault } from "../../zoho/errors/fault"
import type { On } from "../events"
import { settle } from "../items"
import type { Job } from "../job"
import { stepAt, withSteps } from "../record"
import type { AddTagsStep } from "../steps"
import { backOff, FAILURES_BEFORE_PAUSE, FAILURES_UNTIL_CREDITS, LATE_READS } from "../timing"
import { onGoodAnswer, onJobWideFault, TRANSIENT_ACTIONS, withFailure } from "./job-wide-faults"

/** Begins the re-read once every record of the step has an answer, or settles the step if none is needed. */
export function beginFinding(step: AddTagsStep, confirmBy: Job["confirmBy"]): AddTagsStep {
  const tagged = step.records.filter(({ state }) => state === "done").map(({ id }) => id)
  if (tagged.length === 0) return { ...step, phase: "settled", unconfirmed: null }
  if (confirmBy === "answers") return confirmed(step, "answers")
  const from = { cursor: before(tagged[0] ?? "1"), converted: false }
  return { ...step, ...from, phase: "verifying", unconfirmed: tagged, failures: 0, polls: 0 }
}

function confirmed(step: AddTagsStep, confirmedBy: AddTagsStep["confirmedBy"]): AddTagsStep {
  return { ...step, phase: "settled", unconfirmed: null, confirmedBy }
}

/** The start of a query by ascending id whose results include this id. Ids have 64 bits. */
function before(id: string): string {
  return String(BigInt(id) - 1n)
}

/** Whether each id is greater than the previous one. Ids have 64 bits. */
export function rises(ids: readonly string[]): boolean {
  return ids.every((id, at) => at === 0 || BigInt(id) > BigInt(ids[at - 1] ?? id))
}

export const onFound: On<"found"> = (record, { step: index, page }, now) => {
  const step = stepAt(record, index)
  if (step?.call !== "add-tags" || step.phase !== "verifying" || step.unconfirmed === null) return record
  const known = onGoodAnswer(record)
  const found = new Set(page.records.map(({ id }) => id))
  const unconfirmed = step.unconfirmed.filter((id) => !found.has(id))
  const last = unconfirmed.at(-1)
  if (last === undefined) return withSteps(known, confirmed(step, "records"))
  const { more, lastId } = page
  if (more && lastId !== undefined && rises([step.cursor, lastId, last]))
    return withSteps(known, { ...step, unconfirmed, cursor: lastId, failures: 0, notBefore: now })
  const fromStart = { ...step, unconfirmed, cursor: before(unconfirmed[0] ?? last), failures: 0 }
  if (!step.converted && hasConverted(record.job.module.apiName))
    return withSteps(known, { ...fromStart, converted: true, notBefore: now })
  // Zoho's search may lag behind its data: missing records get a few extra reads.
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

/** The re-read is optional: if it fails, Zoho's answer for each record counts. */
export const onFindFailed: On<"find-failed"> = (record, { step: index, fault }, now) => {
  const step = stepAt(record, index)
  if (step?.call !== "add-tags" || step.phase !== "verifying" || step.unconfirmed === null) return record
  const { action } = catalogRow(fault.kind)
  if (action === "renew" || (action === "sign-in" && fault.kind !== "scope-missing"))
    return onJobWideFault(record, fault) ?? record
  return step.failures + 1 < maxFailures(fault)
    ? withFailure(record, [step], fault, now)
    : withSteps(record, confirmed(step, "answers"))
}

/** Failed attempts after which the re-read is abandoned. */
function maxFailures({ kind }: ZohoFault): number {
  const { action } = catalogRow(kind)
  if (action === "wait") return FAILURES_UNTIL_CREDITS
  return TRANSIENT_ACTIONS.has(action) && kind !== "wrong-shape" ? FAILURES_BEFORE_PAUSE : 0
}
