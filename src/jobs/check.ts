/**
 * The self-test (job kind "check"): creates two tags, deletes them with a mass delete, then deletes any that are left
 * one by one. The deletion steps are added once it is known which tags were created.
 */
import type { Exchange } from "../zoho/api/answer-shape"
import { existsInOrg } from "./due"
import type { Command, JobEvent } from "./events"
import { isGood, isLeft, settle, tagsOf } from "./items"
import type { CheckNote, Job, JobTag } from "./job"
import { createdTags, stepAt, withJob, type JobRecord } from "./record"
import { newMassDelete, newStep, type CreatedTag, type MassDeleteStep, type Step } from "./steps"

/** The job id of a self-test. @param random 6 letters or digits, also used in its tags' names to make them unique */
export const checkId = (random: string): string => `check-${random}`

/** The names of the tags that a self-test creates and deletes. */
export function checkNames(jobId: string): string[] {
  // 23 characters: the lowest limit in Zoho's documentation is 25.
  return [1, 2].map((number) => `Tagsweep check ${jobId.replace("check-", "")} ${number}`)
}

/** The tags of a self-test that may still be in the org. */
export function tagsLeftBehind({ steps }: JobRecord): JobTag[] {
  return steps.flatMap((step) =>
    step.call === "create-tags"
      ? step.tags.filter(({ state }) => state === "not-done" || state === "unknown")
      : tagsOf(step).filter((tag) => !isGood(tag)),
  )
}

/** The next steps that delete a self-test's tags; none for other jobs, or while steps are unsettled. */
export function cleanUpSteps({ job, steps }: JobRecord, now: number): Step[] {
  if (job.kind !== "check" || steps.some(({ phase }) => phase !== "settled")) return []
  const deletions = steps.filter((step) => step.call === "mass-delete")
  if (deletions.length > 0)
    return steps.some(({ call }) => call === "delete-tag") ? [] : individualDeletions(job, deletions, now)
  const created = [...createdTags({ steps }).values()].filter(existsInOrg).map(toDelete)
  return created.length > 0 ? [newMassDelete(job.id, job.nextStepIndex, created, now)] : []
}

function toDelete({ newId, name, colorCode }: CreatedTag): JobTag {
  return { id: newId ?? "", name, colorCode, records: 0, state: "pending", reason: null }
}

/** Moves each tag that a mass delete left to its own step, unless the job was cancelled or the tag is protected. */
function individualDeletions(job: Job, deletions: readonly MassDeleteStep[], now: number): Step[] {
  if (job.cancelRequested) return []
  const isRetryable = (tag: JobTag): boolean => isLeft(tag) && tag.reason?.kind !== "protected"
  const kept = deletions.map((step) => ({ ...step, tags: step.tags.filter((tag) => !isRetryable(tag)) }))
  const retried = deletions.flatMap(({ tags }) => tags.filter(isRetryable))
  const steps = retried.map((tag, at): Step => ({
    ...newStep(job.id, job.nextStepIndex + at, "planned", now),
    call: "delete-tag",
    tags: [settle(tag, "pending")],
  }))
  return steps.length > 0 ? [...kept, ...steps] : []
}

/** The purpose under which a command's calls are noted. */
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

/** Removes duplicates: answers of the same form, such as those to repeated polls, are noted once. */
function uniqueExchanges(exchanges: readonly Exchange[]): Exchange[] {
  return [...new Map(exchanges.map((each) => [JSON.stringify(each), each])).values()]
}

function faultOf(event: JobEvent): CheckNote["fault"] {
  if ("fault" in event) return event.fault?.kind ?? null
  const answers = event.type === "answered" ? event.answers : []
  return answers.flatMap((answer) => (answer.ok ? [] : [answer.fault.kind]))[0] ?? null
}

/** Adds a note about the call that an event answers. Calls for the same purpose share a note. */
export function withNote(record: JobRecord, event: JobEvent, now: number): JobRecord {
  if (!event.note) return record
  const { what, exchanges } = event.note
  const { notes } = record.job
  const before = notes.find((note) => note.what === what)
  const all = uniqueExchanges([...(before?.exchanges ?? []), ...exchanges])
  const note: CheckNote = { what, at: now, fault: faultOf(event), exchanges: all }
  return withJob(record, { notes: [...notes.filter((other) => other !== before), note] })
}
