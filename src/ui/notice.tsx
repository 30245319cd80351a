import type { ComponentChildren, JSX } from "preact"
import type { Problem } from "../messaging/views"
import { AllowAccess } from "./allow-access"
import { t } from "./i18n"
import { Icon } from "./icon"

const ICONS = { problem: "fail", warn: "warning", info: "info" } as const

/** Something the user must read. `problem` and `warn` are alerts, `info` stands quietly. */
export function Notice(props: {
  readonly tone: "problem" | "warn" | "info"
  readonly children: ComponentChildren
}): JSX.Element {
  return (
    <div class={`notice ${props.tone}`} role={props.tone === "info" ? undefined : "alert"}>
      <Icon name={ICONS[props.tone]} />
      <div>{props.children}</div>
    </div>
  )
}

/** A failure: what happened, what was not changed, what to do. */
export function ProblemNotice(props: {
  readonly problem: Problem
  readonly children?: ComponentChildren
  /** The browser's permission was given back. */
  readonly onAllowed?: () => void
}): JSX.Element {
  const { happened, unchanged, remedy, told, action, origins = [] } = props.problem
  const allow = action === "allow" && <AllowAccess origins={origins} onAllowed={props.onAllowed} />
  return (
    <Notice tone="problem">
      <p class="strong">{happened}</p>
      <p>
        {unchanged} {remedy}
      </p>
      {told !== undefined && <p class="soft">{t("zoho_answered", told)}</p>}
      {(allow || props.children) && (
        <div class="acts">
          {allow}
          {props.children}
        </div>
      )}
    </Notice>
  )
}
