/**
 * Zoho's plan allows only so many tags in a module, and refuses the whole of a call that brings more. What fits is
 * made, the rest is held back, and once nothing else is left to do the task pauses until the person has made room.
 */
import type { TagsThere } from "../../deletion/events"
import { reasonOf, withPause } from "../../deletion/record"
import type { Reason } from "../../deletion/job"
import type { ZohoFault } from "../../zoho/errors/fault"
import { sendable } from "../due"
import { pendingOf } from "../items"
import { withSteps } from "../record"
import type { CreateStep, Step, TaskRecord } from "../task"
import { cutTags, partsOf } from "./steps"

/** Refused for want of room: only a look at the tags tells how many would fit. */
export function lookForRoom(step: CreateStep, fault: ZohoFault, now: number): CreateStep {
  return { ...step, phase: "in-doubt", doubt: reasonOf(fault), looks: 0, lastSeen: null, notBefore: now }
}

export function needsRoom({ call, doubt }: Step): boolean {
  return call === "create-tags" && doubt?.kind === "plan-limit"
}

/** Sends as many of the tags as fit, and holds the others. */
export function fillRoom(
  record: TaskRecord,
  step: CreateStep,
  { tags, allowed }: TagsThere,
  now: number,
): TaskRecord {
  const wanted = pendingOf(step.tags).length
  const ready = { ...step, phase: "planned", doubt: null, looks: 0, lastSeen: null, notBefore: now } as const
  // An empty module's list says nothing of the plan, so what fits is found by halves.
  if (allowed === null && wanted > 1)
    return withSteps(record, ...partsOf(record, step, cutTags(ready, Math.ceil(wanted / 2))))
  const room = Math.max(0, (allowed ?? 0) - tags.size)
  // Room for all of them, and refused all the same: Zoho counts otherwise, so that sending again would be in vain.
  const fits = room < wanted ? room : 0
  if (fits === 0) return withSteps(record, { ...ready, held: step.doubt })
  const parts = cutTags(ready, fits)
  const held = parts.map((part, at): CreateStep => (at === 0 ? part : { ...part, held: step.doubt }))
  return withSteps(record, ...partsOf(record, step, held))
}

/** Brings the numbers of what is held up to date, so that the pause tells how it is now. */
export function recountRoom(record: TaskRecord, { tags, allowed }: TagsThere): TaskRecord {
  const held = heldSteps(record)
  if (held.length === 0 || allowed === null) return record
  const wanted = held.reduce((sum, step) => sum + pendingOf(step.tags).length, 0)
  const planLimit = { allowed, used: tags.size, wanted }
  return withSteps(
    record,
    ...held.map((step): CreateStep => ({ ...step, held: { ...step.held, planLimit } })),
  )
}

type Held = CreateStep & { readonly held: Reason }

function heldSteps({ steps }: TaskRecord): Held[] {
  return steps.filter(
    (step): step is Held => step.call === "create-tags" && step.phase === "planned" && step.held !== null,
  )
}

/** Nothing but what is held is left to be done: the person has to make room. */
export function pauseForRoom(record: TaskRecord): TaskRecord {
  const [first] = heldSteps(record)
  if (!first || record.job.pause !== null || record.job.cancelRequested) return record
  const goesOn = record.steps.some(({ phase }) => phase !== "settled" && phase !== "planned")
  if (goesOn || sendable(record).length > 0) return record
  return withPause(record, { why: "plan-limit", until: null, reason: first.held })
}
