import { useEffect, useRef, useState } from "preact/hooks"
import { isFinished } from "../deletion/job"
import { changesOf } from "../store/changes"
import type { Store } from "../store/store"
import type { Task } from "../task/task"
import { useStored } from "../ui/use-stored"

export interface Merges {
  /** Under way, or over and not yet dismissed. */
  readonly tasks: readonly Task[]
  readonly dismiss: (taskId: string) => void
  /** Shows these until they are dismissed. */
  readonly follow: (taskIds: readonly string[]) => void
}

const onTasks = changesOf("tasks")

/**
 * Merges of similar names, and what comes of them.
 * @param onOver called once for each merge that is over, with its module's API name
 */
export function useMerges(store: Store, accountId: string, onOver: (apiName: string) => void): Merges {
  const [followed, setFollowed] = useState<readonly string[]>([])
  const found = useStored(
    onTasks,
    () => Promise.all(followed.map((taskId) => store.tasks.head(taskId))),
    followed.join(" "),
  )
  const tasks = (found ?? []).filter((task) => task !== undefined)
  const over = useRef(onOver)
  over.current = onOver
  const told = useRef(new Set<string>())
  useEffect(() => {
    for (const { id, state, module } of tasks) {
      if (!isFinished(state) || told.current.has(id)) continue
      told.current.add(id)
      over.current(module.apiName)
    }
  })
  useEffect(() => setFollowed([]), [accountId])
  const dismiss = (taskId: string): void => setFollowed((ids) => ids.filter((each) => each !== taskId))
  const follow = (taskIds: readonly string[]): void => setFollowed((ids) => [...ids, ...taskIds])
  return { tasks, dismiss, follow }
}
