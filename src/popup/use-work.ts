import type { Job, OrgRef } from "../deletion/job"
import { changesOf } from "../store/changes"
import type { Store } from "../store/store"
import type { Task } from "../task/task"
import { useStored } from "../ui/use-stored"
import { MOST_JOBS, recentJobs } from "./recent-jobs"

/** What the popup lists; undefined until all of it is read, for what came later would move the rest under a click. */
export interface ListedWork {
  readonly orgs: readonly OrgRef[] | undefined
  readonly jobs: readonly Job[] | undefined
  readonly tasks: readonly Task[] | undefined
  /** Both. */
  readonly all: readonly (Job | Task)[]
  /** Jobs of which there is a backup. */
  readonly restorable: ReadonlySet<string>
}

const NOT_READ: ListedWork = {
  ...{ orgs: undefined, jobs: undefined, tasks: undefined },
  ...{ all: [], restorable: new Set() },
}

const onAccounts = changesOf("accounts")
const onJobs = changesOf("jobs")
const onTasks = changesOf("tasks")
const onBackups = changesOf("backups")

export function useWork(store: Store): ListedWork {
  const accounts = useStored(onAccounts, () => store.accounts.list())
  const jobs = useStored(onJobs, () => recentJobs((most) => store.jobs.list(most)))
  const tasks = useStored(onTasks, () => store.tasks.list(MOST_JOBS))
  const backups = useStored(onBackups, () => store.backups.list())
  if (!accounts || !jobs || !tasks || !backups) return NOT_READ
  return {
    ...{ jobs, tasks, all: [...jobs, ...tasks] },
    orgs: accounts.map((account) => account.org),
    restorable: new Set(backups.filter(({ complete }) => complete).map(({ id }) => id)),
  }
}
