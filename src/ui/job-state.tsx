import type { JSX } from "preact"
import type { JobState } from "../jobs/job"
import { t } from "./i18n"
import { Icon } from "./icon"
import type { IconName } from "./icon"

const ICONS: Readonly<Record<JobState, IconName>> = {
  waiting: "clock",
  running: "play",
  paused: "pause",
  completed: "check",
  "completed-with-problems": "warning",
  failed: "fail",
  cancelled: "stop",
}

const WORDS = {
  waiting: "state_waiting",
  running: "state_running",
  paused: "state_paused",
  completed: "state_completed",
  "completed-with-problems": "state_problems",
  failed: "state_failed",
  cancelled: "state_cancelled",
} as const satisfies Record<JobState, string>

/** A job's state by word and picture. */
export function JobStateWord({ state }: { state: JobState }): JSX.Element {
  return (
    <span class={`state ${state}`}>
      <Icon name={ICONS[state]} />
      {t(WORDS[state])}
    </span>
  )
}
