import { Fragment, type JSX } from "preact"

import { number } from "../i18n/format"
import { jobResult, outcomeWord, pauseText, stageText, waitText } from "../i18n/job-text"
import { t, tn, type MessageKey } from "../i18n/translate"
import { goodOf } from "../jobs/items"
import { isFinished, type JobState, type Wait } from "../jobs/job"
import type { JobProgress } from "../messages/views"
import { Icon, type IconName } from "./controls"
import { useCountdown, useTickingClock } from "./hooks"
import { Announce } from "./notices"

const percent = (part: number, whole: number): string =>
  `${whole > 0 ? Math.min(100, Math.max(0, (part / whole) * 100)) : 0}%`

interface BarProps {
  /** Accessible name. */
  readonly label: string
  readonly value: number
  readonly max: number
}

/** A progress bar. `text` is announced instead of a percentage. */
export function Progress(props: BarProps & { text: string; still?: boolean }): JSX.Element {
  return (
    <span
      class={props.still ? "track still" : "track"}
      role="progressbar"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={props.max}
      aria-valuenow={props.value}
      aria-valuetext={props.text}
    >
      <i style={{ width: percent(props.value, props.max) }} />
    </span>
  )
}

/** How full something is; in another color from nine tenths up. */
export function Meter({ label, value, max }: BarProps): JSX.Element {
  return (
    <span
      class={value >= max * 0.9 ? "track full" : "track"}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(value, max)}
      aria-valuetext={label}
    >
      <i style={{ width: percent(value, max) }} />
    </span>
  )
}

// A job in one line: its progress or its result.

/** "Deleting 12 tags", "Merging 2 tags into …". */
export function doing({ kind, tagCount, mergedInto, module }: JobProgress): string {
  if (kind === "merge") return tn("merging", tagCount, mergedInto ?? "", module.pluralLabel)
  if (kind === "restore") return tn("job_title", tagCount, t("title_restore", module.pluralLabel))
  return tn("deleting", tagCount)
}

/** What a stalled job waits for, and until when. */
export function WaitLine({ wait }: { wait: Wait | null }): JSX.Element | null {
  const now = useTickingClock(wait !== null)
  const text = wait && waitText(wait, now)
  return text === null ? null : <span class="soft">{text}</span>
}

/** A running job, or a paused one with the reason. */
export function Running({ job }: { job: JobProgress }): JSX.Element {
  const label = doing(job)
  const done = t("progress", job.progress, job.tagCount)
  const left = useCountdown(job.startsAt)
  const paused = job.state === "paused" && job.pause
  // The line above says why in full, where there is one.
  const pauseWord = paused && (job.why ? t("state_paused") : pauseText(paused))
  const stage = paused ? null : stageText(left, job.backup, job.tagCount)
  return (
    <div class="job">
      <span class="strong">{label}</span>
      <Progress
        label={label}
        value={job.progress}
        max={job.tagCount}
        text={stage ?? done}
        still={job.state === "paused"}
      />
      <span aria-hidden="true">{stage ?? done}</span>
      {left === 0 && <WaitLine wait={job.wait} />}
      {pauseWord && (
        <span class="state paused" role="status">
          <Icon name="pause" />
          {pauseWord}
        </span>
      )}
    </div>
  )
}

/** What screen readers announce about a job: its progress by quarters, the result at once. */
export function JobAnnounce({ job }: { job: JobProgress | undefined }): JSX.Element {
  if (!job) return <Announce words="" atOnce />
  const quarter = Math.floor((job.progress / Math.max(1, job.tagCount)) * 4) / 4
  const over = isFinished(job.state)
  const words = over ? jobResult(job.kind, job.state, job.counts) : number(quarter, { style: "percent" })
  return <Announce words={words} atOnce={over} />
}

/** How many were deleted, and how many were kept. */
export function Result({ job }: { job: JobProgress }): JSX.Element {
  const { counts, tagCount, kind, state } = job
  const isWell = goodOf(counts) === tagCount
  const words = jobResult(kind, state, counts)
  return (
    <div class="job">
      <span class={isWell ? "state completed" : "state completed-with-problems"}>
        <Icon name={isWell ? "check" : "warning"} />
        <span role="status" aria-label={words}>
          {words}
        </span>
      </span>
      {kind === "deletion" && counts.already > 0 && (
        <span class="soft">{tn("result_already", counts.already)}</span>
      )}
    </div>
  )
}

/** What was kept, and why. */
export function KeptList({ kind, kept }: Pick<JobProgress, "kind" | "kept">): JSX.Element {
  return (
    <ul>
      {kept.map((tag) => (
        <li key={tag.id}>
          <bdi class="strong">{tag.name}</bdi>
          <span>{tag.why ?? outcomeWord(tag.state, kind)}</span>
        </li>
      ))}
    </ul>
  )
}

/** Each tag's result: first what was kept, and why. */
export function TagOutcomes({ job: { kind, kept, gone } }: { job: JobProgress }): JSX.Element {
  return (
    <>
      {kept.length > 0 && <KeptList kind={kind} kept={kept} />}
      {gone.length > 0 && (
        <p>
          <span class="strong">{outcomeWord("done", kind)}: </span>
          {gone.map(({ id, name }, at) => (
            <Fragment key={id}>
              {at > 0 && " · "}
              <bdi>{name}</bdi>
            </Fragment>
          ))}
        </p>
      )}
    </>
  )
}

const STATES: Readonly<Record<JobState, readonly [IconName, MessageKey]>> = {
  waiting: ["clock", "state_waiting"],
  running: ["play", "state_running"],
  paused: ["pause", "state_paused"],
  completed: ["check", "state_completed"],
  "completed-with-problems": ["warning", "state_problems"],
  failed: ["fail", "state_failed"],
  cancelled: ["stop", "state_cancelled"],
}

/** A job's state by word and picture. */
export function JobStateWord({ state }: { state: JobState }): JSX.Element {
  const [icon, words] = STATES[state]
  return (
    <span class={`state ${state}`}>
      <Icon name={icon} />
      {t(words)}
    </span>
  )
}
