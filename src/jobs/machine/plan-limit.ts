/**
 * Zoho's plan allows only so many tags in a module, and refuses the whole of a call that brings more. What fits is created;
 * once nothing else is left, the job pauses until the person has made room. A check creates nothing where it does not fit.
 */
import { sendable } from "../due"
import type { TagList } from "../events"
import { pendingOf, settlePending } from "../items"
import type { Job, Reason } from "../job"
import { withPause, withSteps, type JobRecord } from "../record"
import { inPhase, type CreateTagsStep, type Step, type TagStep } from "../steps"
import { cut, partsOf, withParts } from "./bisect"

/** Whether Zoho refused it for want of room: only a look at the tags tells how many would fit. */
export function needsRoom(step: Step): step is CreateTagsStep {
  return step.call === "create-tags" && step.outcomeUnknown?.kind === "plan-limit"
}

/** Nobody makes room for a check. */
export function refuseForRoom(job: Job, step: TagStep, { tags, allowed }: TagList): TagStep {
  if (job.kind !== "check" || step.call !== "create-tags" || step.phase !== "outcome-unknown") return step
  const wanted = pendingOf(step.tags).length
  const isFull = step.attempts === 0 && allowed !== null && tags.size + wanted > allowed
  if (!isFull && !needsRoom(step)) return step
  const planLimit = allowed === null ? {} : { planLimit: { allowed, used: tags.size, wanted } }
  return settlePending(step, "refused", { kind: "plan-limit", ...planLimit })
}

export function fillRoom(
  record: JobRecord,
  step: CreateTagsStep,
  { tags, allowed }: TagList,
  now: number,
): JobRecord {
  const { outcomeUnknown: why } = step
  const wanted = pendingOf(step.tags).length
  const ready = { ...inPhase(step, "planned", now), outcomeUnknown: null }
  // An empty module's list says nothing of the plan, so what fits is found by halves.
  if (allowed === null && wanted > 1) return cut(record, ready, Math.ceil(wanted / 2))
  const room = Math.max(0, (allowed ?? 0) - tags.size)
  // Room for all of them, and refused all the same: Zoho counts otherwise, so that sending again would be in vain.
  const fits = room < wanted ? room : 0
  if (fits === 0) return withSteps(record, { ...ready, noRoom: why })
  const parts = partsOf(ready, fits)
  return withParts(
    record,
    step,
    parts.map((part, at) => (at === 0 ? part : { ...part, noRoom: why })),
  )
}

/** Brings the numbers of what waits up to date, so that the pause tells how it is now. */
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

/** Nothing but what waits for room is left to be done: the person has to make it. */
export function pauseForRoom(record: JobRecord): JobRecord {
  const [first] = waitingForRoom(record)
  if (!first || record.job.pause !== null || record.job.cancelRequested) return record
  const goesOn = record.steps.some(({ phase }) => phase !== "settled" && phase !== "planned")
  if (goesOn || sendable(record).length > 0) return record
  return withPause(record, "plan-limit", first.noRoom)
}
