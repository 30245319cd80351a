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
import { orgPatterns } from "../zoho/data-centres"
import type { JobSet } from "./use-jobs"

export interface JobBarProps {
  readonly set: JobSet
  readonly onCancel: () => void
  readonly onDismiss: () => void
  readonly onSignIn: () => void
  readonly onReport: (kind: ReportKind) => void
}

/** How far all backups are together; null once none is under way. */
function backupOf(jobs: readonly JobProgress[]): JobProgress["backup"] {
  const due = jobs.find(({ backup }) => backup !== null)?.backup ?? null
  const collected = jobs.reduce((sum, { backup, tagCount }) => sum + (backup?.collected ?? tagCount), 0)
  return due && { ...due, collected }
}

/** Several modules' jobs as if they were one: paused only where nothing goes on. */
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

/** Why jobs stand still or ended, each reason once. */
function Reasons({ jobs }: { jobs: readonly JobProgress[] }): JSX.Element {
  return (
    <>
      {[...new Set(jobs.map(({ why }) => why))].map((why) => why !== null && <Alert key={why}>{why}</Alert>)}
    </>
  )
}

/** Each module's part. */
function Parts({ jobs }: { jobs: readonly JobProgress[] }): JSX.Element {
  return (
    <ul class="parts">
      {jobs.map((job) => (
        <li key={job.jobId}>
          <bdi class="strong">{job.module.pluralLabel}</bdi>
          <JobStateWord state={job.state} />
          <span class="soft">{t("progress", job.progress, job.tagCount)}</span>
          {job.kept.length > 0 && <KeptList kind={job.kind} kept={job.kept} />}
        </li>
      ))}
    </ul>
  )
}

function Acts({
  set,
  isOver,
  onCancel,
  onDismiss,
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
  return (
    <>
      <ReportButtons quiet onDownload={onReport} />
      <Button kind="quiet" icon="cross" label={t("close")} onClick={onDismiss} />
    </>
  )
}

/** A merge, or a deletion in however many modules: how far it is, or what became of it, with what was kept and why. */
export function JobBar(props: JobBarProps): JSX.Element | null {
  const { set } = props
  const [open, setOpen] = useState(false)
  const id = useId()
  const whole = together(set.jobs)
  if (!whole) return null
  const isOver = set.jobs.every(({ state }) => isFinished(state))
  const isMany = set.modules > 1
  const kept = set.jobs.flatMap((job) => job.kept)
  return (
    <section class="jobbar" aria-label={whole.kind === "merge" ? doing(whole) : t("job_here")}>
      <Reasons jobs={set.jobs} />
      {set.jobs.length < set.modules && <Alert>{tn("jobs_missing", set.modules - set.jobs.length)}</Alert>}
      {isMany && <h3>{tn("jobs_title", whole.tagCount, set.jobs.length)}</h3>}
      <div class="line">
        <JobAnnounce job={whole} />
        {isOver ? <Result job={whole} /> : <Running job={whole} />}
        {(isMany || kept.length > 0) && (
          <Disclosure open={open} controls={id} onToggle={() => setOpen(!open)}>
            {t(isOver && kept.length > 0 ? "why" : "details")}
          </Disclosure>
        )}
        <Acts {...props} isOver={isOver} />
      </div>
      {open && (
        <div class="kept" id={id} tabIndex={0} role="group" aria-label={t("details")}>
          {isMany ? <Parts jobs={set.jobs} /> : <KeptList kind={whole.kind} kept={kept} />}
        </div>
      )}
    </section>
  )
}
