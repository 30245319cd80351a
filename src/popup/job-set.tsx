/** Jobs of several modules that were confirmed together: one heading with their total, and each job below it. */
import type { ComponentChildren, JSX } from "preact"
import { useState } from "preact/hooks"
import { t, tn } from "../i18n/translate"
import { NO_ITEMS, sumCounts } from "../jobs/items"
import { isFinished, type Job, type JobState } from "../jobs/job"
import type { ReportKind } from "../reports/job-report"
import { Button, Disclosure, ReportButtons } from "../ui/controls"
import { JobStatus } from "../ui/job-status"
import {
  COMMAND_WORDS,
  commandsFor,
  isStopping,
  OrgOf,
  Since,
  type JobCommand,
  type JobItemProps,
} from "./job-item"

export interface JobSetProps extends Pick<JobItemProps, "now" | "showOrg" | "onCommand"> {
  /** At least one. */
  readonly jobs: readonly Job[]
  /** Downloads all of them in one file. */
  readonly onDownload: (kind: ReportKind) => void
  /** An item for each. */
  readonly children: ComponentChildren
}

/** Their state as one: running before waiting before finished. */
export function stateOfAll(jobs: readonly Job[]): JobState {
  const states = new Set(jobs.map(({ state }) => state))
  const open = (["running", "waiting", "paused"] as const).find((state) => states.has(state))
  const [only] = states
  return open ?? (only !== undefined && states.size === 1 ? only : "completed-with-problems")
}

/** Commands that fit any of the jobs, each with the jobs it applies to. No retry while one is running. */
function commandsOf(jobs: readonly Job[]): readonly (readonly [JobCommand, readonly Job[]])[] {
  const open = jobs.filter(({ state }) => !isFinished(state))
  const helped = (command: JobCommand): readonly Job[] =>
    (open.length > 0 ? open : jobs).filter((job) => !isStopping(job) && commandsFor(job).includes(command))
  const commands = (["job.pause", "job.resume", "job.cancel", "again"] as const).map(
    (command) => [command, helped(command)] as const,
  )
  return commands.filter(([, of]) => of.length > 0)
}

/** The jobs' total. Only deletions are confirmed together. */
function totalOf(jobs: readonly Job[]): Parameters<typeof JobStatus>[0]["job"] {
  return {
    ...{ kind: "deletion", state: stateOfAll(jobs), wait: null },
    ...{ tags: sumCounts(jobs.map((job) => job.tags)), records: NO_ITEMS },
    reportedDone: jobs.reduce((sum, job) => sum + job.reportedDone, 0),
  }
}

export function JobSetItem(props: JobSetProps): JSX.Element {
  const { jobs, now, onCommand, onDownload } = props
  const [first] = jobs
  const id = `set-${first?.group?.id}-`
  // Collapsed if everything went well; otherwise open, to show where it did not.
  const [open, setOpen] = useState(() => stateOfAll(jobs) !== "completed")
  const title = tn("jobs_title", first?.group?.tags ?? 0, first?.group?.modules ?? jobs.length)
  return (
    <li class="item set" aria-labelledby={`${id}t`}>
      <div class="line one">
        <h2 class="title" id={`${id}t`}>
          {title}
        </h2>
        <span class="fill" />
        {first && <Since at={first.createdAt} now={now} />}
      </div>
      {props.showOrg && first && <OrgOf org={first.org} />}
      <JobStatus job={totalOf(jobs)} label={title} />
      <div class="line">
        {commandsOf(jobs).map(([command, of]) => (
          <Button
            key={command}
            onClick={() =>
              onCommand(
                command,
                of.map(({ id }) => id),
              )
            }
          >
            {t(COMMAND_WORDS[command])}
          </Button>
        ))}
        {jobs.every(({ state }) => isFinished(state)) && <ReportButtons quiet onDownload={onDownload} />}
        <span class="fill" />
        <Disclosure open={open} controls={`${id}d`} onToggle={() => setOpen(!open)}>
          {t("modules")}
        </Disclosure>
      </div>
      {open && (
        <ul class="parts" id={`${id}d`} aria-label={t("modules")}>
          {props.children}
        </ul>
      )}
    </li>
  )
}
