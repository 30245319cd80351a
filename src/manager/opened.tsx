import type { JSX } from "preact"
import { useMemo } from "preact/hooks"
import { Button } from "../ui/button"
import { t } from "../ui/i18n"
import { ProblemNotice } from "../ui/notice"
import type { Entries, ModuleEntry } from "./entries"
import { Failure, Missing } from "./failure"
import { Middle } from "./middle"
import type { ManagerViewProps } from "./props"
import type { Row } from "./rows"
import { Standing } from "./standing"
import { TagsScreen } from "./tags-screen"

const NONE: readonly Row[] = []

function Tags(props: ManagerViewProps & { entries: Entries; entry: ModuleEntry | null }): JSX.Element {
  const { entries, entry, modules, rows, place, onPlace } = props
  // The same list while nothing of it has changed: what is sorted stays sorted.
  const all = useMemo(() => [...rows.values()].flat(), [rows])
  const shown = entry ? (rows.get(entry.module.apiName) ?? NONE) : null
  return (
    <div class="content">
      <Standing {...props} />
      {entry?.problem ? <ProblemNotice problem={entry.problem} /> : null}
      {entry === null && <Missing entries={entries} modules={modules} />}
      <TagsScreen
        {...props}
        key={entry?.module.apiName ?? ""}
        title={entry?.module.pluralLabel ?? t("all_modules")}
        isAll={entry === null}
        rows={shown ?? all}
        allRows={all}
        filters={place.filters}
        sort={place.sort}
        busy={props.jobs.busy}
        onFilters={(filters) => onPlace({ filters })}
        onSort={(sort) => onPlace({ sort })}
        onReload={() => (entry ? modules.reloadModule(entry.module.apiName) : modules.reload())}
      />
    </div>
  )
}

/** The module that is open, or all of them. */
export function Opened(props: ManagerViewProps & { entries: Entries }): JSX.Element {
  const { entries, modules, place, onSignIn } = props
  if (entries.length === 0)
    return (
      <Middle>
        <p>{t("no_modules")}</p>
      </Middle>
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
      <Middle>
        <p>{t("module_gone")}</p>
      </Middle>
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
    <Middle>
      <p class="soft">{t(modules.progress ? "tags_loading" : "tags_unread", pluralLabel)}</p>
      {!modules.progress && <Button onClick={() => modules.reloadModule(apiName)}>{t("read_module")}</Button>}
    </Middle>
  )
}
