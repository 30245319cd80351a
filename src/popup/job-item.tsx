/** One job in the list, whatever its kind: what it did, its state, when it began, and the next actions. */
import type { ComponentChildren, JSX } from "preact"
import { dateTime, relativeTime } from "../i18n/format"
import { jobTitle, pauseLines, stageText } from "../i18n/job-text"
import { t, type MessageKey } from "../i18n/translate"
import { settledOf, totalOf } from "../jobs/items"
import { isFinished, isForSignIn, type Job, type JobState, type OrgRef } from "../jobs/job"
import { AllowAccess } from "../ui/allow-access"
import { Button, Disclosure } from "../ui/controls"
import { useCountdown } from "../ui/hooks"
import { EnvironmentChip } from "../ui/labels"
import { JobStatus } from "../ui/job-status"
import { orgPatterns } from "../zoho/data-centers"

/** Commands that the popup offers for a job. */
export type JobCommand =
  | "job.pause"
  | "job.resume"
  | "job.skipRecords"
  | "job.cancel"
  /** Asks whether to do the rest in a new job. */
  | "again"

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
export function commandsFor({ kind, state }: Pick<Job, "kind" | "state">): readonly JobCommand[] {
  const all = BY_STATE[state]
  if (kind !== "check") return all
  // It cleans up after itself, so it cannot be cancelled; if it failed as a whole, there is nothing to delete.
  return all.filter((command) => command !== "job.cancel" && state !== "failed")
}

export const COMMAND_WORDS: Readonly<Record<JobCommand, MessageKey>> = {
  "job.pause": "pause",
  "job.resume": "resume",
  "job.cancel": "cancel",
  "job.skipRecords": "skip_records",
  again: "try_again_asks",
}

const wordFor = (command: JobCommand, { kind, state }: Job): MessageKey =>
  command === "again" && kind === "deletion" && state === "cancelled"
    ? "delete_again_asks"
    : COMMAND_WORDS[command]

/** Cancelled, but not finished yet. */
export const isStopping = ({ cancelRequested, state, pause }: Job): boolean =>
  cancelRequested && !isFinished(state) && pause === null

/** Only the user may let a job continue without the records that its backup should include. */
function maySkipRecords({ pause, backup }: Job): boolean {
  const waitsForBackup = pause?.why === "backup" || pause?.why === "consent"
  return waitsForBackup && backup?.phase === "due" && backup.records && !backup.skipped
}

export interface JobItemProps {
  readonly job: Job
  readonly now: number
  /** Shown if the list has jobs of more than one org. */
  readonly showOrg: boolean
  /** Of several that were confirmed together; their heading has the time. */
  readonly isPart?: boolean
  readonly open: boolean
  readonly onToggle: () => void
  /** Opens the manager at a module. @param module API name */
  readonly onOpenModule: (accountId: string, module: string) => void
  /** @param jobIds one, or those of several that were confirmed together */
  readonly onCommand: (command: JobCommand, jobIds: readonly string[]) => void
  readonly onSignIn: (accountId: string) => void
  /** Asks whether to restore what it deleted; null: there is nothing to restore. */
  readonly onRestore: (() => void) | null
  /** The details, when open. */
  readonly children?: ComponentChildren
}

interface Act {
  readonly word: MessageKey
  readonly disabled?: boolean
  readonly onClick: () => void
}

function actsOf({ job, onCommand, onRestore }: JobItemProps): Act[] {
  const skips: readonly JobCommand[] = maySkipRecords(job) ? ["job.skipRecords"] : []
  const acts = [...skips, ...commandsFor(job)].map((command) => ({
    word: wordFor(command, job),
    // A second cancel gives up on what is still unknown.
    disabled: command === "job.cancel" && isStopping(job),
    onClick: () => onCommand(command, [job.id]),
  }))
  return onRestore ? [...acts, { word: "restore", onClick: onRestore }] : acts
}

/** What it waits for before its first call that deletes; null once it no longer waits. */
function useStage(job: Job): string | null {
  const isWaiting = !isFinished(job.state) && settledOf(job.tags) === 0 && job.pause === null
  const left = useCountdown(isWaiting ? job.startAt : null)
  const backup = job.backup?.phase === "due" ? job.backup : null
  return isWaiting ? stageText(left, backup, totalOf(job.tags)) : null
}

function PauseLine({ job, now, onSignIn }: JobItemProps): JSX.Element | null {
  if (isStopping(job)) return <p class="line soft">{t("cancel_means")}</p>
  if (job.state !== "paused" || !job.pause || job.pause.why === "user") return null
  const { why, until } = job.pause
  return (
    <div class="line">
      {pauseLines(job.pause).map((line) => (
        <span key={line}>{line}</span>
      ))}
      {maySkipRecords(job) && <p class="soft">{t("skip_records_means")}</p>}
      {until !== null && <span class="soft">{t("tries_again", relativeTime(until, now))}</span>}
      {isForSignIn(job.pause) && <Button onClick={() => onSignIn(job.accountId)}>{t("sign_in")}</Button>}
      {why === "permission-removed" && <AllowAccess origins={orgPatterns(job.org)} />}
    </div>
  )
}

/** When it was confirmed. */
export function Since({ at, now }: { at: number; now: number }): JSX.Element {
  return (
    <time class="soft" dateTime={new Date(at).toISOString()} title={dateTime(at)}>
      {relativeTime(at, now)}
    </time>
  )
}

/** An org's name, with its environment unless it is production. */
export function OrgOf({ org }: { org: OrgRef }): JSX.Element {
  return (
    <div class="org line one">
      <bdi class="clip" title={org.name}>
        {org.name}
      </bdi>
      {org.environment !== "production" && <EnvironmentChip environment={org.environment} />}
    </div>
  )
}

/** What it did, and a link to the module's tags. */
function Title({ job, onOpenModule }: JobItemProps): JSX.Element {
  const { accountId: account, module } = job
  const query = new URLSearchParams({ account, module: module.apiName })
  return (
    <a
      class="to-module"
      href={`/tabs/tags.html?${query}`}
      title={t("open_in_manager", module.pluralLabel)}
      onClick={(event) => {
        event.preventDefault()
        onOpenModule(account, module.apiName)
      }}
    >
      {jobTitle(job)}
    </a>
  )
}

export function JobItem(props: JobItemProps): JSX.Element {
  const { job, now, open, isPart = false, onToggle } = props
  const stage = useStage(job)
  const acts = actsOf(props)
  const Heading = isPart ? "h3" : "h2"
  const id = `job-${job.id}-`
  const details = (
    <>
      <span class="fill" />
      <Disclosure open={open} controls={`${id}d`} onToggle={onToggle}>
        {t("details")}
      </Disclosure>
    </>
  )
  return (
    <li class="item" aria-labelledby={`${id}t`}>
      <div class="line one">
        <Heading class="title" id={`${id}t`}>
          <Title {...props} />
        </Heading>
        <span class="fill" />
        {!isPart && <Since at={job.createdAt} now={now} />}
      </div>
      {props.showOrg && !isPart && <OrgOf org={job.org} />}
      <JobStatus job={job} label={jobTitle(job)} words={stage}>
        {acts.length === 0 && details}
      </JobStatus>
      <PauseLine {...props} />
      {acts.length > 0 && (
        <div class="line">
          {acts.map(({ word, disabled = false, onClick }) => (
            <Button key={word} disabled={disabled} onClick={onClick}>
              {t(word)}
            </Button>
          ))}
          {details}
        </div>
      )}
      {open && (
        <div class="details" id={`${id}d`}>
          {props.children}
        </div>
      )}
    </li>
  )
}
