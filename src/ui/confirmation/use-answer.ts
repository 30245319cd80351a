/** Answers a question: confirms it, and gets the permissions it needs. */
import { useEffect, useState } from "preact/hooks"
import { t } from "../../i18n/translate"
import type { RequestOf } from "../../messages/contract"
import { send } from "../../messages/send"
import type { AccountView, Outcome, Problem, Started } from "../../messages/views"
import type { Draft } from "../../storage/drafts"
import type { Feature } from "../../zoho/scopes"
import { noResponseToConfirm, orNoResponse, plainProblem } from "../no-response"

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
