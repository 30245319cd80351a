/**
 * The deletion's state machine: a record and an event in, the next record out. Pure. What is to be done next
 * is read off the record by `due.ts`, so nothing can be due that is not written down.
 */
import { catalogueRow } from "../zoho/errors/catalogue"
import type { ZohoFault } from "../zoho/errors/fault"
import { TOKEN_THROTTLE_WAIT_MS } from "../zoho/limits"
import type { DeletionEvent } from "./events"
import type { JobRecord } from "./job"
import { isFinished } from "./job"
import { onGoodAnswer, onJobWideFault, onOutOfCredits, strike } from "./machine/faults"
import { onListFailed, onListed } from "./machine/listed"
import { onStatus, onStatusFailed } from "./machine/status"
import { inDoubt, onAccepted, onSubmitFailed, onSubmitting, stopAfterFailures } from "./machine/submit"
import { dropPlanned, onCancel, onPause, onResume, onRetry, onSignedIn, onTick } from "./machine/user"
import { afterSettling, finalState, settlePending } from "./outcome"
import { UNREACHABLE_PAUSE } from "./pacing"
import { reasonOf, withChunks, withJob, withPause } from "./record"

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
    case "tick":
      return onTick(record, now)
    case "submitting":
      return onSubmitting(record, event.chunk, now)
    case "accepted":
      return onAccepted(record, event.chunk, event.zohoJobId, now)
    case "submit-failed":
      return onSubmitFailed(record, event.chunk, event.fault, now)
    case "status":
      return onStatus(record, event.chunk, event.report, now)
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
    case "renewed":
      return withJob(record, { renewed: true, needs: null })
    case "renew-failed":
      return onRenewFailed(record, event.fault, now)
    case "out-of-credits":
      return onOutOfCredits(record, now)
    case "permission-removed":
      return withPause(record, { why: "permission-removed", until: null, reason: null })
    case "signed-in":
      return onSignedIn(record, now)
    case "pause":
      return onPause(record)
    case "resume":
      return onResume(record, now)
    case "cancel":
      return onCancel(record)
    case "retry":
      return onRetry(record, now)
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

/** No new token: for want of a connection the job waits by itself, otherwise for the person to sign in. */
function onRenewFailed(record: JobRecord, fault: ZohoFault, now: number): JobRecord {
  const asked = withJob(record, { needs: null })
  const reason = reasonOf(fault)
  const { action } = catalogueRow(fault.kind)
  if (action === "wait")
    return withPause(asked, { why: "unreachable", until: now + TOKEN_THROTTLE_WAIT_MS, reason })
  if (action === "retry" || action === "reread-tags")
    return withPause(asked, { why: "unreachable", until: now + UNREACHABLE_PAUSE, reason })
  return withPause(asked, { why: "sign-in", until: null, reason })
}

/** A job whose chunks are all settled is finished, whatever brought it there. */
function finish(moved: JobRecord, now: number): JobRecord {
  const record = moved.job.cancelRequested ? dropPlanned(moved) : moved
  const { job } = record
  // Also where a chunk in doubt comes back, or a pause ends, after the third failure.
  if (isFinished(job.state) || record.chunks.some((chunk) => chunk.phase !== "settled"))
    return stopAfterFailures(record, null)
  return withJob(record, {
    state: finalState(job),
    pause: null,
    pauseBelow: null,
    needs: null,
    finishedAt: now,
  })
}
