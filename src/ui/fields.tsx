/** Fields to type in, to copy from, to choose from, and for a file. */
import type { ComponentChildren, JSX } from "preact"
import { useId, useRef, useState } from "preact/hooks"

import { t, uiLanguage } from "../i18n/translate"
import { decodeText } from "../lib/text"
import { Button, Icon } from "./controls"

interface FieldProps {
  readonly label: string
  readonly hint?: ComponentChildren
  readonly error?: string | undefined
}

interface TextFieldProps extends FieldProps {
  readonly value: string
  readonly onInput: (value: string) => void
  readonly secret?: boolean
  readonly readOnly?: boolean
  readonly placeholder?: string
}

function Below({ id, hint, error }: Pick<FieldProps, "hint" | "error"> & { id: string }): JSX.Element {
  return (
    <div id={id} class="small">
      {error && (
        <p class="err">
          <Icon name="warning" />
          {error}
        </p>
      )}
      {hint && <p class="soft">{hint}</p>}
    </div>
  )
}

/** One line of Latin text in every language. A secret is shown as dots, but is not a password for browsers to save. */
export function TextField(props: TextFieldProps): JSX.Element {
  const id = useId()
  const below = props.hint || props.error ? `${id}b` : undefined
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        class={props.secret ? "input masked" : "input"}
        type="text"
        dir="ltr"
        spellcheck={false}
        autocomplete="off"
        value={props.value}
        readOnly={props.readOnly}
        placeholder={props.placeholder}
        aria-invalid={props.error ? true : undefined}
        aria-describedby={below}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
      {below && <Below id={below} hint={props.hint} error={props.error} />}
    </div>
  )
}

/** A value to paste elsewhere. */
export function CopyField(props: { readonly label: string; readonly value: string }): JSX.Element {
  const id = useId()
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(props.value)
    setCopied(true)
  }
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <div class="join">
        <input
          id={id}
          class="input mono"
          // An address reads left to right in every language.
          dir="ltr"
          readOnly
          value={props.value}
          onFocus={(e) => e.currentTarget.select()}
        />
        <Button
          icon={copied ? "check" : "copy"}
          label={t("action_of", t("copy"), props.label)}
          onClick={() => void copy()}
        >
          {t("copy")}
        </Button>
      </div>
      <span class="hide" aria-live="polite">
        {copied ? t("copied") : ""}
      </span>
    </div>
  )
}

/** A native select. */
export function SelectField(props: {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly hint?: string
  readonly onChange: (value: string) => void
}): JSX.Element {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <select
        id={id}
        class="input"
        value={props.value}
        aria-describedby={props.hint ? `${id}b` : undefined}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      >
        {props.options.map((each) => (
          <option key={each.value} value={each.value}>
            {each.label}
          </option>
        ))}
      </select>
      {props.hint && <Below id={`${id}b`} hint={props.hint} />}
    </div>
  )
}

/** The file's text; undefined for an Excel workbook. */
export async function textOf(file: Blob): Promise<string | undefined> {
  return decodeText(new Uint8Array(await file.arrayBuffer()), uiLanguage())
}

/** A button that lets the user choose one file and passes on its text. */
export function FileButton(props: {
  readonly children: string
  /** What the browser's dialog offers first: extensions or MIME types. */
  readonly accept: string
  /** Size limit in bytes. A larger file, like an Excel workbook, counts as an empty text: neither is one of ours. */
  readonly largest: number
  readonly onText: (text: string) => void
}): JSX.Element {
  const input = useRef<HTMLInputElement>(null)
  const read = async ({ files }: HTMLInputElement): Promise<void> => {
    const file = files?.[0]
    if (file) props.onText(file.size > props.largest ? "" : ((await textOf(file)) ?? ""))
    // So that the same file can be chosen again once corrected.
    if (input.current) input.current.value = ""
  }
  return (
    <>
      <Button onClick={() => input.current?.click()}>{props.children}</Button>
      <input
        ref={input}
        type="file"
        hidden
        accept={props.accept}
        aria-label={props.children}
        onChange={(event) => void read(event.currentTarget)}
      />
    </>
  )
}
