/** Reading a restore or a merge whole. */
import type { Step, Task, TaskRecord } from "../task/task"
import type { Database } from "./database"
import { stepSchema } from "./step-schema"
import { taskSchema } from "./task-schema"
import { loadWork } from "./work-loading"
import type { Place } from "./work-loading"

export const TASKS: Place<Task, Step> = {
  ...{ heads: "tasks", parts: "taskSteps", headSchema: taskSchema, partSchema: stepSchema },
}

export async function loadTask(db: Database, taskId: string): Promise<TaskRecord | undefined> {
  const found = await loadWork(db, TASKS, taskId)
  return found && { job: found.head, steps: found.parts }
}
