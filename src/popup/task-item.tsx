import type { ComponentChildren, JSX } from "preact"
import type { JobState } from "../deletion/job"
import { totalOf } from "../task/items"
import type { Task } from "../task/task"
import type { MessageKey } from "../ui/i18n"
import { settledOf, taskNumbers, taskTitle } from "../ui/task-line"
import { PauseLine, WorkItem, maySkipRecords } from "./work-item"
import type { WorkCommand, WorkItemProps } from "./work-item"

/** What can be asked of a restore or a merge from the popup. */
export type TaskCommand = "task.pause" | "task.resume" | "task.skipRecords" | "task.cancel" | "again"

const COMMANDS: Readonly<Record<JobState, readonly (readonly [TaskCommand, MessageKey])[]>> = {
  waiting: [
    ["task.pause", "pause"],
    ["task.cancel", "cancel"],
  ],
  running: [
    ["task.pause", "pause"],
    ["task.cancel", "cancel"],
  ],
  paused: [
    ["task.resume", "resume"],
    ["task.cancel", "cancel"],
  ],
  completed: [],
  "completed-with-problems": [["again", "try_again_asks"]],
  failed: [["again", "try_again_asks"]],
  cancelled: [["again", "try_again_asks"]],
}

export interface TaskItemProps extends Pick<WorkItemProps, "now" | "onOpenModule"> {
  readonly task: Task
  readonly showOrg: boolean
  readonly open: boolean
  readonly onToggle: () => void
  readonly onCommand: (command: TaskCommand, taskId: string) => void
  readonly onSignIn: (accountId: string) => void
  /** The details, when open. */
  readonly children?: ComponentChildren
}

function commandsOf({ task, onCommand }: TaskItemProps): WorkCommand[] {
  const own = COMMANDS[task.state]
  const all = maySkipRecords(task) ? [["task.skipRecords", "skip_records"] as const, ...own] : own
  return all.map(([command, word]) => ({
    word,
    disabled: command === "task.cancel" && task.cancelRequested,
    onClick: () => onCommand(command, task.id),
  }))
}

/** One restore or merge. */
export function TaskItem(props: TaskItemProps): JSX.Element {
  const { task, now, showOrg, open, onToggle, onOpenModule } = props
  const { tags, records } = task
  return (
    <WorkItem
      {...{ work: task, now, showOrg, open, onToggle, onOpenModule }}
      title={taskTitle(task)}
      words={taskNumbers(task)}
      progress={{ value: settledOf(tags) + settledOf(records), max: totalOf(tags) + totalOf(records) }}
      commands={commandsOf(props)}
      pause={<PauseLine work={task} now={now} onSignIn={props.onSignIn} />}
    >
      {props.children}
    </WorkItem>
  )
}
