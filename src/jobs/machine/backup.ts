/** The backup before a deletion or a merge: nothing is sent until it is written, whatever comes between. */
import { catalogRow, type FaultAction } from "../../zoho/errors/catalog"
import type { On } from "../events"
import type { JobBackup, Reason } from "../job"
import { reasonOf, withJob, withPause, type JobRecord } from "../record"
import { backOff, FAILURES_BEFORE_PAUSE, FAILURES_UNTIL_CREDITS } from "../timing"
import { onGoodAnswer, onJobWideFault, onOutOfCredits, PASSES, unreachable } from "./job-wide-faults"

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
  const failed = withBackupFailure(record, backup, now)
  const failures = backup.failures + 1
  const { action } = catalogRow(fault.kind)
  if (SIGNS_IN.has(action)) return onJobWideFault(failed, fault) ?? failed
  if (action === "wait") return failures < FAILURES_UNTIL_CREDITS ? failed : onOutOfCredits(failed, now)
  if (fault.kind === "no-permission")
    return stopForUser(failed, { ...reasonOf(fault), kind: "records-unreadable" })
  if (!PASSES.has(action)) return stopForUser(failed, reasonOf(fault))
  return failures < FAILURES_BEFORE_PAUSE ? failed : unreachable(failed, fault, now)
}

/** A full or failing disk: tried again for a while, then the user is asked to make room. */
export function onBackupUnwritten(record: JobRecord, now: number): JobRecord {
  const { backup } = record.job
  if (backup?.phase !== "due") return record
  const failed = withBackupFailure(record, backup, now)
  const isLasting = backup.failures + 1 >= FAILURES_BEFORE_PAUSE
  return isLasting ? stopForUser(failed, { kind: "backup-unwritten" }) : failed
}

function withBackupFailure(record: JobRecord, backup: JobBackup, now: number): JobRecord {
  const { failures } = backup
  return withJob(record, {
    backup: { ...backup, failures: failures + 1, notBefore: now + backOff(failures) },
  })
}

const SIGNS_IN: ReadonlySet<FaultAction> = new Set(["renew", "sign-in"])

/** A job that is paused already finds out again when it goes on. */
function stopForUser(record: JobRecord, reason: Reason): JobRecord {
  if (record.job.pause !== null) return record
  return withPause(record, { why: "backup", until: null, reason })
}
