/** The backup before the deletion: nothing is sent until it is written, whatever comes between. */
import { catalogueRow } from "../../zoho/errors/catalogue"
import type { FaultAction } from "../../zoho/errors/catalogue"
import type { ZohoFault } from "../../zoho/errors/fault"
import type { BackupProgress } from "../events"
import type { JobBackup, Reason } from "../job"
import { backOff } from "../../runner/clock"
import { STRIKES_BEFORE_PAUSE, STRIKES_UNTIL_CREDITS } from "../pacing"
import { reasonOf, standing, withPause } from "../record"
import type { Stands } from "../record"
import { onGoodAnswer, onJobWideFault, onOutOfCredits, unreachable } from "./faults"

export function onBackedUp<R extends Stands>(record: R, progress: BackupProgress, now: number): R {
  const { backup } = record.job
  if (backup?.phase !== "due") return record
  const { gathered, complete, asked } = progress
  const phase = complete ? "done" : "due"
  return standing(asked ? onGoodAnswer(record) : record, {
    backup: { ...backup, phase, gathered, strikes: 0, notBefore: now },
  })
}

/** What mends itself is tried again; for the rest the user decides: again, without the records, or not at all. */
export function onBackupFailed<R extends Stands>(record: R, fault: ZohoFault, now: number): R {
  const { backup } = record.job
  if (backup?.phase !== "due") return record
  const struck = strikeBackup(record, backup, now)
  const strikes = backup.strikes + 1
  const { action } = catalogueRow(fault.kind)
  if (SIGNS_IN.has(action)) return onJobWideFault(struck, fault) ?? struck
  if (action === "wait") return strikes < STRIKES_UNTIL_CREDITS ? struck : onOutOfCredits(struck, now)
  if (fault.kind === "no-permission")
    return stopForUser(struck, { ...reasonOf(fault), kind: "records-unreadable" })
  if (!PASSES.has(action)) return stopForUser(struck, reasonOf(fault))
  return strikes < STRIKES_BEFORE_PAUSE ? struck : unreachable(struck, fault, now)
}

/** A full or failing disk: tried again for a while, then the user is asked to make room. */
export function onBackupUnwritten<R extends Stands>(record: R, now: number): R {
  const { backup } = record.job
  if (backup?.phase !== "due") return record
  const struck = strikeBackup(record, backup, now)
  const isLasting = backup.strikes + 1 >= STRIKES_BEFORE_PAUSE
  return isLasting ? stopForUser(struck, { kind: "backup-unwritten" }) : struck
}

function strikeBackup<R extends Stands>(record: R, backup: JobBackup, now: number): R {
  const { strikes } = backup
  return standing(record, { backup: { ...backup, strikes: strikes + 1, notBefore: now + backOff(strikes) } })
}

const SIGNS_IN: ReadonlySet<FaultAction> = new Set(["renew", "sign-in"])
const PASSES: ReadonlySet<FaultAction> = new Set(["retry", "reread-tags"])

/** A job that stands still already finds out again when it goes on. */
function stopForUser<R extends Stands>(record: R, reason: Reason): R {
  if (record.job.pause !== null) return record
  return withPause(record, { why: "backup", until: null, reason })
}
