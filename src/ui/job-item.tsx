/** A job on our own pages, whatever its kind: what it did, its state, the next actions, and its details. */
import type { ComponentChildren, JSX } from "preact"
import { relativeTime } from "../i18n/format"
import { jobTitle, whyLines } from "../i18n/job-text"
import { t, type MessageKey } from "../i18n/translate"
import { isRestorable } from "../jobs/items"
import { isFinished, isForSignIn, type JobState } from "../jobs/job"
import type { JobSummary } from "../messages/views"
import type { ReportKind } from "../reports/job-report"
import { orgPatterns } from "../zoho/data-centers"
import { AllowAccess } from "./notices"
import { Button, Disclosure } from "./controls"
import { JobDetails, type OpenJob } from "./job-details"
import { JobAnnounce, JobLine, JobStatus } from "./job-status"
import { OrgLine, Since } from "./labels"

/** What the user can tell a job to do. */
export type JobCommand =
  | ("job.pause" | "job.resume" | "job.skipRecords" | "job.cancel")
  /** Asks whether to do the rest in a new job. */
  | "again"

/** What our pages can do about jobs. */
export interface JobActs {
  /** @param jobIds one, or those of several that were confirmed together */
  readonly onCommand: (command: JobCommand, jobIds: readonly string[]) => void
  readonly onSignIn: (accountId: string) => void
  /** Asks whether to restore what a job deleted. */
  readonly onRestore: (jobId: string) => void
  /** Downloads the report of all these jobs in one file. */
  readonly onDownload: (jobIds: readonly string[], kind: ReportKind) => void
  /** Opens the manager at a module. @param module API name */
  readonly onOpenModule: (accountId: string, module: string) => void
}

const BY_STATE: Readonly<Record<JobState, readonly JobCommand[]>> = {
  waiting: ["job.pause", "job.cancel"],
  running: ["job.pause", "job.cancel"],
  paused: ["job.resume", "job.cancel"],
  completed: [],
  "completed-with-problems": ["again"],
  failed: ["again"],
  cancelled: ["again"],
}

/** The commands that fit a job's state, most likely first. */
export function commandsFor(job: JobSummary): readonly JobCommand[] {
  const { kind, state, pause } = job
  // Signing in, or allowing access, resumes the job, too.
  const endsElsewhere = isForSignIn(pause) || pause?.why === "permission-removed"
  const commands = BY_STATE[state].filter(
    (command) =>
      (command !== "job.resume" || !endsElsewhere) && (command !== "job.pause" || !isStopping(job)),
  )
  if (maySkipRecords(job)) return ["job.skipRecords", ...commands]
  if (kind !== "check") return commands
  // It cleans up after itself, so it cannot be cancelled; if it failed as a whole, there is nothing to delete.
  return commands.filter((command) => command !== "job.cancel" && state !== "failed")
}

const COMMAND_WORDS: Readonly<Record<JobCommand, MessageKey>> = {
  "job.pause": "pause",
  "job.resume": "resume",
  "job.cancel": "cancel",
  "job.skipRecords": "skip_records",
  again: "try_again_asks",
}

/** Cancelled, but not finished yet. */
const isStopping = ({ cancelRequested, state, pause }: JobSummary): boolean =>
  cancelRequested && !isFinished(state) && pause === null

/** Only the user may let a job continue without the records that its backup should include. */
function maySkipRecords({ pause, backup }: JobSummary): boolean {
  const waitsForBackup = pause?.why === "backup" || pause?.why === "consent"
  return waitsForBackup && backup?.phase === "due" && backup.records && !backup.skipped
}

/** The button of a command for all of these jobs; none if there are no jobs. */
export function CommandButton(props: {
  readonly command: JobCommand
  readonly jobs: readonly JobSummary[]
  readonly on: JobActs
}): JSX.Element | null {
  const { command, jobs } = props
  if (jobs.length === 0) return null
  const isDeleteAgain =
    command === "again" && jobs.every((job) => job.kind === "deletion" && job.state === "cancelled")
  return (
    <Button
      // A second cancel gives up on what is still unknown.
      disabled={command === "job.cancel" && jobs.every(isStopping)}
      onClick={() =>
        props.on.onCommand(
          command,
          jobs.map(({ id }) => id),
        )
      }
    >
      {t(isDeleteAgain ? "delete_again_asks" : COMMAND_WORDS[command])}
    </Button>
  )
}

