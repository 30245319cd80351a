/** The calls that a job needs now, derived from its record alone: after a restart, the same record gives the same. */
import type { Command } from "./events"
import { isGood } from "./items"
import { isFinished, stopsCalls, type Job, type Wait } from "./job"
import { createdTags, type JobRecord } from "./record"
import { isTagStep, type AddTagsStep, type CreatedTag, type Step, type TagStep } from "./steps"
import { hasCome, LONGEST_PAUSE, LONGEST_WAIT } from "./timing"

/** Whether a step deletes what the job itself created: a self-test cleans up even after it is cancelled. */
export function isCleanUp({ kind }: Job, { call }: Step): boolean {
  return kind === "check" && call !== "create-tags"
}

/** Whether the job's state allows a step to change anything in Zoho. */
function maySend({ job }: JobRecord, step: Step): boolean {
  if (job.pause !== null || job.backup?.phase === "due") return false
  return !job.cancelRequested || isCleanUp(job, step)
}

export function isThere(tag: CreatedTag | undefined): boolean {
  return tag !== undefined && isGood(tag) && tag.newId !== null
}

/** Calls that are sent one after the other, never two at once. */
const isSingle = ({ call }: Step): boolean => call === "merge-tags" || call === "delete-tag"

/** The steps that may be sent, whatever the time: tags before their records, and one merge after the other. */
export function sendable(record: JobRecord): Step[] {
  const planned = record.steps.filter((step) => step.phase === "planned" && maySend(record, step))
  if (planned.length === 0) return planned
  const tags = createdTags(record)
  const isBusy = record.steps.some(
    (step) =>
      isSingle(step) && (step.phase === "sending" || (step.phase === "outcome-unknown" && step.attempts > 0)),
  )
  const nextSingle = isBusy ? undefined : planned.find(isSingle)
  return planned.filter((step) => {
    if (step.call === "add-tags") return isThere(tags.get(step.tagId))
    if (step.call === "create-tags") return step.noRoom === null
    return !isSingle(step) || step === nextSingle
  })
}

/** Steps that one re-read of the tags would decide. Answered ones wait for the others, so that one read serves all. */
function stepsToList({ steps }: JobRecord, next: readonly Step[]): TagStep[] {
  const tagSteps = steps.filter(isTagStep)
  const isUnderWay =
    next.some(isTagStep) || tagSteps.some(({ phase }) => phase === "sending" || phase === "accepted")
  return tagSteps.filter(({ phase }) => phase === "outcome-unknown" || (phase === "verifying" && !isUnderWay))
}

const isToFind = (step: Step): step is AddTagsStep => step.call === "add-tags" && step.phase === "verifying"

/** When the next part of the backup is due; null: not in the job's current state. */
function backupAt({ backup, pause, cancelRequested }: Job): number | null {
  return backup?.phase === "due" && pause === null && !cancelRequested ? backup.notBefore : null
}

/** The calls that are due at `now` (ms), most urgent first. */
export function dueCommands(record: JobRecord, now: number): Command[] {
  const { job, steps } = record
  if (isFinished(job.state) || stopsCalls(job.pause)) return []
  if (job.needs === "token") return [{ type: "renew" }]
  if (job.needs === "module") return [{ type: "read-module" }]

  const isDue = (time: number): boolean => hasCome(time, now, LONGEST_WAIT)
  const next = sendable(record)
  const commands: Command[] = []
  const toList = stepsToList(record, next).filter(({ notBefore }) => isDue(notBefore))
  if (toList.length > 0) commands.push({ type: "list", steps: toList.map(({ index }) => index) })
  const backup = backupAt(job)
  if (backup !== null && isDue(backup)) commands.push({ type: "back-up" })
  const toSend = new Set(isDue(job.startAt) ? next : [])
  for (const step of steps) {
    const command = isDue(step.notBefore) ? commandOf(step, toSend.has(step)) : null
    if (command) commands.push(command)
  }
  return commands
}

function commandOf(step: Step, isToSend: boolean): Command | null {
  const { index } = step
  if (isToSend) return { type: "send", step: index }
  if (isToFind(step)) return { type: "find", step: index }
  return step.call === "mass-delete" && step.phase === "accepted" && step.zohoJobId !== null
    ? { type: "poll", step: index, zohoJobId: step.zohoJobId }
    : null
}

/** When to check the record again (ms since the epoch); null: the job waits for the user. */
export function wakeAt(record: JobRecord, now: number): number | null {
  const { job } = record
  if (isFinished(job.state)) return null
  if (stopsCalls(job.pause)) {
    const until = job.pause?.until ?? null
    return until === null ? null : Math.max(now, Math.min(until, now + LONGEST_PAUSE))
  }
  const earliest = job.needs === null ? earliestOf(record, now) : now
  return earliest === Infinity ? null : Math.max(now, Math.min(now + LONGEST_WAIT, earliest))
}

function earliestOf(record: JobRecord, now: number): number {
  const { job, steps } = record
  const next = sendable(record)
  let earliest = backupAt(job) ?? Infinity
  for (const { notBefore } of next) earliest = Math.min(earliest, Math.max(notBefore, job.startAt))
  for (const { notBefore } of stepsToList(record, next)) earliest = Math.min(earliest, notBefore)
  for (const step of steps) {
    if (step.phase === "accepted" || isToFind(step)) earliest = Math.min(earliest, step.notBefore)
    // A call in flight is answered by itself, unless the worker ends meanwhile: the next one has to look then.
    if (step.phase === "sending") earliest = Math.min(earliest, now + LONGEST_WAIT)
  }
  return earliest
}

// What a stalled job waits for, and until when, for every screen to show.

/** The most informative wait among the steps; null: a call is in flight or due, or the pause explains it. */
export function waitOf({ job, steps }: JobRecord, now: number): Wait | null {
  if (isFinished(job.state) || job.pause !== null) return null
  if (job.backup?.phase === "due") return job.backup.failures > 0 ? retryAt(job.backup.notBefore) : null
  const open = steps.filter(({ phase }) => phase !== "settled")
  if (open.some(({ phase }) => phase === "sending")) return null
  const failing = open.filter(({ failures }) => failures > 0)
  if (failing.length > 0) return retryAt(soonest(failing))
  const unknown = open.filter(({ phase, attempts }) => phase === "outcome-unknown" && attempts > 0)
  if (unknown.length > 0) return { what: "outcome", since: null, until: soonest(unknown) }
  const accepted = open.flatMap((step) =>
    step.call === "mass-delete" && step.phase === "accepted" ? step : [],
  )
  if (accepted.length > 0)
    return { what: "zoho", since: Math.min(...accepted.map(({ sentAt }) => sentAt)), until: null }
  const looking = open.filter(({ phase, polls }) => phase === "verifying" && polls > 0)
  if (looking.length > 0) return { what: "re-read", since: null, until: soonest(looking) }
  const isPlanned = open.some(({ phase }) => phase === "planned")
  return isPlanned ? { what: "turn", since: Math.max(job.startAt, now), until: null } : null
}

function retryAt(until: number): Wait {
  return { what: "retry", since: null, until }
}

function soonest(steps: readonly Step[]): number {
  return Math.min(...steps.map(({ notBefore }) => notBefore))
}
