/** What the user can do to a job: pause, resume, cancel, retry. */
import type { Chunk, JobRecord, JobTag, Pause } from "../job"
import { isFinished, isSilent } from "../job"
import { afterSettling, isRetryable, settlePending, settleTag, settleUnsent } from "../outcome"
import { LONGEST_PAUSE, hasCome } from "../pacing"
import { newChunk, slices } from "../plan"
import { withChunks, withJob, withPause } from "../record"

const BY_USER: Pause = { why: "user", until: null, reason: null }

/** No further POST. What Zoho has accepted is still followed to its end. */
export function onPause(record: JobRecord): JobRecord {
  const { job } = record
  if (isFinished(job.state) || job.cancelRequested) return record
  if (job.pause === null) return withPause(record, BY_USER)
  const isNew = isSilent(job.pause) && job.pauseBelow === null
  return isNew ? withJob(record, { pauseBelow: BY_USER }) : record
}

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
  return withJob(afresh(record, now), change)
}

/** A pause that ends by itself is over. One beneath it that waits for a person stands again. */
export function onTick(record: JobRecord, now: number): JobRecord {
  const until = record.job.pause?.until ?? null
  return until !== null && hasCome(until, now, LONGEST_PAUSE) ? endPause(record, now) : record
}

/** A job that waited for the account goes on; one that the user paused does not. */
export function onSignedIn(record: JobRecord, now: number): JobRecord {
  const why = record.job.pause?.why
  return why === "sign-in" || why === "consent" || why === "permission-removed"
    ? endPause(record, now)
    : record
}

function endPause(record: JobRecord, now: number): JobRecord {
  const { pauseBelow } = record.job
  const state = pauseBelow ? "paused" : "running"
  return withJob(afresh(record, now), { pause: pauseBelow, pauseBelow: null, state })
}

/** Whatever was waited for is tried at once, and may fail as often as the first time. */
function afresh(record: JobRecord, now: number): JobRecord {
  const fresh = record.chunks
    .filter((chunk) => chunk.phase !== "settled" && chunk.phase !== "submitting")
    .map((chunk) => ({ ...chunk, strikes: 0, notBefore: Math.min(chunk.notBefore, now) }))
  return withJob(withChunks(record, ...fresh), { renewed: false, needs: null })
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
  return withJob(withChunks(dropped, ...open.map(giveUp)), {
    cancelRequested: true,
    pause: null,
    pauseBelow: null,
    needs: givesUp ? null : job.needs,
    state: "running",
  })
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
 */
export function onRetry(record: JobRecord, now: number): JobRecord {
  const { job } = record
  if (!isFinished(job.state)) return record
  const again = record.chunks.flatMap((chunk) => chunk.tags).filter(isRetryable)
  if (again.length === 0) return record
  const kept = record.chunks
    .filter((chunk) => chunk.tags.some(isRetryable))
    .map((chunk) => ({ ...chunk, tags: chunk.tags.filter((tag) => !isRetryable(tag)) }))
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
  return withJob(withChunks(record, ...kept, ...added), {
    state: "running",
    finishedAt: null,
    cancelRequested: false,
    pause: null,
    pauseBelow: null,
    failuresInRow: 0,
    needs: null,
    moduleReread: false,
    renewed: false,
    reason: null,
  })
}

function pendingAgain(tag: JobTag): JobTag {
  return settleTag(tag, "pending")
}
