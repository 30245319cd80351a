/** What the bar says where nothing can be selected, and the way on. The other states: `bar-row.tsx`. */
import type { JSX } from "preact"
import { Alert, ProblemText } from "../../ui/alert"
import { Button } from "../../ui/button"
import { t } from "../../ui/i18n"
import { Place, ProblemButton } from "./bar-parts"
import type { StateOf } from "./bar-row"
import { ModulePicker } from "./module-picker"
import type { BarState, PageUiCallbacks, PageUiProps } from "./props"

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
export function Obstacle({
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
