/** Jobs of several modules that were confirmed together: one heading with their total, and each job below it. */
import type { ComponentChildren, JSX } from "preact"
import { useState } from "preact/hooks"
import { t, tn } from "../i18n/translate"
import { sumCounts } from "../jobs/items"
import { isFinished, type JobState } from "../jobs/job"
import { groupBy } from "../lib/lists"
import type { JobSummary } from "../messages/views"
import { Disclosure, ReportButtons } from "./controls"
import { CommandButton, commandsFor, JobItem, Since, type JobCommand, type JobsShown } from "./job-item"
import { JobLine, JobStatus } from "./job-status"
import { OrgLine } from "./labels"
import { Alert } from "./notices"

/** Jobs that were confirmed together, or one. */
export type JobSet = readonly [JobSummary, ...JobSummary[]]

/** The jobs by their confirmation, in their order. */
export function setsOf(jobs: readonly JobSummary[]): JobSet[] {
  return [...groupBy(jobs, ({ group, id }) => group?.id ?? id).values()] as unknown as JobSet[]
}

export const setId = ([{ group, id }]: JobSet): string => group?.id ?? id

interface JobSetItemProps extends JobsShown {
  readonly jobs: JobSet
  readonly look: "list" | "line"
  /** At the end of a line. */
  readonly end?: ComponentChildren
}

/** Their state as one: running before waiting before finished. */
export function stateOfAll(jobs: readonly Pick<JobSummary, "state">[]): JobState {
  const states = new Set(jobs.map(({ state }) => state))
  const open = (["running", "waiting", "paused"] as const).find((state) => states.has(state))
  const [only] = states
  return open ?? (only !== undefined && states.size === 1 ? only : "completed-with-problems")
}

const COMMANDS: readonly JobCommand[] = ["job.pause", "job.resume", "job.cancel", "again"]

/** The jobs that a command fits. No retry while one is running. */
function helpedBy(command: JobCommand, jobs: readonly JobSummary[]): readonly JobSummary[] {
  const open = jobs.filter(({ state }) => !isFinished(state))
  return (open.length > 0 ? open : jobs).filter((job) => commandsFor(job).includes(command))
}

/** The jobs as one. */
function together(jobs: JobSet): JobSummary {
  const state = stateOfAll(jobs)
  const lead = jobs.find((job) => job.state === state) ?? jobs[0]
  const backup = jobs.find((job) => job.backup?.phase === "due")?.backup ?? null
  return {
    ...{ ...lead, state },
    tags: sumCounts(jobs.map((job) => job.tags)),
    records: sumCounts(jobs.map((job) => job.records)),
    reportedDone: jobs.reduce((sum, job) => sum + job.reportedDone, 0),
    backup: backup && {
      ...backup,
      collected: jobs.reduce((sum, job) => sum + (job.backup?.collected ?? 0), 0),
    },
  }
}

/** One item for jobs confirmed together. */
export function JobSetItem({ jobs, look, end, ...shown }: JobSetItemProps): JSX.Element {
  const [first] = jobs
  const { now, showOrg, on } = shown
  const whole = together(jobs)
  const { modules, tags } = first.group ?? { modules: 1, tags: 0 }
  const id = `set-${setId(jobs)}-`
  // Collapsed if everything went well; otherwise open, to show where it did not.
  const [open, setOpen] = useState(() => look === "list" && whole.state !== "completed")
  // The group knows its size: other jobs may be too old for this list.
  if (modules < 2) return <JobItem job={first} {...{ look, end, ...shown }} />
  const title = tn("jobs_title", tags, modules)
  const commands = COMMANDS.map((command) => [command, helpedBy(command, jobs)] as const)
  const reports = isFinished(whole.state) && (
    <ReportButtons
      quiet={look === "list"}
      onDownload={(kind) =>
        on.onDownload(
          jobs.map((job) => job.id),
          kind,
        )
      }
    />
  )
  return (
    <li class="item set" aria-labelledby={`${id}t`}>
      <div class={look === "list" ? "line one" : "hide"}>
        <h2 class="title" id={`${id}t`}>
          {title}
        </h2>
        <span class="fill" />
        {look === "list" && <Since at={first.createdAt} now={now} />}
      </div>
      {showOrg && look === "list" && <OrgLine org={first.org} quiet />}
      {look === "list" && <JobStatus job={whole} label={title} />}
      {jobs.length < modules && look === "line" && <Alert>{t("jobs_missing", modules - jobs.length)}</Alert>}
      <div class="line">
        {look === "line" && <JobLine job={whole} />}
        {commands.map(
          ([command, of]) =>
            of.length > 0 && <CommandButton key={command} command={command} jobs={of} on={on} />,
        )}
        {look === "list" && reports}
        {look === "list" && <span class="fill" />}
        <Disclosure open={open} controls={`${id}d`} onToggle={() => setOpen(!open)}>
          {t("modules")}
        </Disclosure>
        {end}
      </div>
      {open && (
        <div id={`${id}d`}>
          <ul class="parts" aria-label={t("modules")}>
            {jobs.map((job) => (
              <JobItem key={job.id} {...shown} job={job} look="part" />
            ))}
          </ul>
          {look === "line" && reports && <div class="acts">{reports}</div>}
        </div>
      )}
    </li>
  )
}
