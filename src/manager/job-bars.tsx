import type { JSX } from "preact"
import { useId, useState } from "preact/hooks"
import { t, tn } from "../i18n/translate"
import { sumCounts } from "../jobs/items"
import { isFinished, isForSignIn } from "../jobs/job"
import type { JobProgress } from "../messages/views"
import type { ReportKind } from "../reports/job-report"
import { AllowAccess } from "../ui/allow-access"
import { Button, Disclosure, ReportButtons } from "../ui/controls"
import { Alert } from "../ui/notices"
import { doing, JobAnnounce, JobStateWord, KeptList, Result, Running } from "../ui/progress"
import { orgPatterns } from "../zoho/data-centers"
import type { JobSet } from "./use-jobs"

export interface JobBarProps {
  readonly set: JobSet
  readonly onCancel: () => void
  readonly onDismiss: () => void
  /** Asks whether to restore what a job deleted. */
  readonly onUndo: (jobId: string) => void
  readonly onSignIn: () => void
  readonly onReport: (kind: ReportKind) => void
}

/** The progress of all backups together; null once none is running. */
function backupOf(jobs: readonly JobProgress[]): JobProgress["backup"] {
  const due = jobs.find(({ backup }) => backup !== null)?.backup ?? null
  const collected = jobs.reduce((sum, { backup, tagCount }) => sum + (backup?.collected ?? tagCount), 0)
  return due && { ...due, collected }
}

/** Several modules' jobs as one: paused only if none can continue. */
function together(jobs: readonly JobProgress[]): JobProgress | undefined {
  const open = jobs.filter(({ state }) => !isFinished(state))
  const first = open.find(({ state }) => state === "running") ?? open[0] ?? jobs[0]
  const sum = (of: (job: JobProgress) => number): number => jobs.reduce((all, job) => all + of(job), 0)
  return (
    first && {
      ...first,
      tagCount: sum((job) => job.tagCount),
      progress: sum((job) => job.progress),
      counts: sumCounts(jobs.map((job) => job.counts)),
      backup: backupOf(jobs),
    }
  )
}

/** Each module's part. */
function Parts({
  jobs,
  onUndo,
}: { jobs: readonly JobProgress[] } & Pick<JobBarProps, "onUndo">): JSX.Element {
  return (
    <ul class="parts">
      {jobs.map((job) => (
        <li key={job.jobId}>
          <bdi class="strong">{job.module.pluralLabel}</bdi>
          <JobStateWord state={job.state} />
          <span class="soft">{t("progress", job.progress, job.tagCount)}</span>
          <Undo job={job} onUndo={onUndo} />
          {job.kept.length > 0 && <KeptList kind={job.kind} kept={job.kept} />}
        </li>
      ))}
    </ul>
  )
}

function Undo({ job, onUndo }: { job: JobProgress } & Pick<JobBarProps, "onUndo">): JSX.Element | null {
  return job.isRestorable ? (
    <Button kind="quiet" onClick={() => onUndo(job.jobId)}>
      {t("undo")}
    </Button>
  ) : null
}

function Acts({
  set,
  isOver,
  onCancel,
  onDismiss,
  onUndo,
  onSignIn,
  onReport,
}: JobBarProps & { isOver: boolean }): JSX.Element {
  const shut = set.jobs.find(({ pause }) => pause?.why === "permission-removed")
  if (!isOver)
    return (
      <>
        {set.jobs.some(({ pause }) => isForSignIn(pause)) && (
          <Button onClick={onSignIn}>{t("sign_in")}</Button>
        )}
        {shut && <AllowAccess origins={orgPatterns(shut.org)} />}
        <Button onClick={onCancel}>{t("cancel")}</Button>
      </>
    )
  const [job, ...others] = set.jobs
  return (
    <>
      {job && others.length === 0 && <Undo job={job} onUndo={onUndo} />}
      <ReportButtons quiet onDownload={onReport} />
      <Button kind="quiet" icon="cross" label={t("close")} onClick={onDismiss} />
    </>
  )
}

/** Jobs confirmed together: their progress or result, and what was kept and why. */
export function JobBar(props: JobBarProps): JSX.Element | null {
  const { set } = props
  const [open, setOpen] = useState(false)
  const id = useId()
  const whole = together(set.jobs)
  if (!whole) return null
  const isOver = set.jobs.every(({ state }) => isFinished(state))
  const isMany = set.modules > 1
  const kept = set.jobs.flatMap((job) => job.kept)
  const reasons = new Set(set.jobs.flatMap(({ why }) => why ?? []))
  const title = isMany ? tn("jobs_title", whole.tagCount, set.jobs.length) : doing(whole)
  return (
    <section class="jobbar" aria-label={title}>
      {[...reasons].map((why) => (
        <Alert key={why}>{why}</Alert>
      ))}
      {set.jobs.length < set.modules && <Alert>{tn("jobs_missing", set.modules - set.jobs.length)}</Alert>}
      {isMany && <h3>{title}</h3>}
      <div class="line">
        <JobAnnounce job={whole} />
        {isOver ? <Result job={whole} /> : <Running job={whole} />}
        {(isMany || kept.length > 0) && (
          <Disclosure open={open} controls={id} onToggle={() => setOpen(!open)}>
            {t("details")}
          </Disclosure>
        )}
        <Acts {...props} isOver={isOver} />
      </div>
      {open && (
        <div class="kept" id={id} tabIndex={0} role="group" aria-label={t("details")}>
          {isMany ? (
            <Parts jobs={set.jobs} onUndo={props.onUndo} />
          ) : (
            <KeptList kind={whole.kind} kept={kept} />
          )}
        </div>
      )}
    </section>
  )
}
