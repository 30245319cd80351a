/**
 * Finding the tags for which Zoho refuses a whole call without saying which: group testing in the manner of Hwang
 * (https://doi.org/10.1080/01621459.1972.10481257), where every test is a POST and a good group is deleted by it.
 * A refused group is halved; when its first half is accepted, the second is known to hold the offender and is
 * halved without being sent whole. What is left over goes on in groups that are the smaller the closer together the
 * offenders lay so far. Each offender is also sent alone: only a refusal of its own is reported of a tag.
 */
import type { Chunk, JobTag, Sift } from "../job"
import { newChunk } from "../plan"

/** The tags that the next POST of this chunk carries, in the order in which Zoho's `json_path` counts them. */
export function tagsToSend(chunk: Chunk): JobTag[] {
  const pending = chunk.tags.filter((tag) => tag.state === "pending")
  const { sift } = chunk
  if (!sift) return pending
  if (sift.suspects > 0) return pending.slice(0, Math.max(1, Math.floor(sift.suspects / 2)))
  return pending.slice(0, groupSize(sift, pending.length))
}

/**
 * How many to send together of those of which nothing is known: some more than half of the average distance between
 * two offenders, to begin with guessed. The two numbers were found by trying; what the worst places of the offenders
 * then cost is computed in `test/unit/deletion-sift.test.ts`.
 */
function groupSize({ size, found }: Sift, left: number): number {
  const searched = size - left + size / 13
  return Math.max(1, Math.floor((0.6 * searched) / Math.max(1, found)))
}

/** After a refusal of what was sent, several tags and none of them named. */
export function suspecting(chunk: Chunk): Chunk {
  const suspects = tagsToSend(chunk).length
  return { ...chunk, sift: { ...(chunk.sift ?? { size: suspects, found: 0 }), suspects } }
}

/** After an offender was found, whose tag is settled already; nothing is known of the others. */
export function foundOne(chunk: Chunk): Chunk {
  return chunk.sift ? { ...chunk, sift: { ...chunk.sift, found: chunk.sift.found + 1, suspects: 0 } } : chunk
}

/**
 * Parts what was just sent from what was not.
 * @param isGood Zoho has accepted it: the offender is among the other suspects
 * @returns the part that was sent, with everything settled so far, and the rest as a chunk of its own; null: none
 */
export function partSent(
  chunk: Chunk,
  isGood: boolean,
  index: number,
  now: number,
): { readonly sent: Chunk; readonly rest: Chunk | null } {
  const { sift } = chunk
  const sending = new Set(tagsToSend(chunk))
  const left = chunk.tags.filter((tag) => tag.state === "pending" && !sending.has(tag))
  if (!sift || left.length === 0) return { sent: { ...chunk, sift: null }, rest: null }
  const suspects = isGood ? Math.max(0, sift.suspects - sending.size) : 0
  const rest: Chunk = {
    ...newChunk(chunk.jobId, index, left, now, chunk.seenAt),
    attempts: chunk.attempts - 1,
    sift: { ...sift, suspects },
  }
  return { sent: { ...chunk, sift: null, tags: chunk.tags.filter((tag) => !left.includes(tag)) }, rest }
}
