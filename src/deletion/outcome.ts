/** What became of the tags: counting, settling, and the state of the whole job that follows. */
import type { FaultKind } from "../zoho/errors/catalogue"
import type { Chunk, Counts, Job, JobState, JobTag, Reason, TagState } from "./job"

const NONE: Counts = {
  pending: 0,
  deleted: 0,
  "already-gone": 0,
  refused: 0,
  "still-there": 0,
  unknown: 0,
  "not-sent": 0,
}

/** The counts of several jobs together. */
export function sumCounts(all: readonly Counts[]): Counts {
  const sum: Record<TagState, number> = { ...NONE }
  for (const counts of all) for (const state of Object.keys(sum) as TagState[]) sum[state] += counts[state]
  return sum
}

/** Tags by state. */
export function countTags(tags: readonly JobTag[]): Counts {
  const counts: Record<TagState, number> = { ...NONE }
  for (const tag of tags) counts[tag.state] += 1
  return counts
}

/** `counts` with one chunk's tags taken out and another's put in, so that a change costs a chunk and not a job. */
export function recount(counts: Counts, removed: readonly JobTag[], added: readonly JobTag[]): Counts {
  const result: Record<TagState, number> = { ...counts }
  for (const tag of removed) result[tag.state] -= 1
  for (const tag of added) result[tag.state] += 1
  return result
}

/** Tags that Zoho has finished with, whatever the re-read will say. */
export function reportedDone(chunk: Chunk): number {
  return chunk.phase === "verifying" ? chunk.tags.filter((tag) => tag.state === "pending").length : 0
}

export function settleTag(tag: JobTag, state: TagState, reason: Reason | null = null): JobTag {
  return { ...tag, state, reason }
}

/** The chunk with every pending tag settled alike. */
export function settlePending(chunk: Chunk, state: TagState, reason: Reason | null): Chunk {
  return {
    ...chunk,
    phase: "settled",
    tags: chunk.tags.map((tag) => (tag.state === "pending" ? settleTag(tag, state, reason) : tag)),
  }
}

/** A planned chunk that will not be sent (any more): what may have reached Zoho earlier was seen to be kept. */
export function settleUnsent(chunk: Chunk, reason: Reason): Chunk {
  return settlePending(chunk, chunk.attempts === 0 ? "not-sent" : "still-there", reason)
}

/** Kinds that say a tag is not there; only a re-read tells whether that is so. */
const NOT_THERE: ReadonlySet<string> = new Set<FaultKind>(["tag-not-found", "tag-not-in-module"])

/** Whether a tag was refused because Zoho did not find it: it may be gone, or in another module. */
export function isSaidMissing(tag: JobTag): boolean {
  return tag.state === "refused" && NOT_THERE.has(tag.reason?.kind ?? "")
}

/** A chunk without pending tags needs no POST: it is verified where a tag is said to be missing, else settled. */
export function afterSettling(chunk: Chunk): Chunk {
  if (chunk.tags.some((tag) => tag.state === "pending")) return chunk
  return { ...chunk, phase: chunk.tags.some(isSaidMissing) ? "verifying" : "settled" }
}

/** The tags of a finished job that a retry would take up again. */
export function isRetryable(tag: JobTag): boolean {
  return tag.state !== "deleted" && tag.state !== "already-gone" && tag.state !== "pending"
}

/** The state of a job whose chunks are all settled. */
export function finalState(job: Job): JobState {
  const gone = job.counts.deleted + job.counts["already-gone"]
  if (gone === job.tagCount) return "completed"
  if (job.cancelRequested) return "cancelled"
  return gone === 0 ? "failed" : "completed-with-problems"
}
