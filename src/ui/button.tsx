import type { ComponentChildren, JSX, Ref } from "preact"
import { Icon } from "./icon"
import type { IconName } from "./icon"

export interface ButtonProps {
  readonly kind?: "neutral" | "primary" | "danger" | "quiet"
  readonly icon?: IconName
  readonly children?: ComponentChildren
  /** Accessible name, where the words inside do not say enough by themselves. */
  readonly label?: string
  readonly disabled?: boolean
  /** Its act is under way: it does nothing, and keeps the focus, which a disabled button would lose. */
  readonly busy?: boolean
  readonly submit?: boolean
  readonly autoFocus?: boolean
  /** Takes the focus when what had it is gone. */
  readonly home?: boolean
  readonly buttonRef?: Ref<HTMLButtonElement>
  readonly onClick?: (event: MouseEvent) => void
}

/** A button with words; with an icon alone it takes its name from `label`. */
export function Button(props: ButtonProps): JSX.Element {
  const { kind = "neutral", icon, children, label, disabled = false, submit, buttonRef, onClick } = props
  return (
    <button
      type={submit ? "submit" : "button"}
      class={`btn ${kind}${children === undefined ? " square" : ""}`}
      aria-label={label}
      title={children === undefined ? label : undefined}
      disabled={disabled}
      aria-disabled={props.busy ? true : undefined}
      autofocus={props.autoFocus ?? false}
      data-home={props.home ? "" : undefined}
      {...(buttonRef ? { ref: buttonRef } : {})}
      {...(onClick && !props.busy ? { onClick } : {})}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

/** A button that unfolds what `controls` (an id) names. */
export function Disclosure(props: {
  readonly open: boolean
  readonly controls: string
  readonly onToggle: () => void
  readonly children?: ComponentChildren
  readonly label?: string
  /** In place of words; `label` names it then. */
  readonly icon?: IconName
}): JSX.Element {
  return (
    <button
      type="button"
      class={props.icon ? "btn quiet square" : "btn quiet"}
      title={props.icon ? props.label : undefined}
      aria-expanded={props.open}
      aria-controls={props.open ? props.controls : undefined}
      aria-label={props.label}
      onClick={props.onToggle}
    >
      {props.icon ? (
        <Icon name={props.icon} />
      ) : (
        <>
          {props.children}
          <Icon name="down" turn />
        </>
      )}
    </button>
  )
}
