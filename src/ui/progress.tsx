/** Bars: how far something is, and how full. */
import type { JSX } from "preact"

const percent = (part: number, whole: number): string =>
  `${whole > 0 ? Math.min(100, Math.max(0, (part / whole) * 100)) : 0}%`

interface BarProps {
  readonly label: string
  readonly value: number
  readonly max: number
}

/** A progress bar. `text` is announced instead of a percentage. */
export function Progress(props: BarProps & { text: string; still?: boolean }): JSX.Element {
  return (
    <span
      class={props.still ? "track still" : "track"}
      role="progressbar"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={props.max}
      aria-valuenow={props.value}
      aria-valuetext={props.text}
    >
      <i style={{ width: percent(props.value, props.max) }} />
    </span>
  )
}

/** How full something is; in another color from nine tenths up. */
export function Meter({ label, value, max }: BarProps): JSX.Element {
  return (
    <span
      class={value >= max * 0.9 ? "track full" : "track"}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.min(value, max)}
      aria-valuetext={label}
    >
      <i style={{ width: percent(value, max) }} />
    </span>
  )
}
