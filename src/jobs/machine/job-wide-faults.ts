/** Job-wide faults, which mean the same for any call: the access token, permissions, Zoho's load. */
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

/** Handles a job-wide fault; null if the fault concerns only one call. @param record as it is after the failed call */
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

/** Actions for faults that pass without the user. */
export const TRANSIENT_ACTIONS: ReadonlySet<FaultAction> = new Set(["retry", "reread-tags"])

/** Whether a garbled answer is of a kind that resending cannot change. */
export function isFinal({ kind }: Reason): boolean {
  const { action } = catalogRow(kind as FaultKind)
  return action === "stop" || action === "pause"
}

/** Counts a failed attempt for the steps and delays them. Pauses the job after several in a row. */
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
  // A 429 is not a failure: the rate limiter waits. Its count is lost with the worker, so the step also counts.
  if (action === "wait") return failures >= FAILURES_UNTIL_CREDITS ? onOutOfCredits(next, now) : next
  return failures < FAILURES_BEFORE_PAUSE ? next : unreachable(next, fault, now)
}

/** Pauses the job: until a fixed time for transient faults, otherwise until the user resumes it. */
export function unreachable(record: JobRecord, fault: ZohoFault, now: number): JobRecord {
  const until = TRANSIENT_ACTIONS.has(catalogRow(fault.kind).action) ? now + UNREACHABLE_PAUSE : null
  return withPause(record, "unreachable", reasonOf(fault), until)
}

export function onOutOfCredits(record: JobRecord, now: number): JobRecord {
  return withPause(record, "out-of-credits", { kind: "throttled" }, now + CREDITS_PAUSE)
}

/** After a good answer, the token works, so it may be renewed again if refused later. */
export function onGoodAnswer(record: JobRecord): JobRecord {
  return record.job.renewed ? withJob(record, { renewed: false }) : record
}

/** No new token: for transient faults the job resumes automatically, otherwise the user must sign in. */
export const onRenewFailed: On<"renew-failed"> = (record, { fault }, now) => {
  const cleared = withJob(record, { needs: null })
  const reason = reasonOf(fault)
  const { action } = catalogRow(fault.kind)
  if (action === "wait") return withPause(cleared, "unreachable", reason, now + TOKEN_THROTTLE_WAIT_MS)
  return TRANSIENT_ACTIONS.has(action)
    ? unreachable(cleared, fault, now)
    : withPause(cleared, "sign-in", reason)
}
