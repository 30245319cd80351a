/** The controls of the settings: a number, a checkbox, lines of text. Each shows what is wrong, and what a policy decides. */
import type { ComponentChildren, JSX } from "preact"
import { useId, useState } from "preact/hooks"
import { list } from "../i18n/format"
import { t } from "../i18n/translate"
import { wholeNumber } from "../lib/text"
import { BOUNDS, PROTECTED, type SettingKey } from "../storage/settings"
import { Icon } from "../ui/controls"
import type { SettingsViewProps } from "./settings"

interface SettingProps<K extends SettingKey> extends SettingsViewProps {
  readonly name: K
  readonly label: string
  readonly means?: ComponentChildren
}

/** Says who decided what cannot be changed here. */
export function ManagedField({ words = t("policy_set") }: { words?: string }): JSX.Element {
  return (
    <p class="decided">
      <Icon name="building" />
      {words}
    </p>
  )
}

function Setting(props: {
  readonly id: string
  readonly label: string
  readonly means?: ComponentChildren
  readonly error?: string | undefined
  /** What a policy decides, in words. */
  readonly decided?: string | undefined
  /** The control takes the whole width. */
  readonly whole?: boolean
  readonly children: ComponentChildren
}): JSX.Element {
  const { id, whole = false } = props
  return (
    <div class={whole ? "setting whole" : "setting"}>
      <label for={id}>{props.label}</label>
      <div id={`${id}b`} class="small below">
        {props.error !== undefined && (
          <p class="err" role="alert">
            <Icon name="warning" />
            {props.error}
          </p>
        )}
        {props.means !== undefined && <p class="soft">{props.means}</p>}
        {props.decided !== undefined && <ManagedField words={props.decided} />}
      </div>
      {whole ? props.children : <div class="control">{props.children}</div>}
    </div>
  )
}

/**
 * A whole number with its unit, in the digits of any script, which fields of the type `number` do not accept. Saved
 * on blur, on Enter or by the arrow keys, not on every key: half a number, such as the 9 of 90 days, must not take
 * effect.
 */
export function NumberSetting(
  props: SettingProps<keyof typeof BOUNDS> & { readonly unit: string },
): JSX.Element {
  const { name, settings, label, means } = props
  const { least, most } = BOUNDS[name]
  const value = settings[name]
  const locked = props.locked.has(name)
  const id = useId()
  const read = (text: string): number | undefined => {
    const number = wholeNumber(text)
    return number !== undefined && number >= least && number <= most ? number : undefined
  }
  const { field, isWrong, take } = useDraft(String(value), settings, read, (number) =>
    props.onChange({ [name]: number }),
  )
  const step = (event: KeyboardEvent): void => {
    const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0
    if (by === 0 || locked) return
    event.preventDefault()
    const number = (wholeNumber(field.value) ?? value) + by
    take(String(Math.min(most, Math.max(least, number))))
  }
  return (
    <Setting
      {...{ id, label, means }}
      decided={locked ? t("policy_set") : undefined}
      error={isWrong ? t("setting_wrong", least, most, value) : undefined}
    >
      <input
        {...field}
        id={id}
        class="input num"
        type="text"
        role="spinbutton"
        inputMode="numeric"
        autocomplete="off"
        aria-valuemin={least}
        aria-valuemax={most}
        aria-valuenow={wholeNumber(field.value)}
        readOnly={locked}
        aria-describedby={`${id}u ${id}b`}
        onKeyDown={step}
      />
      <span id={`${id}u`} class="soft unit">
        {props.unit}
      </span>
    </Setting>
  )
}

export function FlagSetting(props: SettingProps<"backups" | "notify">): JSX.Element {
  const { name, label, means } = props
  const locked = props.locked.has(name)
  const id = useId()
  return (
    <Setting {...{ id, label, means }} decided={locked ? t("policy_set") : undefined}>
      <span class="box">
        <input
          id={id}
          type="checkbox"
          checked={props.settings[name]}
          aria-disabled={locked || undefined}
          aria-describedby={`${id}b`}
          onClick={(event) => locked && event.preventDefault()}
          onChange={(event) => props.onChange({ [name]: event.currentTarget.checked })}
        />
      </span>
    </Setting>
  )
}

/** Names, one per line. */
export function ProtectedTags({ settings, policyProtected, onChange }: SettingsViewProps): JSX.Element {
  const { protectedTags } = settings
  const { most, longest } = PROTECTED
  const id = useId()
  const read = (text: string): string[] | undefined => {
    const lines = [...new Set(text.split("\n").map((line) => line.trim()))].filter((line) => line !== "")
    return lines.length <= most && lines.every((line) => line.length <= longest) ? lines : undefined
  }
  const { field, isWrong } = useDraft(protectedTags.join("\n"), settings, read, (lines) =>
    onChange({ protectedTags: lines }),
  )
  return (
    <Setting
      id={id}
      label={t("set_protected")}
      means={t("set_protected_means")}
      whole
      decided={policyProtected.length > 0 ? t("policy_protected", list(policyProtected)) : undefined}
      error={isWrong ? t("set_protected_wrong", most, longest) : undefined}
    >
      <textarea
        {...field}
        id={id}
        class="input lines"
        rows={Math.min(10, Math.max(3, protectedTags.length + 1))}
        spellcheck={false}
        dir="auto"
        aria-describedby={`${id}b`}
      />
    </Setting>
  )
}

/** The text of a field that is being edited. */
interface Draft {
  readonly text: string
  readonly isWrong: boolean
  /** Set once the field lost the focus: the settings as they were then. */
  readonly left?: object
}

type Typed = (event: { readonly currentTarget: { readonly value: string } }) => void

/**
 * A field shows what is typed, whatever is stored meanwhile. After it loses the focus, the next read replaces the
 * text, so that nothing flickers while saving.
 * @param settings as last read, a new object after each read
 * @param read the value of a text; undefined: it is wrong
 * @returns what to set on the field; `take` saves another text as the user's answer
 */
function useDraft<T>(
  stored: string,
  settings: object,
  read: (text: string) => T | undefined,
  save: (value: T) => void,
): {
  readonly isWrong: boolean
  readonly take: (text: string) => void
  readonly field: { value: string; "aria-invalid": true | undefined; onBlur: () => void } & Record<
    "onInput" | "onChange",
    Typed
  >
} {
  const [draft, setDraft] = useState<Draft>()
  const isShown = draft !== undefined && (draft.left ?? settings) === settings
  const { text, isWrong } = isShown ? draft : { text: stored, isWrong: false }
  const take = (typed: string): void => {
    const value = read(typed)
    setDraft({ text: typed, isWrong: value === undefined, left: settings })
    if (value !== undefined) save(value)
  }
  return {
    ...{ isWrong, take },
    field: {
      value: text,
      "aria-invalid": isWrong || undefined,
      onInput: ({ currentTarget }) => setDraft({ text: currentTarget.value, isWrong }),
      onChange: ({ currentTarget }) => take(currentTarget.value),
      // Even if the typed text was not saved.
      onBlur: () => setDraft((last) => last && { left: settings, ...last }),
    },
  }
}
