/**
 * The deletion's state machine: a record and an event in, the next record out. Pure. What is to be done next
 * is read off the record by `due.ts`, so nothing can be due that is not written down.
 */
import type { ZohoFault } from "../zoho/errors/fault"
import type { DeletionEvent } from "./events"
import type { JobRecord } from "./job"
import { isFinished } from "./job"
import { onGoodAnswer, onJobWideFault, strike } from "./machine/faults"
import { onListFailed, onListed } from "./machine/listed"
import { finished, onStanding } from "./machine/standing"
import { onStatus, onStatusFailed } from "./machine/status"
import {
  inDoubt,
  onAccepted,
  onHeldBack,
  onSubmitFailed,
  onSubmitting,
  stopAfterFailures,
} from "./machine/submit"
import { chunksAfresh, dropPlanned, onCancel, onResume, onRetry } from "./machine/user"
import { afterSettling, finalState, settlePending } from "./outcome"
import { reasonOf, withChunks, withJob } from "./record"

/**
 * Moves a job by one event at `now` (ms since the epoch). Returns the same object when the event changes
 * nothing: a late or doubled answer is not an error.
 */
export function step(record: JobRecord, event: DeletionEvent, now: number): JobRecord {
  const next = apply(record, event, now)
  return next === record ? record : finish(withJob(next, { updatedAt: now }), now)
}

function apply(record: JobRecord, event: DeletionEvent, now: number): JobRecord {
  if (isFinished(record.job.state) && event.type !== "retry") return record
  switch (event.type) {
    case "woke":
      return onWoke(record, now)
    case "submitting":
      return onSubmitting(record, event.chunk, now)
    case "accepted":
      return onAccepted(record, event.chunk, event.zohoJobId, now)
    case "submit-failed":
      return onSubmitFailed(record, event.chunk, event.fault, now)
    case "held-back":
      return onHeldBack(record, event.chunk, event.ids, now)
    case "status":
      return onStatus(record, event.chunk, event.report, event.askedAt, now)
    case "status-failed":
      return onStatusFailed(record, event.chunk, event.fault, now)
    case "listed":
      return onListed(record, event.chunks, event.tags, now)
    case "list-failed":
      return onListFailed(record, event.chunks, event.fault, now)
    case "module-read":
      return withJob(onGoodAnswer(record), { module: event.module, moduleReread: true, needs: null })
    case "module-failed":
      return onModuleFailed(record, event.fault, now)
    case "resume":
      return onResume(record, now)
    case "cancel":
      return onCancel(record)
    case "retry":
      return onRetry(record, event.held ?? [], now)
    default:
      return onStanding(record, event, now, chunksAfresh)
  }
}

/** A POST that was on its way when the worker died may or may not have arrived. */
function onWoke(record: JobRecord, now: number): JobRecord {
  const lost = record.chunks.filter((chunk) => chunk.phase === "submitting")
  return lost.length === 0 ? record : withChunks(record, ...lost.map((chunk) => inDoubt(chunk, now, null)))
}

function onModuleFailed(record: JobRecord, fault: ZohoFault, now: number): JobRecord {
  const asked = withJob(record, { needs: null })
  const jobWide = onJobWideFault(asked, fault)
  if (jobWide) return jobWide
  const waiting = record.chunks.filter(
    ({ phase }) => phase === "planned" || phase === "verifying" || phase === "in-doubt",
  )
  if (fault.kind !== "module-unknown" && fault.kind !== "module-unsupported")
    return strike(asked, waiting, fault, now)
  const reason = reasonOf(fault)
  const refused = waiting
    .filter(({ phase }) => phase === "planned")
    .map((chunk) => afterSettling(settlePending(chunk, "refused", reason)))
  return withJob(withChunks(asked, ...refused), { reason, moduleReread: true })
}

/** A job whose chunks are all settled is finished, whatever brought it there. */
function finish(moved: JobRecord, now: number): JobRecord {
  const record = moved.job.cancelRequested ? dropPlanned(moved) : moved
  const { job } = record
  // Also where a chunk in doubt comes back, or a pause ends, after the third failure.
  if (isFinished(job.state) || record.chunks.some((chunk) => chunk.phase !== "settled"))
    return stopAfterFailures(record, null)
  return finished(record, finalState(job), now)
}
