/** The frame of every question before a change in an org, in our window and as a dialog on an extension page. */
import type { ComponentChildren, JSX } from "preact"
import { useEffect, useId, useRef, useState } from "preact/hooks"
import { list } from "../../i18n/format"
import { t, type MessageKey } from "../../i18n/translate"
import type { OrgRef } from "../../jobs/job"
import { send } from "../../messages/send"
import type { AccountView, Outcome, Problem, Started } from "../../messages/views"
import type { Draft, MergeDraft, RestoreDraft } from "../../storage/drafts"
import { Button } from "../controls"
import { OrgLine } from "../labels"
import { Dialog, useSettled } from "../modal"
import { Alert, noResponseToConfirm, orNoResponse, plainProblem, ProblemNotice } from "../notices"
import type { Counts } from "../record-counts"
import type { RequestOf } from "../../messages/contract"
import type { Feature } from "../../zoho/scopes"
import { DroppedTags } from "./draft-names"

/** Props of every question about a draft. */
export interface AskedAbout<D extends Draft> {
  readonly draft: D
  readonly answer: Answer
  readonly counts: Counts
  readonly more?: ComponentChildren
  readonly onCancel: () => void
}

/** The button that confirms. */
interface Confirmation {
  readonly label: string
  readonly kind: "primary" | "danger"
  readonly isReady: boolean
  readonly act: () => void
}

interface QuestionProps extends Omit<AskedAbout<Draft>, "counts"> {
  readonly title: string
  readonly list: ComponentChildren
  /** What will happen; announced when the question opens. */
  readonly means: ComponentChildren
  readonly children?: ComponentChildren
  /** Its `isReady`: nothing is missing, such as a number to type, a right or a tag. */
  readonly confirm: Confirmation
}

/** Why the last attempt failed, with the one thing that helps. */
function Obstacle({ problem, answer }: { problem: Problem; answer: Answer }): JSX.Element {
  const { action } = problem
  const place = useRef<HTMLDivElement>(null)
  // In a low window it would be out of sight.
  useEffect(() => place.current?.scrollIntoView({ block: "nearest" }), [problem])
  const signIn = (
    <Button disabled={answer.isAsking} onClick={answer.signIn}>
      {t("sign_in")}
    </Button>
  )
  const options = <Button onClick={() => void send("open", { screen: "options" })}>{t("options")}</Button>
  return (
    <div class="obstacle" ref={place}>
      <ProblemNotice problem={problem} onAllowed={answer.forgetProblem}>
        {action === "sign-in" ? signIn : action === "connect" ? options : null}
      </ProblemNotice>
    </div>
  )
}

/**
 * The frame of every question: it names the org, and Escape answers no.
 * @param props.id the element with `${id}d` says what will happen, and is announced with the title
 */
