import type { ComponentChildren, JSX } from "preact"
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks"
import type { DeletionDraft, Problem } from "../messaging/views"
import { ProblemText } from "./alert"
import { BackupChoice } from "./backup-choice"
import type { BackupChoiceProps } from "./backup-choice"
import { Button, Disclosure } from "./button"
import { Consequence, Dropped, Names, Plan } from "./draft-parts"
import { t, tn } from "./i18n"
import { useSettled } from "./modal"
import { Question } from "./question"
import { TypedNumber, isNumber } from "./typed-number"

export interface DialogState {
  readonly draft: DeletionDraft
  /** Confirmed, answer not yet there: everything is disabled. */
  readonly busy: boolean
  /** Why confirming failed; the dialog stays. */
  readonly problem: Problem | null
}

export interface DialogCallbacks {
  /**
   * Comes from a trusted event only. `typed` is the number as typed, null when none was asked for; `records`
   * whether the backup is to hold the records.
   */
  readonly onConfirm: (typed: string | null, records: boolean) => void
  readonly onCancelDialog: () => void
}

/** A question about several modules: what of it is said in other words. */
export interface OfMany {
  readonly title: string
  /** In place of the list of names. */
  readonly names: ComponentChildren
}

type Asked = Omit<DialogState, "draft"> & {
  readonly draft: Omit<DeletionDraft, "module"> & Partial<Pick<DeletionDraft, "module">>
  readonly many?: OfMany
}

/** Where the page around the dialog is not ours: keeps watch over what stands there. */
export interface DialogWatch {
  /** The dialog has just been drawn anew, by us. */
  drawn(): void
  /** Whether this trusted click may answer the question. */
  allows(click: MouseEvent): boolean
  end(): void
}

/** `disturbed`: covered or changed by somebody else. `unwatched`: it cannot be told. */
export type DialogSight = "seen" | "disturbed" | "unwatched"

/** Tells whether a person sees the dialog as it was drawn; at once, and whenever that changes. */
export type DialogGuard = (dialog: HTMLDialogElement, onChange: (sight: DialogSight) => void) => DialogWatch

/** Unwatched until the guard has looked; always seen without one. */
function useGuard(
  dialog: { readonly current: HTMLDialogElement | null },
  guard: DialogGuard | undefined,
): { sight: DialogSight; allows: DialogWatch["allows"] } {
  const [sight, setSight] = useState<DialogSight>(guard ? "unwatched" : "seen")
  const watch = useRef<DialogWatch | undefined>(undefined)
  useLayoutEffect(() => {
    if (dialog.current) watch.current = guard?.(dialog.current, setSight)
    return () => watch.current?.end()
  }, [dialog, guard])
  useLayoutEffect(() => watch.current?.drawn())
  return { sight, allows: (click) => watch.current?.allows(click) ?? true }
}

const tampered = (): Pick<Problem, "happened" | "unchanged" | "remedy"> => ({
  happened: t("dialog_disturbed"),
  unchanged: t("unchanged_nothing_deleted"),
  remedy: t("dialog_disturbed_remedy"),
})

function titleOf({ draft, many }: Asked): string {
  return many?.title ?? tn("confirm_title", draft.tags.length, draft.module?.pluralLabel ?? "")
}

/** The question before anything is deleted. Shows the frozen draft, all of it. */
export function ConfirmDialog(
  props: Asked &
    DialogCallbacks & { guard?: DialogGuard; readonly onAllowRecords?: BackupChoiceProps["onAllow"] },
): JSX.Element {
  const { draft, busy, problem, many } = props
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const [typed, setTyped] = useState("")
  const { backup } = draft
  const [records, setRecords] = useState(backup.on && backup.mayReadRecords && backup.suggestRecords)
  const [planOpen, setPlanOpen] = useState(false)
  const { sight, allows } = useGuard(dialog, props.guard)
  const settled = useSettled(`${draft.draftId} ${sight}`) && sight === "seen"
  const count = draft.tags.length
  const matches = !draft.typed || isNumber(typed, count)
  const confirm = (event: MouseEvent): void => {
    // The page's own scripts can reach into an open shadow root; what they dispatch is not trusted. The click
    // and not the submit is asked, since requestSubmit() makes trusted submits.
    const ready = settled && matches && !busy
    if (event.isTrusted && ready && allows(event)) props.onConfirm(draft.typed ? typed : null, records)
  }
  return (
    <Question
      id={id}
      dialog={dialog}
      title={titleOf(props)}
      org={draft.org}
      more={<Dropped dropped={draft.dropped} />}
      onCancel={props.onCancelDialog}
    >
      {many?.names ?? <Names tags={draft.tags} />}
      <div class="foot">
        <div id={`${id}d`}>
          <Consequence draft={draft} records={records} />
        </div>
        <BackupChoice
          backup={backup}
          chosen={records}
          disabled={busy}
          onChoose={setRecords}
          onAllow={props.onAllowRecords}
        />
        {planOpen && (
          <div id={`${id}p`}>
            <Plan draft={draft} />
          </div>
        )}
        {sight === "disturbed" && <ProblemText problem={tampered()} />}
        {problem && <ProblemText problem={problem} />}
        {draft.typed && <TypedNumber count={count} typed={typed} onType={setTyped} />}
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
    </Question>
  )
}
