/** A job as one line: under way, or what became of it. */
import type { JSX } from "preact"
import { goodOf } from "../jobs/items"
import { isFinished } from "../jobs/job"
import type { JobProgress } from "../messaging/views"
import { Announce } from "./announce"
import { Progress } from "./bars"
import { t, tn } from "./i18n"
import type { MessageKey } from "./i18n"
import { Icon } from "./icon"
import { stageWords } from "./job-stage"
import { jobResult, outcomeWord } from "./job-text"
import { useCountdown } from "./use-countdown"

/** "Deleting 12 tags", "Merging 2 tags into …". */
export function doing({ kind, tagCount, mergedInto, module }: JobProgress): string {
  return kind === "merge"
    ? tn("merging", tagCount, mergedInto ?? "", module.pluralLabel)
    : tn("deleting", tagCount)
}

/** A job under way, or paused with the reason. */
export function Running({ job }: { job: JobProgress }): JSX.Element {
  const label = doing(job)
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
  return <Announce words={over ? resultOf(job) : t("progress_percent", quarter)} atOnce={over} />
}

const resultOf = ({ kind, state, counts }: JobProgress): string => jobResult(kind, state, counts)

/** How many are gone, how many were kept. */
export function Result({ job }: { job: JobProgress }): JSX.Element {
  const { counts, tagCount, kind } = job
  const isWell = goodOf(counts) === tagCount
  const words = resultOf(job)
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
