/** The pieces that the bar's states are made of. */
import type { ComponentChildren, JSX } from "preact"
import type { OrgRef } from "../../deletion/job"
import type { JobProgress, ModuleTags, Problem, TagOutcomeView } from "../../messaging/views"
import { Meter, Progress } from "../../ui/bars"
import { Button } from "../../ui/button"
import { OrgLine } from "../../ui/chip"
import { t, tn } from "../../ui/i18n"
import type { MessageKey } from "../../ui/i18n"
import { Icon } from "../../ui/icon"
import { JobStateWord } from "../../ui/job-state"
import type { PageUiCallbacks } from "./props"

/** Org, module and how full the module is. */
export function Place({ org, tags }: { org: OrgRef; tags: ModuleTags }): JSX.Element {
  const used = tags.tags.length
  const words = tags.allowed === null ? tn("tags_count", used) : t("tags_used", used, tags.allowed)
  return (
    <div class="place">
      <OrgLine org={org} />
      <span class="clip">{tags.module.pluralLabel}</span>
      <span class="soft clip used">{words}</span>
      {tags.allowed !== null && (
        <Meter label={`${tags.module.pluralLabel}: ${words}`} value={used} max={tags.allowed} />
      )}
    </div>
  )
}

/** Something that keeps the bar from working here. */
export function Alert({
  tone = "warn",
  children,
}: {
  tone?: "warn" | "problem"
  children: ComponentChildren
}): JSX.Element {
  return (
    <div class={`text alert ${tone}`} role="alert">
      <Icon name={tone === "warn" ? "warning" : "fail"} />
      <div>{children}</div>
    </div>
  )
}

/** A failure's three sentences, as short as a bar wants them. */
export function ProblemText({ problem }: { problem: Problem }): JSX.Element {
  return (
    <Alert tone="problem">
      <p class="strong">{problem.happened}</p>
      <p>
        {problem.unchanged} {problem.remedy}
      </p>
    </Alert>
  )
}

/** The one button that can do something about a problem, if any. */
export function ProblemButton({
  problem,
  on,
}: {
  problem: Problem
  on: PageUiCallbacks
}): JSX.Element | null {
  if (problem.action === "connect") return <Button onClick={on.onConnect}>{t("connect")}</Button>
  if (problem.action === "sign-in") return <Button onClick={on.onConnect}>{t("sign_in")}</Button>
  if (problem.action === "retry") return <Button onClick={on.onRetry}>{t("try_again")}</Button>
  if (problem.action === "reload") return <Button onClick={on.onReloadList}>{t("reload_page")}</Button>
  return null
}

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
