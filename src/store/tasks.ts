/** Restores and merges at rest: the real side of the task engine's journal, and what the screens read. */
import type { TaskJournal } from "../task/ports"
import type { Step, Task, TaskRecord } from "../task/task"
import type { Database } from "./database"
import { stepSchema } from "./step-schema"
import { taskSchema } from "./task-schema"
import { createWorkStore } from "./work-store"
import type { WorkStore } from "./work-store"

export type TaskStore = TaskJournal & WorkStore<Task, Step>

export function createTaskStore(db: Database): TaskStore {
  const store = createWorkStore(db, {
    heads: "tasks",
    headSchema: taskSchema,
    parts: "taskSteps",
    partSchema: stepSchema,
  })
  async function load(taskId: string): Promise<TaskRecord | undefined> {
    const found = await store.loadParts(taskId)
    return found && { job: found.head, steps: found.parts }
  }
  return {
    ...store,
    load,
    async unfinished(): Promise<TaskRecord[]> {
      const records = await Promise.all((await store.open()).map((task) => load(task.id)))
      return records.filter((record) => record !== undefined)
    },
  }
}
