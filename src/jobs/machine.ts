/** The engine's state machine: record + event -> next record. `due.ts` derives the calls to make from the record. */
import type { ZohoFault } from "../zoho/errors/fault"
import { cleanUpSteps, withNote } from "./check"
import { existsInOrg, waitOf } from "./due"
import type { JobEvent, On } from "./events"
import { afterSettling, finalState, settlePending } from "./items"
import { isFinished, type ModuleRef } from "./job"
import { stopAfterFailures } from "./machine/bisect"
import { onFindFailed, onFound } from "./machine/find-records"
import {
  onGoodAnswer,
  onJobWideFault,
  onOutOfCredits,
  onRenewFailed,
  withFailure,
} from "./machine/job-wide-faults"
import {
  dropPlanned,
  onBackedUp,
  onBackupFailed,
  onCancel,
  onPause,
  onResume,
  onSignedIn,
  onSkipRecords,
  onTick,
  onTryNow,
} from "./machine/lifecycle"
import { pauseForRoom } from "./machine/plan-limit"
import { onAccepted, onAnswered, onFailed, onSending, onWithheld } from "./machine/send"
import { onStatus, onStatusFailed } from "./machine/status"
import { onListed, onListFailed } from "./machine/verify"
import { createdTags, reasonOf, withJob, withPause, withSteps, type JobRecord } from "./record"
import { withOutcomeUnknown } from "./steps"

/** Returns the same object if the event changes nothing: late and duplicate answers are not errors. */
export function transition(record: JobRecord, event: JobEvent, now: number): JobRecord {
  const moved = isFinished(record.job.state) ? record : ON[event.type](record, event as never, now)
  if (moved === record) return record
  const next = finish(moved, now)
  return withNote(withJob(next, { updatedAt: now, wait: waitOf(next, now) }), event, now)
}

const ON: { readonly [T in JobEvent["type"]]: On<T> } = {
  // Step events.
  sending: onSending,
  accepted: onAccepted,
  answered: onAnswered,
  failed: onFailed,
  withheld: onWithheld,
  status: onStatus,
  "status-failed": onStatusFailed,
  listed: onListed,
  "list-failed": onListFailed,
  found: onFound,
  "find-failed": onFindFailed,
  // Job events.
  woke: (record, _event, now) => onWoke(record, now),
  tick: (record, _event, now) => onTick(record, now),
  "module-read": (record, { module }) => onModuleRead(record, module),
  "module-failed": (record, { fault }, now) => onModuleFailed(record, fault, now),
  "backed-up": onBackedUp,
  "backup-failed": onBackupFailed,
  renewed: (record) => withJob(record, { renewed: true, needs: null }),
  "renew-failed": onRenewFailed,
  "out-of-credits": (record, _event, now) => onOutOfCredits(record, now),
  "permission-removed": (record) => withPause(record, "permission-removed", null),
  "signed-in": (record, _event, now) => onSignedIn(record, now),
  // User requests.
  "skip-records": (record, _event, now) => onSkipRecords(record, now),
  pause: onPause,
  cancel: onCancel,
  resume: (record, _event, now) => onResume(record, now),
  "try-now": (record, _event, now) => onTryNow(record, now),
}

/** Calls in flight when the old worker ended may or may not have reached Zoho. */
function onWoke(record: JobRecord, now: number): JobRecord {
  const lost = record.steps.filter(({ phase }) => phase === "sending")
  return withSteps(record, ...lost.map((step) => withOutcomeUnknown(step, now, null)))
}

function onModuleRead(record: JobRecord, module: ModuleRef): JobRecord {
  return withJob(onGoodAnswer(record), { module, moduleReread: true, needs: null })
}

function onModuleFailed(record: JobRecord, fault: ZohoFault, now: number): JobRecord {
  const cleared = withJob(record, { needs: null })
  const jobWide = onJobWideFault(cleared, fault)
  if (jobWide) return jobWide
  const waiting = record.steps.filter(
    ({ phase }) => phase === "planned" || phase === "verifying" || phase === "outcome-unknown",
  )
  if (fault.kind !== "module-unknown" && fault.kind !== "module-unsupported")
    return withFailure(cleared, waiting, fault, now)
  const reason = reasonOf(fault)
  const refused = waiting
    .filter(({ phase }) => phase === "planned")
    .map((step) => afterSettling(settlePending(step, "refused", reason)))
  return withJob(withSteps(cleared, ...refused), { reason, moduleReread: true })
}

/** Finishes the job if all its steps are settled. */
function finish(moved: JobRecord, now: number): JobRecord {
  const dropped = dropOrphans(moved.job.cancelRequested ? dropPlanned(moved) : moved)
  const record = withSteps(dropped, ...cleanUpSteps(dropped, now))
  if (isFinished(record.job.state) || record.steps.some(({ phase }) => phase !== "settled"))
    // Also if a step returns from an unknown outcome, or a pause ends, after the third failure.
    return pauseForRoom(stopAfterFailures(record, null))
  const ended = { pause: null, pauseBelow: null, needs: null, finishedAt: now } as const
  return withJob(record, { ...ended, state: finalState(record.job) })
}

/** Settles `add-tags` steps whose tag could not be created. */
function dropOrphans(record: JobRecord): JobRecord {
  const waiting = record.steps.filter((step) => step.call === "add-tags" && step.phase === "planned")
  if (waiting.length === 0) return record
  const tags = createdTags(record)
  const orphans = waiting.filter((step) => {
    const tag = step.call === "add-tags" ? tags.get(step.tagId) : undefined
    return tag?.state !== "pending" && !existsInOrg(tag)
  })
  return withSteps(
    record,
    ...orphans.map((step) => settlePending(step, "not-sent", { kind: "tag-not-restored" })),
  )
}
