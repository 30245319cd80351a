/** Checks transitions of the engine: when it asks to sign in, when it sends, and when it gives up. */
import type { JobEvent } from "../../../src/jobs/events"
import { isReportedMissing, pendingOf, tagsOf } from "../../../src/jobs/items"
import { isFinished, stopsCalls } from "../../../src/jobs/job"
import { stepAt, type JobRecord } from "../../../src/jobs/record"
import { MOST_ATTEMPTS, SEEN_HOLDS } from "../../../src/jobs/timing"
import { catalogRow } from "../../../src/zoho/errors/catalog"
import type { Watch, Watched } from "./watch"

export interface Step {
  readonly record: JobRecord
  readonly event: JobEvent
  readonly next: JobRecord
  readonly time: number
}

/** Events that show that a token works. */
const PROVES = new Set(["accepted", "answered", "status", "listed", "found", "module-read"])

/** The flaw of a step, or null. */
export function flawOfStep(job: Watched, watch: Watch, step: Step): string | null {
  const { record, event, next, time } = step
  const flaw = flawOfSignIn(job, watch, step) ?? (job.tagging ? null : flawOfDeletion(job, watch, step))
  const proves = event.type === "backed-up" ? event.progress.asked : PROVES.has(event.type)
  if (proves) job.isUntried = false
  if (event.type === "renewed") Object.assign(job, { isUntried: true, renewedAt: time })
  if (event.type === "cancel") job.hasGivenUp ||= record.job.cancelRequested || stopsCalls(record.job.pause)
  if (flaw !== null || !isFinished(next.job.state) || job.hasGivenUp || job.tagging) return flaw
  const missed = next.steps
    .flatMap(tagsOf)
    .find((tag) => isReportedMissing(tag) && job.module.gone.has(tag.id))
  return missed ? `ends without having seen that tag ${missed.id} is gone` : null
}

function flawOfDeletion(job: Watched, watch: Watch, step: Step): string | null {
  return flawOfOldNames(job, watch, step) ?? (watch.hasKills() ? null : flawOfGivingUp(job, step))
}

/** Tags that were confirmed long ago may have been renamed, so they may be sent only after a re-read. */
function flawOfOldNames(job: Watched, watch: Watch, { event, next, time }: Step): string | null {
  if (event.type !== "sending" || watch.hasClockJumps()) return null
  const step = stepAt(next, event.step)
  if (step?.call !== "mass-delete" || step.phase !== "sending") return null
  const old = pendingOf(step.tags).find(({ id }) => time - (job.seenAt.get(id) ?? 0) > SEEN_HOLDS)
  return old ? `sends tag ${old.id}, whose name was last seen too long ago` : null
}

/** A token must be renewed once before a sign-in, and only answers to calls with the new token may require one. */
function flawOfSignIn(job: Watched, watch: Watch, { record, event, next }: Step): string | null {
  if (next.job.pause?.why !== "sign-in" || record.job.pause?.why === "sign-in") return null
  if (!("fault" in event) || !event.fault || catalogRow(event.fault.kind).action !== "renew") return null
  if (!job.isUntried) return "asks to sign in without having renewed the token"
  return watch.refusals.get(event.fault)! < job.renewedAt
    ? "asks to sign in for a call made with the old token"
    : null
}

/** Tags still there after a call with an unknown outcome must be sent again, up to `MOST_ATTEMPTS` times. */
function flawOfGivingUp(job: Watched, { record, event, next }: Step): string | null {
  if (event.type !== "listed" || record.job.cancelRequested) return null
  for (const index of event.steps) {
    if (stepAt(record, index)?.phase !== "outcome-unknown") continue
    const kept = tagsOf(stepAt(next, index)).find(({ state }) => state === "not-done")
    if (kept && (job.attempts.get(kept.id) ?? 0) < MOST_ATTEMPTS) return `gives up tag ${kept.id} too early`
  }
  return null
}
