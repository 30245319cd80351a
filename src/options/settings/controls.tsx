import type { ComponentChildren, JSX } from "preact"
import { useId, useState } from "preact/hooks"
import type { Bounds } from "../../store/settings"
import { list } from "../../ui/format"
import { t } from "../../ui/i18n"
import { Icon } from "../../ui/icon"
import { Decided } from "../decided"

interface RowProps {
  readonly label: string
  /** One sentence on what it does. */
  readonly means: string
  /** The firm has decided it. */
  readonly locked?: boolean
}

function Row(
  props: RowProps & {
    readonly id: string
    readonly error?: string | undefined
    readonly children: ComponentChildren
  },
): JSX.Element {
  return (
    <div class="setting">
      <label for={props.id}>{props.label}</label>
      <div class="control">{props.children}</div>
      <div id={`${props.id}b`} class="small below">
        {props.error && (
          <p class="err" role="alert">
            <Icon name="warning" />
            {props.error}
          </p>
        )}
        <p class="soft">{props.means}</p>
        {props.locked && <Decided />}
      </div>
    </div>
  )
}

/**
 * A whole number with its unit. Saved when the field is left, on Enter or by its arrows, and not key by key: half
 * a number, such as the 9 of 90 days, must not come into force.
 */
export function NumberSetting(
  props: RowProps & {
    readonly value: number
    readonly bounds: Bounds
    readonly unit: string
    readonly onChange: (value: number) => void
  },
): JSX.Element {
  const id = useId()
  const [wrong, setWrong] = useState(false)
  const { least, most } = props.bounds
  const take = (field: HTMLInputElement): void => {
    const fits = field.value !== "" && field.validity.valid
    setWrong(!fits)
    if (fits) props.onChange(field.valueAsNumber)
  }
  return (
    <Row
      id={id}
      label={props.label}
      means={`${props.means} ${t("setting_range", least, most)}`}
      locked={props.locked ?? false}
      error={wrong ? t("setting_wrong", least, most, props.value) : undefined}
    >
      <input
        id={id}
        class="input num"
        type="number"
        inputMode="numeric"
        min={least}
        max={most}
        step={1}
        readOnly={props.locked}
        value={props.value}
        aria-invalid={wrong || undefined}
        aria-describedby={`${id}u ${id}b`}
        onChange={(event) => take(event.currentTarget)}
      />
      <span id={`${id}u`} class="soft unit">
        {props.unit}
      </span>
    </Row>
  )
}

/** On or off. */
export function FlagSetting(
  props: RowProps & { readonly value: boolean; readonly onChange: (value: boolean) => void },
): JSX.Element {
  const id = useId()
  return (
    <Row id={id} label={props.label} means={props.means} locked={props.locked ?? false}>
      <span class="box">
        <input
          id={id}
          type="checkbox"
          checked={props.value}
          aria-disabled={props.locked || undefined}
          aria-describedby={`${id}b`}
          onClick={(event) => props.locked && event.preventDefault()}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
      </span>
    </Row>
  )
}

/** Names, one a line. */
export function LinesSetting(
  props: RowProps & {
    readonly value: readonly string[]
    readonly most: number
    readonly longest: number
    readonly wrong: string
    /** Those that the firm has added, which stay. */
    readonly fixed: readonly string[]
    readonly onChange: (value: readonly string[]) => void
  },
): JSX.Element {
  const id = useId()
  const [wrong, setWrong] = useState(false)
  const take = (text: string): void => {
    const lines = [...new Set(text.split("\n").map((line) => line.trim()))].filter((line) => line !== "")
    const fits = lines.length <= props.most && lines.every((line) => line.length <= props.longest)
    setWrong(!fits)
    if (fits) props.onChange(lines)
  }
  return (
    <div class="setting whole">
      <label for={id}>{props.label}</label>
      <div id={`${id}b`} class="small below">
        {wrong && (
          <p class="err" role="alert">
            <Icon name="warning" />
            {props.wrong}
          </p>
        )}
        <p class="soft">{props.means}</p>
        {props.fixed.length > 0 && <Decided words={t("policy_protected", list(props.fixed))} />}
      </div>
      <textarea
        id={id}
        class="input lines"
        rows={Math.min(10, Math.max(3, props.value.length + 1))}
        spellcheck={false}
        dir="auto"
        value={props.value.join("\n")}
        aria-invalid={wrong || undefined}
        aria-describedby={`${id}b`}
        onChange={(event) => take(event.currentTarget.value)}
      />
    </div>
  )
}
