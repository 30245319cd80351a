/** What follows from work that moves: the alarm, the notification of its end, and what is no longer kept. */
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

/** When a worker has begun and is the only one: what the last one may have left. */
export async function afterStart(store: Store, runner: Runner, badge: Badge): Promise<void> {
  await watchForLoss(store, badge)
  badge.moved(...(await store.jobs.open()))
  await arrangeAlarm(runner)
  await tidyBackups(store, Date.now())
}

/** Marks the storage once it holds something, and warns of a loss until the person knows of it. */
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

/** Milliseconds: while many jobs are at work, one of them moves every few. */
const BETWEEN_LOOKS = 250

export function savedHandler(store: Store, arrange: () => Promise<void>): (job: Job) => Promise<void> {
  const alarm = coalesce(arrange, BETWEEN_LOOKS)
  const tidy = coalesce(async () => {
    await store.jobs.prune(KEPT_JOBS)
    await tidyBackups(store, Date.now())
  }, BETWEEN_LOOKS)
  return async (job) => {
    // While others are at work it goes on: what follows from this one's end does not wait for theirs.
    void alarm()
    if (job.finishedAt === null) return
    await rememberRefused(store, job, job.finishedAt)
    await notifyOfEnd(job, (await store.settings.get()).notify)
    await rememberFromJob(store, job, job.finishedAt)
    await tidy()
  }
}
