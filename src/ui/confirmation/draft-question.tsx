/** The view of a draft that waits for confirmation, and how an extension page asks for one. */
import type { JSX } from "preact"
import { useEffect, useMemo, useRef, useState } from "preact/hooks"
import type { RequestOf } from "../../messages/contract"
import { send } from "../../messages/send"
import type { Problem, Started } from "../../messages/views"
import type { Draft, DraftPart } from "../../storage/drafts"
import type { Store } from "../../storage/store"
import { noResponse, orNoResponse } from "../notices"
import { useCounts } from "../record-counts"
import { DeletionQuestion } from "./deletion-question"
import { MergeQuestion } from "./merge-question"
import { type AskedAbout, useAnswer } from "./question"
import { RestoreQuestion } from "./restore-question"

/** The question for any kind of draft. */
export function QuestionView({ draft, ...rest }: AskedAbout<Draft>): JSX.Element {
  switch (draft.kind) {
    case "deletion":
      return <DeletionQuestion draft={draft} {...rest} />
    case "restore":
      return <RestoreQuestion draft={draft} {...rest} />
    case "merge":
      return <MergeQuestion draft={draft} {...rest} />
  }
}

/** The parts of a draft whose records are worth counting. */
function countedParts(draft: Draft): readonly Pick<DraftPart, "module" | "tags">[] {
  if (draft.kind === "restore") return []
  return draft.kind === "merge" ? [draft] : draft.parts
}

/** The same, connected to the background. A draft never changes: give each its own key. */
export function DraftQuestion({
  onStarted,
  ...asked
}: Omit<AskedAbout<Draft>, "answer" | "counts"> & {
  readonly onStarted: (started: Started) => void
}): JSX.Element {
  const { draft } = asked
  const parts = useMemo(() => countedParts(draft), [draft])
  const answer = useAnswer(draft, onStarted)
  const counts = useCounts(draft.accountId, parts)
  return <QuestionView {...{ ...asked, answer, counts }} />
}

/** Cancels a draft; an abandoned one expires. */
export function cancelDraft({ draftId }: Draft): void {
  void send("draft.cancel", { draftId }).catch(() => undefined)
}

export interface Asking {
  /** The draft in question; null: none. */
  readonly draft: Draft | null
  /** Number of tags being read for a draft; null: none. */
  readonly reading: number | null
  readonly problem: Problem | null
  readonly ask: (request: RequestOf<"draft">) => void
  readonly setProblem: (problem: Problem | null) => void
  readonly onStarted: (started: Started) => void
  readonly onCancel: () => void
}

/** The question that this page asks now. */
export function AskedHere({ asking }: { asking: Asking }): JSX.Element | null {
  const { draft, onStarted, onCancel } = asking
  return draft && <DraftQuestion key={draft.draftId} {...{ draft, onStarted, onCancel }} />
}

const countOf = (request: RequestOf<"draft">): number =>
  request.kind === "deletion" ? request.parts.reduce((sum, { tags }) => sum + tags.length, 0) : 1

/**
 * Requests a draft and asks about it on this page.
 * @param subject what the page shows, such as the account: after it changes, no question about the old one opens
 */
export function useAsking(
  store: Pick<Store, "drafts">,
  onStarted: (started: Started, kind: Draft["kind"]) => void,
  subject = "",
): Asking {
  const [draft, setDraft] = useState<Draft | null>(null)
  const [reading, setReading] = useState<number | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const wanted = useRef<object | null>(null)
  useEffect(
    () => () => {
      wanted.current = null
      setProblem(null)
    },
    [subject],
  )

  const ask = async (request: RequestOf<"draft">): Promise<void> => {
    wanted.current = request
    setReading(countOf(request))
    setProblem(null)
    const outcome = await orNoResponse(send("draft", request))
    const saved = outcome.ok ? await store.drafts.get(outcome.value.draftId) : undefined
    setReading(null)
    if (wanted.current !== request) {
      if (saved) cancelDraft(saved.draft)
    } else if (!outcome.ok) setProblem(outcome.problem)
    else if (saved) setDraft(saved.draft)
    else setProblem(noResponse())
  }
  return {
    ...{ draft, reading, problem, setProblem },
    ask: (request) => void ask(request),
    onStarted: (started) => {
      setDraft(null)
      setProblem(started.problem)
      if (draft) onStarted(started, draft.kind)
    },
    onCancel: () => {
      if (draft) cancelDraft(draft)
      setDraft(null)
    },
  }
}
