/** Runs all tasks. */
import { isFinished } from "../deletion/job"
import { runTrade } from "../runner/runner"
import type { RunnerOf } from "../runner/runner"
import type { Rules } from "../runner/trade"
import { attempt } from "./carry-out"
import * as due from "./due"
import { commandKey } from "./events"
import type { Command, TaskEvent } from "./events"
import * as machine from "./machine"
import type { TaskPorts } from "./ports"
import { changedSteps } from "./record"
import type { TaskRecord } from "./task"

export type TaskRunner = RunnerOf<TaskRecord, TaskEvent>
export type TaskRules = Rules<TaskRecord, TaskEvent, Command>

export const TASK_RULES: TaskRules = {
  step: machine.step,
  dueCommands: due.dueCommands,
  wakeAt: due.wakeAt,
}

export function createTaskRunner(ports: TaskPorts, rules: TaskRules = TASK_RULES): TaskRunner {
  const { journal, backups, protectedNow, clock } = ports
  return runTrade(ports, {
    rules,
    about: ({ job }) => ({
      ...{ id: job.id, accountId: job.accountId, orgId: job.org.id },
      isFinished: isFinished(job.state),
    }),
    keyOf: commandKey,
    alone: ["renew"],
    carrier({ job }) {
      const calls = { zoho: ports.zoho(job), backups, protectedNow, clock }
      return (command, teller) => attempt(command, calls, teller)
    },
    unfinished: () => journal.unfinished(),
    load: (id) => journal.load(id),
    save: (before, after) => journal.save(after.job, changedSteps(before, after)),
    onSaved: ({ job }) => ports.onSaved(job),
  })
}
