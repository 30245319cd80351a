/** Sending a chunk, and every way Zoho can turn it down. */
import { catalogueRow } from "../../zoho/errors/catalogue"
import type { ZohoFault } from "../../zoho/errors/fault"
import { TAGS_PER_MASS_DELETE_CAUTIOUS } from "../../zoho/limits"
import type { Chunk, JobRecord, JobTag, Reason, TagState } from "../job"
import { afterSettling, settlePending, settleTag, settleUnsent } from "../outcome"
import { FAILURES_BEFORE_STOP, SEEN_HOLDS, pollDelay } from "../pacing"
import { newChunk, slices } from "../plan"
import { chunkAt, reasonOf, withChunks, withJob, withPause } from "../record"
import { onGoodAnswer, onJobWideFault, strike } from "./faults"
import { foundOne, partSent, suspecting, tagsToSend } from "./sift"

function pendingOf(chunk: Chunk): JobTag[] {
  return chunk.tags.filter((tag) => tag.state === "pending")
}

/** Written down before the POST leaves. Unchanged when the chunk may not be sent (any more). */
export function onSubmitting(record: JobRecord, index: number, now: number): JobRecord {
  const chunk = chunkAt(record, index)
  const { job } = record
  if (chunk?.phase !== "planned" || job.pause !== null || job.cancelRequested) return record
  if (job.backup?.phase === "due") return record
  if (Math.abs(now - chunk.seenAt) > SEEN_HOLDS) return withChunks(record, lookFirst(chunk, now))
  const sent: Chunk = { ...chunk, phase: "submitting", attempts: chunk.attempts + 1, since: now, doubt: null }
  return withJob(withChunks(record, sent), { state: "running" })
}

export function onAccepted(record: JobRecord, index: number, zohoJobId: string, now: number): JobRecord {
  const chunk = chunkAt(record, index)
  if (chunk?.phase !== "submitting") return record
  const { sent, rest } = partSent(chunk, true, record.job.nextChunkIndex, now)
  const submitted: Chunk = {
    ...sent,
    phase: "submitted",
    zohoJobId,
    looks: 0,
    strikes: 0,
    notBefore: Math.max(now, chunk.since + pollDelay(0, 0)),
  }
  return onGoodAnswer(withChunks(record, submitted, ...(rest ? [rest] : [])))
}

export function onSubmitFailed(record: JobRecord, index: number, fault: ZohoFault, now: number): JobRecord {
  const chunk = chunkAt(record, index)
  if (chunk?.phase !== "submitting") return record
  if (catalogueRow(fault.kind).outcome === "unknown") return doubtSent(record, chunk, now, reasonOf(fault))

  const back: Chunk = { ...chunk, phase: "planned", attempts: chunk.attempts - 1, notBefore: now }
  const refused = withChunks(record, back)
  const jobWide = onJobWideFault(refused, fault)
  if (jobWide) return jobWide
  const { action } = catalogueRow(fault.kind)
  if (action === "wait" || action === "retry") return strike(refused, [back], fault, now)
  const planned = onGoodAnswer(refused)
  switch (action) {
    case "set-aside":
      return setAside(planned, back, fault)
    case "split":
      return splitAll(planned, back, fault, now)
    case "reread-module":
      return record.job.moduleReread
        ? refuseChunk(planned, back, reasonOf(fault))
        : withJob(planned, { needs: "module" })
    case "stop":
      return stopJob(planned, back, reasonOf(fault), now)
    default:
      return refuseChunk(planned, back, reasonOf(fault))
  }
}

/** A chunk of which nobody knows whether Zoho took it. */
export function inDoubt(chunk: Chunk, now: number, doubt: Reason | null): Chunk {
  return { ...chunk, phase: "in-doubt", doubt, lastSeenPresent: null, looks: 0, strikes: 0, notBefore: now }
}

/** Not sent yet, but to be read first. A search for an offender goes on with what is left. */
function lookFirst(chunk: Chunk, now: number): Chunk {
  return { ...inDoubt(chunk, now, null), sift: chunk.sift && { ...chunk.sift, suspects: 0 } }
}

/** A POST without a clear answer. Only what it carried is in doubt. */
export function doubtSent(record: JobRecord, chunk: Chunk, now: number, doubt: Reason | null): JobRecord {
  const { sent, rest } = partSent(chunk, false, record.job.nextChunkIndex, now)
  return withChunks(record, inDoubt(sent, now, doubt), ...(rest ? [rest] : []))
}

/** One bad tag refuses the whole call. Named, it is left out of the next; unnamed, it is searched for. */
function setAside(record: JobRecord, chunk: Chunk, fault: ZohoFault): JobRecord {
  const sent = tagsToSend(chunk)
  const named = fault.details.tagIndex === undefined ? undefined : sent[fault.details.tagIndex]
  const offender = named ?? (sent.length === 1 ? sent[0] : undefined)
  if (!offender) return withChunks(record, suspecting(chunk))
  const reason = reasonOf(fault)
  const tags = chunk.tags.map((tag) => (tag === offender ? settleTag(tag, "refused", reason) : tag))
  return withChunks(record, afterSettling(foundOne({ ...chunk, tags })))
}

/** Zoho takes fewer tags a call than thought: everything not yet sent is cut anew, and the limit is remembered. */
function splitAll(record: JobRecord, refused: Chunk, fault: ZohoFault, now: number): JobRecord {
  const size = tagsToSend(refused).length
  const named = fault.details.maximumLength
  const limit = named !== undefined && named >= 1 && named < size ? named : cautious(size)
  if (size <= 1) return refuseChunk(record, refused, reasonOf(fault))
  let next = withJob(record, { chunkLimit: limit })
  for (const chunk of record.chunks) {
    if (chunk.phase !== "planned" || chunk.tags.length <= limit) continue
    const [first = [], ...others] = slices(pendingOf(chunk), limit)
    const settled = chunk.tags.filter((tag) => tag.state !== "pending")
    const from = next.job.nextChunkIndex
    const added = others.map((tags, at) => newChunk(chunk.jobId, from + at, tags, now, chunk.seenAt))
    next = withChunks(next, { ...chunk, tags: [...settled, ...first], sift: null }, ...added)
  }
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
function stopJob(record: JobRecord, refused: Chunk, reason: Reason, now: number): JobRecord {
  const others = record.chunks.filter((chunk) => chunk.phase === "planned" && chunk.index !== refused.index)
  const { sent, rest } = partSent(refused, false, record.job.nextChunkIndex, now)
  const unsent = rest ? [...others, { ...rest, attempts: refused.attempts }] : others
  const closed = [
    settlePending(sent, "refused", reason),
    ...unsent.map((chunk) => settleUnsent(chunk, reason)),
  ]
  return withJob(withChunks(record, ...closed.map(afterSettling)), { reason })
}
