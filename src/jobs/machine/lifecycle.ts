/** Events for a job as a whole: its backup, its pauses, sign-in, and the user's requests. */
import { catalogRow } from "../../zoho/errors/catalog"
import { isCleanUp } from "../due"
import type { On } from "../events"
import { afterSettling, settlePending, settleUnsent } from "../items"
import { isFinished, stopsCalls, type Reason } from "../job"
import { reasonOf, withJob, withPause, withSteps, type JobRecord } from "../record"
import type { Step } from "../steps"
import { backOff, FAILURES_BEFORE_PAUSE, FAILURES_UNTIL_CREDITS, hasCome, LONGEST_PAUSE } from "../timing"
import {
  onGoodAnswer,
  onJobWideFault,
  onOutOfCredits,
  TRANSIENT_ACTIONS,
  unreachable,
} from "./job-wide-faults"

/** The user pauses the job. No more steps are sent, but accepted ones are followed to their end. */
export function onPause(record: JobRecord): JobRecord {
  const { job } = record
  if (isFinished(job.state) || job.cancelRequested) return record
  if (job.pause === null) return withPause(record, "user", null)
  if (!stopsCalls(job.pause) || job.pauseBelow !== null) return record
  return withJob(record, { pauseBelow: { why: "user", until: null, reason: null } })
}

/** The user resumes the job, whatever paused it. Earlier failures no longer count. */
export function onResume(record: JobRecord, now: number): JobRecord {
  if (record.job.pause === null) return record
  return withJob(withRetriesReset(record, now), {
    ...{ pause: null, pauseBelow: null, state: "running", failuresInRow: 0, moduleReread: false },
  })
}

/** Retries at once whatever the job waits for. A job paused by a user stays paused. */
export function onTryNow(record: JobRecord, now: number): JobRecord {
  const { pause } = record.job
  if (pause === null) return withStepsDue(record, now)
  if (pause.why === "user") return record
  return withJob(endPause(record, now), { failuresInRow: 0 })
}

/** Ends an automatic pause once its time has come. A pause below it applies again. */
export function onTick(record: JobRecord, now: number): JobRecord {
  const until = record.job.pause?.until ?? null
  return until !== null && hasCome(until, now, LONGEST_PAUSE) ? endPause(record, now) : record
}

/** Resumes a job that waits for the account. A job paused by the user stays paused. */
export function onSignedIn(record: JobRecord, now: number): JobRecord {
  const why = record.job.pause?.why
  return why === "sign-in" || why === "consent" || why === "permission-removed"
    ? endPause(record, now)
    : record
}

/** The user continues without further records. The backup is completed as it is and marked so. */
export function onSkipRecords(record: JobRecord, now: number): JobRecord {
  const { backup, pause } = record.job
  if (backup?.phase !== "due" || !backup.records || backup.skipped) return record
  const skipped = withJob(record, { backup: { ...backup, skipped: true, failures: 0, notBefore: now } })
  return pause?.why === "backup" || pause?.why === "consent" ? endPause(skipped, now) : skipped
}

function endPause(record: JobRecord, now: number): JobRecord {
  const { pauseBelow } = record.job
  const state = pauseBelow ? "paused" : "running"
  return withJob(withRetriesReset(record, now), { pause: pauseBelow, pauseBelow: null, state })
}

/** Makes everything that waits due at once, and resets its failures. */
function withRetriesReset(record: JobRecord, now: number): JobRecord {
  const { backup } = record.job
  return withJob(withStepsDue(record, now), {
    renewed: false,
    needs: null,
    backup: backup && { ...backup, failures: 0, notBefore: Math.min(backup.notBefore, now) },
  })
}

/** Makes waiting steps due at once. Steps stopped by the plan limit require a re-read first. */
function withStepsDue(record: JobRecord, now: number): JobRecord {
  const waiting = record.steps.filter(({ phase }) => phase !== "settled" && phase !== "sending")
  const due = waiting.map((step): Step => ({
    ...withoutHold(step),
    ...{ failures: 0, notBefore: Math.min(step.notBefore, now) },
  }))
  return withSteps(record, ...due)
}

