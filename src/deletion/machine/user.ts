/** What the user can do to a job: resume, cancel, retry. */
import type { Chunk, JobRecord, JobTag } from "../job"
import { isFinished, isSilent } from "../job"
import { afterSettling, isRetryable, settlePending, settleTag, settleUnsent } from "../outcome"
import { newChunk, slices } from "../plan"
import { withChunks, withJob } from "../record"
import { afresh, reopened, stopped } from "./standing"

/** Goes on from where it stood, whatever held it; earlier failures count no more. */
export function onResume(record: JobRecord, now: number): JobRecord {
  if (record.job.pause === null) return record
  const change = {
    pause: null,
    pauseBelow: null,
    state: "running",
    failuresInRow: 0,
    moduleReread: false,
  } as const
  return withJob(afresh(record, now, chunksAfresh), change)
}

/** Chunks that wait are due at once. */
export function chunksAfresh(record: JobRecord, now: number): JobRecord {
  const fresh = record.chunks
    .filter((chunk) => chunk.phase !== "settled" && chunk.phase !== "submitting")
    .map((chunk) => ({ ...chunk, strikes: 0, notBefore: Math.min(chunk.notBefore, now) }))
  return withChunks(record, ...fresh)
}

/**
 * Stops after the call in flight. What Zoho has accepted still runs and is still verified; asked a second
 * time, or where Zoho cannot be asked, what nobody knows is called unknown.
 */
export function onCancel(record: JobRecord): JobRecord {
  const { job } = record
  const givesUp = job.cancelRequested || isSilent(job.pause)
  const dropped = dropPlanned(record)
  const open = givesUp ? dropped.chunks.filter((chunk) => chunk.phase !== "settled") : []
  return stopped(withChunks(dropped, ...open.map(giveUp)), givesUp)
}

/** A cancelled job sends nothing any more, also not what a refusal has put back. */
export function dropPlanned(record: JobRecord): JobRecord {
  const planned = record.chunks.filter((chunk) => chunk.phase === "planned")
  const dropped = planned.map((chunk) => afterSettling(settleUnsent(chunk, { kind: "cancelled" })))
  return dropped.length === 0 ? record : withChunks(record, ...dropped)
}

function giveUp(chunk: Chunk): Chunk {
  return settlePending(chunk, "unknown", { kind: "not-verified" })
}

/**
 * Takes up again what a finished job left: the same confirmed ids, after a look at what is still there.
 * No id is added, and a tag that was renamed meanwhile is not sent.
 * @param held ids of tags that have been protected since; they stay, and say so
 */
export function onRetry(finished: JobRecord, held: readonly string[], now: number): JobRecord {
  if (!isFinished(finished.job.state)) return finished
  const record = withHeld(finished, held)
  const { job } = record
  const isAgain = (tag: JobTag): boolean => isRetryable(tag) && !held.includes(tag.id)
  const again = record.chunks.flatMap((chunk) => chunk.tags).filter(isAgain)
  if (again.length === 0) return record
  const kept = record.chunks
    .filter((chunk) => chunk.tags.some(isAgain))
    .map((chunk) => ({ ...chunk, tags: chunk.tags.filter((tag) => !isAgain(tag)) }))
  // What nobody knows may still be at work in Zoho: as patient with it as with any call in doubt.
  const unknown = again.filter((tag) => tag.state === "unknown")
  const known = again.filter((tag) => tag.state !== "unknown")
  const parts = [
    ...slices(unknown, job.chunkLimit).map((tags) => ({ tags, attempts: 1 })),
    ...slices(known, job.chunkLimit).map((tags) => ({ tags, attempts: 0 })),
  ]
  const added = parts.map(({ tags, attempts }, at): Chunk => {
    const chunk = newChunk(job.id, job.nextChunkIndex + at, tags.map(pendingAgain), now)
    return { ...chunk, phase: "in-doubt", attempts }
  })
  return withJob(reopened(withChunks(record, ...kept, ...added), now), { moduleReread: false })
}

function withHeld(record: JobRecord, held: readonly string[]): JobRecord {
  const isHeld = (tag: JobTag): boolean => isRetryable(tag) && held.includes(tag.id)
  const chunks = record.chunks
    .filter(({ tags }) => tags.some(isHeld))
    .map((chunk) => ({
      ...chunk,
      tags: chunk.tags.map((tag) => (isHeld(tag) ? settleTag(tag, tag.state, { kind: "protected" }) : tag)),
    }))
  return chunks.length === 0 ? record : withChunks(record, ...chunks)
}

function pendingAgain(tag: JobTag): JobTag {
  return settleTag(tag, "pending")
}
