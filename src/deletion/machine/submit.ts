/** Sending a chunk, and every way Zoho can turn it down. */
import { catalogueRow } from "../../zoho/errors/catalogue"
import type { ZohoFault } from "../../zoho/errors/fault"
import { TAGS_PER_MASS_DELETE_CAUTIOUS } from "../../zoho/limits"
import type { Chunk, JobRecord, Reason, TagState } from "../job"
import { afterSettling, settlePending, settleTag, settleUnsent } from "../outcome"
import { FAILURES_BEFORE_STOP, SEEN_HOLDS, pollDelay } from "../pacing"
import { newChunk, slices } from "../plan"
import { chunkAt, pendingTags, reasonOf, withChunks, withJob, withPause } from "../record"
import { onGoodAnswer, onJobWideFault, strike } from "./faults"

/** Written down before the POST leaves. Unchanged when the chunk may not be sent (any more). */
export function onSubmitting(record: JobRecord, index: number, now: number): JobRecord {
  const chunk = chunkAt(record, index)
  const { job } = record
  if (chunk?.phase !== "planned" || job.pause !== null || job.cancelRequested) return record
  if (job.backup?.phase === "due") return record
  if (Math.abs(now - chunk.seenAt) > SEEN_HOLDS) return withChunks(record, inDoubt(chunk, now, null))
  const sent: Chunk = { ...chunk, phase: "submitting", attempts: chunk.attempts + 1, since: now, doubt: null }
  return withJob(withChunks(record, sent), { state: "running" })
}

export function onAccepted(record: JobRecord, index: number, zohoJobId: string, now: number): JobRecord {
  const chunk = chunkAt(record, index)
  if (chunk?.phase !== "submitting") return record
  const submitted: Chunk = {
    ...chunk,
    phase: "submitted",
    zohoJobId,
    looks: 0,
    strikes: 0,
    notBefore: Math.max(now, chunk.since + pollDelay(0, 0)),
  }
  return onGoodAnswer(withChunks(record, submitted))
}

export function onSubmitFailed(record: JobRecord, index: number, fault: ZohoFault, now: number): JobRecord {
  const chunk = chunkAt(record, index)
  if (chunk?.phase !== "submitting") return record
  if (catalogueRow(fault.kind).outcome === "unknown")
    return withChunks(record, inDoubt(chunk, now, reasonOf(fault)))

  const back: Chunk = { ...chunk, phase: "planned", attempts: chunk.attempts - 1, notBefore: now }
  const refused = withChunks(record, back)
  const jobWide = onJobWideFault(refused, fault)
  if (jobWide) return jobWide
  const { action } = catalogueRow(fault.kind)
  if (action === "wait" || action === "retry") return strike(refused, [back], fault, now)
  const planned = onGoodAnswer(refused)
  switch (action) {
    case "set-aside":
      return setAside(planned, back, fault, now)
    case "split":
      return splitAll(planned, back, fault, now)
    case "reread-module":
      return record.job.moduleReread
        ? refuseChunk(planned, back, reasonOf(fault))
        : withJob(planned, { needs: "module" })
    case "stop":
      return stopJob(planned, back, reasonOf(fault))
    default:
      return refuseChunk(planned, back, reasonOf(fault))
  }
}

/** Not sent after all: these tags have been protected since they were confirmed. They stay, and the rest is sent. */
export function onHeldBack(record: JobRecord, index: number, ids: readonly string[], now: number): JobRecord {
  const chunk = chunkAt(record, index)
  if (chunk?.phase !== "submitting") return record
  const tags = chunk.tags.map((tag) =>
    tag.state === "pending" && ids.includes(tag.id) ? settleTag(tag, "refused", { kind: "protected" }) : tag,
  )
  const back: Chunk = { ...chunk, phase: "planned", attempts: chunk.attempts - 1, tags, notBefore: now }
  return withChunks(record, afterSettling(back))
}

