/**
 * The state machine of tasks: a record and an event in, the next record out. Pure. What is to be done next is read
 * off the record by `due.ts`, so nothing can be due that is not written down.
 */
import { isFinished } from "../deletion/job"
import { finished, onStanding } from "../deletion/machine/standing"
import { withJob } from "../deletion/record"
import { isThere } from "./due"
import type { TaskEvent } from "./events"
import { finalState, settlePending } from "./items"
import { onListFailed, onListed } from "./machine/listed"
import { onSeeFailed, onSeen } from "./machine/seen"
import { pauseForRoom } from "./machine/plan-limit"
import { onFailed } from "./machine/refused"
import { onAnswered, onHeldBack, onSending, onWoke } from "./machine/send"
import { dropPlanned, onCancel, onResume, onRetry, stepsAfresh } from "./machine/user"
import { stopAfterFailures } from "./machine/steps"
import { tagsById, withSteps } from "./record"
import type { Step, TaskRecord } from "./task"

/**
 * Moves a task by one event at `now` (ms since the epoch). Returns the same object when the event changes nothing:
 * a late or doubled answer is not an error.
 */
export function step(record: TaskRecord, event: TaskEvent, now: number): TaskRecord {
  const next = apply(record, event, now)
  return next === record ? record : finish(withJob(next, { updatedAt: now }), now)
}

function apply(record: TaskRecord, event: TaskEvent, now: number): TaskRecord {
  if (isFinished(record.job.state) && event.type !== "retry") return record
  switch (event.type) {
    case "woke":
      return onWoke(record, now)
    case "sending":
      return onSending(record, event.step)
    case "answered":
      return onAnswered(record, event.step, event.answers, now)
    case "failed":
      return onFailed(record, event.step, event.fault, now)
    case "held-back":
      return onHeldBack(record, event.step)
    case "listed":
      return onListed(record, event.steps, event, now)
    case "list-failed":
      return onListFailed(record, event.steps, event.fault, now)
    case "seen":
      return onSeen(record, event.step, event.page, now)
    case "see-failed":
      return onSeeFailed(record, event.step, event.fault, now)
    case "resume":
      return onResume(record, now)
    case "cancel":
      return onCancel(record)
    case "retry":
      return onRetry(record, event.held ?? [], now)
    default:
      return onStanding(record, event, now, stepsAfresh)
  }
}

/** A task whose steps are all settled is finished, whatever brought it there. */
function finish(moved: TaskRecord, now: number): TaskRecord {
  const record = dropOrphans(moved.job.cancelRequested ? dropPlanned(moved) : moved)
  if (isFinished(record.job.state) || record.steps.some(({ phase }) => phase !== "settled"))
    return pauseForRoom(stopAfterFailures(record, null))
  return finished(record, finalState(record.job), now)
}

/** Records whose tag could not be made get none. */
function dropOrphans(record: TaskRecord): TaskRecord {
  const tags = tagsById(record)
  const orphans = record.steps.flatMap((each): Step[] => {
    if (each.call !== "add-tags" || each.phase !== "planned") return []
    const tag = tags.get(each.oldId)
    if (tag?.state === "pending" || isThere(tag)) return []
    return [settlePending(each, "not-sent", { kind: "tag-not-restored" })]
  })
  return orphans.length === 0 ? record : withSteps(record, ...orphans)
}
