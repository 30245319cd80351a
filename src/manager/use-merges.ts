import { useEffect, useRef, useState } from "preact/hooks"
import { isFinished } from "../deletion/job"
import { changesOf } from "../store/changes"
import type { Store } from "../store/store"
import type { Task } from "../task/task"
import { useStored } from "../ui/use-stored"
import { useMerge } from "../ui/use-task"
import type { Merging } from "../ui/use-task"
import type { Row } from "./rows"
import type { SimilarGroup } from "./use-similar"

export interface Merges {
  readonly merging: Merging
  /** Under way, or over and not yet dismissed. */
  readonly tasks: readonly Task[]
  /** Asks whether the others of the group are to be merged into this one. */
  readonly ask: (keep: Row, group: SimilarGroup) => void
  readonly dismiss: (taskId: string) => void
}

const onTasks = changesOf("tasks")

/**
 * Merges of similar names: the question, and what comes of it.
 * @param onOver called once for each merge that is over, with its module's API name
 */
export function useMerges(store: Store, accountId: string, onOver: (apiName: string) => void): Merges {
  const [followed, setFollowed] = useState<readonly string[]>([])
  const merging = useMerge((taskId) => setFollowed((ids) => [...ids, taskId]))
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
  const ask = (keep: Row, { rows }: SimilarGroup): void => {
    const named = ({ id, name }: Row): { id: string; name: string } => ({ id, name })
    const absorb = rows.filter(({ id }) => id !== keep.id).map(named)
    merging.ask({ accountId, module: keep.module.apiName, keep: named(keep), absorb })
  }
  const dismiss = (taskId: string): void => setFollowed((ids) => ids.filter((each) => each !== taskId))
  return { merging, tasks, ask, dismiss }
}
