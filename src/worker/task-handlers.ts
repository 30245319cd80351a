/** Restores and merges under way: what the user does to them. */
import type { Handlers } from "../messaging/receive"
import type { TaskRunner } from "../task/runner"

type Names = "task.pause" | "task.skipRecords" | "task.resume" | "task.cancel"
type Told = "pause" | "skip-records" | "resume" | "cancel"

export function taskHandlers({ tasks }: { readonly tasks: TaskRunner }): Pick<Handlers, Names> {
  async function tell(taskId: string, type: Told): Promise<null> {
    await tasks.tell(taskId, { type })
    return null
  }

  return {
    "task.pause": ({ taskId }) => tell(taskId, "pause"),
    "task.skipRecords": ({ taskId }) => tell(taskId, "skip-records"),
    "task.resume": ({ taskId }) => tell(taskId, "resume"),
    "task.cancel": ({ taskId }) => tell(taskId, "cancel"),
  }
}
