/** What the user can do to a job: pause, resume, cancel, retry. */
import type { Chunk, JobRecord, JobTag, Pause } from "../job"
import { isFinished } from "../job"
import { isRetryable, settlePending, settleTag } from "../outcome"
import { LOOKS_IN_DOUBT } from "../pacing"
import { newChunk, slices } from "../plan"
import { withChunks, withJob, withPause } from "../record"

/** Pauses in which Zoho cannot be asked at all. */
const CANNOT_ASK: ReadonlySet<Pause["why"]> = new Set([
  "sign-in",
  "consent",
  "permission-removed",
  "no-permission",
  "unreachable",
  "out-of-credits",
])

/** No further POST. What Zoho has accepted is still followed to its end. */
export function onPause(record: JobRecord): JobRecord {
  const { job } = record
  if (isFinished(job.state) || job.pause !== null || job.cancelRequested) return record
  return withPause(record, { why: "user", until: null, reason: null })
}

/** Goes on from where it stood; earlier failures count no more. */
export function onResume(record: JobRecord, now: number): JobRecord {
  if (record.job.pause === null || isFinished(record.job.state)) return record
  const fresh = record.chunks
    .filter((chunk) => chunk.phase !== "settled" && chunk.phase !== "submitting")
    .map((chunk) => ({ ...chunk, strikes: 0, notBefore: Math.min(chunk.notBefore, now) }))
  return withJob(withChunks(record, ...fresh), {
    pause: null,
    state: "running",
    failuresInRow: 0,
    renewed: false,
    needs: null,
  })
}

/** A job that waited for the account goes on; one that the user paused does not. */
export function onSignedIn(record: JobRecord, now: number): JobRecord {
  const why = record.job.pause?.why
  return why === "sign-in" || why === "consent" || why === "permission-removed"
    ? onResume(record, now)
    : record
}

/**
 * Stops after the call in flight. What Zoho has accepted still runs and is still verified; asked a second
 * time, or where Zoho cannot be asked, what nobody knows is called unknown.
 */
export function onCancel(record: JobRecord): JobRecord {
  const { job } = record
  if (isFinished(job.state)) return record
  const giveUp = job.cancelRequested || (job.pause !== null && CANNOT_ASK.has(job.pause.why))
  const stopped = record.chunks
    .filter((chunk) => chunk.phase !== "settled")
    .map((chunk) => stop(chunk, giveUp))
  const next = withChunks(record, ...stopped)
  return withJob(next, {
    cancelRequested: true,
    pause: null,
    needs: giveUp ? null : job.needs,
    state: "running",
  })
}

function stop(chunk: Chunk, giveUp: boolean): Chunk {
  if (chunk.phase === "planned") return settlePending(chunk, "not-sent", { kind: "cancelled" })
  return giveUp ? settlePending(chunk, "unknown", { kind: "not-verified" }) : chunk
}

/**
 * Takes up again what a finished job left: the same confirmed ids, after a look at what is still there.
 * No id is added, and a tag that was renamed meanwhile is not sent.
 */
export function onRetry(record: JobRecord, now: number): JobRecord {
  const { job } = record
  if (!isFinished(job.state)) return record
  const again: JobTag[] = []
  const kept = record.chunks.flatMap((chunk) => {
    const retryable = chunk.tags.filter(isRetryable)
    if (retryable.length === 0) return []
    again.push(...retryable.map((tag) => settleTag(tag, "pending")))
    return [{ ...chunk, tags: chunk.tags.filter((tag) => !isRetryable(tag)) }]
  })
  if (again.length === 0) return record
  const added = slices(again, job.chunkLimit).map((tags, at): Chunk => {
    const chunk = newChunk(job.id, job.nextChunkIndex + at, tags, now)
    return { ...chunk, phase: "in-doubt", lastSeenPresent: tags.length, looks: LOOKS_IN_DOUBT }
  })
  return withJob(withChunks(record, ...kept, ...added), {
    state: "running",
    finishedAt: null,
    cancelRequested: false,
    pause: null,
    failuresInRow: 0,
    needs: null,
    moduleReread: false,
    renewed: false,
    reason: null,
  })
}
