/** What the bar's row shows, state by state. */
import type { ComponentChildren, JSX } from "preact"
import { useState } from "preact/hooks"

import { t, tn, type MessageKey } from "../../i18n/translate"
import { isRestorable } from "../../jobs/items"
import { isForSignIn, type ModuleRef, type Pause } from "../../jobs/job"
import { Button } from "../../ui/controls"
import { Alert, ProblemText } from "../../ui/notices"
import { JobLine } from "../../ui/job-status"
import { Place, ProblemButton, Selection } from "./bar-parts"
import type { BarState, PageUiCallbacks, PageUiProps, QuestionOutcome } from "./props"

export type BarProps = Pick<PageUiProps, "state" | "selection" | "place" | "isRead" | "lookedFor"> & {
  readonly on: PageUiCallbacks
}
type StateOf<K extends BarState["kind"]> = Extract<BarState, { readonly kind: K }>

const OUTCOMES = {
  cancelled: "question_cancelled",
  "not-deleted": "question_not_deleted",
  expired: "question_expired",
  restoring: "question_restoring",
} as const satisfies Record<QuestionOutcome, MessageKey>

/** A status text that screen readers announce when it changes. */
const announced = (words: string): JSX.Element => (
  <p class="text" role="status">
    {words}
  </p>
)

const placeOf = (state: BarState): JSX.Element | null =>
  "org" in state && "tags" in state ? <Place org={state.org} tags={state.tags} /> : null

function Ready(props: BarProps & { state: StateOf<"ready"> }): JSX.Element {
  const { state, selection, on } = props
  return (
    <>
      <Selection selection={selection} on={on} />
      {placeOf(state)}
      {selection.notVisible > 0 && <span class="soft">{t("not_visible", selection.notVisible)}</span>}
      {state.outcome !== null && (
        <span class="soft" role="status">
          {t(OUTCOMES[state.outcome])}
        </span>
      )}
      <div class="acts">
        <Button onClick={on.onOpenManager}>{t("open_manager")}</Button>
        <Button kind="danger" disabled={selection.selected === 0} home onClick={on.onDelete}>
          {t("delete_selected")}
        </Button>
      </div>
    </>
  )
}

/** The row for one state. `details` is the button that shows each tag's result. */
export function Row(props: BarProps & { details: ComponentChildren }): JSX.Element {
  const { state, on } = props
  switch (state.kind) {
    case "loading":
      return <p class="text soft">{t("bar_loading")}</p>
    case "looking":
      return (
        <>
          <p class="text soft">{t("bar_looking", state.tags.module.pluralLabel)}</p>
          {placeOf(state)}
        </>
      )
    case "ready":
      return <Ready {...props} state={state} />
    case "signing-in":
      return announced(t("bar_connecting"))
    case "reading":
      return announced(tn("reading_tags", state.tags))
    case "asking":
      return (
        <>
          {announced(tn("asking", state.question.tags))}
          <Button home onClick={on.onShow}>
            {t("show")}
          </Button>
        </>
      )
    case "running":
      return (
        <>
          <JobLine job={state.job} />
          <div class="acts">
            <PauseButtons pause={state.job.pause} on={on} />
            <Button onClick={on.onCancelJob}>{t("cancel")}</Button>
          </div>
        </>
      )
    case "finished":
      return (
        <>
          <JobLine job={state.job} />
          <div class="acts">
            {isRestorable(state.job) && (
              <Button home onClick={on.onUndo}>
                {t("undo")}
              </Button>
            )}
            {props.details}
            <Button icon="reload" onClick={on.onReloadList}>
              {t("reload_list")}
            </Button>
          </div>
        </>
      )
    case "not-connected":
      return (
        <>
          <p class="text">{t(state.connecting ? "bar_connecting" : "bar_not_connected")}</p>
          <Button kind="primary" disabled={state.connecting} onClick={on.onConnect}>
            {t("connect")}
          </Button>
        </>
      )
    case "problem":
      return (
        <>
          <ProblemText problem={state.problem} />
          <ProblemButton problem={state.problem} on={on} />
        </>
      )
    default:
      return <Obstacle state={state} lookedFor={props.lookedFor} on={on} />
  }
}

type ObstacleKind =
  | "invalidated"
  | "wrong-org"
  | "no-org"
  | "no-module"
  | "no-tags"
  | "untrusted"
  | "list-only"

/** Why the user cannot select here, and what to do instead: mostly the manager. */
function Obstacle(props: {
  readonly state: StateOf<ObstacleKind>
  readonly lookedFor: BarProps["lookedFor"]
  readonly on: PageUiCallbacks
}): JSX.Element {
  const { state, on } = props
  const hasManager = state.kind !== "invalidated" && state.kind !== "wrong-org"
  const mayReload =
    state.kind === "invalidated" || (state.kind === "untrusted" && state.why === "unknown-names")
  return (
    <>
      {state.kind === "no-module" && <ModulePicker modules={state.modules} onPick={on.onPickModule} />}
      {state.kind === "no-tags" && <p class="text">{t("module_empty")}</p>}
      {state.kind !== "no-module" && state.kind !== "no-tags" && (
        <Alert>{obstacleText(state, props.lookedFor)}</Alert>
      )}
      {placeOf(state)}
      <div class="acts">
        {state.kind === "wrong-org" && <Button onClick={on.onConnect}>{t("connect")}</Button>}
        {mayReload && <Button onClick={on.onReloadList}>{t("reload_page")}</Button>}
        {hasManager && <Button onClick={on.onOpenManager}>{t("open_manager")}</Button>}
      </div>
    </>
  )
}

function obstacleText(
  state: StateOf<Exclude<ObstacleKind, "no-module" | "no-tags">>,
  lookedFor: BarProps["lookedFor"],
): string {
  switch (state.kind) {
    case "invalidated":
      return t("bar_invalidated")
    case "wrong-org":
      return t("bar_wrong_org", state.pageOrgId)
    case "no-org":
      return t("bar_no_org")
    case "untrusted":
      return state.why === "translated"
        ? t("bar_translated")
        : t("bar_unknown_names", state.tags.module.pluralLabel)
    case "list-only":
      return lookedFor === "asked" ? t("bar_look_failed", state.tags.module.pluralLabel) : t("bar_list_only")
  }
}

/** What ends a job's pause: signing in, the browser's permission, or a retry. A pause by the user ends elsewhere. */
function PauseButtons({ pause, on }: { pause: Pause | null; on: PageUiCallbacks }): JSX.Element | null {
  if (pause === null || pause.why === "user") return null
  if (isForSignIn(pause)) return <Button onClick={on.onConnect}>{t("sign_in")}</Button>
  if (pause.why === "permission-removed") return <Button onClick={on.onConnect}>{t("allow_access")}</Button>
  return <Button onClick={on.onTryNow}>{t("resume")}</Button>
}

/** Lets the user choose the module if the address does not name it. */
function ModulePicker(props: {
  readonly modules: readonly ModuleRef[]
  readonly onPick: (module: string) => void
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
        {props.modules.map(({ apiName, pluralLabel }) => (
          <option key={apiName} value={apiName}>
            {pluralLabel}
          </option>
        ))}
      </select>
      <Button kind="primary" disabled={picked === ""} onClick={() => props.onPick(picked)}>
        {t("find_tags")}
      </Button>
    </>
  )
}
