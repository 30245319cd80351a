/**
 * What happens to journalled work whatever it does, a deletion as well as a restore or a merge: its pauses, its
 * sign-in, its backup. The kinds differ only in the parts that are tried anew when it goes on.
 */
import { hasCome } from "../../runner/clock"
import type { StandingEvent } from "../events"
import { isFinished, isSilent } from "../job"
import type { JobState, Pause } from "../job"
import { LONGEST_PAUSE } from "../pacing"
import { standing, withPause } from "../record"
import type { Stands } from "../record"
import { onBackedUp, onBackupFailed, onBackupUnwritten } from "./backup"
import { onOutOfCredits, onRenewFailed } from "./faults"

/** Makes the parts of a record that are not settled try again at once, as often as the first time. */
export type PartsAfresh<R> = (record: R, now: number) => R

/** Moves a record by an event that says nothing of its parts. */
export function onStanding<R extends Stands>(
  record: R,
  event: StandingEvent,
  now: number,
  partsAfresh: PartsAfresh<R>,
): R {
  switch (event.type) {
    case "tick":
      return onTick(record, now, partsAfresh)
    case "signed-in":
      return onSignedIn(record, now, partsAfresh)
    case "skip-records":
      return onSkipRecords(record, now, partsAfresh)
    case "pause":
      return onPause(record)
    case "try-now":
      return onTryNow(record, now, partsAfresh)
    case "backed-up":
      return onBackedUp(record, event.progress, now)
    case "backup-failed":
      return onBackupFailed(record, event.fault, now)
    case "backup-unwritten":
      return onBackupUnwritten(record, now)
    case "renewed":
      return standing(record, { renewed: true, needs: null })
    case "renew-failed":
      return onRenewFailed(record, event.fault, now)
    case "out-of-credits":
      return onOutOfCredits(record, now)
    case "permission-removed":
      return withPause(record, { why: "permission-removed", until: null, reason: null })
  }
}

const BY_USER: Pause = { why: "user", until: null, reason: null }

/** Nothing further is sent. What Zoho has accepted is still followed to its end. */
function onPause<R extends Stands>(record: R): R {
  const { job } = record
  if (isFinished(job.state) || job.cancelRequested) return record
  if (job.pause === null) return withPause(record, BY_USER)
  const isNew = isSilent(job.pause) && job.pauseBelow === null
  return isNew ? standing(record, { pauseBelow: BY_USER }) : record
}

/** Whatever is waited for is tried at once. What a person paused stays paused. */
function onTryNow<R extends Stands>(record: R, now: number, partsAfresh: PartsAfresh<R>): R {
  const { pause } = record.job
  if (pause === null) return partsAfresh(record, now)
  if (pause.why === "user") return record
  return standing(endPause(record, now, partsAfresh), { failuresInRow: 0 })
}

/** A pause that ends by itself is over. One beneath it that waits for a person stands again. */
function onTick<R extends Stands>(record: R, now: number, partsAfresh: PartsAfresh<R>): R {
  const until = record.job.pause?.until ?? null
  return until !== null && hasCome(until, now, LONGEST_PAUSE) ? endPause(record, now, partsAfresh) : record
}

/** What waited for the account goes on; what the user paused does not. */
function onSignedIn<R extends Stands>(record: R, now: number, partsAfresh: PartsAfresh<R>): R {
  const why = record.job.pause?.why
  return why === "sign-in" || why === "consent" || why === "permission-removed"
    ? endPause(record, now, partsAfresh)
    : record
}

/** Only the user may decide this. The backup is then completed as it is, and says so. */
function onSkipRecords<R extends Stands>(record: R, now: number, partsAfresh: PartsAfresh<R>): R {
  const { backup, pause } = record.job
  if (backup?.phase !== "due" || !backup.records || backup.skipped) return record
  const skipped = standing(record, { backup: { ...backup, skipped: true, strikes: 0, notBefore: now } })
  const isHeld = pause?.why === "backup" || pause?.why === "consent"
  return isHeld ? endPause(skipped, now, partsAfresh) : skipped
}

function endPause<R extends Stands>(record: R, now: number, partsAfresh: PartsAfresh<R>): R {
  const { pauseBelow } = record.job
  const state = pauseBelow ? "paused" : "running"
  return standing(afresh(record, now, partsAfresh), { pause: pauseBelow, pauseBelow: null, state })
}

/** Whatever was waited for is tried at once, and may fail as often as the first time. */
export function afresh<R extends Stands>(record: R, now: number, partsAfresh: PartsAfresh<R>): R {
  const { backup } = record.job
  return standing(partsAfresh(record, now), {
    renewed: false,
    needs: null,
    backup: backup && { ...backup, strikes: 0, notBefore: Math.min(backup.notBefore, now) },
  })
}

/** Asked to stop: nothing holds it any more, and what Zoho has accepted is still followed to its end. */
export function stopped<R extends Stands>(record: R, givesUp: boolean): R {
  return standing(record, {
    cancelRequested: true,
    pause: null,
    pauseBelow: null,
    needs: givesUp ? null : record.job.needs,
    state: "running",
  })
}

/** Finished work that is taken up again. Its backup is looked for anew: it may have been removed since. */
export function reopened<R extends Stands>(record: R, now: number): R {
  const { backup } = record.job
  return standing(record, {
    state: "running",
    finishedAt: null,
    cancelRequested: false,
    pause: null,
    pauseBelow: null,
    failuresInRow: 0,
    needs: null,
    renewed: false,
    reason: null,
    backup: backup && { ...backup, phase: "due", gathered: 0, strikes: 0, notBefore: now },
  })
}

/** Everything about it is settled. */
export function finished<R extends Stands>(record: R, state: JobState, now: number): R {
  return standing(record, { state, pause: null, pauseBelow: null, needs: null, finishedAt: now })
}
