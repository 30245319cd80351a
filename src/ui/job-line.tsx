/** A job as one line: under way, or what became of it. */
import type { JSX } from "preact"
import { isFinished } from "../deletion/job"
import type { JobProgress, TagOutcomeView } from "../messaging/views"
import { Announce } from "./announce"
import { Progress } from "./bars"
import { t, tn } from "./i18n"
import type { MessageKey } from "./i18n"
import { Icon } from "./icon"
import { stageWords } from "./job-stage"
import { useCountdown } from "./use-countdown"

/** A job under way, or standing still with the reason. */
export function Running({ job }: { job: JobProgress }): JSX.Element {
  const label = tn("deleting", job.tagCount)
  const done = t("progress", job.progress, job.tagCount)
  const left = useCountdown(job.startsAt)
  const paused = job.state === "paused" && job.pause
  const stage = paused ? null : stageWords(left, job.backup, job.tagCount)
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
      {paused && (
        <span class="state paused" role="status">
          <Icon name="pause" />
          {t(`pause_${paused.why.replaceAll("-", "_")}` as MessageKey)}
        </span>
      )}
    </div>
  )
}

/** What is read out of a job: how far it is, by quarters, as the bar itself moves every second; the result at once. */
export function JobAnnounce({ job }: { job: JobProgress | undefined }): JSX.Element {
  if (!job) return <Announce words="" atOnce />
  const quarter = Math.floor((job.progress / Math.max(1, job.tagCount)) * 4) * 25
  const over = isFinished(job.state)
  return <Announce words={over ? resultOf(job).words : t("progress_percent", quarter)} atOnce={over} />
}

function resultOf({ counts, tagCount }: JobProgress): { kept: number; words: string } {
  const kept = tagCount - counts.deleted - counts["already-gone"]
  const words = kept > 0 ? t("result_kept", counts.deleted, kept) : t("result_deleted", counts.deleted)
  return { kept, words }
}

/** How many are gone, how many were kept. */
export function Result({ job }: { job: JobProgress }): JSX.Element {
  const already = job.counts["already-gone"]
  const { kept, words } = resultOf(job)
  return (
    <div class="job">
      <span class={kept > 0 ? "state completed-with-problems" : "state completed"}>
        <Icon name={kept > 0 ? "warning" : "check"} />
        <span role="status" aria-label={words}>
          {words}
        </span>
      </span>
      {already > 0 && <span class="soft">{tn("result_already", already)}</span>}
    </div>
  )
}

/** What was kept, and why. */
export function KeptList({ kept }: { kept: readonly TagOutcomeView[] }): JSX.Element {
  return (
    <ul>
      {kept.map((tag) => (
        <li key={tag.id}>
          <bdi class="strong">{tag.name}</bdi>
          <span>{tag.why ?? t(`outcome_${tag.state.replaceAll("-", "_")}` as MessageKey)}</span>
        </li>
      ))}
    </ul>
  )
}
