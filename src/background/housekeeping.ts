/** Follow-ups of a start or a saved job: the alarm, the end notification, and removal of old jobs and backups. */
import { storageProblem } from "../i18n/fault-text"
import type { Job } from "../jobs/job"
import type { Runner } from "../jobs/runner"
import { coalesce } from "../lib/async"
import { changesOf } from "../storage/change-events"
import { KEPT_JOBS } from "../storage/settings"
import type { Store } from "../storage/store"
import { arrangeAlarm } from "./alarm"
import { tidyBackups } from "./backup-quota"
import type { Badge } from "./badge"
import { notifyOfEnd } from "./notifications"
import { rememberFromJob, rememberRefused } from "./org-features"

/** Runs once this worker is the only one: handles what the last worker may have left. */
export async function afterStart(store: Store, runner: Runner, badge: Badge): Promise<void> {
  await watchForLoss(store, badge)
  badge.moved(...(await store.jobs.open()))
  await arrangeAlarm(runner)
  await tidyBackups(store, Date.now())
}

/** Marks the storage once it holds something, and warns of a loss until the user has acknowledged it. */
async function watchForLoss(store: Store, badge: Badge): Promise<void> {
  const mark = async (): Promise<void> => {
    const holds = (await store.accounts.list()).length > 0 || (await store.backups.list()).length > 0
    if (holds) await store.loss.mark()
  }
  const warn = async (): Promise<void> =>
    badge.warn((await store.loss.isLost()) ? storageProblem("lost") : null)
  changesOf("accounts", "backups")(() => void mark(), store.closed)
  changesOf("storage")(() => void warn(), store.closed)
  await mark()
  await warn()
}

/** Minimum time (ms) between two runs: with many jobs, one is saved every few milliseconds. */
const RUN_INTERVAL_MS = 250

/** Returns the handler to call after every save of a job. */
export function savedHandler(store: Store, arrange: () => Promise<void>): (job: Job) => Promise<void> {
  const alarm = coalesce(arrange, RUN_INTERVAL_MS)
  const tidy = coalesce(async () => {
    await store.jobs.prune(KEPT_JOBS)
    await tidyBackups(store, Date.now())
  }, RUN_INTERVAL_MS)
  return async (job) => {
    // Not awaited: it may run as long as other jobs do, and this job's follow-ups must not wait for them.
    void alarm()
    if (job.finishedAt === null) return
    await rememberRefused(store, job, job.finishedAt)
    await notifyOfEnd(job, (await store.settings.get()).notify)
    await rememberFromJob(store, job, job.finishedAt)
    await tidy()
  }
}
