import type { ComponentChildren, JSX } from "preact"
import type { Job, JobRecord, OrgRef } from "../deletion/job"
import { isFinished } from "../deletion/job"
import type { Task, TaskRecord } from "../task/task"
import { Button } from "../ui/button"
import { OrgLine } from "../ui/chip"
import { ConnectNow } from "../ui/connect-now"
import { t, tn } from "../ui/i18n"
import type { ConnectingNow } from "../ui/use-connect-now"
import { Icon } from "../ui/icon"
import { Notice } from "../ui/notice"
import { JobDetails } from "./job-details"
import type { BackupKnown } from "./job-details"
import { Foot } from "./foot"
import type { FootProps } from "./foot"
import { JobItem } from "./job-item"
import { JobSetItem } from "./job-set"
import type { JobCommand, JobItemProps } from "./job-item"
import { WhereItIs } from "./picture"
import { TaskDetails } from "./task-details"
import { TaskItem } from "./task-item"
import type { TaskCommand } from "./task-item"

export interface PopupViewProps extends Pick<JobItemProps, "now" | "onSignIn" | "onOpenModule">, FootProps {
  /** Undefined until read. */
  readonly orgs: readonly OrgRef[] | undefined
  readonly jobs: readonly Job[] | undefined
  /** Restores and merges. */
  readonly tasks: readonly Task[] | undefined
  /** Jobs of which there is a backup. */
  readonly restorable: ReadonlySet<string>
  readonly openJob: string | null
  /** Of the open job or task, once read. */
  readonly record: JobRecord | undefined
  readonly taskRecord: TaskRecord | undefined
  /** The open job's, once read; null: there is none. */
  readonly backup: BackupKnown | undefined
  /** Connecting with one click; null: on the options page; undefined: not known yet. */
  readonly connectNow: ConnectingNow | null | undefined
  /** Tags are being read for a question. */
  readonly isReading: boolean
  /** Says that the browser has lost what was kept. */
  readonly loss?: ComponentChildren
  /** Something the background could not be asked to do. */
  readonly failure: string | null
  readonly onOpenJob: (jobId: string | null) => void
  readonly onCommand: (command: JobCommand, jobIds: readonly string[]) => void
  readonly onTaskCommand: (command: TaskCommand, taskId: string) => void
  /** Asks whether what a job deleted is to be restored. */
  readonly onRestore: (jobId: string) => void
  readonly onDownload: (record: JobRecord, kind: "csv" | "json") => void
  /** All jobs that were confirmed together, in one file. */
  readonly onDownloadSet: (jobs: readonly Job[], kind: "csv" | "json") => void
  readonly onDownloadTask: (record: TaskRecord, kind: "csv" | "json") => void
}

/** A deletion, several that were confirmed together, or a restore or merge. */
type Work = { readonly jobs: readonly [Job, ...Job[]] } | { readonly task: Task }

const headsOf = (work: Work): readonly (Job | Task)[] => ("jobs" in work ? work.jobs : [work.task])
const begunAt = (work: Work): number => Math.max(...headsOf(work).map(({ createdAt }) => createdAt))
const isOver = (work: Work): boolean => headsOf(work).every(({ state }) => isFinished(state))

