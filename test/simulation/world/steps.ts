/** Whether a step of the engine was one that it may take: when it asks to sign in, and when it gives up. */
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

/** Answers that show a token to work. */
const PROVES = new Set(["accepted", "answered", "status", "listed", "found", "module-read"])

/** What is wrong with a step; null: nothing. */
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

/** What was confirmed long ago may carry another name by now: it is sent only after a look. */
function flawOfOldNames(job: Watched, watch: Watch, { event, next, time }: Step): string | null {
  if (event.type !== "sending" || watch.hasClockJumps()) return null
  const step = stepAt(next, event.step)
  if (step?.call !== "mass-delete" || step.phase !== "sending") return null
  const old = pendingOf(step.tags).find(({ id }) => time - (job.seenAt.get(id) ?? 0) > SEEN_HOLDS)
  return old ? `sends tag ${old.id}, whose name was last seen too long ago` : null
}

/** A token is renewed once, and only an answer to a call made with the new one may count against it. */
function flawOfSignIn(job: Watched, watch: Watch, { record, event, next }: Step): string | null {
  if (next.job.pause?.why !== "sign-in" || record.job.pause?.why === "sign-in") return null
  if (!("fault" in event) || !event.fault || catalogRow(event.fault.kind).action !== "renew") return null
  if (!job.isUntried) return "asks to sign in without having renewed the token"
  return watch.refusals.get(event.fault)! < job.renewedAt
    ? "asks to sign in for a call made with the old token"
    : null
}

/** What is still there after a call of unknown outcome is sent again, six times in all; those that a kill kept back count, too. */
function flawOfGivingUp(job: Watched, { record, event, next }: Step): string | null {
  if (event.type !== "listed" || record.job.cancelRequested) return null
  for (const index of event.steps) {
    if (stepAt(record, index)?.phase !== "outcome-unknown") continue
    const kept = tagsOf(stepAt(next, index)).find(({ state }) => state === "not-done")
    if (kept && (job.attempts.get(kept.id) ?? 0) < MOST_ATTEMPTS) return `gives up tag ${kept.id} too early`
  }
  return null
}
