/** Faults that mean the same whatever call they answer: the token, the right to do it, Zoho's load. */
import { catalogueRow } from "../../zoho/errors/catalogue"
import type { ZohoFault } from "../../zoho/errors/fault"
import type { Chunk, JobRecord } from "../job"
import { CREDITS_PAUSE, STRIKES_BEFORE_PAUSE, UNREACHABLE_PAUSE, backOff } from "../pacing"
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
  // Being told to slow down is no failure: the lane waits, and it alone knows when the credits must be gone.
  if (catalogueRow(fault.kind).action === "wait") return next
  return struck.some((chunk) => chunk.strikes >= STRIKES_BEFORE_PAUSE)
    ? withPause(next, { why: "unreachable", until: now + UNREACHABLE_PAUSE, reason: reasonOf(fault) })
    : next
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
