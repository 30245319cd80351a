/** What the bar's one row holds, state by state. */
import type { ComponentChildren, JSX } from "preact"
import { useState } from "preact/hooks"

import { t, tn, type MessageKey } from "../../i18n/translate"
import { isForSignIn, type ModuleRef } from "../../jobs/job"
import { Button } from "../../ui/controls"
import { Alert, ProblemText } from "../../ui/notices"
import { Result, Running } from "../../ui/progress"
import { Asking, mayTryNow, Place, ProblemButton, Selection } from "./bar-parts"
import type { BarState, PageUiCallbacks, PageUiProps, SelectionCount } from "./props"

export type BarProps = Pick<PageUiProps, "state" | "selection" | "place" | "level" | "lookedFor"> & {
  readonly on: PageUiCallbacks
}
type StateOf<K extends BarState["kind"]> = Extract<BarState, { readonly kind: K }>

const OUTCOMES = {
  cancelled: "question_cancelled",
  "not-deleted": "question_not_deleted",
  expired: "question_expired",
  restoring: "question_restoring",
} as const satisfies Record<NonNullable<StateOf<"ready">["outcome"]>, MessageKey>

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
          {t(OUTCOMES[state.outcome])}
        </span>
      )}
      <Button onClick={on.onOpenManager}>{t("open_manager")}</Button>
      <Button kind="danger" disabled={selection.selected === 0} home onClick={on.onDelete}>
        {t("delete_selected")}
      </Button>
    </>
  )
}

/** The row for one state. `details` is the button that unfolds what became of each tag. */
export function Row(props: BarProps & { details: ComponentChildren }): JSX.Element {
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
          {isForSignIn(state.job.pause) && <Button onClick={on.onConnect}>{t("sign_in")}</Button>}
          {state.job.pause?.why === "permission-removed" && (
            <Button onClick={on.onConnect}>{t("allow_access")}</Button>
          )}
          {mayTryNow(state.job) && <Button onClick={on.onTryNow}>{t("resume")}</Button>}
          <Button onClick={on.onCancelJob}>{t("cancel")}</Button>
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
          {props.details}
          <Button icon="reload" onClick={on.onReloadList}>
            {t("reload_list")}
          </Button>
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

// What the bar says where nothing can be selected, and the way on.

/** The names on the screen may not be those that Zoho has. */
function Untrusted({
  state: { why, org, tags },
  manager,
  on,
}: {
  state: StateOf<"untrusted">
  manager: JSX.Element
  on: PageUiCallbacks
}): JSX.Element {
  const { pluralLabel } = tags.module
  return (
    <>
      <Alert>{why === "translated" ? t("bar_translated") : t("bar_unknown_names", pluralLabel)}</Alert>
      <Place org={org} tags={tags} />
      {why === "unknown-names" && <Button onClick={on.onReloadList}>{t("reload_page")}</Button>}
      {manager}
    </>
  )
}

type NoObstacle = "loading" | "ready" | "reading" | "asking" | "running" | "finished" | "invalidated"

/** What keeps the user from selecting here, and the way on. */
function Obstacle({
  state,
  lookedFor,
  on,
}: {
  state: Exclude<BarState, { kind: NoObstacle }>
  lookedFor: PageUiProps["lookedFor"]
  on: PageUiCallbacks
}): JSX.Element {
  const manager = <Button onClick={on.onOpenManager}>{t("open_manager")}</Button>
  switch (state.kind) {
    case "not-connected":
      return (
        <>
          <p class="text">{t(state.connecting ? "bar_connecting" : "bar_not_connected")}</p>
          <Button kind="primary" disabled={state.connecting} onClick={on.onConnect}>
            {t("connect")}
          </Button>
        </>
      )
    case "wrong-org":
      return (
        <>
          <Alert>{t("bar_wrong_org", state.pageOrgId)}</Alert>
          <Button onClick={on.onConnect}>{t("connect")}</Button>
        </>
      )
    case "no-org":
      return (
        <>
          <Alert>
            <p class="strong">{t("bar_no_org")}</p>
            <p>{t("bar_no_org_manager")}</p>
          </Alert>
          {manager}
        </>
      )
    case "no-module":
      return (
        <>
          <ModulePicker modules={state.modules} onPick={on.onPickModule} />
          {manager}
        </>
      )
    case "looking":
      return (
        <>
          <p class="text soft">{t("bar_looking", state.tags.module.pluralLabel)}</p>
          <Place org={state.org} tags={state.tags} />
        </>
      )
    case "no-tags":
      return (
        <>
          <p class="text">{t("bar_no_tags")}</p>
          <Place org={state.org} tags={state.tags} />
          {manager}
        </>
      )
    case "untrusted":
      return <Untrusted state={state} manager={manager} on={on} />
    case "list-only":
      return (
        <>
          <Alert>
            {lookedFor === "asked" ? t("bar_look_failed", state.tags.module.pluralLabel) : t("bar_list_only")}
          </Alert>
          <Place org={state.org} tags={state.tags} />
          {manager}
        </>
      )
    case "problem":
      return (
        <>
          <ProblemText problem={state.problem} />
          <ProblemButton problem={state.problem} on={on} />
        </>
      )
  }
}

/** Where the page does not tell whose tags it shows, the user does. */
function ModulePicker({
  modules,
  onPick,
}: {
  modules: readonly ModuleRef[]
  onPick: (module: string) => void
}): JSX.Element {
  const [picked, setPicked] = useState("")
  return (
    <>
      <Alert>{t("bar_no_module")}</Alert>
      <select
        class="input pick"
        aria-label={t("module")}
        value={picked}
        onChange={(event) => setPicked(event.currentTarget.value)}
      >
        <option value="">{t("choose_module")}</option>
        {modules.map(({ apiName, pluralLabel }) => (
          <option key={apiName} value={apiName}>
            {pluralLabel}
          </option>
        ))}
      </select>
      <Button kind="primary" disabled={picked === ""} onClick={() => onPick(picked)}>
        {t("find_tags")}
      </Button>
    </>
  )
}
