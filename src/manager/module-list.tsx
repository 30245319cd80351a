import type { JSX } from "preact"
import { Meter, Progress } from "../ui/bars"
import { Button } from "../ui/button"
import { t, tn } from "../ui/i18n"
import { Icon } from "../ui/icon"
import type { ModuleEntry } from "./use-modules"

export interface ModuleListProps {
  readonly entries: readonly ModuleEntry[]
  /** API name of the open one. */
  readonly open: string | null
  readonly onOpen: (apiName: string) => void
  readonly onRetry: (apiName: string) => void
}

function Capacity({ entry }: { entry: ModuleEntry }): JSX.Element {
  const { tags, module } = entry
  if (!tags) return <span class="soft small">{t(entry.problem ? "module_failed" : "module_loading")}</span>
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

function Entry({ entry, open, onOpen, onRetry }: { entry: ModuleEntry } & ModuleListProps): JSX.Element {
  const { apiName, pluralLabel } = entry.module
  return (
    <li class={open === apiName ? "module open" : "module"}>
      <button
        type="button"
        class="name"
        aria-current={open === apiName ? "page" : undefined}
        onClick={() => onOpen(apiName)}
      >
        <bdi class="clip">{pluralLabel}</bdi>
        {entry.problem && <Icon name="warning" />}
      </button>
      <Capacity entry={entry} />
      {entry.problem && (
        <Button kind="quiet" label={t("retry_module", pluralLabel)} onClick={() => onRetry(apiName)}>
          {t("try_again")}
        </Button>
      )}
    </li>
  )
}

/** The org's modules with how full each is. */
export function ModuleList(props: ModuleListProps): JSX.Element {
  const { entries } = props
  const done = entries.filter((entry) => entry.tags ?? entry.problem).length
  return (
    <nav class="modules" aria-label={t("modules")}>
      <h2>{t("modules")}</h2>
      {done < entries.length && (
        <div class="loading">
          <span class="soft small">{t("modules_progress", done, entries.length)}</span>
          <Progress
            label={t("modules_loading")}
            value={done}
            max={entries.length}
            text={t("progress", done, entries.length)}
          />
        </div>
      )}
      <ul>
        {entries.map((entry) => (
          <Entry key={entry.module.apiName} {...props} entry={entry} />
        ))}
      </ul>
    </nav>
  )
}
