/**
 * A check on an org: two tags are created, deleted by a mass delete, and one by one where that left them. The steps that take
 * them away are added once it is known what was created.
 */
import type { Exchange } from "../zoho/api/answer-shape"
import { isThere } from "./due"
import type { Command, JobEvent } from "./events"
import { isGood, isLeft, settle, tagsOf } from "./items"
import type { CheckNote, Job, JobTag } from "./job"
import { createdTags, stepAt, withJob, type JobRecord } from "./record"
import { newMassDelete, newStep, type CreatedTag, type MassDeleteStep, type Step } from "./steps"

/** The id of a check's job. @param random 6 letters or digits: its tags have them in their names, unlike any other */
export const checkId = (random: string): string => `check-${random}`

/** The names of the tags that a check creates and deletes. */
export function checkNames(jobId: string): string[] {
  // 23 characters: Zoho's shortest reading allows 25.
  return [1, 2].map((number) => `Tagsweep check ${jobId.replace("check-", "")} ${number}`)
}

/** The tags of a check that may be left in the org, as far as is known. */
export function tagsLeftBehind({ steps }: JobRecord): JobTag[] {
  return steps.flatMap((step) =>
    step.call === "create-tags"
      ? step.tags.filter(({ state }) => state === "not-done" || state === "unknown")
      : tagsOf(step).filter((tag) => !isGood(tag)),
  )
}

/** The steps that take away what a check has created; none for other jobs, and none until there is something. */
export function cleanUpSteps({ job, steps }: JobRecord, now: number): Step[] {
  if (job.kind !== "check" || steps.some(({ phase }) => phase !== "settled")) return []
  const deletions = steps.filter((step) => step.call === "mass-delete")
  if (deletions.length > 0)
    return steps.some(({ call }) => call === "delete-tag") ? [] : oneByOne(job, deletions, now)
  const there = [...createdTags({ steps }).values()].filter(isThere).map(asDeleted)
  return there.length > 0 ? [newMassDelete(job.id, job.nextStepIndex, there, now)] : []
}

function asDeleted({ newId, name, colorCode }: CreatedTag): JobTag {
  return { id: newId ?? "", name, colorCode, records: 0, state: "pending", reason: null }
}

/** What a mass delete left moves to steps of its own. What the user gave up or protected stays. */
function oneByOne(job: Job, deletions: readonly MassDeleteStep[], now: number): Step[] {
  if (job.cancelRequested) return []
  const isAgain = (tag: JobTag): boolean => isLeft(tag) && tag.reason?.kind !== "protected"
  const kept = deletions.map((step) => ({ ...step, tags: step.tags.filter((tag) => !isAgain(tag)) }))
  const again = deletions.flatMap(({ tags }) => tags.filter(isAgain))
  const steps = again.map((tag, at): Step => ({
    ...newStep(job.id, job.nextStepIndex + at, "planned", now),
    call: "delete-tag",
    tags: [settle(tag, "pending")],
  }))
  return steps.length > 0 ? [...kept, ...steps] : []
}

export function purposeOf(command: Command, record: JobRecord): CheckNote["what"] {
  const index = "steps" in command ? command.steps[0] : "step" in command ? command.step : undefined
  const step = index === undefined ? undefined : stepAt(record, index)
  if (step?.call !== "create-tags") {
    if (command.type === "list") return "verify"
    return step?.call === "delete-tag" ? "remove" : "delete"
  }
  if (command.type !== "list" || step.phase !== "outcome-unknown") return "create"
  return step.attempts > 0 ? "look" : "tags"
}

/** Answers of the same form, such as those to repeated polls, are noted once. */
function withoutDoubles(exchanges: readonly Exchange[]): Exchange[] {
  return [...new Map(exchanges.map((each) => [JSON.stringify(each), each])).values()]
}

function faultOf(event: JobEvent): CheckNote["fault"] {
  if ("fault" in event) return event.fault?.kind ?? null
  const answers = event.type === "answered" ? event.answers : []
  return answers.flatMap((answer) => (answer.ok ? [] : [answer.fault.kind]))[0] ?? null
}

/** The record with a note of the call that an event answers. Calls for the same purpose share one. */
export function withNote(record: JobRecord, event: JobEvent, now: number): JobRecord {
  if (!event.note) return record
  const { what, exchanges } = event.note
  const { notes } = record.job
  const before = notes.find((note) => note.what === what)
  const all = withoutDoubles([...(before?.exchanges ?? []), ...exchanges])
  const note: CheckNote = { what, at: now, fault: faultOf(event), exchanges: all }
  return withJob(record, { notes: [...notes.filter((other) => other !== before), note] })
}
