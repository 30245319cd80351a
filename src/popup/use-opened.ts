import type { JobRecord } from "../deletion/job"
import { changesOf } from "../store/changes"
import type { Store } from "../store/store"
import type { TaskRecord } from "../task/task"
import { useStored } from "../ui/use-stored"
import type { BackupKnown } from "./job-details"

const onJobs = changesOf("jobs")
const onTasks = changesOf("tasks")
const onBackups = changesOf("backups", "jobs", "tasks")

/** A job, a restore or a merge with its tags, and a job's backup. */
interface Opened {
  readonly record: JobRecord | undefined
  readonly taskRecord: TaskRecord | undefined
  readonly backup: BackupKnown | undefined
}

/**
 * What the details of the open job show.
 * @param id null while none is open
 */
export function useOpened({ jobs, tasks, backups }: Store, id: string | null): Opened {
  const key = id ?? ""
  const whenOpen = <T>(load: (id: string) => Promise<T>): (() => Promise<T | undefined>) =>
    id === null ? () => Promise.resolve(undefined) : () => load(id)
  return {
    record: useStored(
      onJobs,
      whenOpen((of) => jobs.load(of)),
      key,
    ),
    taskRecord: useStored(
      onTasks,
      whenOpen((of) => tasks.load(of)),
      key,
    ),
    backup: useStored<BackupKnown | undefined>(
      onBackups,
      whenOpen(async (of) => (await backups.summary(of)) ?? null),
      key,
    ),
  }
}
