import type { JSX } from "preact"
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks"
import type { DeletionDraft, DraftTag } from "../../messaging/views"
import { Button, Disclosure } from "../../ui/button"
import { OrgLine } from "../../ui/chip"
import { t, tn } from "../../ui/i18n"
import { TagName } from "../../ui/tag-name"
import { Alert, ProblemText } from "./bar-parts"
import type { DialogState, PageUiCallbacks } from "./props"

/** A click that was on its way to something else when the dialog opened must not confirm it. */
const SETTLE_MS = 300

/** In use first, then unknown, then unused; the page's order within each. */
const byUse = (a: DraftTag, b: DraftTag): number => (b.records ?? 0.5) - (a.records ?? 0.5)

/** Every name; with record counts, unless nobody counted. */
function Names({ tags }: { tags: readonly DraftTag[] }): JSX.Element {
  const counted = tags.some((tag) => tag.records !== null)
  return (
    <ul class="names" tabIndex={0} aria-label={t("confirm_names")}>
      {[...tags].sort(byUse).map((tag) => (
        <li key={tag.id}>
          <TagName name={tag.name} colorCode={tag.colorCode} />
          {counted && (
            <span class={tag.records ? "" : "soft"}>
              {tag.records === null ? t("records_unknown") : tn("records", tag.records)}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

function Dropped({ dropped }: Pick<DeletionDraft, "dropped">): JSX.Element | null {
  if (dropped.length === 0) return null
  return (
    <Alert>
      <p class="strong">{tn("dropped", dropped.length)}</p>
      {dropped.map(({ name, why }) => (
        <p key={name}>
          <bdi>{name}</bdi>: {t(why === "gone" ? "dropped_gone" : "dropped_renamed")}
        </p>
      ))}
    </Alert>
  )
}

/** What is lost. A record with several of the tags counts once for each, so the sum is the most it can be. */
function Consequence({ draft }: { draft: DeletionDraft }): JSX.Element {
  const used = draft.tags.filter((tag) => tag.records !== 0)
  const records = used.reduce((sum, tag) => sum + (tag.records ?? 0), 0)
  const removal = used.some((tag) => tag.records === null)
    ? t("consequence_unknown")
    : records === 0
      ? t("consequence_none")
      : tn(used.length > 1 ? "consequence_most" : "consequence_records", records)
  return (
    <p>
      {removal} {t("consequence_final")}
    </p>
  )
}

function Plan({ draft }: { draft: DeletionDraft }): JSX.Element {
  return (
    <ul class="plan soft">
      <li>{tn("plan_calls", draft.calls)}</li>
      <li>{t("plan_refused")}</li>
      <li>{t("plan_verified")}</li>
    </ul>
  )
}

/** Opens the element as a modal in the top layer; when it goes, the focus goes back, or to the bar. */
function useModal(dialog: { readonly current: HTMLDialogElement | null }): void {
  useLayoutEffect(() => {
    const root = dialog.current?.getRootNode() as ShadowRoot
    const before = root.activeElement as HTMLElement | null
    dialog.current?.showModal()
    return () => {
      setTimeout(() => (before?.isConnected ? before : root.querySelector<HTMLElement>(".bar"))?.focus())
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
export function ConfirmDialog(
  props: DialogState & Pick<PageUiCallbacks, "onConfirm" | "onCancelDialog">,
): JSX.Element {
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
