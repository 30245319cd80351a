import type { JobRecord } from "../deletion/job"
import { changesOf } from "../store/changes"
import type { WholeWork } from "../store/whole-work"
import type { WorkAndAccounts } from "../store/work-and-accounts"
import type { TaskRecord } from "../task/task"
import { useStored } from "../ui/use-stored"
import type { BackupKnown } from "./job-details"
import type { Later } from "./use-later"

const onJobs = changesOf("jobs")
const onTasks = changesOf("tasks")
const onBackups = changesOf("backups", "jobs", "tasks")

/** A job, a restore or a merge with its tags, and a job's backup. */
interface Opened {
  readonly record: JobRecord | undefined
  readonly taskRecord: TaskRecord | undefined
  readonly backup: BackupKnown | undefined
}

/** What the details of the open one show. */
export function useOpened(
  store: WorkAndAccounts,
  id: string | null,
  later: Later | null | undefined,
): Opened {
  const whole = id !== null && later ? later.wholeWork(store.db) : null
  const key = whole ? `${id}` : ""
  const load = <T>(read: (of: WholeWork, id: string) => Promise<T>): (() => Promise<T | undefined>) =>
    whole ? () => read(whole, key) : () => Promise.resolve(undefined)
  return {
    record: useStored(
      onJobs,
      load(({ jobs }, of) => jobs.load(of)),
      key,
    ),
    taskRecord: useStored(
      onTasks,
      load(({ tasks }, of) => tasks.load(of)),
      key,
    ),
    backup: useStored<BackupKnown | undefined>(
      onBackups,
      load(async ({ backups }, of) => (await backups.summary(of)) ?? null),
      key,
    ),
  }
}
