import type { ComponentChildren, JSX } from "preact"
import { useId } from "preact/hooks"
import type { Job, JobState } from "../deletion/job"
import { Progress } from "../ui/bars"
import { Button, Disclosure } from "../ui/button"
import { EnvironmentChip } from "../ui/chip"
import { dateTime, relativeTime } from "../ui/format"
import { t, tn } from "../ui/i18n"
import type { MessageKey } from "../ui/i18n"
import { reasonText } from "../ui/reason"
import { JobStateWord } from "../ui/job-state"

/** What can be asked of a job from the popup. */
export type JobCommand = "job.pause" | "job.resume" | "job.cancel" | "job.retry"

const COMMANDS: Readonly<Record<JobState, readonly (readonly [JobCommand, MessageKey])[]>> = {
  waiting: [
    ["job.pause", "pause"],
    ["job.cancel", "cancel"],
  ],
  running: [
    ["job.pause", "pause"],
    ["job.cancel", "cancel"],
  ],
  paused: [
    ["job.resume", "resume"],
    ["job.cancel", "cancel"],
  ],
  completed: [],
  "completed-with-problems": [["job.retry", "retry_failed"]],
  failed: [["job.retry", "retry_failed"]],
  cancelled: [["job.retry", "retry_failed"]],
}

export interface JobItemProps {
  readonly job: Job
  readonly now: number
  /** Said where more than one org has jobs in the list. */
  readonly showOrg: boolean
  readonly open: boolean
  readonly onToggle: () => void
  readonly onCommand: (command: JobCommand, jobId: string) => void
  readonly onSignIn: (accountId: string) => void
  /** The details, when open. */
  readonly children?: ComponentChildren
}

const isOpen = (state: JobState): boolean => ["waiting", "running", "paused"].includes(state)

/** Tags that are done with, whatever became of them. */
const done = (job: Job): number => Math.max(job.tagCount - job.counts.pending, job.reportedDone)

function numbers(job: Job): string {
  const { deleted, "already-gone": already } = job.counts
  if (isOpen(job.state)) return t("progress", done(job), job.tagCount)
  const kept = job.tagCount - deleted - already
  return kept > 0 ? t("result_kept", deleted, kept) : t("result_deleted", deleted)
}

function PauseLine({
  job,
  now,
  onSignIn,
}: Pick<JobItemProps, "job" | "now" | "onSignIn">): JSX.Element | null {
  if (job.state !== "paused" || !job.pause || job.pause.why === "user") return null
  const { why, until, reason } = job.pause
  return (
    <div class="line">
      <span>{t(`pause_${why.replaceAll("-", "_")}` as MessageKey)}</span>
      {reason && <p class="soft">{reasonText(reason)}</p>}
      {until !== null && <span class="soft">{t("tries_again", relativeTime(until, now))}</span>}
      {(why === "sign-in" || why === "consent") && (
        <Button onClick={() => onSignIn(job.accountId)}>{t("sign_in")}</Button>
      )}
    </div>
  )
}

/** One job: what, how it stands, when, and what can be done about it. */
export function JobItem(props: JobItemProps): JSX.Element {
  const { job, now, open, onToggle } = props
  const id = useId()
  const commands = COMMANDS[job.state]
  const title = tn("job_title", job.tagCount, job.module.pluralLabel)
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
        <h2 class="title" id={`${id}t`}>
          {title}
        </h2>
        <span class="fill" />
        <time class="soft" dateTime={new Date(job.createdAt).toISOString()} title={dateTime(job.createdAt)}>
          {relativeTime(job.createdAt, now)}
        </time>
      </div>
      {props.showOrg && (
        <div class="line one small">
          <bdi class="clip soft">{job.org.name}</bdi>
          <EnvironmentChip environment={job.org.environment} />
        </div>
      )}
      <div class="line">
        <JobStateWord state={job.state} />
        <span class="soft">{numbers(job)}</span>
        {commands.length === 0 && details}
      </div>
      {isOpen(job.state) && (
        <Progress
          label={title}
          value={done(job)}
          max={job.tagCount}
          text={numbers(job)}
          still={job.state === "paused"}
        />
      )}
      <PauseLine job={job} now={now} onSignIn={props.onSignIn} />
      {commands.length > 0 && (
        <div class="line">
          {commands.map(([command, word]) => (
            <Button
              key={command}
              disabled={command === "job.cancel" && job.cancelRequested}
              onClick={() => props.onCommand(command, job.id)}
            >
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
