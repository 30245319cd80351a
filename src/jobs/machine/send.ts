/** Handles the sending of a step and Zoho's answer: one per item, or one refusal of the whole call. */
import { catalogRow, type FaultAction, type FaultKind } from "../../zoho/errors/catalog"
import type { ZohoFault } from "../../zoho/errors/fault"
import { sendable } from "../due"
import type { Answers, On } from "../events"
import {
  afterSettling,
  isPending,
  mapItems,
  pendingOf,
  reportsMissing,
  settle,
  settlePending,
} from "../items"
import { type JobRecord, reasonOf, stepAt, withJob, withSteps } from "../record"
import {
  inPhase,
  withOutcomeUnknown,
  type AddTagsStep,
  type CreatedTag,
  type CreateTagsStep,
  type Step,
} from "../steps"
import { backOff, MOST_ATTEMPTS, pollDelay, SEEN_HOLDS } from "../timing"
import { cut, offenderOf, refuseStep, excludeOffender, sizeOf, splitAll, stopJob, withParts } from "./bisect"
import { beginFinding } from "./find-records"
import { onGoodAnswer, onJobWideFault, withFailure } from "./job-wide-faults"

/** Stored before the call is sent. The record is unchanged if the step may not be sent (or no longer). */
export const onSending: On<"sending"> = (record, event, now) => {
  const step = sendable(record).find(({ index }) => index === event.step)
  if (!step) return record
  if (step.call === "mass-delete" && Math.abs(now - step.seenAt) > SEEN_HOLDS)
    return withSteps(record, withOutcomeUnknown(step, now, null))
  const sending: Step = { ...step, phase: "sending", attempts: step.attempts + 1, outcomeUnknown: null }
  const sent = sending.call === "mass-delete" ? { ...sending, sentAt: now } : sending
  return withJob(withSteps(record, sent), { state: "running" })
}

export const onAccepted: On<"accepted"> = (record, { step: index, zohoJobId }, now) => {
  const step = stepAt(record, index, "sending")
  if (step?.call !== "mass-delete") return record
  const notBefore = Math.max(now, step.sentAt + pollDelay(0, 0))
  return onGoodAnswer(withSteps(record, { ...inPhase(step, "accepted", notBefore), zohoJobId }))
}

/** The call was not sent, because these tags became protected after confirmation. They are kept, the rest is sent. */
export const onWithheld: On<"withheld"> = (record, { step: index, ids }, now) => {
  const step = stepAt(record, index, "sending")
  if (!step) return record
  const left = mapItems(step, (tag) =>
    isPending(tag) && ids.includes(tag.id) ? settle(tag, "refused", { kind: "protected" }) : tag,
  )
  const unsent: Step = { ...left, phase: "planned", attempts: step.attempts - 1, notBefore: now }
  return withSteps(record, afterSettling(unsent))
}

export const onAnswered: On<"answered"> = (record, { step: index, answers }, now) => {
  const step = stepAt(record, index, "sending")
  if (!step) return record
  const known = withJob(onGoodAnswer(record), { failuresInRow: 0 })
  switch (step.call) {
    case "add-tags": {
      const next = tagged(step, answers, now)
      return withSteps(known, next.phase === "planned" ? next : beginFinding(next, record.job.confirmBy))
    }
    case "create-tags":
      return withParts(known, step, created(step, answers, now))
    default:
      return withSteps(known, inPhase(step, "verifying", now))
  }
}

const TEMPORARY: ReadonlySet<FaultAction> = new Set(["retry", "wait", "reread-tags", "renew"])

/** Whether a fault leaves the outcome unknown or is temporary. */
function isInconclusive({ kind }: ZohoFault): boolean {
  const { outcome, action } = catalogRow(kind)
  return outcome === "unknown" || TEMPORARY.has(action)
}

function tagged(step: AddTagsStep, answers: Answers, now: number): AddTagsStep {
  let at = 0
  const records = step.records.map((item) => {
    const answer = isPending(item) ? answers[at++] : undefined
    if (!answer) return item
    if (answer.ok) return settle(item, "done")
    return isInconclusive(answer.fault) ? item : settle(item, "refused", reasonOf(answer.fault))
  })
  const { failures } = step
  const next = { ...step, records, polls: 0, notBefore: now }
  if (!records.some(isPending)) return { ...next, phase: "verifying", failures: 0 }
  if (step.attempts < MOST_ATTEMPTS)
    return { ...next, phase: "planned", failures: failures + 1, notBefore: now + backOff(failures) }
  const inconclusive = answers.flatMap((answer) => (answer.ok ? [] : [answer.fault])).find(isInconclusive)
  return {
    ...settlePending(next, "refused", inconclusive ? reasonOf(inconclusive) : null),
    phase: "verifying",
  }
}

const TAKEN: ReadonlySet<FaultKind> = new Set(["name-taken", "color-mismatch"])

/** Applies an answer to a tag. The re-read decides tags that stay pending: created, existing or unclear. */
function answeredTag(tag: CreatedTag, answer: Answers[number]): CreatedTag {
  if (answer.ok) return { ...tag, newId: answer.value.id, answer: "created" }
  const { fault } = answer
  if (TAKEN.has(fault.kind)) return { ...tag, newId: fault.details.id ?? null, answer: "taken" }
  return isInconclusive(fault) || reportsMissing(fault) ? tag : settle(tag, "refused", reasonOf(fault))
}

