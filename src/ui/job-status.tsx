/** A job on any screen, whatever its kind: its state, its progress or result, and what it waits for. */
import type { ComponentChildren, JSX } from "preact"

import { number } from "../i18n/format"
import { jobDoing, jobNumbers, jobProgress, jobResult, stageText, waitText, whyLines } from "../i18n/job-text"
import { t, type MessageKey } from "../i18n/translate"
import { settledOf, totalOf } from "../jobs/items"
import { isFinished, type JobState } from "../jobs/job"
import type { JobSummary } from "../messages/views"
import { Icon, type IconName, Progress } from "./controls"
import { useRedraw } from "./hooks"
import { Announce } from "./notices"

const STATES: Readonly<Record<JobState, readonly [IconName, MessageKey]>> = {
  waiting: ["clock", "state_waiting"],
  running: ["play", "state_running"],
  paused: ["pause", "state_paused"],
  completed: ["check", "state_completed"],
  "completed-with-problems": ["warning", "state_problems"],
  failed: ["fail", "state_failed"],
  cancelled: ["stop", "state_cancelled"],
}

/** Fast enough for whole seconds (ms). */
const OFTEN = 250

/** How far it is, or what it waits for before its first call that deletes; then what it waits for when stalled. */
function useWords(job: JobSummary): { words: string; wait: string | null } {
  const { state, tags, pause, startAt, backup, wait } = job
  const isBegun = isFinished(state) || settledOf(tags) > 0 || pause !== null
  const left = isBegun ? 0 : Math.max(0, Math.ceil((startAt - Date.now()) / 1_000))
  useRedraw(left > 0 || wait ? OFTEN : null)
  const stage = isBegun ? null : stageText(left, backup?.phase === "due" ? backup : null, totalOf(tags))
  return stage === null
    ? { words: jobNumbers(job), wait: wait && waitText(wait, Date.now()) }
    : { words: stage, wait: null }
}

/** Under a job's title: its state with its progress or result, and a progress bar until it is finished. */
export function JobStatus(props: {
  readonly job: JobSummary
  /** Accessible name of the progress bar. */
  readonly label: string
  /** The title says the result already. */
  readonly isSaid?: boolean
  readonly children?: ComponentChildren
}): JSX.Element {
  const { job, label, isSaid = false } = props
  const { state } = job
  const [icon, word] = STATES[state]
  const { words, wait } = useWords(job)
  return (
    <>
      <div class="line">
        <span class={`state ${state}`}>
          <Icon name={icon} />
          {t(word)}
        </span>
        {!isSaid && <span class="soft">{words}</span>}
        {props.children}
      </div>
      {!isFinished(state) && (
        <Progress label={label} {...jobProgress(job)} text={words} still={state === "paused"} />
      )}
      {!isFinished(state) && state !== "paused" && <p class="soft small wait">{wait}</p>}
    </>
  )
}

/** A single job on one line: its progress or its result, and why it is paused or ended. */
export function JobLine({ job }: { job: JobSummary }): JSX.Element {
  const { kind, state, tags } = job
  const { words, wait } = useWords(job)
  const label = jobDoing(job)
  const why = whyLines(job).join(" ")
  if (isFinished(state)) {
    const result = jobResult(kind, state, tags)
    const isWell = state === "completed"
    return (
      <div class="job">
        <span class={`state ${isWell ? "completed" : "completed-with-problems"}`}>
          <Icon name={isWell ? "check" : "warning"} />
          <span role="status" aria-label={result}>
            {result}
          </span>
        </span>
        {kind === "deletion" && tags.already > 0 && (
          <span class="soft">{t("result_already", tags.already)}</span>
        )}
        {why !== "" && <span>{why}</span>}
      </div>
    )
  }
  return (
    <div class="job">
      <span class="strong">{label}</span>
      <Progress label={label} {...jobProgress(job)} text={words} still={state === "paused"} />
      <span aria-hidden="true">{words}</span>
      {wait !== null && <span class="soft">{wait}</span>}
      {state === "paused" && (
        <span class="state paused" role="status">
          <Icon name="pause" />
          {why || t("state_paused")}
        </span>
      )}
    </div>
  )
}

/** What screen readers announce about a job: its progress by quarters, the result at once. */
export function JobAnnounce({ job }: { job: JobSummary | undefined }): JSX.Element {
  if (!job) return <Announce words="" atOnce />
  const { value, max } = jobProgress(job)
  const quarter = Math.floor((value / Math.max(1, max)) * 4) / 4
  const isOver = isFinished(job.state)
  const words = isOver ? jobResult(job.kind, job.state, job.tags) : number(quarter, { style: "percent" })
  return <Announce words={words} atOnce={isOver} />
}
