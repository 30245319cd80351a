/** What a task wants done now, read off its record alone, so that a restart resumes by asking the same question. */
import { backupAt, wakeOfStanding } from "../deletion/due"
import { isFinished, isSilent } from "../deletion/job"
import { LONGEST_WAIT } from "../deletion/pacing"
import { hasCome } from "../runner/clock"
import type { Command } from "./events"
import { tagsById } from "./record"
import type { Step, TagItem, TaskRecord } from "./task"

/** Whether the task may change anything at Zoho at all. */
export function maySend({ job }: TaskRecord): boolean {
  return job.pause === null && !job.cancelRequested && job.backup?.phase !== "due"
}

/** Whether a tag is there to be put on records. */
export function isThere(tag: TagItem | undefined): boolean {
  return tag !== undefined && tag.id !== null && (tag.state === "done" || tag.state === "already")
}

/** The steps that may be sent, whatever the time: tags before their records, and one merge after the other. */
export function sendable(record: TaskRecord): Step[] {
  if (!maySend(record)) return []
  const tags = tagsById(record)
  const merges = record.steps.filter((step) => step.call === "merge-tags")
  const merging = merges.some(
    ({ phase, attempts }) => phase === "sending" || (phase === "in-doubt" && attempts > 0),
  )
  const nextMerge = merging ? undefined : merges.find(({ phase }) => phase === "planned")
  return record.steps.filter((step) => {
    if (step.phase !== "planned") return false
    if (step.call === "add-tags") return isThere(tags.get(step.oldId))
    return step.call === "create-tags" ? step.held === null : step === nextMerge
  })
}

/** Steps that one re-read of the tags would decide. Answered ones wait for the others, so that one read serves all. */
function stepsToList(record: TaskRecord, next: readonly Step[]): Step[] {
  const underWay =
    next.some(({ call }) => call !== "add-tags") ||
    record.steps.some(({ call, phase }) => call !== "add-tags" && phase === "sending")
  return record.steps.filter(
    ({ call, phase }) =>
      call !== "add-tags" && (phase === "in-doubt" || (phase === "verifying" && !underWay)),
  )
}

/** The calls that are due at `now` (ms), most urgent first. */
export function dueCommands(record: TaskRecord, now: number): Command[] {
  const { job, steps } = record
  if (isFinished(job.state) || isSilent(job.pause)) return []
  if (job.needs === "token") return [{ type: "renew" }]

  const isDue = ({ notBefore }: { notBefore: number }): boolean => hasCome(notBefore, now, LONGEST_WAIT)
  const next = sendable(record)
  const commands: Command[] = []
  const toList = stepsToList(record, next).filter(isDue)
  if (toList.length > 0) commands.push({ type: "list", steps: toList.map(({ index }) => index) })
  const backup = backupAt(record)
  if (backup !== null && isDue({ notBefore: backup })) commands.push({ type: "back-up" })
  for (const step of steps)
    if (step.call === "add-tags" && step.phase === "verifying" && isDue(step))
      commands.push({ type: "see", step: step.index })
  for (const step of next) if (isDue(step)) commands.push({ type: "send", step: step.index })
  return commands
}

/** When the record has to be looked at again (ms since the epoch); null: only a person can move it. */
export function wakeAt(record: TaskRecord, now: number): number | null {
  const { steps } = record
  const stands = wakeOfStanding(record, now)
  if (stands !== undefined) return stands
  const next = sendable(record)
  const times = [...next, ...stepsToList(record, next)].map(({ notBefore }) => notBefore)
  for (const step of steps) {
    if (step.call === "add-tags" && step.phase === "verifying") times.push(step.notBefore)
    // A call in flight answers by itself, unless the worker dies over it: somebody has to look then.
    if (step.phase === "sending") times.push(now + LONGEST_WAIT)
  }
  const backup = backupAt(record)
  if (backup !== null) times.push(backup)
  const earliest = times.reduce((least, time) => Math.min(least, time), Infinity)
  return earliest === Infinity ? null : Math.max(now, Math.min(now + LONGEST_WAIT, earliest))
}
