import type { ComponentChildren, JSX } from "preact"
import { useLayoutEffect, useRef } from "preact/hooks"

export interface CheckboxProps {
  readonly checked: boolean
  readonly mixed?: boolean
  /** Accessible name; the words beside the box are its children. */
  readonly label: string
  readonly children?: ComponentChildren
  readonly disabled?: boolean
  /** Why it cannot be ticked. It stays focusable then, so that the reason can be read. */
  readonly reason?: string | undefined
  /** -1 where arrow keys and not Tab lead to it. */
  readonly tabIndex?: number
  readonly onToggle: (event: MouseEvent) => void
}

/** Three states. What is shown is what the owner says, not what was clicked. */
export function Checkbox(props: CheckboxProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null)
  const show = (): void => {
    if (!input.current) return
    input.current.checked = props.checked
    input.current.indeterminate = props.mixed ?? false
  }
  const latest = useRef(show)
  latest.current = show
  useLayoutEffect(show)
  const click = (event: MouseEvent): void => {
    if (props.disabled) event.preventDefault()
    else props.onToggle(event)
    // The browser has flipped it already; if the owner does not agree, nothing would render it back.
    setTimeout(() => latest.current())
  }
  return (
    <label class="box" title={props.reason}>
      <input
        ref={input}
        type="checkbox"
        tabIndex={props.tabIndex}
        aria-label={props.label}
        aria-disabled={props.disabled || undefined}
        aria-description={props.reason}
        onClick={click}
      />
      {props.children}
    </label>
  )
}
