/** Zoho's word on its own jobs. It moves a chunk on; it settles no tag. */
import { catalogueRow } from "../../zoho/errors/catalogue"
import type { ZohoFault } from "../../zoho/errors/fault"
import type { StatusReport } from "../events"
import type { Chunk, JobRecord, ZohoCounts } from "../job"
import { STRIKES_BEFORE_PAUSE, STUCK_POLLS, pollDelay, pollDelayAt } from "../pacing"
import { chunkAt, reasonOf, withChunks, withJob } from "../record"
import { onGoodAnswer, onJobWideFault, strike } from "./faults"
import { inDoubt, stopAfterFailures } from "./submit"

/** @param askedAt when Zoho was asked (ms since the epoch): what it says is as old as that */
export function onStatus(
  record: JobRecord,
  index: number,
  report: StatusReport,
  askedAt: number,
  now: number,
): JobRecord {
  const chunk = chunkAt(record, index)
  if (chunk?.phase !== "submitted") return record
  const known = onGoodAnswer(record)
  if (report.state === "pending") return withChunks(known, stillPending(chunk, report, askedAt, now))

  const done: Chunk = {
    ...chunk,
    phase: "verifying",
    zohoVerdict: report.state,
    zohoCounts: report.counts,
    looks: 0,
    strikes: 0,
    notBefore: now,
  }
  if (report.state === "completed") return withJob(withChunks(known, done), { failuresInRow: 0 })
  const failed = withJob(withChunks(known, done), { failuresInRow: known.job.failuresInRow + 1 })
  return stopAfterFailures(failed, { kind: "zoho-job-failed" })
}

function stillPending(chunk: Chunk, report: StatusReport, askedAt: number, now: number): Chunk {
  const looks = chunk.looks + 1
  if (looks >= STUCK_POLLS) return inDoubt(chunk, now, null)
  const notBefore = Math.max(now, askedAt + delayAfter(chunk, report, looks, askedAt))
  return { ...chunk, zohoCounts: report.counts, countedAt: askedAt, strikes: 0, looks, notBefore }
}

/** From when Zoho was asked to when it is asked again: on both ways a call takes as long. */
function delayAfter(
  { zohoCounts, countedAt, since }: Chunk,
  report: StatusReport,
  looks: number,
  askedAt: number,
): number {
  const { total } = report.counts
  const done = doneOf(report.counts)
  if (total === null || done === 0) return pollDelay(askedAt - since, looks)
  // Counts of before the last POST are of another job of Zoho's.
  const isFresh = countedAt !== null && countedAt >= since
  const before = isFresh && zohoCounts ? { at: countedAt, done: doneOf(zohoCounts) } : null
  return pollDelayAt(looks, since, before, { at: askedAt, done }, total)
}

function doneOf({ deleted, failed }: ZohoCounts): number {
  return (deleted ?? 0) + (failed ?? 0)
}

export function onStatusFailed(record: JobRecord, index: number, fault: ZohoFault, now: number): JobRecord {
  const chunk = chunkAt(record, index)
  if (chunk?.phase !== "submitted") return record
  const jobWide = onJobWideFault(record, fault)
  if (jobWide) return jobWide
  // Zoho answers but cannot or will not tell of this job: the tags themselves decide.
  const { action } = catalogueRow(fault.kind)
  const isGarbled = action === "reread-tags" && chunk.strikes + 1 >= STRIKES_BEFORE_PAUSE
  const untold = fault.kind === "job-not-found" || action === "stop" || isGarbled
  if (untold) return withChunks(record, inDoubt(chunk, now, reasonOf(fault)))
  return strike(record, [chunk], fault, now)
}
