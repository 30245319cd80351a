import type { JSX } from "preact"
import { useId, useState } from "preact/hooks"
import { Button } from "../ui/button"
import { t, tn } from "../ui/i18n"
import { Modal } from "./modal"
import { findNames, readNames } from "./name-list"
import type { Found } from "./name-list"
import type { Row } from "./rows"

export interface ListDialogProps {
  /** Among these it is looked. */
  readonly rows: readonly Row[]
  readonly onChoose: (found: Found) => void
  readonly onClose: () => void
}

/** A list of names to select exactly those: pasted, dropped or from a file. */
export function ListDialog({ rows, onChoose, onClose }: ListDialogProps): JSX.Element {
  const [text, setText] = useState("")
  const id = useId()
  const wanted = readNames(text)
  const read = async (file: File | undefined): Promise<void> => {
    if (file) setText(await file.text())
  }
  return (
    <Modal
      title={t("list_title")}
      onClose={onClose}
      acts={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button
            kind="primary"
            disabled={wanted.length === 0}
            onClick={() => {
              onChoose(findNames(wanted, rows))
              onClose()
            }}
          >
            {tn("list_select", wanted.length)}
          </Button>
        </>
      }
    >
      <label for={id}>{t("list_means")}</label>
      <textarea
        dir="auto"
        id={id}
        class="input names-in"
        aria-label={t("list_names")}
        spellcheck={false}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          const file = event.dataTransfer?.files[0]
          if (!file) return
          event.preventDefault()
          void read(file)
        }}
      />
      <label class="file">
        <span>{t("list_file")}</span>
        <input
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          onChange={(event) => void read(event.currentTarget.files?.[0])}
        />
      </label>
    </Modal>
  )
}
