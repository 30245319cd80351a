/** Jobs of several modules that were confirmed together: one heading with what they come to, and each below it. */
import type { ComponentChildren, JSX } from "preact"
import { useState } from "preact/hooks"
import type { Job, JobState } from "../jobs/job"
import { isFinished } from "../jobs/job"
import { NO_ITEMS, sumCounts } from "../jobs/items"
import { Progress } from "../ui/bars"
import { Button, Disclosure } from "../ui/button"
import { t, tn } from "../ui/i18n"
import { JobStateWord } from "../ui/job-state"
import { jobNumbers, jobProgress } from "../ui/job-text"
import { ReportButtons } from "../ui/report-buttons"
import type { ReportKind } from "../ui/report"
import { COMMAND_WORDS, OrgOf, Since, commandsFor, isStopping } from "./job-item"
import type { JobCommand, JobItemProps } from "./job-item"

export interface JobSetProps extends Pick<JobItemProps, "now" | "showOrg" | "onCommand"> {
  /** At least one. */
  readonly jobs: readonly Job[]
  /** Of all of them, in one file. */
  readonly onDownload: (kind: ReportKind) => void
  /** An item for each. */
  readonly children: ComponentChildren
}

/** How they stand together: what goes on comes before what waits, and that before what is over. */
export function stateOfAll(jobs: readonly Job[]): JobState {
  const states = new Set(jobs.map(({ state }) => state))
  const open = (["running", "waiting", "paused"] as const).find((state) => states.has(state))
  const [only] = states
  return open ?? (only !== undefined && states.size === 1 ? only : "completed-with-problems")
}

/** What helps any of them, and is then asked of each that it helps. Nothing is tried again while one is under way. */
function commandsOf(jobs: readonly Job[]): readonly (readonly [JobCommand, readonly Job[]])[] {
  const open = jobs.filter(({ state }) => !isFinished(state))
  const helped = (command: JobCommand): readonly Job[] =>
    (open.length > 0 ? open : jobs).filter((job) => !isStopping(job) && commandsFor(job).includes(command))
  const commands = (["job.pause", "job.resume", "job.cancel", "again"] as const).map(
    (command) => [command, helped(command)] as const,
  )
  return commands.filter(([, of]) => of.length > 0)
}

/** @param jobs at least one */
function Totals({ jobs, title }: { jobs: readonly Job[]; title: string }): JSX.Element {
  const state = stateOfAll(jobs)
  const all = {
    ...{ kind: "deletion" as const, state, tags: sumCounts(jobs.map((job) => job.tags)), records: NO_ITEMS },
    reportedDone: jobs.reduce((sum, job) => sum + job.reportedDone, 0),
  }
  const words = jobNumbers(all)
  return (
    <>
      <div class="line">
        <JobStateWord state={state} />
        <span class="soft">{words}</span>
      </div>
      {!isFinished(state) && (
        <Progress label={title} {...jobProgress(all)} text={words} still={state === "paused"} />
      )}
    </>
  )
}

export function JobSetItem(props: JobSetProps): JSX.Element {
  const { jobs, now, onCommand, onDownload } = props
  const [first] = jobs
  const id = `set-${first?.group?.id}-`
  // What is over and well is one line; what is not shows where.
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
      <Totals jobs={jobs} title={title} />
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
