/**
 * The controls of the settings: a number, a checkbox, lines of text, a part that unfolds. Each shows what is wrong, and
 * what a policy decides.
 */
import type { ComponentChildren, JSX } from "preact"
import { useId, useState } from "preact/hooks"
import { list } from "../i18n/format"
import { t } from "../i18n/translate"
import { wholeNumber } from "../lib/text"
import type { Bounds } from "../storage/settings"
import { Disclosure, Icon } from "../ui/controls"

interface SettingProps<T> {
  readonly label: string
  readonly means?: ComponentChildren
  readonly locked?: boolean
  readonly value: T
  readonly onChange: (value: T) => void
}

interface EditedProps<T> extends SettingProps<T> {
  /** The settings as last read: a new object after each read. */
  readonly reading: object
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
  props: EditedProps<number> & { readonly bounds: Bounds; readonly unit: string },
): JSX.Element {
  const { label, means, locked, value, reading, unit } = props
  const id = useId()
  const draft = useDraft(String(value), reading)
  const { least, most } = props.bounds
  const take = (text: string): void => {
    const number = wholeNumber(text)
    const fits = number !== undefined && number >= least && number <= most
    draft.leave(text, !fits)
    if (fits) props.onChange(number)
  }
  const step = (event: KeyboardEvent): void => {
    const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0
    if (by === 0 || locked) return
    event.preventDefault()
    const number = (wholeNumber(draft.text) ?? value) + by
    take(String(Math.min(most, Math.max(least, number))))
  }
  return (
    <Setting
      {...{ id, label, means }}
      decided={locked ? t("policy_set") : undefined}
      error={draft.wrong ? t("setting_wrong", least, most, value) : undefined}
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
        readOnly={locked}
        value={draft.text}
        aria-invalid={draft.wrong || undefined}
        aria-describedby={`${id}u ${id}b`}
        onInput={(event) => draft.type(event.currentTarget.value)}
        onKeyDown={step}
        onBlur={draft.blur}
        onChange={(event) => take(event.currentTarget.value)}
      />
      <span id={`${id}u`} class="soft unit">
        {unit}
      </span>
    </Setting>
  )
}

export function FlagSetting({ label, means, value, locked, onChange }: SettingProps<boolean>): JSX.Element {
  const id = useId()
  return (
    <Setting {...{ id, label, means }} decided={locked ? t("policy_set") : undefined}>
      <span class="box">
        <input
          id={id}
          type="checkbox"
          checked={value}
          aria-disabled={locked || undefined}
          aria-describedby={`${id}b`}
          onClick={(event) => locked && event.preventDefault()}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      </span>
    </Setting>
  )
}

/** Names, one per line. */
export function LinesSetting(
  props: EditedProps<readonly string[]> & {
    readonly most: number
    readonly longest: number
    readonly wrong: string
    /** Names that the policy adds and the user cannot remove. */
    readonly fixed: readonly string[]
  },
): JSX.Element {
  const { label, means, value, fixed } = props
  const id = useId()
  const draft = useDraft(value.join("\n"), props.reading)
  const take = (text: string): void => {
    const lines = [...new Set(text.split("\n").map((line) => line.trim()))].filter((line) => line !== "")
    const fits = lines.length <= props.most && lines.every((line) => line.length <= props.longest)
    draft.leave(text, !fits)
    if (fits) props.onChange(lines)
  }
  return (
    <Setting
      {...{ id, label, means }}
      whole
      decided={fixed.length > 0 ? t("policy_protected", list(fixed)) : undefined}
      error={draft.wrong ? props.wrong : undefined}
    >
      <textarea
        id={id}
        class="input lines"
        rows={Math.min(10, Math.max(3, value.length + 1))}
        spellcheck={false}
        dir="auto"
        value={draft.text}
        aria-invalid={draft.wrong || undefined}
        aria-describedby={`${id}b`}
        onInput={(event) => draft.type(event.currentTarget.value)}
        onBlur={draft.blur}
        onChange={(event) => take(event.currentTarget.value)}
      />
    </Setting>
  )
}

/** The text of a field that is being edited. */
interface Draft {
  readonly text: string
  readonly wrong: boolean
  /** Set once the field lost the focus: the settings as they were then. */
  readonly left?: object
}

interface Drafting extends Pick<Draft, "text" | "wrong"> {
  readonly type: (text: string) => void
  /** The text is the user's answer. */
  readonly leave: (text: string, wrong: boolean) => void
  /** The field lost the focus, even if the typed text was not saved. */
  readonly blur: () => void
}

/**
 * A field shows what is typed, whatever is stored meanwhile. After it loses the focus, the next read replaces the
 * text, so that nothing flickers while saving.
 * @param reading the settings as last read, a new object after each read
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

// Content for few users: a button that expands it, by itself or as the heading of a card.

interface FoldedProps {
  readonly title: string
  readonly children: ComponentChildren
}

export function Folded(props: FoldedProps & { isHeading?: boolean; startsOpen?: boolean }): JSX.Element {
  const id = useId()
  const [open, setOpen] = useState(props.startsOpen ?? false)
  const button = (
    <Disclosure open={open} controls={id} onToggle={() => setOpen(!open)}>
      {props.title}
    </Disclosure>
  )
  return (
    <>
      {props.isHeading ? <h2>{button}</h2> : <div class="acts">{button}</div>}
      {open && (
        <div id={id} class="values">
          {props.children}
        </div>
      )}
    </>
  )
}

export function FoldedCard({ title, children }: FoldedProps): JSX.Element {
  return (
    <section class="card" aria-label={title}>
      <Folded title={title} isHeading>
        {children}
      </Folded>
    </section>
  )
}
