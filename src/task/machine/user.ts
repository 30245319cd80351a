/** What the user can do to a task: resume, cancel, retry. */
import { isFinished, isSilent } from "../../deletion/job"
import type { Reason } from "../../deletion/job"
import { afresh, reopened, stopped } from "../../deletion/machine/standing"
import { withJob } from "../../deletion/record"
import { isRetryable, recordsOf, settleItem, settlePending, settleUnsent, tagsOf } from "../items"
import { withSteps } from "../record"
import type { AddStep, Step, TagItem, TaskRecord } from "../task"

/** Goes on from where it stood, whatever held it; earlier failures count no more. */
export function onResume(record: TaskRecord, now: number): TaskRecord {
  if (record.job.pause === null) return record
  return withJob(afresh(record, now, stepsAfresh), {
    pause: null,
    pauseBelow: null,
    state: "running",
    failuresInRow: 0,
  })
}

/** Steps that wait are due at once; what was held for want of room is looked for again first. */
export function stepsAfresh(record: TaskRecord, now: number): TaskRecord {
  const fresh = record.steps
    .filter(({ phase }) => phase !== "settled" && phase !== "sending")
    .map((step): Step => ({ ...released(step), strikes: 0, notBefore: Math.min(step.notBefore, now) }))
  return withSteps(record, ...fresh)
}

function released(step: Step): Step {
  return step.call === "create-tags" && step.held ? { ...step, held: null, phase: "in-doubt" } : step
}

/**
 * Stops after the calls in flight. What Zoho has answered is still verified; asked a second time, or where Zoho
 * cannot be asked, what nobody knows is called unknown.
 */
export function onCancel(record: TaskRecord): TaskRecord {
  const { job } = record
  const givesUp = job.cancelRequested || isSilent(job.pause)
  const dropped = dropPlanned(record)
  const open = givesUp ? dropped.steps.filter(({ phase }) => phase !== "settled") : []
  return stopped(withSteps(dropped, ...open.map(giveUp)), givesUp)
}

/** A cancelled task sends nothing any more, also not what a refusal has put back. */
export function dropPlanned(record: TaskRecord): TaskRecord {
  const planned = record.steps.filter(({ phase }) => phase === "planned")
  if (planned.length === 0) return record
  return withSteps(record, ...planned.map((step) => settleUnsent(step, whyUnsent(step))))
}

function whyUnsent(step: Step): Reason {
  return (step.call === "create-tags" ? step.held : null) ?? { kind: "cancelled" }
}

/** Records that Zoho answered for stay done by its word; the rest nobody knows. */
function giveUp(step: Step): Step {
  const settled = settlePending(step, "unknown", { kind: "not-verified" })
  return settled.call === "add-tags" && settled.unseen !== null
    ? { ...settled, unseen: null, confirmed: "answers" }
    : settled
}

/**
 * Takes up again what a finished task left: the same confirmed tags and records, after a look at what is there. A
 * tag whose records are tried again is looked for again, too: it may be gone since.
 * @param held ids of tags that have been protected since; they are not merged away, and say so
 */
export function onRetry(finished: TaskRecord, held: readonly string[], now: number): TaskRecord {
  if (!isFinished(finished.job.state)) return finished
  const record = withHeld(finished, held)
  const again = record.steps.filter(
    (step) => !isHeld(step, held) && [...tagsOf(step), ...recordsOf(step)].some(isRetryable),
  )
  if (again.length === 0) return record
  const wanted = new Set(again.flatMap((step) => (step.call === "add-tags" ? [step.oldId] : [])))
  const opened = record.steps.flatMap((step): Step[] => {
    if (step.call === "add-tags") return again.includes(step) ? [recordsAgain(step, now)] : []
    const isAgain = (tag: TagItem): boolean => isRetryable(tag) || wanted.has(tag.oldId)
    if (isHeld(step, held)) return []
    return step.tags.some(isAgain) ? [tagsAgain(step, isAgain, now)] : []
  })
  return reopened(withSteps(record, ...opened), now)
}

/** Whether a step merges away a tag that has to stay. */
function isHeld(step: Step, held: readonly string[]): boolean {
  return step.call === "merge-tags" && held.includes(step.tags[0].oldId)
}

function withHeld(record: TaskRecord, held: readonly string[]): TaskRecord {
  const steps = record.steps.flatMap((step): Step[] => {
    if (step.call !== "merge-tags" || !isHeld(step, held) || !isRetryable(step.tags[0])) return []
    const [tag] = step.tags
    return [{ ...step, tags: [settleItem(tag, tag.state, { kind: "protected" })] }]
  })
  return steps.length === 0 ? record : withSteps(record, ...steps)
}

function tagsAgain(step: Exclude<Step, AddStep>, isAgain: (tag: TagItem) => boolean, now: number): Step {
  // What nobody knows may still be at work in Zoho: as patient with it as with any call in doubt.
  const attempts = step.tags.some(({ state }) => state === "unknown" || state === "unseen") ? 1 : 0
  const tags = step.tags.map((tag) => (isAgain(tag) ? settleItem(tag, "pending") : tag))
  const opened = { ...released(step), tags, attempts, phase: "in-doubt", notBefore: now }
  return { ...opened, ...{ strikes: 0, looks: 0, lastSeen: null, doubt: null } } as Step
}

function recordsAgain(step: AddStep, now: number): AddStep {
  const records = step.records.map((item) => (isRetryable(item) ? settleItem(item, "pending") : item))
  return {
    ...{ ...step, records, phase: "planned", attempts: 0, notBefore: now, strikes: 0, looks: 0 },
    ...{ lastSeen: null, doubt: null, unseen: null },
  }
}
