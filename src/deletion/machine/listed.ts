/** The re-read of the module's tags: the only thing that settles what was deleted. */
import { catalogueRow } from "../../zoho/errors/catalogue"
import type { ZohoFault } from "../../zoho/errors/fault"
import type { TagNames } from "../events"
import type { Chunk, JobRecord, JobTag } from "../job"
import { afterSettling, isSaidMissing, settlePending, settleTag } from "../outcome"
import { backOff, hasCome } from "../../runner/clock"
import { LATE_READS, LONGEST_WAIT, LOOKS_IN_DOUBT, MOST_ATTEMPTS, SURE_READS } from "../pacing"
import { chunkAt, withChunks, withJob } from "../record"
import { isFinal, onGoodAnswer, onJobWideFault, strike } from "./faults"
import { refuseChunk } from "./submit"

export function onListed(
  record: JobRecord,
  indexes: readonly number[],
  tags: TagNames,
  now: number,
): JobRecord {
  let next = onGoodAnswer(record)
  for (const index of indexes) {
    const chunk = chunkAt(next, index)
    // Not its turn yet: an answer that came twice is one look, not two.
    if (!chunk || !hasCome(chunk.notBefore, now, LONGEST_WAIT)) continue
    if (chunk.phase === "verifying") next = withChunks(next, verified(chunk, tags, now))
    if (chunk.phase === "in-doubt") next = resolveDoubt(next, chunk, tags, now)
  }
  return next
}

export function onListFailed(
  record: JobRecord,
  indexes: readonly number[],
  fault: ZohoFault,
  now: number,
): JobRecord {
  const jobWide = onJobWideFault(record, fault)
  if (jobWide) return jobWide
  if (catalogueRow(fault.kind).action === "reread-module" && !record.job.moduleReread)
    return withJob(record, { needs: "module" })
  const waiting = indexes
    .map((index) => chunkAt(record, index))
    .filter((chunk) => chunk !== undefined)
    .filter(({ phase }) => phase === "verifying" || phase === "in-doubt")
  return strike(record, waiting, fault, now)
}

/** Zoho is done with the chunk. Gone is deleted; a list may lag, so what it still shows gets a few later looks. */
function verified(chunk: Chunk, listed: TagNames, now: number): Chunk {
  const tags = chunk.tags.map((tag) => goneIfMissing(tag, listed, "deleted"))
  const isOpen = tags.some((tag) => tag.state === "pending" || isSaidMissing(tag))
  if (!isOpen) return { ...chunk, tags, phase: "settled" }
  const isExpected = chunk.zohoVerdict !== "completed" || keptByCounts(chunk, tags)
  if (chunk.looks < (isExpected ? SURE_READS : LATE_READS))
    return { ...chunk, tags, looks: chunk.looks + 1, strikes: 0, notBefore: now + backOff(chunk.looks) }
  const kind = chunk.zohoVerdict === "failed" ? "zoho-job-failed" : "kept-by-zoho"
  return settlePending({ ...chunk, tags }, "still-there", { kind })
}

/** Whether Zoho itself says that as many tags were kept as the list still shows. */
function keptByCounts(chunk: Chunk, tags: readonly JobTag[]): boolean {
  const left = tags.filter((tag) => tag.state === "pending").length
  return chunk.zohoCounts?.failed === left
}

/** A tag that is listed no more: deleted if it was on its way, gone before if Zoho never found it. */
function goneIfMissing(tag: JobTag, listed: TagNames, whenPending: "deleted" | "already-gone"): JobTag {
  if (listed.has(tag.id)) return tag
  if (tag.state === "pending") return settleTag(tag, whenPending)
  return tag.state === "refused" ? settleTag(tag, "already-gone") : tag
}

/**
 * Nobody knows whether Zoho took the chunk. All gone: it did. Fewer than before: it is at work, look again.
 * No change over several looks: it did not, and the rest may be sent again.
 */
function resolveDoubt(record: JobRecord, chunk: Chunk, listed: TagNames, now: number): JobRecord {
  const present = chunk.tags.filter((tag) => tag.state === "pending" && listed.has(tag.id)).length
  const unchanged = chunk.lastSeenPresent === present
  const looks = unchanged ? chunk.looks + 1 : 0
  // Where nothing was ever sent there is nothing to wait for.
  if (present > 0 && looks < LOOKS_IN_DOUBT && chunk.attempts > 0)
    return withChunks(record, {
      ...chunk,
      looks,
      strikes: 0,
      lastSeenPresent: present,
      notBefore: now + backOff(looks),
    })
  const whenPending = chunk.attempts === 0 ? "already-gone" : "deleted"
  const tags = chunk.tags.map((tag) => refuseIfRenamed(goneIfMissing(tag, listed, whenPending), listed))
  const decided = afterSettling({
    ...chunk,
    ...{ tags, looks: 0, strikes: 0, notBefore: now, lastSeenPresent: null, zohoVerdict: null },
    seenAt: now,
  })
  return decided.phase === "in-doubt" ? sendAgain(record, decided) : withChunks(record, decided)
}

function sendAgain(record: JobRecord, chunk: Chunk): JobRecord {
  if (chunk.doubt !== null && isFinal(chunk.doubt)) return refuseChunk(record, chunk, chunk.doubt)
  if (chunk.attempts >= MOST_ATTEMPTS)
    return refuseChunk(record, chunk, chunk.doubt ?? { kind: "kept-by-zoho" }, "still-there")
  return withChunks(record, { ...chunk, phase: "planned", zohoJobId: null, doubt: null })
}

/** A name that was not confirmed is not deleted under its old confirmation. */
function refuseIfRenamed(tag: JobTag, listed: TagNames): JobTag {
  const name = listed.get(tag.id)
  const renamed = tag.state === "pending" && name !== undefined && name !== tag.name
  return renamed ? settleTag(tag, "refused", { kind: "renamed" }) : tag
}