/**
 * Divides a `create-tags` step into its answered tags, those to send again (also those without an answer), and those
 * beyond the plan limit.
 * @param answers one per pending tag, in order
 */
export function created(
  step: CreateTagsStep,
  answers: readonly (Answers[number] | undefined)[],
  now: number,
): CreateTagsStep[] {
  const tags: Record<Fate, CreatedTag[]> = { answered: [], again: [], "no-room": [] }
  let noRoom: ZohoFault | undefined
  let at = 0
  for (const tag of step.tags) {
    const answer = isPending(tag) ? answers[at++] : undefined
    const fault = answer?.ok === false ? answer.fault : undefined
    const fate = isPending(tag) ? fateOf(tag, answer, fault) : "answered"
    if (fate === "no-room") noRoom = fault
    const colorRefused = tag.colorRefused || (fate === "again" && fault !== undefined)
    tags[fate].push(fate === "answered" && answer ? answeredTag(tag, answer) : { ...tag, colorRefused })
  }
  const verifying = afterSettling({ ...inPhase(step, "verifying", now), tags: tags.answered })
  const unsent = { ...inPhase(step, "planned", now), attempts: Math.max(0, step.attempts - 1) }
  return [
    ...(tags.answered.length > 0 ? [verifying] : []),
    ...(tags.again.length > 0 ? [{ ...unsent, tags: tags.again }] : []),
    ...(noRoom ? [withOutcomeUnknown({ ...unsent, tags: tags["no-room"] }, now, reasonOf(noRoom))] : []),
  ]
}

type Fate = "answered" | "again" | "no-room"

function fateOf(tag: CreatedTag, answer: Answers[number] | undefined, fault: ZohoFault | undefined): Fate {
  if (!answer) return "again"
  if (fault?.kind === "color-refused" && tag.colorCode !== null && !tag.colorRefused) return "again"
  return fault?.kind === "plan-limit" ? "no-room" : "answered"
}

/** Zoho refused the whole call, or its answer was lost or unreadable. */
export const onFailed: On<"failed"> = (record, { step: index, fault }, now) => {
  const step = stepAt(record, index, "sending")
  if (!step) return record
  const { action, outcome } = catalogRow(fault.kind)
  if (outcome === "unknown") {
    const unknown = withOutcomeUnknown(step, now, reasonOf(fault))
    return step.call === "add-tags" ? withFailure(record, [unknown], fault, now) : withSteps(record, unknown)
  }
  const replanned: Step = { ...step, phase: "planned", attempts: step.attempts - 1, notBefore: now }
  const refused = withSteps(record, replanned)
  const jobWide = onJobWideFault(refused, fault)
  if (jobWide) return jobWide
  if (action === "wait" || action === "retry") return withFailure(refused, [replanned], fault, now)
  const planned = onGoodAnswer(refused)
  if (action === "split" && sizeOf(replanned) > 1) return splitAll(planned, replanned, fault)
  switch (replanned.call) {
    case "mass-delete":
      return onMassDeleteRefused(planned, replanned, fault)
    case "create-tags":
      return onCreateRefused(planned, replanned, fault, now)
    case "add-tags":
      return ITEM_FAULTS.has(fault.kind)
        ? excludeOffender(planned, replanned, fault)
        : refuseStep(planned, replanned, reasonOf(fault))
    default:
      // The tag may be gone: a re-read decides.
      return reportsMissing(fault)
        ? withSteps(planned, { ...replanned, phase: "verifying", outcomeUnknown: reasonOf(fault), polls: 0 })
        : refuseStep(planned, replanned, reasonOf(fault))
  }
}

/** Faults of a single tag or record for which Zoho may refuse the whole call. */
const ITEM_FAULTS: ReadonlySet<FaultKind> = new Set([
  ...(["name-taken", "name-reserved", "name-too-long", "color-mismatch", "color-refused"] as const),
  ...(["record-locked", "record-not-found", "record-forbidden", "record-full"] as const),
  "record-converted",
])

function onMassDeleteRefused(planned: JobRecord, step: Step, fault: ZohoFault): JobRecord {
  const reason = reasonOf(fault)
  switch (catalogRow(fault.kind).action) {
    case "set-aside":
      return excludeOffender(planned, step, fault)
    case "reread-module":
      return planned.job.moduleReread
        ? refuseStep(planned, step, reason)
        : withJob(planned, { needs: "module" })
    case "stop":
      return stopJob(planned, step, reason)
    default:
      return refuseStep(planned, step, reason)
  }
}

function onCreateRefused(planned: JobRecord, step: CreateTagsStep, fault: ZohoFault, now: number): JobRecord {
  if (fault.kind === "plan-limit") return withSteps(planned, withOutcomeUnknown(step, now, reasonOf(fault)))
  if (!ITEM_FAULTS.has(fault.kind)) return refuseStep(planned, step, reasonOf(fault))
  const size = sizeOf(step)
  const at = size === 1 ? 0 : offenderOf(step, pendingOf(step.tags), fault)
  if (at === undefined) return cut(planned, step, Math.ceil(size / 2))
  const answers = Array.from({ length: size }, (_, place) =>
    place === at ? ({ ok: false, fault } as const) : undefined,
  )
  // `created` subtracts one attempt, but the refused call's was already subtracted.
  return withParts(planned, step, created({ ...step, attempts: step.attempts + 1 }, answers, now))
}
