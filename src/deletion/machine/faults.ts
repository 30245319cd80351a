/** Faults that mean the same whatever call they answer: the token, the right to do it, Zoho's load. */
import { catalogueRow } from "../../zoho/errors/catalogue"
import type { FaultAction, FaultKind } from "../../zoho/errors/catalogue"
import type { ZohoFault } from "../../zoho/errors/fault"
import { TOKEN_THROTTLE_WAIT_MS } from "../../zoho/limits"
import type { Chunk, JobRecord, Reason } from "../job"
import { backOff } from "../../runner/clock"
import { CREDITS_PAUSE, STRIKES_BEFORE_PAUSE, STRIKES_UNTIL_CREDITS, UNREACHABLE_PAUSE } from "../pacing"
import { reasonOf, standing, withChunks, withPause } from "../record"
import type { Stands } from "../record"

/**
 * Deals with a fault that concerns the whole job. `record` already holds the chunks as they stand after the
 * failed call. Returns null where the fault is about that one call only.
 */
export function onJobWideFault<R extends Stands>(record: R, fault: ZohoFault): R | null {
  const reason = reasonOf(fault)
  switch (catalogueRow(fault.kind).action) {
    case "renew":
      return record.job.renewed
        ? withPause(record, { why: "sign-in", until: null, reason })
        : standing(record, { needs: "token" })
    case "sign-in":
      return withPause(record, {
        why: fault.kind === "scope-missing" ? "consent" : "sign-in",
        until: null,
        reason,
      })
    case "pause":
      return fault.kind === "no-permission"
        ? withPause(record, { why: "no-permission", until: null, reason })
        : null
    default:
      return null
  }
}

/** What to do about these passes without a person's help; what is left is tried again when a person says so. */
const PASSES: ReadonlySet<FaultAction> = new Set(["retry", "reread-tags"])

/** Whether a garbled answer is of a kind that sending again cannot mend. */
export function isFinal(doubt: Reason): boolean {
  const { action } = catalogueRow(doubt.kind as FaultKind)
  return action === "stop" || action === "pause"
}

/** Counts a failed try against chunks, makes them wait, and after several in a row lets the job say so. */
export function strike(
  record: JobRecord,
  chunks: readonly Chunk[],
  fault: ZohoFault,
  now: number,
): JobRecord {
  const struck = struckParts(chunks, now)
  return afterStrikes(withChunks(record, ...struck), struck, fault, now)
}

interface Struck {
  readonly strikes: number
  readonly notBefore: number
}

/** Parts of a record after one more failed try. */
export function struckParts<P extends Struck>(parts: readonly P[], now: number): P[] {
  return parts.map((part) => ({
    ...part,
    strikes: part.strikes + 1,
    notBefore: now + backOff(part.strikes),
  }))
}

/** What so many strikes of its parts mean for a record that already holds them. */
export function afterStrikes<R extends Stands>(
  next: R,
  struck: readonly Struck[],
  fault: ZohoFault,
  now: number,
): R {
  const strikes = struck.reduce((most, part) => Math.max(most, part.strikes), 0)
  const { action } = catalogueRow(fault.kind)
  // Being told to slow down is no failure: the lane waits. It forgets with the worker, so the chunk counts, too.
  if (action === "wait") return strikes >= STRIKES_UNTIL_CREDITS ? onOutOfCredits(next, now) : next
  return strikes < STRIKES_BEFORE_PAUSE ? next : unreachable(next, fault, now)
}

export function unreachable<R extends Stands>(record: R, fault: ZohoFault, now: number): R {
  const until = PASSES.has(catalogueRow(fault.kind).action) ? now + UNREACHABLE_PAUSE : null
  return withPause(record, { why: "unreachable", until, reason: reasonOf(fault) })
}

export function onOutOfCredits<R extends Stands>(record: R, now: number): R {
  return withPause(record, {
    why: "out-of-credits",
    until: now + CREDITS_PAUSE,
    reason: { kind: "throttled" },
  })
}

/** A good answer: the token works, whatever was renewed before counts no more. */
export function onGoodAnswer<R extends Stands>(record: R): R {
  return record.job.renewed ? standing(record, { renewed: false }) : record
}

/** No new token: for want of a connection the job waits by itself, otherwise for the person to sign in. */
export function onRenewFailed<R extends Stands>(record: R, fault: ZohoFault, now: number): R {
  const asked = standing(record, { needs: null })
  const reason = reasonOf(fault)
  const { action } = catalogueRow(fault.kind)
  if (action === "wait")
    return withPause(asked, { why: "unreachable", until: now + TOKEN_THROTTLE_WAIT_MS, reason })
  if (action === "retry" || action === "reread-tags")
    return withPause(asked, { why: "unreachable", until: now + UNREACHABLE_PAUSE, reason })
  return withPause(asked, { why: "sign-in", until: null, reason })
}
