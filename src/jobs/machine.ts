/**
 * The engine's state machine: a record and an event in, the next record out. Pure. What is to be done next is read off
 * the record by `due.ts`, so nothing can be due that is not stored.
 */
import type { ZohoFault } from "../zoho/errors/fault"
import { cleanUpSteps, withNote } from "./check"
import { isThere } from "./due"
import type { JobEvent } from "./events"
import { afterSettling, finalState, settlePending } from "./items"
import { isFinished } from "./job"
import { stopAfterFailures } from "./machine/bisect"
import { onFindFailed, onFound } from "./machine/find-records"
import { onGoodAnswer, onJobWideFault, withFailure } from "./machine/job-wide-faults"
import { dropPlanned, onLifecycle } from "./machine/lifecycle"
import { pauseForRoom } from "./machine/plan-limit"
import { onFailed } from "./machine/refused"
import { onAccepted, onAnswered, onWithheld, onSending, withOutcomeUnknown } from "./machine/send"
import { onStatus, onStatusFailed } from "./machine/status"
import { onListed, onListFailed } from "./machine/verify"
import { createdTags, reasonOf, withJob, withSteps, type JobRecord } from "./record"
import { waitOf } from "./waiting"

/**
 * Moves a job by one event at `now` (ms since the epoch). Returns the same object when the event changes nothing: a
 * late or doubled answer is not an error.
 */
export function transition(record: JobRecord, event: JobEvent, now: number): JobRecord {
  const moved = isFinished(record.job.state) ? record : apply(record, event, now)
  if (moved === record) return record
  const next = finish(withJob(moved, { updatedAt: now }), now)
  return withNote(withJob(next, { wait: waitOf(next) }), event, now)
}

function apply(record: JobRecord, event: JobEvent, now: number): JobRecord {
  switch (event.type) {
    case "woke":
      return onWoke(record, now)
    case "sending":
      return onSending(record, event.step, now)
    case "accepted":
      return onAccepted(record, event.step, event.zohoJobId, now)
    case "answered":
      return onAnswered(record, event.step, event.answers, now)
    case "failed":
      return onFailed(record, event.step, event.fault, now)
    case "withheld":
      return onWithheld(record, event.step, event.ids, now)
    case "status":
      return onStatus(record, event.step, event.report, event.askedAt, now)
    case "status-failed":
      return onStatusFailed(record, event.step, event.fault, now)
    case "listed":
      return onListed(record, event.steps, event, now)
    case "list-failed":
      return onListFailed(record, event.steps, event.fault, now)
    case "found":
      return onFound(record, event.step, event.page, now)
    case "find-failed":
      return onFindFailed(record, event.step, event.fault, now)
    case "module-read":
      return withJob(onGoodAnswer(record), { module: event.module, moduleReread: true, needs: null })
    case "module-failed":
      return onModuleFailed(record, event.fault, now)
    default:
      return onLifecycle(record, event, now)
  }
}

/** A call that was in flight when the worker ended may or may not have arrived. */
function onWoke(record: JobRecord, now: number): JobRecord {
  const lost = record.steps.filter(({ phase }) => phase === "sending")
  return withSteps(record, ...lost.map((step) => withOutcomeUnknown(step, now, null)))
}

function onModuleFailed(record: JobRecord, fault: ZohoFault, now: number): JobRecord {
  const asked = withJob(record, { needs: null })
  const jobWide = onJobWideFault(asked, fault)
  if (jobWide) return jobWide
  const waiting = record.steps.filter(
    ({ phase }) => phase === "planned" || phase === "verifying" || phase === "outcome-unknown",
  )
  if (fault.kind !== "module-unknown" && fault.kind !== "module-unsupported")
    return withFailure(asked, waiting, fault, now)
  const reason = reasonOf(fault)
  const refused = waiting
    .filter(({ phase }) => phase === "planned")
    .map((step) => afterSettling(settlePending(step, "refused", reason)))
  return withJob(withSteps(asked, ...refused), { reason, moduleReread: true })
}

/** A job whose steps are all settled is finished, whatever brought it there. */
function finish(moved: JobRecord, now: number): JobRecord {
  const dropped = dropOrphans(moved.job.cancelRequested ? dropPlanned(moved) : moved)
  const record = withSteps(dropped, ...cleanUpSteps(dropped, now))
  if (isFinished(record.job.state) || record.steps.some(({ phase }) => phase !== "settled"))
    // Also where a step of unknown outcome comes back, or a pause ends, after the third failure.
    return pauseForRoom(stopAfterFailures(record, null))
  const ended = { pause: null, pauseBelow: null, needs: null, finishedAt: now } as const
  return withJob(record, { ...ended, state: finalState(record.job) })
}

/** Records whose tag could not be created get none. */
function dropOrphans(record: JobRecord): JobRecord {
  const waiting = record.steps.filter((step) => step.call === "add-tags" && step.phase === "planned")
  if (waiting.length === 0) return record
  const tags = createdTags(record)
  const orphans = waiting.filter((step) => {
    const tag = step.call === "add-tags" ? tags.get(step.tagId) : undefined
    return tag?.state !== "pending" && !isThere(tag)
  })
  return withSteps(
    record,
    ...orphans.map((step) => settlePending(step, "not-sent", { kind: "tag-not-restored" })),
  )
}