export function QuestionDialog(props: {
  readonly id: string
  readonly title: string
  readonly org: OrgRef
  /** Below the org, still in the header. */
  readonly more?: ComponentChildren
  readonly children?: ComponentChildren
  readonly foot?: ComponentChildren
  /** Null: it can only be closed. */
  readonly confirm: Confirmation | null
  readonly onCancel: () => void
}): JSX.Element {
  const { id, confirm } = props
  return (
    <Dialog
      // `ts` sets font and color, because the dialog may be outside of the screen that asked.
      class="ts question"
      role="alertdialog"
      aria-modal="true"
      aria-labelledby={`${id}t`}
      aria-describedby={`${id}o ${id}d`}
      onSubmit={() => {
        if (confirm?.isReady) confirm.act()
      }}
      onDismiss={props.onCancel}
    >
      <div class="head">
        <h1 id={`${id}t`}>{props.title}</h1>
        <div id={`${id}o`}>
          <OrgLine org={props.org} center />
        </div>
        {props.more}
      </div>
      {props.children}
      <div class="foot">
        {props.foot}
        <div class="acts">
          <span class="fill" />
          <Button autoFocus onClick={props.onCancel}>
            {t(confirm ? "cancel" : "close")}
          </Button>
          {confirm && (
            <Button kind={confirm.kind} submit disabled={!confirm.isReady}>
              {confirm.label}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  )
}

// What Zoho has to allow before a restore or a merge can be confirmed.

const WORDS: Partial<Record<Feature, MessageKey>> = {
  restore: "needs_restore",
  retag: "needs_retag",
  merge: "needs_merge",
}

function missing({ requires }: MergeDraft | RestoreDraft, { features }: Answer): readonly Feature[] {
  return requires.filter((feature) => !features.includes(feature))
}

function Needs({ needs, answer }: { needs: readonly Feature[]; answer: Answer }): JSX.Element {
  const words = needs.flatMap((feature) => WORDS[feature] ?? []).map((key) => t(key))
  return (
    <Alert>
      <p>{t("needs_allow", list(words))}</p>
      <div class="acts">
        <Button kind="primary" disabled={answer.isAsking} onClick={() => void answer.grant(needs)}>
          {t(answer.isAsking ? "allow_busy" : "allow")}
        </Button>
      </div>
    </Alert>
  )
}

/** The question about a draft. Once it has expired, nothing in it can be answered. */
export function Question(props: QuestionProps): JSX.Element {
  const { draft, answer, title, onCancel } = props
  const id = useId()
  const settled = useSettled()
  const needs = draft.kind === "deletion" ? [] : missing(draft, answer)
  const isReady = props.confirm.isReady && needs.length === 0 && settled && !answer.busy && !answer.isAsking
  const label = answer.busy ? t("starting") : props.confirm.label
  const confirm = answer.isExpired ? null : { ...props.confirm, isReady, label }
  return (
    <QuestionDialog
      {...{ id, title, confirm, onCancel }}
      org={draft.org}
      more={
        <>
          {props.more}
          {draft.kind !== "restore" && <DroppedTags dropped={draft.dropped} />}
        </>
      }
      foot={
        <>
          {confirm && (
            <>
              <div class="means" id={`${id}d`}>
                {props.means}
              </div>
              {props.children}
              {needs.length > 0 && <Needs needs={needs} answer={answer} />}
            </>
          )}
          {answer.problem && <Obstacle problem={answer.problem} answer={answer} />}
        </>
      }
    >
      {props.list}
    </QuestionDialog>
  )
}

// Answers a question: confirms it, and gets the permissions it needs.

export interface Answer {
  /** What the account may do in Zoho by now. */
  readonly features: readonly Feature[]
  /** Confirmed, but the background has not replied yet. */
  readonly busy: boolean
  readonly isAsking: boolean
  readonly problem: Problem | null
  /** It can no longer be confirmed. */
  readonly isExpired: boolean
  readonly confirm: (answer: Omit<RequestOf<"confirm">, "draftId">) => void
  /** Has Zoho ask the user for these permissions. Resolves with whether they were granted. */
  readonly grant: (features: readonly Feature[]) => Promise<boolean>
  readonly signIn: () => void
  readonly forgetProblem: () => void
}

function useExpired(expiresAt: number): boolean {
  const [isExpired, setExpired] = useState(() => expiresAt <= Date.now())
  useEffect(() => {
    const timer = setTimeout(() => setExpired(true), Math.max(0, expiresAt - Date.now()))
    return () => clearTimeout(timer)
  }, [expiresAt])
  return isExpired
}

export function useAnswer(draft: Draft, onStarted: (started: Started) => void): Answer {
  const { draftId, accountId } = draft
  const [features, setFeatures] = useState<readonly Feature[]>(draft.features)
  const [busy, setBusy] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const isOld = useExpired(draft.expiresAt)
  const isExpired = isOld || problem?.kind === "draft-expired"

  const confirm = async (answer: Omit<RequestOf<"confirm">, "draftId">): Promise<void> => {
    setBusy(true)
    setProblem(null)
    const outcome = await orNoResponse(send("confirm", { draftId, ...answer }), noResponseToConfirm)
    setBusy(false)
    if (outcome.ok) onStarted(outcome.value)
    else setProblem(outcome.problem)
  }
  const ask = async (asking: Promise<Outcome<AccountView>>): Promise<boolean> => {
    setAsking(true)
    setProblem(null)
    const outcome = await orNoResponse(asking)
    setAsking(false)
    if (outcome.ok) setFeatures(outcome.value.features)
    else setProblem(outcome.problem)
    return outcome.ok
  }
  return {
    ...{ features, busy, isAsking, isExpired },
    problem: isExpired ? plainProblem(t("draft_expired"), t("draft_expired_remedy")) : problem,
    confirm: (answer) => void confirm(answer),
    grant: (wanted) => ask(send("account.grant", { accountId, features: [...wanted] })),
    signIn: () => void ask(send("account.reconnect", { accountId })),
    forgetProblem: () => setProblem(null),
  }
}
