/** Handles Zoho's status of an accepted mass delete. It advances the step but settles no tag. */
import { catalogRow } from "../../zoho/errors/catalog"
import type { On, StatusReport } from "../events"
import { reasonOf, stepAt, withJob, withSteps } from "../record"
import { inPhase, withOutcomeUnknown, type MassDeleteStep, type ZohoCounts } from "../steps"
import { FAILURES_BEFORE_PAUSE, pollDelay, pollDelayAt, STUCK_POLLS } from "../timing"
import { stopAfterFailures } from "./bisect"
import { onGoodAnswer, onJobWideFault, withFailure } from "./job-wide-faults"

export const onStatus: On<"status"> = (record, { step: index, report, askedAt }, now) => {
  const step = stepAt(record, index, "accepted")
  if (step?.call !== "mass-delete") return record
  const known = onGoodAnswer(record)
  if (report.state === "pending") return withSteps(known, stillPending(step, report, askedAt, now))

  const done: MassDeleteStep = {
    ...inPhase(step, "verifying", now),
    verdict: report.state,
    zohoCounts: report.counts,
  }
  if (report.state === "completed") return withJob(withSteps(known, done), { failuresInRow: 0 })
  const failed = withJob(withSteps(known, done), { failuresInRow: known.job.failuresInRow + 1 })
  return stopAfterFailures(failed, { kind: "zoho-job-failed" })
}

function stillPending(
  step: MassDeleteStep,
  report: StatusReport,
  askedAt: number,
  now: number,
): MassDeleteStep {
  const polls = step.polls + 1
  if (polls >= STUCK_POLLS) return withOutcomeUnknown(step, now, null)
  const notBefore = Math.max(now, askedAt + delayAfter(step, report, polls, askedAt))
  return { ...step, zohoCounts: report.counts, countedAt: askedAt, failures: 0, polls, notBefore }
}

/** Delay (ms) from the start of one poll to the next. */
function delayAfter(
  { zohoCounts, countedAt, sentAt }: MassDeleteStep,
  report: StatusReport,
  polls: number,
  askedAt: number,
): number {
  const { total } = report.counts
  const done = doneOf(report.counts)
  if (total === null || done === 0) return pollDelay(askedAt - sentAt, polls)
  // Counts from before the last POST belong to another Zoho job.
  const isFresh = countedAt !== null && countedAt >= sentAt
  const before = isFresh && zohoCounts ? { at: countedAt, done: doneOf(zohoCounts) } : null
  return pollDelayAt(polls, sentAt, before, { at: askedAt, done }, total)
}

function doneOf({ deleted, failed }: ZohoCounts): number {
  return (deleted ?? 0) + (failed ?? 0)
}

export const onStatusFailed: On<"status-failed"> = (record, { step: index, fault }, now) => {
  const step = stepAt(record, index, "accepted")
  if (step?.call !== "mass-delete") return record
  const jobWide = onJobWideFault(record, fault)
  if (jobWide) return jobWide
  // Zoho answers but does not report this job's status: a re-read of the tags decides.
  const { action } = catalogRow(fault.kind)
  const isGarbled = action === "reread-tags" && step.failures + 1 >= FAILURES_BEFORE_PAUSE
  const isUnknown = fault.kind === "job-not-found" || action === "stop" || isGarbled
  if (isUnknown) return withSteps(record, withOutcomeUnknown(step, now, reasonOf(fault)))
  return withFailure(record, [step], fault, now)
}
