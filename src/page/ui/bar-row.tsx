/** What the bar's one row holds, state by state. */
import type { ComponentChildren, JSX } from "preact"
import { Alert } from "../../ui/alert"
import { Button } from "../../ui/button"
import { Checkbox } from "../../ui/checkbox"
import { t, tn } from "../../ui/i18n"
import { Result, Running } from "../../ui/job-line"
import { Obstacle } from "./bar-obstacle"
import { Asking, mayTryNow, Place } from "./bar-parts"
import type { BarState, PageUiCallbacks, PageUiProps, SelectionCount } from "./props"

export type BarProps = Pick<PageUiProps, "state" | "selection" | "place" | "level" | "lookedFor"> & {
  readonly on: PageUiCallbacks
}
export type StateOf<K extends BarState["kind"]> = Extract<BarState, { readonly kind: K }>

function Selection({ selection, on }: { selection: SelectionCount; on: PageUiCallbacks }): JSX.Element {
  const { selected, total, selectable, listed, listedSelected } = selection
  const isListSelected = listed > 0 && listedSelected === listed
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
      {listedSelected === listed && selected < selectable && (
        <Button onClick={on.onSelectRest}>{tn("select_all_of_module", selectable)}</Button>
      )}
      {listed > 0 && selectable < total && (
        <span class="soft">{tn("not_selectable", total - selectable)}</span>
      )}
    </>
  )
}

function Ready({
  state,
  selection,
  on,
}: {
  state: StateOf<"ready">
  selection: SelectionCount
  on: PageUiCallbacks
}): JSX.Element {
  return (
    <>
      <Selection selection={selection} on={on} />
      <Place org={state.org} tags={state.tags} />
      {selection.notVisible > 0 && <span class="soft">{tn("not_visible", selection.notVisible)}</span>}
      {state.outcome !== null && (
        <span class="soft" role="status">
          {t(`question_${state.outcome}`)}
        </span>
      )}
      <Button onClick={on.onOpenManager}>{t("open_manager")}</Button>
      <Button kind="danger" disabled={selection.selected === 0} home onClick={on.onDelete}>
        {t("delete_selected")}
      </Button>
    </>
  )
}

/** The row for one state. `why` is the button that unfolds what was kept. */
export function Row(props: BarProps & { why: ComponentChildren }): JSX.Element {
  const { state, on } = props
  switch (state.kind) {
    case "loading":
      return <p class="text soft">{t("bar_loading")}</p>
    case "ready":
      return <Ready state={state} selection={props.selection} on={on} />
    case "reading":
      return (
        <p class="text" role="status">
          {tn("reading_tags", state.tags)}
        </p>
      )
    case "asking":
      return <Asking question={state.question} on={on} />
    case "running":
      return (
        <>
          <Running job={state.job} />

          {state.job.pause?.why === "sign-in" && <Button onClick={on.onConnect}>{t("sign_in")}</Button>}
          {state.job.pause?.why === "permission-removed" && (
            <Button onClick={on.onConnect}>{t("allow_access")}</Button>
          )}
          {mayTryNow(state.job) && <Button onClick={on.onTryNow}>{t("resume")}</Button>}
          <Button onClick={on.onCancelJob}>{t("cancel")}</Button>
          <Button onClick={on.onOpenDetails}>{t("details")}</Button>
        </>
      )
    case "finished":
      return (
        <>
          <Result job={state.job} />
          {state.job.isRestorable && (
            <Button home onClick={on.onUndo}>
              {t("undo")}
            </Button>
          )}
          {props.why}
          <Button icon="reload" onClick={on.onReloadList}>
            {t("reload_list")}
          </Button>
          <Button kind="quiet" icon="cross" label={t("close")} onClick={on.onDismissResult} />
        </>
      )
    case "invalidated":
      return (
        <>
          <Alert>{t("bar_invalidated")}</Alert>
          <Button onClick={on.onReloadList}>{t("reload_page")}</Button>
        </>
      )
    default:
      return <Obstacle state={state} lookedFor={props.lookedFor} on={on} />
  }
}
