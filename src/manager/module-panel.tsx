import type { JSX } from "preact"
import { useMemo } from "preact/hooks"
import { t } from "../i18n/translate"
import { Button } from "../ui/controls"
import { ProblemNotice } from "../ui/notices"
import { Failure, Missing } from "./failures"
import type { ManagerViewProps } from "./props"
import type { Row } from "./rows"
import { StatusBars } from "./status-bars"
import { TagsScreen } from "./tags-screen"
import type { Entries, ModuleEntry } from "./use-modules"

const NONE: readonly Row[] = []

function Tags(props: ManagerViewProps & { entries: Entries; entry: ModuleEntry | null }): JSX.Element {
  const { entries, entry, modules, rows } = props
  // The same array while no row has changed, so that it is not sorted again.
  const all = useMemo(() => [...rows.values()].flat(), [rows])
  const shown = entry ? (rows.get(entry.module.apiName) ?? NONE) : null
  return (
    <div class="content">
      <StatusBars {...props} />
      {entry?.problem ? <ProblemNotice problem={entry.problem} /> : null}
      {entry === null && <Missing entries={entries} modules={modules} />}
      <TagsScreen
        {...props}
        key={entry?.module.apiName ?? ""}
        title={entry?.module.pluralLabel ?? t("all_modules")}
        isAll={entry === null}
        rows={shown ?? all}
        allRows={all}
        busy={props.jobs.busy}
        onReload={() => (entry ? modules.reloadModule(entry.module.apiName) : modules.reload())}
      />
    </div>
  )
}

/** The open module, or all modules. */
export function ModulePanel(props: ManagerViewProps & { entries: Entries }): JSX.Element {
  const { entries, modules, place, onSignIn } = props
  if (entries.length === 0)
    return (
      <div class="empty">
        <p>{t("no_modules")}</p>
      </div>
    )
  if (place.module === null) {
    const first = entries.every(({ tags }) => tags === null)
      ? entries.find(({ problem }) => problem)
      : undefined
    if (first?.problem && modules.progress === null)
      return <Failure problem={first.problem} onRetry={modules.reload} onSignIn={onSignIn} />
    return <Tags {...props} entry={null} />
  }
  const entry = entries.find(({ module }) => module.apiName === place.module)
  if (!entry)
    return (
      <div class="empty">
        <p>{t("module_gone")}</p>
      </div>
    )
  if (entry.tags) return <Tags {...props} entry={entry} />
  const { apiName, pluralLabel } = entry.module
  if (entry.problem)
    return (
      <Failure
        title={pluralLabel}
        problem={entry.problem}
        onRetry={() => modules.reloadModule(apiName)}
        onSignIn={onSignIn}
      />
    )
  return (
    <div class="empty">
      <p class="soft">{t(modules.progress ? "manager_loading" : "module_unread")}</p>
      {!modules.progress && <Button onClick={() => modules.reloadModule(apiName)}>{t("read_module")}</Button>}
    </div>
  )
}
