/** Faults that mean the same whatever call they answer: the token, the right to do it, Zoho's load. */
import { catalogRow, type FaultAction, type FaultKind } from "../../zoho/errors/catalog"
import type { ZohoFault } from "../../zoho/errors/fault"
import { TOKEN_THROTTLE_WAIT_MS } from "../../zoho/limits"
import type { On } from "../events"
import type { Reason } from "../job"
import { reasonOf, withJob, withPause, withSteps, type JobRecord } from "../record"
import type { Step } from "../steps"
import {
  backOff,
  CREDITS_PAUSE,
  FAILURES_BEFORE_PAUSE,
  FAILURES_UNTIL_CREDITS,
  UNREACHABLE_PAUSE,
} from "../timing"

/** @param record with the steps as they are after the failed call. Null: the fault is about that one call only. */
export function onJobWideFault(record: JobRecord, fault: ZohoFault): JobRecord | null {
  const reason = reasonOf(fault)
  switch (catalogRow(fault.kind).action) {
    case "renew":
      return record.job.renewed ? withPause(record, "sign-in", reason) : withJob(record, { needs: "token" })
    case "sign-in":
      return withPause(record, fault.kind === "scope-missing" ? "consent" : "sign-in", reason)
    case "pause":
      return fault.kind === "no-permission" ? withPause(record, "no-permission", reason) : null
    default:
      return null
  }
}

/** What is done about these: they pass without a person. For the others a person has to resume the job. */
export const PASSES: ReadonlySet<FaultAction> = new Set(["retry", "reread-tags"])

/** Whether a garbled answer is of a kind that sending again cannot change. */
export function isFinal({ kind }: Reason): boolean {
  const { action } = catalogRow(kind as FaultKind)
  return action === "stop" || action === "pause"
}

/** Counts a failed try against steps, makes them wait, and after several in a row pauses the job. */
export function withFailure(
  record: JobRecord,
  steps: readonly Step[],
  fault: ZohoFault,
  now: number,
): JobRecord {
  const failed = steps.map((step): Step => ({
    ...step,
    failures: step.failures + 1,
    notBefore: now + backOff(step.failures),
  }))
  const next = withSteps(record, ...failed)
  const failures = Math.max(0, ...failed.map((step) => step.failures))
  const { action } = catalogRow(fault.kind)
  // A request to slow down is no failure: the rate limiter waits. It forgets with the worker, so the step counts, too.
  if (action === "wait") return failures >= FAILURES_UNTIL_CREDITS ? onOutOfCredits(next, now) : next
  return failures < FAILURES_BEFORE_PAUSE ? next : unreachable(next, fault, now)
}

export function unreachable(record: JobRecord, fault: ZohoFault, now: number): JobRecord {
  const until = PASSES.has(catalogRow(fault.kind).action) ? now + UNREACHABLE_PAUSE : null
  return withPause(record, "unreachable", reasonOf(fault), until)
}

export function onOutOfCredits(record: JobRecord, now: number): JobRecord {
  return withPause(record, "out-of-credits", { kind: "throttled" }, now + CREDITS_PAUSE)
}

/** A good answer: the token works, so one that is refused later may be renewed again. */
export function onGoodAnswer(record: JobRecord): JobRecord {
  return record.job.renewed ? withJob(record, { renewed: false }) : record
}

/** No new token: for want of a connection the job waits by itself, otherwise for the person to sign in. */
export const onRenewFailed: On<"renew-failed"> = (record, { fault }, now) => {
  const asked = withJob(record, { needs: null })
  const reason = reasonOf(fault)
  const { action } = catalogRow(fault.kind)
  if (action === "wait") return withPause(asked, "unreachable", reason, now + TOKEN_THROTTLE_WAIT_MS)
  return PASSES.has(action) ? unreachable(asked, fault, now) : withPause(asked, "sign-in", reason)
}
