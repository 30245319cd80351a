/**
 * Zoho's plan limits the tags per module, and Zoho refuses a call that exceeds the limit as a whole. The job creates
 * the tags that fit. When nothing else is left to do, it pauses until the user makes room. A self-test does not pause.
 */
import { sendable } from "../due"
import type { TagList } from "../events"
import { pendingOf, settlePending } from "../items"
import type { Job, Reason } from "../job"
import { withPause, withSteps, type JobRecord } from "../record"
import { inPhase, type CreateTagsStep, type Step, type TagStep } from "../steps"
import { cut, partsOf, withParts } from "./bisect"

/** Whether Zoho refused the step because of the plan limit. A re-read of the tags shows how many would fit. */
export function needsRoom(step: Step): step is CreateTagsStep {
  return step.call === "create-tags" && step.outcomeUnknown?.kind === "plan-limit"
}

/** Refuses a self-test's step if its tags do not fit. A self-test is not paused to make room. */
export function refuseForRoom(job: Job, step: TagStep, { tags, allowed }: TagList): TagStep {
  if (job.kind !== "check" || step.call !== "create-tags" || step.phase !== "outcome-unknown") return step
  const wanted = pendingOf(step.tags).length
  const isFull = step.attempts === 0 && allowed !== null && tags.size + wanted > allowed
  if (!isFull && !needsRoom(step)) return step
  const planLimit = allowed === null ? {} : { planLimit: { allowed, used: tags.size, wanted } }
  return settlePending(step, "refused", { kind: "plan-limit", ...planLimit })
}

/** Plans as many tags as fit, and holds back the rest. */
export function fillRoom(
  record: JobRecord,
  step: CreateTagsStep,
  { tags, allowed }: TagList,
  now: number,
): JobRecord {
  const { outcomeUnknown: why } = step
  const wanted = pendingOf(step.tags).length
  const ready = { ...inPhase(step, "planned", now), outcomeUnknown: null }
  // The list of an empty module does not contain the limit, so halves are tried.
  if (allowed === null && wanted > 1) return cut(record, ready, Math.ceil(wanted / 2))
  const room = Math.max(0, (allowed ?? 0) - tags.size)
  // If all would fit but were refused, Zoho counts differently, so sending them again is useless.
  const fits = room < wanted ? room : 0
  if (fits === 0) return withSteps(record, { ...ready, noRoom: why })
  const parts = partsOf(ready, fits)
  return withParts(
    record,
    step,
    parts.map((part, at) => (at === 0 ? part : { ...part, noRoom: why })),
  )
}

/** Updates the plan-limit numbers of the steps that wait for room, for the pause message. */
export function recountRoom(record: JobRecord, { tags, allowed }: TagList): JobRecord {
  const waiting = waitingForRoom(record)
  if (waiting.length === 0 || allowed === null) return record
  const wanted = waiting.reduce((sum, step) => sum + pendingOf(step.tags).length, 0)
  const planLimit = { allowed, used: tags.size, wanted }
  return withSteps(record, ...waiting.map((step) => ({ ...step, noRoom: { ...step.noRoom, planLimit } })))
}

type Waiting = CreateTagsStep & { readonly noRoom: Reason }

function waitingForRoom({ steps }: JobRecord): Waiting[] {
  return steps.filter(
    (step): step is Waiting =>
      step.call === "create-tags" && step.phase === "planned" && step.noRoom !== null,
  )
}

/** Pauses the job if only steps that wait for room are left: the user must make room. */
export function pauseForRoom(record: JobRecord): JobRecord {
  const [first] = waitingForRoom(record)
  if (!first || record.job.pause !== null || record.job.cancelRequested) return record
  const isBusy = record.steps.some(({ phase }) => phase !== "settled" && phase !== "planned")
  if (isBusy || sendable(record).length > 0) return record
  return withPause(record, "plan-limit", first.noRoom)
}
