/** Sending a step, and Zoho's answer for each of its items, or for all of them where it refused the call as a whole. */
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

/** Stored before the call leaves. Unchanged when the step may not be sent (any more). */
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

/** Not sent after all: these tags have been protected since they were confirmed. They stay, and the rest is sent. */
export const onWithheld: On<"withheld"> = (record, { step: index, ids }, now) => {
  const step = stepAt(record, index, "sending")
  if (!step) return record
  const left = mapItems(step, (tag) =>
    isPending(tag) && ids.includes(tag.id) ? settle(tag, "refused", { kind: "protected" }) : tag,
  )
  const back: Step = { ...left, phase: "planned", attempts: step.attempts - 1, notBefore: now }
  return withSteps(record, afterSettling(back))
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

const PASSING: ReadonlySet<FaultAction> = new Set(["retry", "wait", "reread-tags", "renew"])

/** Whether a fault leaves open what is true, or passes. */
function isOpen({ kind }: ZohoFault): boolean {
  const { outcome, action } = catalogRow(kind)
  return outcome === "unknown" || PASSING.has(action)
}

function tagged(step: AddTagsStep, answers: Answers, now: number): AddTagsStep {
  let at = 0
  const records = step.records.map((item) => {
    const answer = isPending(item) ? answers[at++] : undefined
    if (!answer) return item
    if (answer.ok) return settle(item, "done")
    return isOpen(answer.fault) ? item : settle(item, "refused", reasonOf(answer.fault))
  })
  const { failures } = step
  const next = { ...step, records, polls: 0, notBefore: now }
  if (!records.some(isPending)) return { ...next, phase: "verifying", failures: 0 }
  if (step.attempts < MOST_ATTEMPTS)
    return { ...next, phase: "planned", failures: failures + 1, notBefore: now + backOff(failures) }
  const open = answers.flatMap((answer) => (answer.ok ? [] : [answer.fault])).find(isOpen)
  return { ...settlePending(next, "refused", open ? reasonOf(open) : null), phase: "verifying" }
}

const TAKEN: ReadonlySet<FaultKind> = new Set(["name-taken", "color-mismatch"])

/** What stays pending is decided by the re-read: what was created, what was there, and what an answer does not tell. */
function answeredTag(tag: CreatedTag, answer: Answers[number]): CreatedTag {
  if (answer.ok) return { ...tag, newId: answer.value.id, answer: "created" }
  const { fault } = answer
  if (TAKEN.has(fault.kind)) return { ...tag, newId: fault.details.id ?? null, answer: "taken" }
  return isOpen(fault) || reportsMissing(fault) ? tag : settle(tag, "refused", reasonOf(fault))
}

/**
 * The parts of a create call: answered, to be sent again (also what has no answer), and not allowed by the plan.
 * @param answers by the place of the pending tags
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

// A call that Zoho refused as a whole, or that found no answer.

export const onFailed: On<"failed"> = (record, { step: index, fault }, now) => {
  const step = stepAt(record, index, "sending")
  if (!step) return record
  const { action, outcome } = catalogRow(fault.kind)
  if (outcome === "unknown") {
    const unknown = withOutcomeUnknown(step, now, reasonOf(fault))
    return step.call === "add-tags" ? withFailure(record, [unknown], fault, now) : withSteps(record, unknown)
  }
  const back: Step = { ...step, phase: "planned", attempts: step.attempts - 1, notBefore: now }
  const refused = withSteps(record, back)
  const jobWide = onJobWideFault(refused, fault)
  if (jobWide) return jobWide
  if (action === "wait" || action === "retry") return withFailure(refused, [back], fault, now)
  const planned = onGoodAnswer(refused)
  if (action === "split" && sizeOf(back) > 1) return splitAll(planned, back, fault)
  switch (back.call) {
    case "mass-delete":
      return onMassDeleteRefused(planned, back, fault)
    case "create-tags":
      return onCreateRefused(planned, back, fault, now)
    case "add-tags":
      return OF_ONE.has(fault.kind)
        ? excludeOffender(planned, back, fault)
        : refuseStep(planned, back, reasonOf(fault))
    default:
      // It may be gone: a look tells.
      return reportsMissing(fault)
        ? withSteps(planned, { ...back, phase: "verifying", outcomeUnknown: reasonOf(fault), polls: 0 })
        : refuseStep(planned, back, reasonOf(fault))
  }
}

/** Faults of one tag or one record, for which Zoho may refuse all that came with it. */
const OF_ONE: ReadonlySet<FaultKind> = new Set([
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
  if (!OF_ONE.has(fault.kind)) return refuseStep(planned, step, reasonOf(fault))
  const size = sizeOf(step)
  const at = size === 1 ? 0 : offenderOf(step, pendingOf(step.tags), fault)
  if (at === undefined) return cut(planned, step, Math.ceil(size / 2))
  const answers = Array.from({ length: size }, (_, place) =>
    place === at ? ({ ok: false, fault } as const) : undefined,
  )
  // The call that was refused does not count, so it counts as one here to be taken off again.
  return withParts(planned, step, created({ ...step, attempts: step.attempts + 1 }, answers, now))
}