/** Running ones on top, then the newest first. */
function inOrder(jobs: readonly Job[], tasks: readonly Task[]): Work[] {
  const sets = new Map<string, [Job, ...Job[]]>()
  for (const job of jobs) {
    const id = job.group?.id ?? job.id
    const set = sets.get(id)
    if (set) set.push(job)
    else sets.set(id, [job])
  }
  const all = [...[...sets.values()].map((of) => ({ jobs: of })), ...tasks.map((task) => ({ task }))]
  return all.sort((a, b) => Number(isOver(a)) - Number(isOver(b)) || begunAt(b) - begunAt(a))
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

function Jobs(props: PopupViewProps & { work: readonly Work[] }): JSX.Element {
  const heads = props.work.flatMap(headsOf)
  const places = new Set(heads.map(({ org }) => `${org.location} ${org.environment} ${org.id}`))
  const elsewhere = heads.some(({ org }) => org.id !== props.orgs?.[0]?.id)
  const { now, onSignIn, onOpenModule, onCommand } = props
  const showOrg = places.size > 1 || elsewhere
  const shared = (id: string): Pick<JobItemProps, "open" | "onToggle"> => {
    const open = props.openJob === id
    return { open, onToggle: () => props.onOpenJob(open ? null : id) }
  }
  const itemOf = (job: Job, isPart: boolean): JSX.Element => (
    <JobItem
      key={job.id}
      {...{ ...shared(job.id), job, now, showOrg, isPart, onSignIn, onOpenModule, onCommand }}
      onRestore={props.restorable.has(job.id) ? () => props.onRestore(job.id) : null}
    >
      {props.record ? (
        <JobDetails record={props.record} backup={props.backup} onDownload={props.onDownload} />
      ) : (
        <p class="soft">{t("details_loading")}</p>
      )}
    </JobItem>
  )
  return (
    <ul class="jobs" aria-label={t("recent_jobs")}>
      {props.work.map((work) => {
        if ("task" in work)
          return (
            <TaskItem
              key={work.task.id}
              {...{
                ...shared(work.task.id),
                task: work.task,
                now,
                showOrg,
                onSignIn,
                onOpenModule,
              }}
              onCommand={props.onTaskCommand}
            >
              {props.taskRecord ? (
                <TaskDetails record={props.taskRecord} onDownload={props.onDownloadTask} />
              ) : (
                <p class="soft">{t("details_loading")}</p>
              )}
            </TaskItem>
          )
        const { jobs } = work
        // The group says how many there are: others may be too old for this list.
        if ((jobs[0].group?.modules ?? 1) < 2) return itemOf(jobs[0], false)
        return (
          <JobSetItem
            key={jobs[0].group?.id}
            {...{ jobs, now, showOrg, onCommand }}
            onDownload={(kind) => props.onDownloadSet(jobs, kind)}
          >
            {jobs.map((job) => itemOf(job, true))}
          </JobSetItem>
        )
      })}
    </ul>
  )
}

function Body(props: PopupViewProps): JSX.Element {
  const { orgs, jobs, tasks } = props
  if (!orgs || !jobs || !tasks) return <p class="empty soft">{t("popup_loading")}</p>
  // Drawn once it is known how: a button that came later would move the others.
  const connect =
    orgs.length === 0 &&
    (props.connectNow ? (
      <ConnectNow on={props.connectNow} />
    ) : (
      <Button kind="primary" disabled={props.connectNow === undefined} onClick={props.onOpenOptions}>
        {t("connect")}
      </Button>
    ))
  const work = inOrder(jobs, tasks)
  if (work.length > 0)
    return (
      <>
        {connect && (
          <div class={props.connectNow ? "pad" : "line pad"}>
            <span class="text">{t("popup_not_connected_short")}</span>
            {connect}
          </div>
        )}
        <Jobs {...props} work={work} />
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
      <main tabIndex={props.jobs?.length || props.tasks?.length ? undefined : 0}>
        <h1 class="hide">{t("recent_jobs")}</h1>
        {props.loss && <div class="pad">{props.loss}</div>}
        {props.failure && (
          <div class="pad">
            <Notice tone="problem">
              <p>{props.failure}</p>
            </Notice>
          </div>
        )}
        {props.isReading && (
          <div class="pad">
            <p role="status">{t("reading_for_question")}</p>
          </div>
        )}
        <Body {...props} />
      </main>
      {props.orgs && props.jobs && props.tasks && (
        <Foot {...props} missing={props.orgs.length > 0 ? props.missing : []} />
      )}
    </div>
  )
}
