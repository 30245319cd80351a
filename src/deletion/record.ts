/** Changing a job record without touching what did not change: the journal writes only new objects. */
import type { Chunk, Job, JobRecord, JobTag, Pause, Reason } from "./job"
import { isSilent } from "./job"
import { recount, reportedDone } from "./outcome"
import type { ZohoFault } from "../zoho/errors/fault"

export function chunkAt(record: JobRecord, index: number): Chunk | undefined {
  return record.chunks.find((chunk) => chunk.index === index)
}

/** The tags that the next POST of a chunk carries, in the order in which Zoho's `json_path` counts them. */
export function pendingTags(chunk: Chunk): JobTag[] {
  return chunk.tags.filter((tag) => tag.state === "pending")
}

/** What journalled work of any kind says of how it stands: a deletion's job, a restore's or a merge's task. */
export type Standing = Pick<
  Job,
  | "state"
  | "pause"
  | "pauseBelow"
  | "cancelRequested"
  | "finishedAt"
  | "failuresInRow"
  | "needs"
  | "renewed"
  | "backup"
  | "reason"
>

export interface Stands {
  readonly job: Standing
}

export function withJob<R extends { readonly job: object }>(record: R, change: Partial<R["job"]>): R {
  return { ...record, job: { ...record.job, ...change } }
}

/** As `withJob`, for what work of every kind has. */
export function standing<R extends Stands>(record: R, change: Partial<Standing>): R {
  return withJob(record, change as Partial<R["job"]>)
}

/**
 * Pauses a job. A pause that waits for a person is not lost over one that ends by itself: the user's own stands
 * again afterwards, and one for want of a sign-in or a right stays as it is.
 */
export function withPause<R extends Stands>(record: R, pause: Pause): R {
  const { pause: current, pauseBelow } = record.job
  if (current && isSilent(current) && current.until === null)
    if (pause.until !== null || pause.why === current.why) return record
  const isLaidOver = current && !isSilent(current) && isSilent(pause)
  return standing(record, { pause, pauseBelow: isLaidOver ? current : pauseBelow, state: "paused" })
}

/** Puts chunks in place of the one with the first's index, or adds them, and keeps the job's counts true. */
export function withChunks(record: JobRecord, ...changed: readonly Chunk[]): JobRecord {
  let { counts, reportedDone: done } = record.job
  const chunks = [...record.chunks]
  for (const chunk of changed) {
    const at = chunks.findIndex((old) => old.index === chunk.index)
    const old = chunks[at]
    counts = recount(counts, old?.tags ?? [], chunk.tags)
    done += reportedDone(chunk) - (old ? reportedDone(old) : 0)
    if (old) chunks[at] = chunk
    else chunks.push(chunk)
  }
  const nextChunkIndex = Math.max(record.job.nextChunkIndex, ...changed.map((chunk) => chunk.index + 1))
  return { chunks, job: { ...record.job, counts, reportedDone: done, nextChunkIndex } }
}

/** What changed between two records, for the journal. */
export function changedChunks(before: JobRecord | undefined, after: JobRecord): Chunk[] {
  const known = new Set(before?.chunks)
  return after.chunks.filter((chunk) => !known.has(chunk))
}

/** The part of a fault that a report may hold. */
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
