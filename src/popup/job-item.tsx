import type { ComponentChildren, JSX } from "preact"
import type { Job, JobState } from "../deletion/job"
import { t, tn } from "../ui/i18n"
import type { MessageKey } from "../ui/i18n"
import { stageWords } from "../ui/job-stage"
import { useCountdown } from "../ui/use-countdown"
import { PauseLine, WorkItem, isOpen, maySkipRecords } from "./work-item"
import type { WorkCommand, WorkItemProps } from "./work-item"

/** What can be asked of a job from the popup. */
export type JobCommand =
  | "job.pause"
  | "job.resume"
  | "job.skipRecords"
  | "job.cancel"
  /** Asks whether what it left is to be deleted. */
  | "again"

export const COMMANDS: Readonly<Record<JobState, readonly (readonly [JobCommand, MessageKey])[]>> = {
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
  "completed-with-problems": [["again", "try_again_asks"]],
  failed: [["again", "try_again_asks"]],
  cancelled: [["again", "delete_again_asks"]],
}

export interface JobItemProps extends Pick<WorkItemProps, "now" | "isPart" | "onOpenModule"> {
  readonly job: Job
  /** Said where more than one org has jobs in the list. */
  readonly showOrg: boolean
  readonly open: boolean
  readonly onToggle: () => void
  /** @param jobIds one, or those of several that were confirmed together */
  readonly onCommand: (command: JobCommand, jobIds: readonly string[]) => void
  readonly onSignIn: (accountId: string) => void
  /** Asks whether what it deleted is to be restored; null: there is no backup of it. */
  readonly onRestore: (() => void) | null
  /** The details, when open. */
  readonly children?: ComponentChildren
}

function commandsOf({ job, onCommand, onRestore }: JobItemProps): WorkCommand[] {
  const own = COMMANDS[job.state]
  const all = maySkipRecords(job) ? [["job.skipRecords", "skip_records"] as const, ...own] : own
  const told = all.map(([command, word]) => ({
    word,
    // Asked again while it cannot be ended, it gives up what it does not know.
    disabled: command === "job.cancel" && isStopping(job),
    onClick: () => onCommand(command, [job.id]),
  }))
  return onRestore && !isOpen(job.state) ? [...told, { word: "restore", onClick: onRestore }] : told
}

/** Cancelled, and not at its end yet. */
export const isStopping = (job: Job): boolean =>
  job.cancelRequested && isOpen(job.state) && job.pause === null

/** Tags that are done with, whatever became of them. */
export const done = (job: Pick<Job, "counts" | "tagCount" | "reportedDone">): number =>
  Math.max(job.tagCount - job.counts.pending, job.reportedDone)

/** What is being waited for, or how far it is. */
function useNumbers(job: Job): string {
  const isWaiting = isOpen(job.state) && job.counts.pending === job.tagCount && job.pause === null
  const left = useCountdown(isWaiting ? job.startAt : null)
  const backup = job.backup?.phase === "due" ? job.backup : null
  const stage = isWaiting ? stageWords(left, backup, job.tagCount) : null
  return stage ?? numbers(job)
}

/** How far it is, or what has come of it. */
export function numbers(job: Pick<Job, "state" | "counts" | "tagCount" | "reportedDone">): string {
  const { deleted, "already-gone": already } = job.counts
  if (isOpen(job.state)) return t("progress", done(job), job.tagCount)
  const kept = job.tagCount - deleted - already
  return kept > 0 ? t("result_kept", deleted, kept) : t("result_deleted", deleted)
}

/** One deletion. */
export function JobItem(props: JobItemProps): JSX.Element {
  const { job, now, showOrg, open, isPart = false, onToggle, onOpenModule } = props
  return (
    <WorkItem
      {...{ work: job, now, showOrg, open, isPart, onToggle, onOpenModule }}
      title={tn("job_title", job.tagCount, job.module.pluralLabel)}
      words={useNumbers(job)}
      progress={{ value: done(job), max: job.tagCount }}
      commands={commandsOf(props)}
      pause={
        isStopping(job) ? (
          <p class="line soft">{t("cancel_means")}</p>
        ) : (
          <PauseLine work={job} now={now} onSignIn={props.onSignIn} />
        )
      }
    >
      {props.children}
    </WorkItem>
  )
}
