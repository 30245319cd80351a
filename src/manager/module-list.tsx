/** The list of modules beside the table. */
import type { ComponentChildren, JSX } from "preact"
import { t, tn } from "../i18n/translate"
import { Button, Icon, Meter, Progress } from "../ui/controls"
import type { ModuleEntry, Modules } from "./use-modules"
import type { WithEntries } from "./view"

function Capacity({ entry, waiting }: { entry: ModuleEntry; waiting: boolean }): JSX.Element {
  const { tags, module, problem } = entry
  if (!tags)
    return (
      <span class="soft small">{t(problem ? "module_failed" : waiting ? "loading" : "module_unread")}</span>
    )
  const words =
    tags.allowed === null
      ? tn("tags_count", tags.tags.length)
      : t("tags_used", tags.tags.length, tags.allowed)
  return (
    <>
      <span class="soft small">{words}</span>
      {tags.allowed !== null && (
        <Meter label={`${module.pluralLabel}: ${words}`} value={tags.tags.length} max={tags.allowed} />
      )}
    </>
  )
}

/** A module, or all of them: its name opens it. */
function Item(props: {
  readonly label: string
  readonly isOpen: boolean
  readonly picked: number
  readonly failed?: boolean
  readonly onOpen: () => void
  readonly children: ComponentChildren
}): JSX.Element {
  const { isOpen } = props
  return (
    <li class={isOpen ? "module open" : "module"}>
      <button type="button" class="name" aria-current={isOpen ? "page" : undefined} onClick={props.onOpen}>
        <bdi class="clip">{props.label}</bdi>
        {props.failed && <Icon name="warning" />}
        {props.picked > 0 && <span class="count">{t("picked_here", props.picked)}</span>}
      </button>
      {props.children}
    </li>
  )
}

function Entry({ entry, ...props }: WithEntries & { entry: ModuleEntry }): JSX.Element {
  const { modules, place, rows, selection } = props
  const { apiName, pluralLabel } = entry.module
  const waiting = modules.progress !== null
  const retry = t(entry.problem ? "try_again" : "read_module")
  return (
    <Item
      label={pluralLabel}
      isOpen={place.module === apiName}
      picked={(rows.get(apiName) ?? []).filter(({ id }) => selection.has(id)).length}
      failed={entry.problem !== null}
      onOpen={() => props.onPlace({ module: apiName })}
    >
      <Capacity entry={entry} waiting={waiting} />
      {(entry.problem ?? (!entry.tags && !waiting)) && (
        <Button
          kind="quiet"
          label={t("action_of", retry, pluralLabel)}
          onClick={() => modules.reloadModule(apiName)}
        >
          {retry}
        </Button>
      )}
    </Item>
  )
}

function Loading({ progress, stop }: Modules): JSX.Element | null {
  if (!progress) return null
  const { done, total } = progress
  return (
    <div class="loading">
      <span class="soft small">{t("modules_progress", done, total)}</span>
      <Progress label={t("modules")} value={done} max={total} text={t("progress", done, total)} />
      <Button kind="quiet" onClick={stop}>
        {t("stop")}
      </Button>
    </div>
  )
}

/** The org's modules and how full each is, the fullest first. */
export function ModuleList(props: WithEntries): JSX.Element {
  const { entries, modules, place, selection } = props
  const tags = entries.reduce((sum, entry) => sum + (entry.tags?.tags.length ?? 0), 0)
  return (
    <nav class="modules" aria-label={t("modules")}>
      <div class="line">
        <h2>{t("modules")}</h2>
        <span class="fill" />
        {!modules.progress && (
          <Button kind="quiet" icon="reload" label={t("reload_all")} onClick={modules.reload} />
        )}
      </div>
      <ul>
        <Item
          label={t("all_modules")}
          isOpen={place.module === null}
          picked={selection.ids.size}
          onOpen={() => props.onPlace({ module: null })}
        >
          <span class="soft small">{tn("tags_count", tags)}</span>
        </Item>
        {entries.map((entry) => (
          <Entry key={entry.module.apiName} {...props} entry={entry} />
        ))}
      </ul>
      {/* Below the list, which does not move under the pointer when the reading ends. */}
      <Loading {...modules} />
    </nav>
  )
}
