/** Whether a job's record is sound in itself. */
import { countItems, sumCounts } from "../../../src/jobs/items"
import { isFinished } from "../../../src/jobs/job"
import type { JobRecord } from "../../../src/jobs/record"
import type { MassDeleteStep } from "../../../src/jobs/steps"

/** Tags in one call at most, by what Zoho documents. */
const MOST_TAGS = 200

/** The first thing wrong with a record; null: nothing. */
export function firstFlaw({ job, chunks }: JobRecord, confirmed: ReadonlyMap<string, string>): string | null {
  // Looked at after every step: the lists of many tags are gone through, and never copied.
  const ids = new Set<string>()
  let tagCount = 0
  for (const { tags } of chunks)
    for (const { id, name } of tags) {
      if (confirmed.get(id) !== name) return "a tag is not as it was confirmed"
      ids.add(id)
      tagCount++
    }
  if (tagCount !== confirmed.size || ids.size !== tagCount) return "a tag is lost or doubled"
  if (job.tagCount !== tagCount) return "the number of tags is wrong"

  const counts = sumCounts(chunks.map(({ tags }) => countItems(tags)))
  const states = Object.keys(counts) as (keyof typeof counts)[]
  if (states.some((state) => counts[state] !== job.counts[state])) return "the counts are wrong"
  if (job.reportedDone !== chunks.reduce((sum, chunk) => sum + reportedDone(chunk), 0))
    return "the progress is wrong"

  if (new Set(chunks.map((chunk) => chunk.index)).size !== chunks.length) return "two chunks share an index"
  if (chunks.some((chunk) => chunk.index >= job.nextChunkIndex)) return "an index would be used again"
  if (isFinished(job.state) !== chunks.every(({ phase }) => phase === "settled"))
    return "finished without being settled, or settled without being finished"
  if ((job.state === "paused") !== (job.pause !== null)) return "paused without a reason"
  const flawed = chunks.map(flawOf).find((flaw) => flaw !== null)
  return flawed ?? null
}

function flawOf({ phase, tags, zohoJobId, attempts }: MassDeleteStep): string | null {
  const pending = tags.filter((tag) => tag.state === "pending").length
  if (phase === "settled") return pending === 0 ? null : "a settled chunk has open tags"
  if (pending > MOST_TAGS) return "a chunk is too large"
  if (phase === "verifying") return null
  if (pending === 0) return `a chunk is ${phase} without open tags`
  if (phase === "submitted" && zohoJobId === null) return "a job's id is missing"
  return attempts < 0 ? "fewer than no attempts" : null
}
