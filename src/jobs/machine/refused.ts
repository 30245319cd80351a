/** A call that Zoho refused as a whole, or that found no answer. */
import { catalogRow, type FaultKind } from "../../zoho/errors/catalog"
import type { ZohoFault } from "../../zoho/errors/fault"
import type { On } from "../events"
import { pendingOf, saysMissing } from "../items"
import { reasonOf, stepAt, withJob, withSteps, type JobRecord } from "../record"
import type { CreateTagsStep, Step } from "../steps"
import { cut, offenderOf, refuseStep, setAside, sizeOf, splitAll, stopJob, withParts } from "./bisect"
import { onGoodAnswer, onJobWideFault, withFailure } from "./job-wide-faults"
import { lookForRoom } from "./plan-limit"
import { created, withOutcomeUnknown } from "./send"

export const onFailed: On<"failed"> = (record, { step: index, fault }, now) => {
  const step = stepAt(record, index)
  if (step?.phase !== "sending") return record
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
        ? setAside(planned, back, fault)
        : refuseStep(planned, back, reasonOf(fault))
    default:
      // It may be gone: a look tells.
      return saysMissing(fault)
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
      return setAside(planned, step, fault)
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
  if (fault.kind === "plan-limit") return withSteps(planned, lookForRoom(step, fault, now))
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
