/** Parts shared by the bar's states. */
import type { JSX } from "preact"
import { useRef } from "preact/hooks"
import { t, tn } from "../../i18n/translate"
import type { OrgRef } from "../../jobs/job"
import type { ModuleTags, Problem } from "../../messages/views"
import { Button, Checkbox, Meter } from "../../ui/controls"
import { OrgLine } from "../../ui/labels"
import type { PageUiCallbacks, SelectionCount } from "./props"

/** Org, module, and how full the module is. */
export function Place({ org, tags }: { org: OrgRef; tags: ModuleTags }): JSX.Element {
  const used = tags.tags.length
  const words = tags.allowed === null ? tn("tags_count", used) : t("tags_used", used, tags.allowed)
  return (
    <div class="place">
      <OrgLine org={org} />
      <bdi class="clip">{tags.module.pluralLabel}</bdi>
      <span class="soft clip used">{words}</span>
      {tags.allowed !== null && (
        <Meter label={`${tags.module.pluralLabel}: ${words}`} value={used} max={tags.allowed} />
      )}
    </div>
  )
}

/** The number of selected tags, and buttons to select all: first those in the list, then the rest of the module. */
export function Selection({
  selection,
  on,
}: {
  selection: SelectionCount
  on: PageUiCallbacks
}): JSX.Element {
  const { selected, total, selectable, listed, listedSelected } = selection
  const isListSelected = listed > 0 && listedSelected === listed
  // The offer stays while Zoho's page draws more rows, until the selection changes.
  const offeredAt = useRef(0)
  if (isListSelected) offeredAt.current = selected
  const isOffered = listed === 0 || (selected > 0 && selected === offeredAt.current)
  const words = t("selected", selected, total)
  return (
    <>
      <Checkbox
        label={t("select_all")}
        checked={isListSelected}
        mixed={selected > 0 && !isListSelected}
        disabled={listed === 0}
        onToggle={() => on.onToggleAll(!isListSelected)}
      />
      <span class="count" role="status" aria-label={words} data-widest={t("selected", total, total)}>
        {words}
      </span>
      {isOffered && selected < selectable && (
        <Button onClick={on.onSelectRest}>{tn("select_all_of_module", selectable)}</Button>
      )}
      {listed > 0 && selectable < total && (
        <span class="soft">{t("not_selectable", total - selectable)}</span>
      )}
    </>
  )
}

const SOLUTIONS = {
  connect: ["connect", "onConnect"],
  "sign-in": ["sign_in", "onConnect"],
  // Only an extension page can ask the browser.
  allow: ["allow_access", "onConnect"],
  retry: ["try_again", "onRetry"],
  reload: ["reload_page", "onReloadList"],
} as const

/** The button that can solve a problem, if there is one. */
export function ProblemButton(props: {
  readonly problem: Problem
  readonly on: PageUiCallbacks
}): JSX.Element | null {
  const { action } = props.problem
  if (action === "none") return null
  const [label, callback] = SOLUTIONS[action]
  return <Button onClick={props.on[callback]}>{t(label)}</Button>
}
