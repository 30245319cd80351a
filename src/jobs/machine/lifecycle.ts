/** Events of a job as a whole, independent of its steps: backup, pauses, sign-in, the user's actions. */
import { catalogRow } from "../../zoho/errors/catalog"
import { isCleanUp } from "../due"
import type { On } from "../events"
import { afterSettling, settlePending, settleUnsent } from "../items"
import { isFinished, stopsCalls, type Reason } from "../job"
import { reasonOf, withJob, withPause, withSteps, type JobRecord } from "../record"
import type { Step } from "../steps"
import { backOff, FAILURES_BEFORE_PAUSE, FAILURES_UNTIL_CREDITS, hasCome, LONGEST_PAUSE } from "../timing"
import { onGoodAnswer, onJobWideFault, onOutOfCredits, PASSES, unreachable } from "./job-wide-faults"

/** Nothing further is sent. What Zoho has accepted is still followed to its end. */
export function onPause(record: JobRecord): JobRecord {
  const { job } = record
  if (isFinished(job.state) || job.cancelRequested) return record
  if (job.pause === null) return withPause(record, "user", null)
  if (!stopsCalls(job.pause) || job.pauseBelow !== null) return record
  return withJob(record, { pauseBelow: { why: "user", until: null, reason: null } })
}

/** Ends any pause; earlier failures no longer count. */
export function onResume(record: JobRecord, now: number): JobRecord {
  if (record.job.pause === null) return record
  return withJob(startedOver(record, now), {
    ...{ pause: null, pauseBelow: null, state: "running", failuresInRow: 0, moduleReread: false },
  })
}

/** Ends every wait now. A pause by the user stays. */
export function onTryNow(record: JobRecord, now: number): JobRecord {
  const { pause } = record.job
  if (pause === null) return withStepsDue(record, now)
  if (pause.why === "user") return record
  return withJob(endPause(record, now), { failuresInRow: 0 })
}

/** A pause that ends by itself is over. One below it that waits for a person applies again. */
export function onTick(record: JobRecord, now: number): JobRecord {
  const until = record.job.pause?.until ?? null
  return until !== null && hasCome(until, now, LONGEST_PAUSE) ? endPause(record, now) : record
}

/** Resumes a job that waited for the account. A pause by the user stays. */
export function onSignedIn(record: JobRecord, now: number): JobRecord {
  const why = record.job.pause?.why
  return why === "sign-in" || why === "consent" || why === "permission-removed"
    ? endPause(record, now)
    : record
}

/** Only the user may decide this. The backup is then completed as it is, and says so. */
export function onSkipRecords(record: JobRecord, now: number): JobRecord {
  const { backup, pause } = record.job
  if (backup?.phase !== "due" || !backup.records || backup.skipped) return record
  const skipped = withJob(record, { backup: { ...backup, skipped: true, failures: 0, notBefore: now } })
  return pause?.why === "backup" || pause?.why === "consent" ? endPause(skipped, now) : skipped
}

function endPause(record: JobRecord, now: number): JobRecord {
  const { pauseBelow } = record.job
  const state = pauseBelow ? "paused" : "running"
  return withJob(startedOver(record, now), { pause: pauseBelow, pauseBelow: null, state })
}

/** Ends every wait now, and resets the failure counts. */
function startedOver(record: JobRecord, now: number): JobRecord {
  const { backup } = record.job
  return withJob(withStepsDue(record, now), {
    renewed: false,
    needs: null,
    backup: backup && { ...backup, failures: 0, notBefore: Math.min(backup.notBefore, now) },
  })
}

/** Steps that wait are due at once; for those that the plan did not allow, room is looked for again first. */
function withStepsDue(record: JobRecord, now: number): JobRecord {
  const waiting = record.steps.filter(({ phase }) => phase !== "settled" && phase !== "sending")
  const due = waiting.map((step): Step => ({
    ...allowed(step),
    ...{ failures: 0, notBefore: Math.min(step.notBefore, now) },
  }))
  return withSteps(record, ...due)
}

function allowed(step: Step): Step {
  return step.call === "create-tags" && step.noRoom
    ? { ...step, noRoom: null, phase: "outcome-unknown" }
    : step
}

/** What Zoho has accepted still runs and is verified; cancelled again, or where Zoho cannot be asked, the rest is unknown. */
export function onCancel(record: JobRecord): JobRecord {
  const { job } = record
  const givesUp = job.cancelRequested || stopsCalls(job.pause)
  const dropped = dropPlanned(record)
  const open = givesUp ? dropped.steps.filter(({ phase }) => phase !== "settled") : []
  return withJob(withSteps(dropped, ...open.map(giveUp)), {
    ...{ cancelRequested: true, pause: null, pauseBelow: null, state: "running" },
    needs: givesUp ? null : job.needs,
  })
}

/** A cancelled job sends nothing any more, also not what a refusal has put back; but a check cleans up. */
export function dropPlanned(record: JobRecord): JobRecord {
  const dropped = record.steps
    .filter((step) => step.phase === "planned" && !isCleanUp(record.job, step))
    .map((step) => afterSettling(settleUnsent(step, whyUnsent(step))))
  return withSteps(record, ...dropped)
}

function whyUnsent(step: Step): Reason {
  return (step.call === "create-tags" ? step.noRoom : null) ?? { kind: "cancelled" }
}

/** Records that Zoho answered for stay done by its word; the rest nobody knows. */
function giveUp(step: Step): Step {
  if (step.phase === "planned") return { ...settleUnsent(step, { kind: "cancelled" }), phase: "settled" }
  const settled = settlePending(step, "unknown", { kind: "not-verified" })
  return settled.call === "add-tags" && settled.unconfirmed !== null
    ? { ...settled, unconfirmed: null, confirmedBy: "answers" }
    : settled
}

// The backup before a deletion or a merge: nothing is sent until it is written, whatever comes between.

export const onBackedUp: On<"backed-up"> = (record, { progress }, now) => {
  const { backup } = record.job
  if (backup?.phase !== "due") return record
  const { collected, complete, asked } = progress
  const phase = complete ? "done" : "due"
  return withJob(asked ? onGoodAnswer(record) : record, {
    backup: { ...backup, phase, collected, failures: 0, notBefore: now },
  })
}

/** What passes is tried again; for the rest the user decides: again, without the records, or not at all. */
export const onBackupFailed: On<"backup-failed"> = (record, { fault }, now) => {
  const { backup } = record.job
  if (backup?.phase !== "due") return record
  const failures = backup.failures + 1
  const failed = withJob(record, {
    backup: { ...backup, failures, notBefore: now + backOff(backup.failures) },
  })
  const isLasting = failures >= FAILURES_BEFORE_PAUSE
  // A full or failing disk: tried again for a while, then the user is asked to make room.
  if (!fault) return isLasting ? stopForUser(failed, { kind: "backup-unwritten" }) : failed
  const { action } = catalogRow(fault.kind)
  if (action === "renew" || action === "sign-in") return onJobWideFault(failed, fault) ?? failed
  if (action === "wait") return failures < FAILURES_UNTIL_CREDITS ? failed : onOutOfCredits(failed, now)
  if (fault.kind === "no-permission")
    return stopForUser(failed, { ...reasonOf(fault), kind: "records-unreadable" })
  if (!PASSES.has(action)) return stopForUser(failed, reasonOf(fault))
  return isLasting ? unreachable(failed, fault, now) : failed
}

/** A job that is paused already finds out again when it goes on. */
function stopForUser(record: JobRecord, reason: Reason): JobRecord {
  return record.job.pause === null ? withPause(record, "backup", reason) : record
}