/** What every item of a list is drawn with. */
export interface JobsShown {
  readonly now: number
  /** Shown if the list has jobs of more than one org. */
  readonly showOrg: boolean
  /** Ids of complete backups; undefined: not known. */
  readonly restorable?: ReadonlySet<string>
  /** The job whose details are shown. */
  readonly open: OpenJob
  readonly on: JobActs
}

interface JobItemProps extends JobsShown {
  readonly job: JobSummary
  /**
   * `list`: under its title. `part`: the same, of jobs confirmed together, whose heading has the time. `line`: on one
   * line without a title.
   */
  readonly look: "list" | "part" | "line"
  readonly end?: ComponentChildren
}

/** What can be done with a job now. */
function actsOf({ job, look, restorable, on }: JobItemProps): JSX.Element[] {
  const { pause } = job
  const acts = commandsFor(job).map((command) => (
    <CommandButton key={command} command={command} jobs={[job]} on={on} />
  ))
  if (isForSignIn(pause))
    acts.unshift(
      <Button key="sign-in" onClick={() => on.onSignIn(job.accountId)}>
        {t("sign_in")}
      </Button>,
    )
  if (pause?.why === "permission-removed")
    acts.unshift(<AllowAccess key="allow" origins={orgPatterns(job.org)} />)
  if (isRestorable(job) && (restorable?.has(job.id) ?? true))
    acts.push(
      <Button key="restore" onClick={() => on.onRestore(job.id)}>
        {t(look === "line" ? "undo" : "restore")}
      </Button>,
    )
  return acts
}

/** Why it is paused, or what its cancelling means. */
function Why({ job, now }: JobItemProps): JSX.Element | null {
  if (isStopping(job)) return <p class="line soft">{t("cancel_means")}</p>
  const until = job.pause?.until ?? null
  const lines = job.pause ? whyLines(job) : []
  if (lines.length === 0) return null
  return (
    <p>
      {lines.join(" ")} {maySkipRecords(job) && <span class="soft">{t("skip_records_means")} </span>}
      {until !== null && <span class="soft">{t("tries_again", relativeTime(until, now))}</span>}
    </p>
  )
}

/** What it did, and a link to the module's tags. */
function Title({ job, on }: JobItemProps): JSX.Element {
  const { accountId: account, module } = job
  const query = new URLSearchParams({ account, module: module.apiName })
  return (
    <a
      class="to-module"
      href={`/tabs/tags.html?${query}`}
      title={t("open_manager")}
      onClick={(event) => {
        event.preventDefault()
        on.onOpenModule(account, module.apiName)
      }}
    >
      {jobTitle(job)}
    </a>
  )
}

/** Its title says how many it deleted. */
const isAllDeleted = ({ kind, state, tags }: JobSummary): boolean =>
  kind === "deletion" && state === "completed" && tags.already === 0

export function JobItem(props: JobItemProps): JSX.Element {
  const { job, look, open } = props
  const isOpen = open.id === job.id
  const id = `job-${job.id}-`
  const acts = actsOf(props)
  const details = (
    <Disclosure open={isOpen} controls={`${id}d`} onToggle={() => open.onOpen(isOpen ? null : job.id)}>
      {t("details")}
    </Disclosure>
  )
  const below = isOpen && (
    <div class="details" id={`${id}d`}>
      <JobDetails open={open} onDownload={props.on.onDownload} />
    </div>
  )
  if (look === "line")
    return (
      <li class="item" aria-labelledby={`${id}t`}>
        <h2 class="hide" id={`${id}t`}>
          {jobTitle(job)}
        </h2>
        <JobAnnounce job={job} />
        <div class="line">
          <JobLine job={job} />
          {acts}
          {details}
          {props.end}
        </div>
        {below}
      </li>
    )
  const Heading = look === "part" ? "h3" : "h2"
  const toDetails = <span class="at-end">{details}</span>
  return (
    <li class="item" aria-labelledby={`${id}t`}>
      <div class="line one">
        <Heading class="title" id={`${id}t`}>
          <Title {...props} />
        </Heading>
        <span class="fill" />
        {look === "list" && <Since at={job.createdAt} now={props.now} />}
      </div>
      {props.showOrg && look === "list" && <OrgLine org={job.org} quiet />}
      <JobStatus job={job} label={jobTitle(job)} isSaid={isAllDeleted(job)}>
        {acts.length === 0 && toDetails}
      </JobStatus>
      <Why {...props} />
      {acts.length > 0 && (
        <div class="acts">
          {acts}
          {toDetails}
        </div>
      )}
      {below}
    </li>
  )
}
