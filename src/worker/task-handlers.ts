/** Restores and merges under way: what the user does to them. */
import type { Handlers } from "../messaging/receive"
import type { Store } from "../store/store"
import type { TaskRunner } from "../task/runner"
import { heldTags } from "./held-tags"

type Names = "task.pause" | "task.skipRecords" | "task.resume" | "task.cancel" | "task.retry"
type Needs = { readonly store: Store; readonly tasks: TaskRunner }
type Told = "pause" | "skip-records" | "resume" | "cancel"

export function taskHandlers({ store, tasks }: Needs): Pick<Handlers, Names> {
  async function tell(taskId: string, type: Told): Promise<null> {
    await tasks.tell(taskId, { type })
    return null
  }

  return {
    "task.pause": ({ taskId }) => tell(taskId, "pause"),
    "task.skipRecords": ({ taskId }) => tell(taskId, "skip-records"),
    "task.resume": ({ taskId }) => tell(taskId, "resume"),
    "task.cancel": ({ taskId }) => tell(taskId, "cancel"),
    "task.retry": async ({ taskId }) => {
      const steps = (await store.tasks.load(taskId))?.steps ?? []
      const tags = steps.flatMap((step) => (step.call === "merge-tags" ? step.tags : []))
      const held = await heldTags(
        store,
        tags.map(({ oldId, name }) => ({ id: oldId, name })),
      )
      await tasks.tell(taskId, { type: "retry", held })
      return null
    },
  }
}
