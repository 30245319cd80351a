/** Work with all that belongs to it, one at a time: what a list of it does without. */
import { summarize } from "./backup-reading"
import type { Database } from "./database"
import { loadJob } from "./job-loading"
import type { Store } from "./store"
import { loadTask } from "./task-loading"

export interface WholeWork {
  readonly jobs: Pick<Store["jobs"], "load">
  readonly tasks: Pick<Store["tasks"], "load">
  readonly backups: Pick<Store["backups"], "summary">
}

export function wholeWork(db: Database): WholeWork {
  return {
    jobs: { load: (jobId) => loadJob(db, jobId) },
    tasks: { load: (taskId) => loadTask(db, taskId) },
    backups: { summary: (backupId) => summarize(db, backupId) },
  }
}
