import type { JSX } from "preact"
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks"
import type { DeletionDraft, Problem } from "../messaging/views"
import { ProblemText } from "./alert"
import { Button, Disclosure } from "./button"
import { OrgLine } from "./chip"
import { Consequence, Dropped, Names, Plan } from "./draft-parts"
import { t, tn } from "./i18n"

export interface DialogState {
  readonly draft: DeletionDraft
  /** Confirmed, answer not yet there: everything is disabled. */
  readonly busy: boolean
  /** Why confirming failed; the dialog stays. */
  readonly problem: Problem | null
}

export interface DialogCallbacks {
  /** Comes from a trusted event only. `typed` is the number as typed, null when none was asked for. */
  readonly onConfirm: (typed: string | null) => void
  readonly onCancelDialog: () => void
}

/** A click that was on its way to something else when the dialog opened must not confirm it. */
const SETTLE_MS = 300

/** Opens the element as a modal in the top layer; when it goes, the focus goes back, or to the bar or `data-home`. */
function useModal(dialog: { readonly current: HTMLDialogElement | null }): void {
  useLayoutEffect(() => {
    const root = dialog.current?.getRootNode() as ShadowRoot | Document
    const before = root.activeElement as HTMLElement | null
    dialog.current?.showModal()
    return () => {
      setTimeout(() =>
        (before?.isConnected ? before : root.querySelector<HTMLElement>(".bar, [data-home]"))?.focus(),
      )
    }
  }, [dialog])
}

/** False for the first moments after `key` appeared. */
function useSettled(key: string): boolean {
  const [settled, setSettled] = useState(false)
  useEffect(() => {
    setSettled(false)
    const timer = setTimeout(() => setSettled(true), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [key])
  return settled
}

/** The question before anything is deleted. Shows the frozen draft, all of it. */
export function ConfirmDialog(props: DialogState & DialogCallbacks): JSX.Element {
  const { draft, busy, problem } = props
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const [typed, setTyped] = useState("")
  const [planOpen, setPlanOpen] = useState(false)
  const settled = useSettled(draft.draftId)
  useModal(dialog)
  const count = draft.tags.length
  // The label shows the number with separators, and people type what they read.
  const digits = typed.replace(/\D/g, "")
  const matches = !draft.typed || digits === String(count)
  const cancel = (event: Event): void => {
    event.preventDefault()
    props.onCancelDialog()
  }
  const confirm = (event: MouseEvent): void => {
    // The page's own scripts can reach into an open shadow root; what they dispatch is not trusted. The click
    // and not the submit is asked, since requestSubmit() makes trusted submits.
    if (event.isTrusted && settled && matches && !busy) props.onConfirm(draft.typed ? digits : null)
  }
  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      aria-modal="true"
      aria-labelledby={`${id}t`}
      aria-describedby={`${id}o ${id}d`}
      onCancel={cancel}
      onClose={cancel}
    >
      <form onSubmit={(event) => event.preventDefault()}>
        <div class="head">
          <h2 id={`${id}t`}>{tn("confirm_title", count, draft.module.pluralLabel)}</h2>
          <div id={`${id}o`}>
            <OrgLine org={draft.org} centre />
          </div>
          <Dropped dropped={draft.dropped} />
        </div>
        <Names tags={draft.tags} />
        <div class="foot">
          <div id={`${id}d`}>
            <Consequence draft={draft} />
          </div>
          {planOpen && (
            <div id={`${id}p`}>
              <Plan draft={draft} />
            </div>
          )}
          {problem && <ProblemText problem={problem} />}
          {draft.typed && (
            <label class="ask">
              {t("confirm_type", count)}
              <input
                class="input num"
                type="text"
                inputMode="numeric"
                autocomplete="off"
                value={typed}
                onInput={(event) => setTyped(event.currentTarget.value)}
              />
            </label>
          )}
          <div class="acts">
            <Disclosure open={planOpen} controls={`${id}p`} onToggle={() => setPlanOpen(!planOpen)}>
              {t("plan")}
            </Disclosure>
            <span class="fill" />
            <Button autoFocus onClick={props.onCancelDialog}>
              {t("cancel")}
            </Button>
            <Button kind="danger" submit disabled={!matches || !settled} onClick={confirm}>
              {busy ? t("confirm_busy") : tn("confirm_delete", count)}
            </Button>
          </div>
        </div>
      </form>
    </dialog>
  )
}
