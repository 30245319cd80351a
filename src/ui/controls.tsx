/** Buttons, disclosures, checkboxes, and bars of progress. */
import type { ComponentChildren, JSX } from "preact"
import { useLayoutEffect, useRef } from "preact/hooks"
import { t } from "../i18n/translate"
import type { ReportKind } from "../reports/job-report"

interface ButtonProps {
  readonly kind?: "neutral" | "primary" | "danger" | "quiet"
  readonly icon?: IconName
  readonly children?: ComponentChildren
  /** Accessible name, if the visible text is not enough. */
  readonly label?: string
  /** What it does or needs, if its text does not say. */
  readonly hint?: string | undefined
  readonly disabled?: boolean
  /** Its action is running: it does nothing, but keeps the focus, which a disabled button would lose. */
  readonly busy?: boolean
  readonly submit?: boolean
  readonly autoFocus?: boolean
  /** Gets the focus when the focused element disappears. */
  readonly home?: boolean
  readonly expanded?: boolean
  /** The id of the element that it has expanded. */
  readonly controls?: string | undefined
  readonly onClick?: (event: MouseEvent) => void
}

/** A button with text; with an icon alone, `label` names it. */
export function Button(props: ButtonProps): JSX.Element {
  const { kind = "neutral", icon, children, label, disabled = false, busy = false } = props
  return (
    <button
      type={props.submit ? "submit" : "button"}
      class={`btn ${kind}${children === undefined ? " square" : ""}`}
      aria-label={label}
      aria-description={props.hint}
      title={props.hint ?? label}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-expanded={props.expanded}
      aria-controls={props.controls}
      autofocus={props.autoFocus ?? false}
      data-home={props.home ? "" : undefined}
      onClick={busy ? undefined : props.onClick}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

/** A button that expands the element with the id `controls`. With an icon instead of text, `label` names it. */
export function Disclosure(props: {
  readonly open: boolean
  readonly controls: string
  readonly onToggle: () => void
  readonly children?: ComponentChildren
  readonly label?: string
  readonly icon?: IconName
}): JSX.Element {
  const { open, controls, onToggle, children, ...look } = props
  return (
    <Button kind="quiet" {...look} expanded={open} controls={open ? controls : undefined} onClick={onToggle}>
      {children && (
        <>
          {children}
          <Icon name="down" turn />
        </>
      )}
    </Button>
  )
}

interface CheckboxProps {
  readonly checked: boolean
  readonly mixed?: boolean
  /** Accessible name; the text beside the box comes as children. */
  readonly label: string
  readonly children?: ComponentChildren
  readonly disabled?: boolean
  /** Why it cannot be checked. It stays focusable then, so that the reason can be read. */
  readonly reason?: string | undefined
  /** -1 if only arrow keys lead to it. */
  readonly tabIndex?: number
  readonly onToggle: (event: MouseEvent) => void
}

/** Has three states. Shows what its owner says, not what was clicked. */
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
    // The browser has toggled it already; if the owner disagrees, nothing else would redraw it.
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

/** Strokes on a 16 × 16 grid. */
const PATHS = {
  check: "M3 8.5 6.5 12 13 4.5",
  cross: "M4 4l8 8M12 4l-8 8",
  warning: "M8 2 1.5 13.5h13zM8 6.5v3.2M8 11.7v.1",
  fail: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4",
  clock: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 4.5V8l2.3 1.7",
  play: "M5 3.2v9.6L12.5 8z",
  pause: "M5.5 3.5v9M10.5 3.5v9",
  stop: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M3.7 12.3l8.6-8.6",
  info: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M8 7.3v3.7M8 5v.1",
  down: "M4 6.2 8 10.2l4-4",
  copy: "M5.5 5.5h8v8h-8zM3 10.5h-.5v-8h8V3",
  out: "M6.5 3h-3.5v10h10V9.5M9.5 2.5h4v4M13 3 7.5 8.5",
  building: "M3.5 14V2.5h6V14M9.5 6h3v8M1.8 14h12.4M6 5.3h1M6 8h1M6 10.7h1",
  flask: "M6.3 2v4.2L2.8 12.5c-.4.8.1 1.5 1 1.5h8.4c.9 0 1.4-.7 1-1.5L9.7 6.2V2M5.3 2h5.4M4.8 10h6.4",
  code: "M5 4.5 1.5 8 5 11.5M11 4.5 14.5 8 11 11.5",
  tag: "M2 3.5A1.5 1.5 0 0 1 3.5 2h4.2a1.5 1.5 0 0 1 1 .4l5 5a1.5 1.5 0 0 1 0 2.1l-4.2 4.2a1.5 1.5 0 0 1-2.1 0l-5-5a1.5 1.5 0 0 1-.4-1zM5.3 5.3h.1",
  reload: "M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3",
  file: "M8 2v8M4.8 7 8 10.2 11.2 7M2.5 13.5h11",
} as const

export type IconName = keyof typeof PATHS

/** A picture beside text; never alone, so it is hidden from the accessibility tree. */
export function Icon({ name, turn }: { name: IconName; turn?: boolean }): JSX.Element {
  return (
    <svg class={turn ? "icon turn" : "icon"} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}

/** Buttons for a report in both formats. */
export function ReportButtons(props: {
  readonly quiet?: boolean
  readonly onDownload: (kind: ReportKind) => void
}): JSX.Element {
  const look = props.quiet ? ({ kind: "quiet", icon: "file" } as const) : ({ icon: "file" } as const)
  return (
    <>
      <Button {...look} onClick={() => props.onDownload("csv")}>
        {t("download_report")}
      </Button>
      <Button {...look} label={t("download_report_json")} onClick={() => props.onDownload("json")}>
        {t("report_json")}
      </Button>
    </>
  )
}

// Bars: how far something is, and how full.

interface BarProps {
  readonly label: string
  readonly value: number
  readonly max: number
}

function Bar(props: BarProps & { role: "progressbar" | "meter"; text: string; look: string }): JSX.Element {
  const { value, max } = props
  const percent = max > 0 ? Math.min(100, Math.max(0, (value / max) * 100)) : 0
  return (
    <span
      class={`track ${props.look}`}
      role={props.role}
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-valuetext={props.text}
    >
      <i style={{ width: `${percent}%` }} />
    </span>
  )
}

/** A progress bar. `text` is announced instead of a percentage. */
export function Progress({ still, ...bar }: BarProps & { text: string; still?: boolean }): JSX.Element {
  return <Bar {...bar} role="progressbar" look={still ? "still" : ""} />
}

/** How full something is; in another color from nine tenths up. */
export function Meter({ label, value, max }: BarProps): JSX.Element {
  const look = value >= max * 0.9 ? "full" : ""
  return <Bar {...{ label, max, look }} role="meter" value={Math.min(value, max)} text={label} />
}
