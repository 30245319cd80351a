import type { CSSProperties, ComponentChildren, JSX } from "preact"
import { useId, useState } from "preact/hooks"
import { Button, Disclosure } from "../../ui/button"
import { Checkbox } from "../../ui/checkbox"
import { list } from "../../ui/format"
import { t, tn } from "../../ui/i18n"
import { Icon } from "../../ui/icon"
import { Alert, KeptList, Place, ProblemButton, ProblemText, Result, Running } from "./bar-parts"
import { LevelDetails } from "./level-details"
import type { BarPlace, BarState, PageUiCallbacks, PageUiProps, SelectionCount } from "./props"

type BarProps = Pick<PageUiProps, "state" | "selection" | "place" | "level"> & {
  readonly on: PageUiCallbacks
}
type StateOf<K extends BarState["kind"]> = Extract<BarState, { readonly kind: K }>

function Selection({ selection, on }: { selection: SelectionCount; on: PageUiCallbacks }): JSX.Element {
  const { selected, total } = selection
  const words = t("selected", selected, total)
  return (
    <>
      <Checkbox
        label={t("select_all")}
        checked={total > 0 && selected === total}
        mixed={selected > 0 && selected < total}
        disabled={total === 0}
        onToggle={() => on.onToggleAll(selected < total)}
      />
      <span class="count" role="status" aria-label={words} data-widest={t("selected", total, total)}>
        {words}
      </span>
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
      <Button onClick={on.onOpenManager}>{t("open_manager")}</Button>
      <Button kind="danger" disabled={selection.selected === 0 || state.preparing} onClick={on.onDelete}>
        {t("delete_selected")}
      </Button>
    </>
  )
}

/** The row for one state. `why` is the button that unfolds what was kept. */
function Row(props: BarProps & { why: ComponentChildren }): JSX.Element {
  const { state, on } = props
  const manager = <Button onClick={on.onOpenManager}>{t("open_manager")}</Button>
  switch (state.kind) {
    case "loading":
      return <p class="text soft">{t("bar_loading")}</p>
    case "ready":
      return <Ready state={state} selection={props.selection} on={on} />
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
          <Alert>
            <p class="strong">{state.pageOrgId ? t("bar_wrong_org", state.pageOrgId) : t("bar_no_org")}</p>
            <p>{t("bar_connected_orgs", list(state.connected.map((org) => org.name)))}</p>
          </Alert>
          <Button onClick={on.onConnect}>{t("connect")}</Button>
        </>
      )
    case "no-module":
      return (
        <>
          <Alert>{t("bar_no_module")}</Alert>
          {manager}
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
    case "list-only":
      return (
        <>
          <Alert>{t("bar_list_only")}</Alert>
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
    case "running":
      return (
        <>
          <Running job={state.job} />

          {state.job.pause?.why === "sign-in" && <Button onClick={on.onConnect}>{t("sign_in")}</Button>}
          <Button onClick={on.onCancelJob}>{t("cancel")}</Button>
          <Button onClick={on.onOpenDetails}>{t("details")}</Button>
        </>
      )
    case "finished":
      return (
        <>
          <Result job={state.job} />

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
  }
}

const placeStyle = (place: BarPlace): CSSProperties =>
  place.at === "bottom"
    ? {}
    : {
        top: `max(46px, ${Math.round(place.top)}px)`,
        left: `${Math.round(place.left)}px`,
        width: `${Math.round(place.width)}px`,
      }

/** The toolbar on Zoho's tag page, in whatever state it is. One thing unfolds at a time. */
export function Bar(props: BarProps): JSX.Element {
  const { state, place, level, on } = props
  const [open, setOpen] = useState<"why" | "level" | null>(null)
  const id = useId()
  const toggle = (what: "why" | "level") => (): void => setOpen(open === what ? null : what)
  const kept = state.kind === "finished" ? state.job.kept : []
  const why = kept.length > 0 && (
    <Disclosure open={open === "why"} controls={id} onToggle={toggle("why")}>
      {t("why")}
    </Disclosure>
  )
  const standing = state.kind === "running" || state.kind === "finished" ? state.job.why : null
  const fault = state.kind === "ready" || state.kind === "not-connected" ? state.problem : null
  const showWhy = open === "why" && kept.length > 0
  const showLevel = open === "level" && level !== null
  return (
    <div
      class={`bar ts ${place.at}`}
      role="toolbar"
      aria-label="Tagsweep"
      tabIndex={-1}
      style={placeStyle(place)}
    >
      {fault && (
        <div class="row fault">
          <ProblemText problem={fault} />
          <ProblemButton problem={fault} on={on} />
        </div>
      )}
      {standing && (
        <div class="row fault">
          <Alert>{standing}</Alert>
        </div>
      )}
      <div class="row">
        {level ? (
          <Disclosure
            open={showLevel}
            controls={id}
            onToggle={toggle("level")}
            label={t("level_toggle")}
            icon="tag"
          />
        ) : (
          <span class="brand">
            <Icon name="tag" />
          </span>
        )}
        <Row {...props} why={why} />
      </div>
      {(showWhy || showLevel) && (
        <div class="more" id={id}>
          {showWhy ? (
            <KeptList kept={kept} />
          ) : (
            <LevelDetails level={level ?? "list"} onCopy={on.onCopyDiagnostics} />
          )}
        </div>
      )}
    </div>
  )
}
