/** Checks that a job's record is consistent. */
import {
  isPending,
  ITEM_STATES,
  itemsOf,
  NO_ITEMS,
  recordsOf,
  reportedDone,
  tagsOf,
} from "../../../src/jobs/items"
import { isFinished } from "../../../src/jobs/job"
import type { JobRecord } from "../../../src/jobs/record"
import type { Step } from "../../../src/jobs/steps"

/** Maximum tags per call, as documented by Zoho. */
const MOST_TAGS = 200

/** The first flaw of a deletion's record, or null. */
export function firstFlaw({ job, steps }: JobRecord, confirmed: ReadonlyMap<string, string>): string | null {
  // Runs after every step, so it iterates over the tags without copying them.
  const ids = new Set<string>()
  let tagCount = 0
  for (const step of steps)
    for (const { id, name } of tagsOf(step)) {
      if (confirmed.get(id) !== name) return "a tag is not as it was confirmed"
      ids.add(id)
      tagCount++
    }
  if (tagCount !== confirmed.size || ids.size !== tagCount) return "a tag is lost or doubled"
  return flawOfRecord({ job, steps })
}

/** The first flaw of the record of a job of any kind, or null. */
export function flawOfRecord({ job, steps }: JobRecord): string | null {
  const tags = { ...NO_ITEMS }
  const records = { ...NO_ITEMS }
  for (const step of steps) {
    for (const { state } of tagsOf(step)) tags[state]++
    for (const { state } of recordsOf(step)) records[state]++
  }
  if (ITEM_STATES.some((state) => tags[state] !== job.tags[state] || records[state] !== job.records[state]))
    return "the counts are wrong"
  if (job.reportedDone !== steps.reduce((sum, step) => sum + reportedDone(step), 0))
    return "the progress is wrong"

  if (new Set(steps.map(({ index }) => index)).size !== steps.length) return "two steps share an index"
  if (steps.some(({ index }) => index >= job.nextStepIndex)) return "an index would be used again"
  if (isFinished(job.state) !== steps.every(({ phase }) => phase === "settled"))
    return "finished without being settled, or settled without being finished"
  if ((job.state === "paused") !== (job.pause !== null)) return "paused without a reason"
  const flawed = steps.map(flawOf).find((flaw) => flaw !== null)
  return flawed ?? null
}

function flawOf(step: Step): string | null {
  const pending = itemsOf(step).filter(isPending).length
  if (step.phase === "settled") return pending === 0 ? null : "a settled step has open items"
  if (step.call === "mass-delete" && pending > MOST_TAGS) return "a step is too large"
  if (step.phase === "verifying") return null
  if (pending === 0) return `a step is ${step.phase} without open items`
  if (step.call === "mass-delete" && step.phase === "accepted" && step.zohoJobId === null)
    return "a job's id is missing"
  return step.attempts < 0 ? "fewer than no attempts" : null
}
