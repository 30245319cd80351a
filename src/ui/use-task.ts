/** From a wish to a restore or a merge: the draft, the question, the answer. For our own pages. */
import { useRef, useState } from "preact/hooks"
import { send } from "../messaging/send"
import type { RequestOf } from "../messaging/contract"
import type { MergeDraft, RestoreDraft } from "../messaging/task-views"
import type { Outcome, Problem } from "../messaging/views"
import type { Feature } from "../zoho/scopes"
import { confirmedInSilence, settled } from "./silent"
import type { Asked } from "./task-dialog"

interface AnyDraft {
  readonly draftId: string
  readonly accountId: string
  readonly needs: readonly Feature[]
}

export interface Asking<Request, D, Answer> {
  /** The open question; null: none. */
  readonly asked: Asked<D> | null
  /** Why there is no question. */
  readonly problem: Problem | null
  /** A draft was asked for and has not come yet. */
  readonly preparing: boolean
  readonly ask: (request: Request) => void
  readonly confirm: (answer: Answer) => void
  /** Has Zoho ask for these, or for all that the draft needs, and asks the question anew. True once allowed. */
  readonly allow: (features?: readonly Feature[]) => Promise<boolean>
  readonly cancel: () => void
}

function useAsking<Request, D extends AnyDraft, Answer>(
  draft: (request: Request) => Promise<Outcome<D>>,
  confirm: (draft: D, answer: Answer) => Promise<Outcome<{ readonly taskId: string }>>,
  onStarted: (taskId: string) => void,
): Asking<Request, D, Answer> {
  const [asked, setAsked] = useState<Asked<D> | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [preparing, setPreparing] = useState(false)
  const request = useRef<Request | null>(null)

  async function ask(wanted: Request): Promise<void> {
    request.current = wanted
    setPreparing(true)
    setProblem(null)
    const outcome = await settled(draft(wanted))
    setPreparing(false)
    // Somebody who has let go of it meanwhile is not asked any more.
    if (request.current !== wanted) return
    if (outcome.ok) setAsked({ draft: outcome.value, busy: false, problem: null })
    else setProblem(outcome.problem)
  }

  async function answer(open: Asked<D>, with_: Answer): Promise<void> {
    setAsked({ ...open, busy: true, problem: null })
    const outcome = await settled(confirm(open.draft, with_), confirmedInSilence)
    setAsked(outcome.ok ? null : { ...open, busy: false, problem: outcome.problem })
    if (outcome.ok) onStarted(outcome.value.taskId)
  }

  async function allow(open: Asked<D>, features: readonly Feature[]): Promise<boolean> {
    const { accountId } = open.draft
    const outcome = await settled(send("account.grant", { accountId, features: [...features] }))
    if (!outcome.ok) setAsked({ ...open, problem: outcome.problem })
    else if (request.current !== null) await ask(request.current)
    return outcome.ok
  }

  return {
    ...{ asked, problem, preparing },
    ask: (wanted) => void ask(wanted),
    confirm: (with_) => void (asked && !asked.busy && answer(asked, with_)),
    allow: (features) => (asked ? allow(asked, features ?? asked.draft.needs) : Promise.resolve(false)),
    cancel: () => {
      request.current = null
      setAsked(null)
      setProblem(null)
    },
  }
}

export type Restoring = Asking<
  RequestOf<"restore.draft">,
  RestoreDraft,
  { readonly only: readonly number[] | null }
>

/** @param onStarted called with the task's id once it is written down */
export function useRestore(onStarted: (taskId: string) => void = () => undefined): Restoring {
  return useAsking(
    (request) => send("restore.draft", request),
    ({ draftId }, { only }) => send("restore.confirm", { draftId, only: only && [...only] }),
    onStarted,
  )
}

export interface MergeAnswer {
  /** Whether the backup is to hold which records carry the merged tags. */
  readonly records: boolean
  /** Places of the chosen tags in the draft; null: all of them. */
  readonly only: readonly number[] | null
}

export type Merging = Asking<RequestOf<"merge.draft">, MergeDraft, MergeAnswer>

/** As `useRestore`, of a merge. */
export function useMerge(onStarted: (taskId: string) => void = () => undefined): Merging {
  return useAsking(
    (request) => send("merge.draft", request),
    ({ draftId }, { records, only }) => send("merge.confirm", { draftId, records, only: only && [...only] }),
    onStarted,
  )
}