function withoutHold(step: Step): Step {
  return step.call === "create-tags" && step.noRoom
    ? { ...step, noRoom: null, phase: "outcome-unknown" }
    : step
}

/** Cancels the job. Sent steps are still verified; if calls are stopped or it is cancelled again, they become unknown. */
export function onCancel(record: JobRecord): JobRecord {
  const { job } = record
  const abandons = job.cancelRequested || stopsCalls(job.pause)
  const dropped = dropPlanned(record)
  const open = abandons ? dropped.steps.filter(({ phase }) => phase !== "settled") : []
  return withJob(withSteps(dropped, ...open.map(abandon)), {
    ...{ cancelRequested: true, pause: null, pauseBelow: null, state: "running" },
    needs: abandons ? null : job.needs,
  })
}

/** Settles the planned steps of a cancelled job, also those planned again by a refusal. A self-test still cleans up. */
export function dropPlanned(record: JobRecord): JobRecord {
  const dropped = record.steps
    .filter((step) => step.phase === "planned" && !isCleanUp(record.job, step))
    .map((step) => afterSettling(settleUnsent(step, unsentReason(step))))
  return withSteps(record, ...dropped)
}

function unsentReason(step: Step): Reason {
  return (step.call === "create-tags" ? step.noRoom : null) ?? { kind: "cancelled" }
}

/** Settles a step without verifying it. Records that Zoho reported as done stay done; the rest becomes unknown. */
function abandon(step: Step): Step {
  if (step.phase === "planned") return { ...settleUnsent(step, { kind: "cancelled" }), phase: "settled" }
  const settled = settlePending(step, "unknown", { kind: "not-verified" })
  return settled.call === "add-tags" && settled.unconfirmed !== null
    ? { ...settled, unconfirmed: null, confirmedBy: "answers" }
    : settled
}

// The backup before a deletion or merge: no step is sent until it is complete.

export const onBackedUp: On<"backed-up"> = (record, { progress }, now) => {
  const { backup } = record.job
  if (backup?.phase !== "due") return record
  const { collected, complete, asked } = progress
  const phase = complete ? "done" : "due"
  return withJob(asked ? onGoodAnswer(record) : record, {
    backup: { ...backup, phase, collected, failures: 0, notBefore: now },
  })
}

/** Retries transient faults. For others the user decides: retry, continue without the records, or cancel. */
export const onBackupFailed: On<"backup-failed"> = (record, { fault }, now) => {
  const { backup } = record.job
  if (backup?.phase !== "due") return record
  const failures = backup.failures + 1
  const failed = withJob(record, {
    backup: { ...backup, failures, notBefore: now + backOff(backup.failures) },
  })
  const isLasting = failures >= FAILURES_BEFORE_PAUSE
  // The disk is full or failing: retries for a while, then asks the user to free space.
  if (!fault) return isLasting ? stopForUser(failed, { kind: "backup-unwritten" }) : failed
  const { action } = catalogRow(fault.kind)
  if (action === "renew" || action === "sign-in") return onJobWideFault(failed, fault) ?? failed
  if (action === "wait") return failures < FAILURES_UNTIL_CREDITS ? failed : onOutOfCredits(failed, now)
  if (fault.kind === "no-permission")
    return stopForUser(failed, { ...reasonOf(fault), kind: "records-unreadable" })
  if (!TRANSIENT_ACTIONS.has(action)) return stopForUser(failed, reasonOf(fault))
  return isLasting ? unreachable(failed, fault, now) : failed
}

/** Pauses the job for the user. A job that is already paused meets the fault again when it resumes. */
function stopForUser(record: JobRecord, reason: Reason): JobRecord {
  return record.job.pause === null ? withPause(record, "backup", reason) : record
}
