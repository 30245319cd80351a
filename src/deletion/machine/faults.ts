/** Faults that mean the same whatever call they answer: the token, the right to do it, Zoho's load. */
import { catalogueRow } from "../../zoho/errors/catalogue"
import type { FaultAction } from "../../zoho/errors/catalogue"
import type { ZohoFault } from "../../zoho/errors/fault"
import type { Chunk, JobRecord } from "../job"
import {
  CREDITS_PAUSE,
  STRIKES_BEFORE_PAUSE,
  STRIKES_UNTIL_CREDITS,
  UNREACHABLE_PAUSE,
  backOff,
} from "../pacing"
import { reasonOf, withChunks, withJob, withPause } from "../record"

/**
 * Deals with a fault that concerns the whole job. `record` already holds the chunks as they stand after the
 * failed call. Returns null where the fault is about that one call only.
 */
export function onJobWideFault(record: JobRecord, fault: ZohoFault): JobRecord | null {
  const reason = reasonOf(fault)
  switch (catalogueRow(fault.kind).action) {
    case "renew":
      return record.job.renewed
        ? withPause(record, { why: "sign-in", until: null, reason })
        : withJob(record, { needs: "token" })
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

/** Counts a failed try against chunks, makes them wait, and after several in a row lets the job say so. */
export function strike(
  record: JobRecord,
  chunks: readonly Chunk[],
  fault: ZohoFault,
  now: number,
): JobRecord {
  const struck = chunks.map((chunk) => ({
    ...chunk,
    strikes: chunk.strikes + 1,
    notBefore: now + backOff(chunk.strikes),
  }))
  const next = withChunks(record, ...struck)
  const strikes = struck.reduce((most, chunk) => Math.max(most, chunk.strikes), 0)
  const { action } = catalogueRow(fault.kind)
  // Being told to slow down is no failure: the lane waits. It forgets with the worker, so the chunk counts, too.
  if (action === "wait") return strikes >= STRIKES_UNTIL_CREDITS ? onOutOfCredits(next, now) : next
  if (strikes < STRIKES_BEFORE_PAUSE) return next
  const until = PASSES.has(action) ? now + UNREACHABLE_PAUSE : null
  return withPause(next, { why: "unreachable", until, reason: reasonOf(fault) })
}

export function onOutOfCredits(record: JobRecord, now: number): JobRecord {
  return withPause(record, {
    why: "out-of-credits",
    until: now + CREDITS_PAUSE,
    reason: { kind: "throttled" },
  })
}

/** A good answer: the token works, whatever was renewed before counts no more. */
export function onGoodAnswer(record: JobRecord): JobRecord {
  return record.job.renewed ? withJob(record, { renewed: false }) : record
}
