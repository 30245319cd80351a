/** The open module, or all modules: what is in progress, why something failed, and the tags. */
import type { JSX } from "preact"
import { useMemo } from "preact/hooks"
import { list } from "../i18n/format"
import { t } from "../i18n/translate"
import { isFinished } from "../jobs/job"
import type { Problem } from "../messages/views"
import { Button } from "../ui/controls"
import { Counting } from "../ui/record-counts"
import { JobSetItem, setId } from "../ui/job-set"
import { Notice, ProblemNotice } from "../ui/notices"
import type { ManagerViewProps, WithEntries } from "./view"
import { TagsScreen } from "./tags-screen"
import type { ModuleEntry } from "./use-modules"

/** A failure in place of tags, with the buttons that can solve it. */
export function Failure(props: {
  readonly problem: Problem
  readonly onRetry: () => void
  readonly onSignIn: () => void
}): JSX.Element {
  const { problem, onRetry } = props
  const signIn = problem.action === "sign-in" || problem.action === "connect"
  return (
    <div class="content">
      <ProblemNotice problem={problem} onAllowed={onRetry}>
        {signIn && <Button onClick={props.onSignIn}>{t("sign_in")}</Button>}
        <Button onClick={onRetry}>{t("try_again")}</Button>
      </ProblemNotice>
    </div>
  )
}

/** The account's jobs, why the last attempt failed, and the counting of records. */
function StatusBars({ jobs, counting, open, on, onSignIn, asking }: ManagerViewProps): JSX.Element {
  const { problem } = asking
  return (
    <>
      {jobs.sets.length > 0 && (
        <ul class="jobbars" aria-label={t("recent_jobs")}>
          {jobs.sets.map((set) => (
            <JobSetItem
              key={setId(set)}
              {...{ jobs: set, open, on, now: Date.now(), showOrg: false, look: "line" }}
              end={
                set.every(({ state }) => isFinished(state)) && (
                  <Button kind="quiet" icon="cross" label={t("close")} onClick={() => jobs.dismiss(set)} />
                )
              }
            />
          ))}
        </ul>
      )}
      {problem && (
        <ProblemNotice problem={problem}>
          {problem.action === "sign-in" && <Button onClick={onSignIn}>{t("sign_in")}</Button>}
        </ProblemNotice>
      )}
      {counting.problem ? (
        <ProblemNotice problem={counting.problem}>
          <Button onClick={counting.stop}>{t("close")}</Button>
        </ProblemNotice>
      ) : (
        <Counting
          {...counting}
          offered={counting.offered?.length ?? null}
          onCancel={() => counting.offer(null)}
        />
      )}
    </>
  )
}

/** Modules missing from a view of all modules, with the first reason. */
function Missing({ entries, modules }: WithEntries): JSX.Element | null {
  const failed = entries.filter(({ problem }) => problem !== null)
  const [first] = failed
  if (!first?.problem) return null
  const { happened, remedy } = first.problem
  return (
    <Notice tone="warn">
      <p>
        <span class="strong">
          {t("modules_failed", list(failed.map(({ module }) => module.pluralLabel)))}
        </span>{" "}
        {happened} {remedy}
      </p>
      <div class="acts">
        <Button onClick={() => failed.forEach(({ module }) => modules.reloadModule(module.apiName))}>
          {t("try_again")}
        </Button>
      </div>
    </Notice>
  )
}

function Tags(props: WithEntries & { entry: ModuleEntry | null }): JSX.Element {
  const { entry, modules, rows } = props
  // The same array while no row has changed, so that it is not sorted again.
  const all = useMemo(() => [...rows.values()].flat(), [rows])
  return (
    <div class="content">
      <StatusBars {...props} />
      {entry?.problem && <ProblemNotice problem={entry.problem} />}
      {entry === null && <Missing {...props} />}
      <TagsScreen
        {...props}
        key={entry?.module.apiName ?? ""}
        title={entry?.module.pluralLabel ?? t("all_modules")}
        isAll={entry === null}
        rows={entry ? (rows.get(entry.module.apiName) ?? []) : all}
        allRows={all}
        onReload={() => (entry ? modules.reloadModule(entry.module.apiName) : modules.reload())}
      />
    </div>
  )
}

/** In place of tags that have not been read, or do not exist. */
export function Empty({ words, onRead }: { words: string; onRead?: () => void }): JSX.Element {
  return (
    <div class="empty">
      <p class="soft">{words}</p>
      {onRead && <Button onClick={onRead}>{t("read_module")}</Button>}
    </div>
  )
}

export function ModulePanel(props: WithEntries): JSX.Element {
  const { entries, modules, place, onSignIn } = props
  if (entries.length === 0) return <Empty words={t("no_modules")} />
  const entry = entries.find(({ module }) => module.apiName === place.module)
  if (place.module === null) {
    const hasTags = entries.some(({ tags }) => tags !== null)
    const failed = entries.find(({ problem }) => problem)?.problem
    if (!hasTags && failed && modules.progress === null)
      return <Failure problem={failed} onRetry={modules.reload} onSignIn={onSignIn} />
    return <Tags {...props} entry={null} />
  }
  if (!entry) return <Empty words={t("module_gone")} />
  if (entry.tags) return <Tags {...props} entry={entry} />
  const read = (): void => modules.reloadModule(entry.module.apiName)
  if (entry.problem) return <Failure problem={entry.problem} onRetry={read} onSignIn={onSignIn} />
  if (modules.progress) return <Empty words={t("loading")} />
  return <Empty words={t("module_unread")} onRead={read} />
}
