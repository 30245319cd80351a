/** What the popup draws. A job in its list is in `ui/job-item.tsx`. */
import type { ComponentChildren, JSX } from "preact"

import { t } from "../i18n/translate"
import { isFinished, type OrgRef } from "../jobs/job"
import type { JobSummary, Problem } from "../messages/views"
import { AllowAccess, ProblemNotice } from "../ui/notices"
import { ConnectHere, type ConnectingNow } from "../ui/connect-now"
import { Button, Icon } from "../ui/controls"
import type { JobsShown } from "../ui/job-item"
import { JobSetItem, setId, setsOf, type JobSet } from "../ui/job-set"
import { OrgLine } from "../ui/labels"

export interface PopupViewProps extends Omit<JobsShown, "showOrg">, FootProps {
  /** Undefined until read. */
  readonly orgs: readonly OrgRef[] | undefined
  readonly jobs: readonly JobSummary[] | undefined
  /** Connecting with one click; null: use the options page; undefined: not known yet. */
  readonly connectNow: ConnectingNow | null | undefined
  /** Tags are being read for a question. */
  readonly isReading: boolean
  readonly loss?: ComponentChildren
  readonly failure: Problem | null
}

/** As many as anyone scrolls through. */
const MAX_ITEMS = 50

const begunAt = (set: JobSet): number => Math.max(...set.map(({ createdAt }) => createdAt))
const isOver = (set: JobSet): boolean => set.every(({ state }) => isFinished(state))

/** Unfinished ones first, then the newest. */
function inOrder(jobs: readonly JobSummary[]): readonly JobSet[] {
  const sorted = setsOf(jobs).sort((a, b) => Number(isOver(a)) - Number(isOver(b)) || begunAt(b) - begunAt(a))
  return sorted.slice(0, MAX_ITEMS)
}

/** Names the org only if there is no other; otherwise each job names its own. */
function Head({ orgs }: { orgs: readonly OrgRef[] }): JSX.Element {
  const [only, ...others] = orgs
  return (
    <header class="top">
      <span class="brand">
        <Icon name="tag" />
      </span>
      {only && others.length === 0 ? <OrgLine org={only} quiet /> : <span class="strong">Tagsweep</span>}
    </header>
  )
}

function Jobs({ jobs, orgs = [], ...shown }: PopupViewProps & { jobs: readonly JobSummary[] }): JSX.Element {
  const all = [...orgs, ...jobs.map(({ org }) => org)]
  const places = new Set(all.map(({ location, environment, id }) => `${location} ${environment} ${id}`))
  const showOrg = places.size > 1 || orgs.length === 0
  return (
    <ul class="jobs" aria-label={t("recent_jobs")}>
      {inOrder(jobs).map((set) => (
        <JobSetItem key={setId(set)} {...shown} jobs={set} showOrg={showOrg} look="list" />
      ))}
    </ul>
  )
}

function Body(props: PopupViewProps): JSX.Element {
  const { orgs, jobs } = props
  if (!orgs || !jobs) return <p class="empty soft">{t("loading")}</p>
  // Drawn once it is known how to connect: a button that came later would move the others.
  const connect = orgs.length === 0 && (
    <ConnectHere connectNow={props.connectNow} onOptions={props.onOpenOptions} />
  )
  if (jobs.length > 0)
    return (
      <>
        {connect && (
          <div class={props.connectNow ? "pad" : "line pad"}>
            <span class="text">{t("not_connected")}</span>
            {connect}
          </div>
        )}
        <Jobs {...props} jobs={jobs} />
      </>
    )
  return (
    <div class="empty">
      <WhereItIs />
      <h2>{t(connect ? "not_connected" : "no_jobs")}</h2>
      <p class="soft">{t(connect ? "not_connected_means" : "no_jobs_means")}</p>
      {connect}
    </div>
  )
}

/** The popup, drawn from its props alone. */
export function PopupView(props: PopupViewProps): JSX.Element {
  return (
    <div class="ts popup">
      <Head orgs={props.orgs ?? []} />
      <main tabIndex={props.jobs?.length ? undefined : 0}>
        <h1 class="hide">{t("recent_jobs")}</h1>
        {props.loss && <div class="pad">{props.loss}</div>}
        {props.failure && (
          <div class="pad">
            <ProblemNotice problem={props.failure} />
          </div>
        )}
        {props.isReading && (
          <div class="pad">
            <p role="status">{t("loading")}</p>
          </div>
        )}
        <Body {...props} />
      </main>
      {props.orgs && props.jobs && <Foot {...props} missing={props.orgs.length > 0 ? props.missing : []} />}
    </div>
  )
}

interface FootProps {
  /** Null if the tab in front shows no CRM page, or has the bar already; undefined until known. */
  readonly onFindTags: (() => void) | null | undefined
  /** Match patterns of the front page's hosts that the user has not granted yet. */
  readonly missing: readonly string[]
  readonly onAllowed: () => void
  readonly onOpenManager: () => void
  readonly onOpenBackups: () => void
  readonly onOpenOptions: () => void
}

/** Links out of the popup. Drawn once all are known: one that came later would move the others under a click. */
function Foot(props: FootProps): JSX.Element | null {
  const { onFindTags, missing, onAllowed } = props
  if (onFindTags === undefined) return null
  const page = missing.at(-1)
  return (
    <>
      {page !== undefined && (
        <aside class="line pad">
          <span class="text">{t("page_not_allowed", new URL(page).host)}</span>
          <AllowAccess origins={missing} onAllowed={onAllowed} />
        </aside>
      )}
      {onFindTags && (
        <div class="look">
          <Button kind="quiet" onClick={onFindTags}>
            {t("look_for_tags")}
          </Button>
        </div>
      )}
      <footer class="bottom">
        <Button onClick={props.onOpenManager}>{t("open_manager")}</Button>
        <span class="fill" />
        <Button kind="quiet" onClick={props.onOpenBackups}>
          {t("backups")}
        </Button>
        <Button kind="quiet" onClick={props.onOpenOptions}>
          {t("options")}
        </Button>
      </footer>
    </>
  )
}

/** A sketch of a tag page that shows where the bar and its button appear. */
function WhereItIs(): JSX.Element {
  return (
    <svg class="picture" viewBox="0 0 240 120" aria-hidden="true">
      <rect class="page" x="0.5" y="0.5" width="239" height="119" rx="8" />
      <path class="line" d="M0 20.5h240" />
      <circle class="mark" cx="12" cy="10.5" r="3" />
      <circle class="mark" cx="22" cy="10.5" r="3" />
      {[32, 50, 68].map((y, index) => (
        <g key={y}>
          <rect class={index === 1 ? "box" : "box on"} x="16" y={y} width="10" height="10" rx="2" />
          {index !== 1 && <path class="tick" d={`M18.5 ${y + 5.2}l1.8 1.8 3.2-3.8`} />}
          <rect class="mark" x="36" y={y + 2} width={[72, 96, 56][index]} height="6" rx="3" />
        </g>
      ))}
      <rect class="page strong" x="12.5" y="88.5" width="215" height="22" rx="5" />
      <rect class="mark" x="22" y="96.5" width="52" height="6" rx="3" />
      <rect class="red" x="160" y="92.5" width="62" height="14" rx="4" />
      <rect class="white" x="169" y="97.5" width="44" height="4" rx="2" />
    </svg>
  )
}
