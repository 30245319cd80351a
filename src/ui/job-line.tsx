/** A job as one line: under way, or what became of it. */
import type { JSX } from "preact"
import type { JobProgress, TagOutcomeView } from "../messaging/views"
import { Progress } from "./bars"
import { t, tn } from "./i18n"
import type { MessageKey } from "./i18n"
import { Icon } from "./icon"
import { JobStateWord } from "./job-state"

/** A job under way, or standing still with the reason. */
export function Running({ job }: { job: JobProgress }): JSX.Element {
  const label = tn("deleting", job.tagCount)
  const done = t("progress", job.progress, job.tagCount)
  // Read out at quarters only; the bar itself moves every second.
  const quarter = Math.floor((job.progress / Math.max(1, job.tagCount)) * 4) * 25
  const paused = job.state === "paused" && job.pause
  return (
    <div class="job">
      <span class="strong">{label}</span>
      <Progress
        label={label}
        value={job.progress}
        max={job.tagCount}
        text={done}
        still={job.state === "paused"}
      />
      <span aria-hidden="true">{done}</span>
      {job.state === "waiting" && <JobStateWord state="waiting" />}
      {paused ? (
        <span class="state paused" role="status">
          <Icon name="pause" />
          {t(`pause_${paused.why.replaceAll("-", "_")}` as MessageKey)}
        </span>
      ) : (
        <span class="hide" aria-live="polite">
          {t("progress_percent", quarter)}
        </span>
      )}
    </div>
  )
}

/** How many are gone, how many were kept. */
export function Result({ job }: { job: JobProgress }): JSX.Element {
  const { deleted, "already-gone": already } = job.counts
  const kept = job.tagCount - deleted - already
  const words = kept > 0 ? t("result_kept", deleted, kept) : t("result_deleted", deleted)
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