/** A chunk of which nobody knows whether Zoho took it. */
export function inDoubt(chunk: Chunk, now: number, doubt: Reason | null): Chunk {
  return { ...chunk, phase: "in-doubt", doubt, lastSeenPresent: null, looks: 0, strikes: 0, notBefore: now }
}

/**
 * One bad tag refuses the whole call. Named, it is left out of the next; unnamed, it is found by bisection: both halves
 * are sent, and only what is refused alone is called refused.
 */
function setAside(record: JobRecord, chunk: Chunk, fault: ZohoFault, now: number): JobRecord {
  const sent = pendingTags(chunk)
  const named = fault.details.tagIndex === undefined ? undefined : sent[fault.details.tagIndex]
  const offender = named ?? (sent.length === 1 ? sent[0] : undefined)
  if (!offender) return cut(record, chunk, Math.ceil(sent.length / 2), now)
  const reason = reasonOf(fault)
  const tags = chunk.tags.map((tag) => (tag === offender ? settleTag(tag, "refused", reason) : tag))
  return withChunks(record, afterSettling({ ...chunk, tags }))
}

/** Cuts what is pending of a planned chunk into chunks of at most `size` tags; what is settled stays with the first. */
function cut(record: JobRecord, chunk: Chunk, size: number, now: number): JobRecord {
  const [first = [], ...others] = slices(pendingTags(chunk), size)
  const settled = chunk.tags.filter((tag) => tag.state !== "pending")
  const from = record.job.nextChunkIndex
  const added = others.map((tags, at) => ({
    ...newChunk(chunk.jobId, from + at, tags, now, chunk.seenAt),
    attempts: chunk.attempts,
  }))
  return withChunks(record, { ...chunk, tags: [...settled, ...first] }, ...added)
}

/** Zoho takes fewer tags a call than thought: everything not yet sent is cut anew, and the limit is remembered. */
function splitAll(record: JobRecord, refused: Chunk, fault: ZohoFault, now: number): JobRecord {
  const size = pendingTags(refused).length
  const named = fault.details.maximumLength
  const limit = named !== undefined && named >= 1 && named < size ? named : cautious(size)
  if (size <= 1) return refuseChunk(record, refused, reasonOf(fault))
  let next = withJob(record, { chunkLimit: limit })
  for (const chunk of record.chunks)
    if (chunk.phase === "planned" && chunk.tags.length > limit) next = cut(next, chunk, limit, now)
  return next
}

/** The size to try when Zoho names no limit: the cautious reading, then half and half again. */
function cautious(size: number): number {
  return size > TAGS_PER_MASS_DELETE_CAUTIOUS ? TAGS_PER_MASS_DELETE_CAUTIOUS : Math.floor(size / 2)
}

/** The whole chunk failed for a reason that is no tag's. Three in a row stop the job. */
export function refuseChunk(
  record: JobRecord,
  chunk: Chunk,
  reason: Reason,
  state: TagState = "refused",
): JobRecord {
  const failuresInRow = record.job.failuresInRow + 1
  const failed = withChunks(record, afterSettling(settlePending(chunk, state, reason)))
  return stopAfterFailures(withJob(failed, { failuresInRow }), reason)
}

export function stopAfterFailures(record: JobRecord, reason: Reason | null): JobRecord {
  const more = record.chunks.some((chunk) => chunk.phase === "planned")
  return more && record.job.failuresInRow >= FAILURES_BEFORE_STOP && record.job.pause === null
    ? withPause(record, { why: "too-many-failures", until: null, reason })
    : record
}

/** Nothing of this job can be sent in this way: what was not sent stays unsent, and says why. */
function stopJob(record: JobRecord, refused: Chunk, reason: Reason): JobRecord {
  const others = record.chunks.filter((chunk) => chunk.phase === "planned" && chunk.index !== refused.index)
  const closed = [
    settlePending(refused, "refused", reason),
    ...others.map((chunk) => settleUnsent(chunk, reason)),
  ]
  return withJob(withChunks(record, ...closed.map(afterSettling)), { reason })
}
