/** A job with its steps, and functions to update it. Unchanged steps stay the same objects: the journal skips them. */
import type { ZohoFault } from "../zoho/errors/fault"
import { recordsOf, recount, reportedDone, tagsOf } from "./items"
import { stopsCalls, type Job, type Pause, type Reason } from "./job"
import type { CreatedTag, Phase, Step } from "./steps"

export interface JobRecord {
  readonly job: Job
  readonly steps: readonly Step[]
}

/** The step with this index. @param phase returns it only in this phase; default: any phase */
export function stepAt({ steps }: JobRecord, index: number, phase?: Phase): Step | undefined {
  return steps.find((step) => step.index === index && (phase === undefined || step.phase === phase))
}

export function withJob(record: JobRecord, change: Partial<Job>): JobRecord {
  return { ...record, job: { ...record.job, ...change } }
}

/**
 * Pauses the job. A pause that waits for the user is not lost to one that ends automatically: it stays, or it applies
 * again afterwards.
 * @param until when the pause ends automatically (ms since the epoch); null: it waits for the user
 */
export function withPause(
  record: JobRecord,
  why: Pause["why"],
  reason: Reason | null,
  until: number | null = null,
): JobRecord {
  const { pause: current, pauseBelow } = record.job
  const pause: Pause = { why, until, reason }
  if (current && stopsCalls(current) && current.until === null)
    if (until !== null || why === current.why) return record
  const movesBelow = current && !stopsCalls(current) && stopsCalls(pause)
  return withJob(record, { pause, pauseBelow: movesBelow ? current : pauseBelow, state: "paused" })
}

/** Replaces steps by index, or adds them, and updates the job's counts. */
export function withSteps(record: JobRecord, ...changed: readonly Step[]): JobRecord {
  if (changed.length === 0) return record
  let { tags, records, reportedDone: done } = record.job
  const steps = [...record.steps]
  for (const step of changed) {
    const at = steps.findIndex((old) => old.index === step.index)
    const old = steps[at]
    tags = recount(tags, tagsOf(old), tagsOf(step))
    records = recount(records, recordsOf(old), recordsOf(step))
    done += reportedDone(step) - (old ? reportedDone(old) : 0)
    if (old) steps[at] = step
    else steps.push(step)
  }
  const nextStepIndex = Math.max(record.job.nextStepIndex, ...changed.map((step) => step.index + 1))
  return { steps, job: { ...record.job, tags, records, reportedDone: done, nextStepIndex } }
}

export function changedSteps(before: JobRecord | undefined, after: JobRecord): Step[] {
  const known = new Set(before?.steps)
  return after.steps.filter((step) => !known.has(step))
}

/** The tags that a job creates, keyed by their planned id. */
export function createdTags({ steps }: Pick<JobRecord, "steps">): ReadonlyMap<string, CreatedTag> {
  const tags = steps.flatMap((step) => (step.call === "create-tags" ? step.tags : []))
  return new Map(tags.map((tag) => [tag.id, tag]))
}

/** The part of a fault that a report may contain. */
export function reasonOf(fault: ZohoFault): Reason {
  const places = fault.details.associatedPlaces?.flatMap((place) =>
    place.resources.map((resource) => `${place.type}: ${resource.name ?? resource.id ?? "?"}`),
  )
  return {
    kind: fault.kind,
    ...(fault.code === undefined ? {} : { zohoCode: fault.code }),
    ...(fault.zohoMessage === undefined ? {} : { zohoMessage: fault.zohoMessage }),
    ...(places?.length ? { places } : {}),
  }
}
