/** The frame of the questions before a restore and a merge; for our own pages. */
import type { ComponentChildren, JSX } from "preact"
import { useId, useRef, useState } from "preact/hooks"
import type { OrgRef } from "../deletion/job"
import type { Problem } from "../messaging/views"
import type { Feature } from "../zoho/scopes"
import { Alert, ProblemText } from "./alert"
import { Button } from "./button"
import { list } from "./format"
import { t } from "./i18n"
import type { MessageKey } from "./i18n"
import { useSettled } from "./modal"
import { Question } from "./question"

/** How a question stands that waits for its answer. */
export interface Asked<D> {
  readonly draft: D
  /** Confirmed, answer not yet there: everything is disabled. */
  readonly busy: boolean
  /** Why confirming failed; the dialog stays. */
  readonly problem: Problem | null
}

export interface TaskDialogProps {
  readonly draftId: string
  readonly org: OrgRef
  readonly title: string
  /** What has to be allowed before it can be confirmed. */
  readonly needs: readonly Feature[]
  readonly busy: boolean
  readonly problem: Problem | null
  readonly confirm: {
    readonly label: string
    readonly kind: "primary" | "danger"
    /** Nothing is chosen. */
    readonly isEmpty?: boolean
  }
  readonly names: ComponentChildren
  /** What will happen; read out when the dialog opens. */
  readonly means: ComponentChildren
  readonly children?: ComponentChildren
  readonly onConfirm: () => void
  /** Has Zoho ask the user. */
  readonly onAllow: () => Promise<unknown>
  readonly onCancelDialog: () => void
}

const WORDS: Partial<Record<Feature, MessageKey>> = {
  restore: "needs_restore",
  retag: "needs_retag",
  merge: "needs_merge",
}

function Needs({ needs, onAllow }: Pick<TaskDialogProps, "needs" | "onAllow">): JSX.Element {
  const [asking, setAsking] = useState(false)
  const words = needs.flatMap((feature) => WORDS[feature] ?? []).map((key) => t(key))
  const ask = async (): Promise<void> => {
    setAsking(true)
    await onAllow()
    setAsking(false)
  }
  return (
    <Alert>
      <p>{t("needs_allow", list(words))}</p>
      <div class="acts">
        <Button kind="primary" disabled={asking} onClick={() => void ask()}>
          {t(asking ? "allow_busy" : "allow")}
        </Button>
      </div>
    </Alert>
  )
}

export function TaskDialog(props: TaskDialogProps): JSX.Element {
  const { title, org, needs, busy, problem, confirm } = props
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const settled = useSettled(props.draftId)
  const mayConfirm = settled && !busy && needs.length === 0 && !confirm.isEmpty
  return (
    <Question id={id} dialog={dialog} title={title} org={org} onCancel={props.onCancelDialog}>
      {props.names}
      <div class="foot">
        <div class="means" id={`${id}d`}>
          {props.means}
        </div>
        {props.children}
        {needs.length > 0 && <Needs needs={needs} onAllow={props.onAllow} />}
        {problem && <ProblemText problem={problem} />}
        <div class="acts">
          <span class="fill" />
          <Button autoFocus onClick={props.onCancelDialog}>
            {t("cancel")}
          </Button>
          <Button
            kind={confirm.kind}
            submit
            disabled={!mayConfirm}
            onClick={(event) => {
              if (event.isTrusted && mayConfirm) props.onConfirm()
            }}
          >
            {busy ? t("starting") : confirm.label}
          </Button>
        </div>
      </div>
    </Question>
  )
}
