/** Jobs of several modules that were confirmed together: one heading with their total, and each job below it. */
import type { ComponentChildren, JSX } from "preact"
import { useState } from "preact/hooks"
import { t, tn } from "../i18n/translate"
import { sumCounts } from "../jobs/items"
import { isFinished, type JobState } from "../jobs/job"
import { groupBy } from "../lib/lists"
import type { JobSummary } from "../messages/views"
import { Disclosure, ReportButtons } from "./controls"
import { CommandButton, commandsFor, JobItem, type JobCommand, type JobsShown } from "./job-item"
import { JobAnnounce, JobLine, JobStatus } from "./job-status"
import { OrgLine, Since } from "./labels"
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
  readonly end?: ComponentChildren
}

/** Their state as one: running before waiting before finished. */
function stateOfAll(jobs: readonly Pick<JobSummary, "state">[]): JobState {
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

/** Above the jobs: their total, and what can be done with all of them. */
function Total(
  props: JobSetItemProps & { title: string; id: string; whole: JobSummary; children: ComponentChildren },
): JSX.Element {
  const { jobs, look, title, id, whole } = props
  const [first] = jobs
  const missing = (first.group?.modules ?? jobs.length) - jobs.length
  const acts = COMMANDS.map((command) => (
    <CommandButton key={command} command={command} jobs={helpedBy(command, jobs)} on={props.on} />
  ))
  if (look === "line")
    return (
      <>
        <h2 class="hide" id={id}>
          {title}
        </h2>
        {missing > 0 && <Alert>{t("jobs_missing", missing)}</Alert>}
        <JobAnnounce job={whole} />
        <div class="line">
          <JobLine job={whole} />
          {acts}
          {props.children}
        </div>
      </>
    )
  return (
    <>
      <div class="line one">
        <h2 class="title" id={id}>
          {title}
        </h2>
        <span class="fill" />
        <Since at={first.createdAt} now={props.now} />
      </div>
      {props.showOrg && <OrgLine org={first.org} quiet />}
      <JobStatus job={whole} label={title} />
      <div class="acts">
        {acts}
        {props.children}
      </div>
    </>
  )
}

/** One item for jobs confirmed together, or for one. */
export function JobSetItem(props: JobSetItemProps): JSX.Element {
  const { jobs, look, end, ...shown } = props
  const [first] = jobs
  const whole = together(jobs)
  const { modules, tags } = first.group ?? { modules: 1, tags: 0 }
  const id = `set-${setId(jobs)}-`
  const isList = look === "list"
  // Collapsed if everything went well; otherwise open, to show where it did not.
  const [open, setOpen] = useState(() => isList && whole.state !== "completed")
  // The group knows its size: other jobs may be too old for this list.
  if (modules < 2) return <JobItem job={first} {...{ look, end, ...shown }} />
  const ids = jobs.map((job) => job.id)
  const reports = isFinished(whole.state) && (
    <ReportButtons quiet={isList} onDownload={(kind) => shown.on.onDownload(ids, kind)} />
  )
  return (
    <li class="item set" aria-labelledby={`${id}t`}>
      <Total {...props} whole={whole} title={tn("jobs_title", tags, modules)} id={`${id}t`}>
        {isList && reports}
        {isList && <span class="fill" />}
        <Disclosure open={open} controls={`${id}d`} onToggle={() => setOpen(!open)}>
          {t("modules")}
        </Disclosure>
        {end}
      </Total>
      {open && (
        <div id={`${id}d`}>
          <ul class="parts" aria-label={t("modules")}>
            {jobs.map((job) => (
              <JobItem key={job.id} {...shown} job={job} look="part" />
            ))}
          </ul>
          {!isList && reports && <div class="acts">{reports}</div>}
        </div>
      )}
    </li>
  )
}
