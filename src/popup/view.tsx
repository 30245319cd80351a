import type { ComponentChildren, JSX } from "preact"
import type { Job, JobRecord, OrgRef } from "../deletion/job"
import { isFinished } from "../deletion/job"
import { Button } from "../ui/button"
import { OrgLine } from "../ui/chip"
import { t, tn } from "../ui/i18n"
import { Icon } from "../ui/icon"
import { Notice } from "../ui/notice"
import { JobDetails } from "./job-details"
import { JobItem } from "./job-item"
import type { JobItemProps } from "./job-item"
import { WhereItIs } from "./picture"

export interface PopupViewProps extends Pick<JobItemProps, "now" | "onCommand" | "onSignIn"> {
  /** Undefined until read. */
  readonly orgs: readonly OrgRef[] | undefined
  readonly jobs: readonly Job[] | undefined
  readonly openJob: string | null
  /** Of the open job, once read. */
  readonly record: JobRecord | undefined
  /** Something the background could not be asked to do. */
  readonly failure: string | null
  readonly onOpenJob: (jobId: string | null) => void
  readonly onDownload: (record: JobRecord) => void
  readonly onOpenManager: () => void
  readonly onOpenOptions: () => void
}

/** Running ones on top, then the newest first. */
function inOrder(jobs: readonly Job[]): Job[] {
  return [...jobs].sort(
    (a, b) => Number(isFinished(a.state)) - Number(isFinished(b.state)) || b.createdAt - a.createdAt,
  )
}

function Head({ orgs }: { orgs: readonly OrgRef[] }): JSX.Element {
  const [first, ...others] = orgs
  return (
    <header class="top">
      <span class="brand">
        <Icon name="tag" />
      </span>
      {first ? <OrgLine org={first} /> : <span class="strong">Tagsweep</span>}
      {others.length > 0 && <span class="soft small">{tn("more_orgs", others.length)}</span>}
    </header>
  )
}

function Empty({
  children,
  action,
}: {
  children: ComponentChildren
  action?: ComponentChildren
}): JSX.Element {
  return (
    <div class="empty">
      <WhereItIs />
      {children}
      {action}
    </div>
  )
}

function Jobs(props: PopupViewProps & { jobs: readonly Job[] }): JSX.Element {
  const places = new Set(props.jobs.map((job) => `${job.org.location} ${job.org.environment} ${job.org.id}`))
  const elsewhere = props.jobs.some((job) => job.org.id !== props.orgs?.[0]?.id)
  return (
    <ul class="jobs" aria-label={t("recent_jobs")}>
      {inOrder(props.jobs).map((job) => (
        <JobItem
          key={job.id}
          job={job}
          now={props.now}
          showOrg={places.size > 1 || elsewhere}
          open={props.openJob === job.id}
          onToggle={() => props.onOpenJob(props.openJob === job.id ? null : job.id)}
          onCommand={props.onCommand}
          onSignIn={props.onSignIn}
        >
          <JobDetails record={props.record} onDownload={props.onDownload} />
        </JobItem>
      ))}
    </ul>
  )
}

function Body(props: PopupViewProps): JSX.Element {
  const { orgs, jobs } = props
  if (!orgs || !jobs) return <p class="empty soft">{t("popup_loading")}</p>
  const connect = orgs.length === 0 && (
    <Button kind="primary" onClick={props.onOpenOptions}>
      {t("connect")}
    </Button>
  )
  if (jobs.length > 0)
    return (
      <>
        {connect && (
          <div class="line pad">
            <span class="text">{t("popup_not_connected_short")}</span>
            {connect}
          </div>
        )}
        <Jobs {...props} jobs={jobs} />
      </>
    )
  return (
    <Empty action={connect}>
      <h2>{t(connect ? "popup_not_connected" : "no_jobs")}</h2>
      <p class="soft">{t(connect ? "popup_not_connected_means" : "no_jobs_means")}</p>
    </Empty>
  )
}

/** The popup, drawn from what is stored. */
export function PopupView(props: PopupViewProps): JSX.Element {
  return (
    <div class="ts popup">
      <Head orgs={props.orgs ?? []} />
      <main tabIndex={props.jobs?.length ? undefined : 0}>
        <h1 class="hide">{t("recent_jobs")}</h1>
        {props.failure && (
          <div class="pad">
            <Notice tone="problem">
              <p>{props.failure}</p>
            </Notice>
          </div>
        )}
        <Body {...props} />
      </main>
      <footer class="bottom">
        <Button onClick={props.onOpenManager}>{t("open_manager")}</Button>
        <Button kind="quiet" onClick={props.onOpenOptions}>
          {t("options")}
        </Button>
      </footer>
    </div>
  )
}
