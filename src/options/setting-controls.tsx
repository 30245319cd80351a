import type { ComponentChildren, JSX } from "preact"
import { useId, useState } from "preact/hooks"

import { list } from "../i18n/format"
import { t } from "../i18n/translate"
import { wholeNumber } from "../lib/text"
import type { Bounds } from "../storage/settings"
import { Icon } from "../ui/controls"
import { ManagedField } from "./managed-field"

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
        {props.locked && <ManagedField />}
      </div>
    </div>
  )
}

interface EditedProps<T> {
  readonly value: T
  /** The settings as last read: another object after each reading. */
  readonly reading: object
  readonly onChange: (value: T) => void
}

/**
 * A whole number with its unit, in the digits of any script, which fields of the type `number` do not take. Saved when
 * the field is left, on Enter or by the arrow keys, and not key by key: half a number, such as the 9 of 90 days, must
 * not come into force.
 */
export function NumberSetting(
  props: RowProps & EditedProps<number> & { readonly bounds: Bounds; readonly unit: string },
): JSX.Element {
  const id = useId()
  const draft = useDraft(String(props.value), props.reading)
  const { least, most } = props.bounds
  const take = (text: string): void => {
    const number = wholeNumber(text)
    const fits = number !== undefined && number >= least && number <= most
    draft.leave(text, !fits)
    if (fits) props.onChange(number)
  }
  const step = (event: KeyboardEvent): void => {
    const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0
    if (by === 0 || props.locked) return
    event.preventDefault()
    const number = (wholeNumber(draft.text) ?? props.value) + by
    take(String(Math.min(most, Math.max(least, number))))
  }
  return (
    <Row
      id={id}
      label={props.label}
      means={`${props.means} ${t("setting_range", least, most)}`}
      locked={props.locked ?? false}
      error={draft.wrong ? t("setting_wrong", least, most, props.value) : undefined}
    >
      <input
        id={id}
        class="input num"
        type="text"
        role="spinbutton"
        inputMode="numeric"
        autocomplete="off"
        aria-valuemin={least}
        aria-valuemax={most}
        aria-valuenow={wholeNumber(draft.text)}
        readOnly={props.locked}
        value={draft.text}
        aria-invalid={draft.wrong || undefined}
        aria-describedby={`${id}u ${id}b`}
        onInput={(event) => draft.type(event.currentTarget.value)}
        onKeyDown={step}
        onBlur={draft.blur}
        onChange={(event) => take(event.currentTarget.value)}
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
  props: RowProps &
    EditedProps<readonly string[]> & {
      readonly most: number
      readonly longest: number
      readonly wrong: string
      /** Those that the firm has added, which stay. */
      readonly fixed: readonly string[]
    },
): JSX.Element {
  const id = useId()
  const draft = useDraft(props.value.join("\n"), props.reading)
  const take = (text: string): void => {
    const lines = [...new Set(text.split("\n").map((line) => line.trim()))].filter((line) => line !== "")
    const fits = lines.length <= props.most && lines.every((line) => line.length <= props.longest)
    draft.leave(text, !fits)
    if (fits) props.onChange(lines)
  }
  return (
    <div class="setting whole">
      <label for={id}>{props.label}</label>
      <div id={`${id}b`} class="small below">
        {draft.wrong && (
          <p class="err" role="alert">
            <Icon name="warning" />
            {props.wrong}
          </p>
        )}
        <p class="soft">{props.means}</p>
        {props.fixed.length > 0 && <ManagedField words={t("policy_protected", list(props.fixed))} />}
      </div>
      <textarea
        id={id}
        class="input lines"
        rows={Math.min(10, Math.max(3, props.value.length + 1))}
        spellcheck={false}
        dir="auto"
        value={draft.text}
        aria-invalid={draft.wrong || undefined}
        aria-describedby={`${id}b`}
        onInput={(event) => draft.type(event.currentTarget.value)}
        onBlur={draft.blur}
        onChange={(event) => take(event.currentTarget.value)}
      />
    </div>
  )
}

/** What stands in a field that is being edited. */
interface Draft {
  readonly text: string
  readonly wrong: boolean
  /** Since when the field is left: the settings as they were read then. */
  readonly left?: object
}

export interface Drafting {
  /** What the field shows. */
  readonly text: string
  /** It cannot be taken. */
  readonly wrong: boolean
  readonly type: (text: string) => void
  /** What stands there now is the user's answer. */
  readonly leave: (text: string, wrong: boolean) => void
  /** The field is left, also where what was typed came to nothing. */
  readonly blur: () => void
}

/**
 * A field shows what is typed there, whatever is stored meanwhile. Once it is left, that gives way to what is read
 * next, so that nothing flickers while it is saved.
 * @param reading the settings as last read, another object after each reading
 */
function useDraft(stored: string, reading: object): Drafting {
  const [draft, setDraft] = useState<Draft>()
  const now = draft && (draft.left ?? reading) === reading ? draft : undefined
  return {
    text: now?.text ?? stored,
    wrong: now?.wrong ?? false,
    type: (text) => setDraft({ text, wrong: now?.wrong ?? false }),
    leave: (text, wrong) => setDraft({ text, wrong, left: reading }),
    blur: () => setDraft((last) => last && { left: reading, ...last }),
  }
}
