import { useEffect, useRef, useState } from "preact/hooks"
import { isFinished } from "../deletion/job"
import { send } from "../messaging/send"
import type { DeletionDraft, JobProgress, ListedTag, Problem } from "../messaging/views"
import type { Store } from "../store/store"
import type { DialogState } from "../ui/confirm-dialog"
import { useJob } from "./use-job"
import { settled, silent } from "../ui/silent"

export interface Deletion {
  readonly dialog: DialogState | null
  /** A draft that is only looked at. */
  readonly plan: DeletionDraft | null
  /** A draft was asked for and has not come yet. */
  readonly preparing: boolean
  readonly problem: Problem | null
  /** The module's job: running, or finished and not yet dismissed. */
  readonly job: JobProgress | null
  readonly draft: (tags: readonly ListedTag[], purpose: "confirm" | "preview") => void
  readonly confirm: (typed: string | null) => void
  readonly cancelDialog: () => void
  readonly closePlan: () => void
  readonly cancelJob: () => void
  readonly dismissJob: () => void
}

const nameOf = ({ id, name }: ListedTag): { id: string; name: string } => ({ id, name })

/** A draft that is let go of; one that stays behind runs out by itself. */
function discard(of: DeletionDraft | undefined): void {
  if (of) void send("deletion.discard", { draftId: of.draftId }).catch(() => undefined)
}

/** Calls once for each job that is over. */
function useWhenFinished(job: JobProgress | null, onGone: (ids: readonly string[]) => void): void {
  const finished = job !== null && isFinished(job.state) ? job : null
  useEffect(() => {
    if (finished) onGone(finished.goneIds)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each job, not for each time it is read
  }, [finished?.jobId])
}

/**
 * From picked tags to their deletion, for one module at a time.
 * @param onGone a job of this module is over; ids that a re-read saw gone
 */
export function useDeletion(
  store: Store,
  accountId: string,
  module: string,
  onGone: (ids: readonly string[]) => void,
): Deletion {
  const [dialog, setDialog] = useState<DialogState | null>(null)
  const [plan, setPlan] = useState<DeletionDraft | null>(null)
  const [preparing, setPreparing] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [job, follow] = useJob(store, accountId, module)
  useWhenFinished(job, onGone)
  useEffect(() => {
    setPlan(null)
    setProblem(null)
  }, [accountId, module])

  const here = useRef("")
  here.current = `${accountId} ${module}`

  const closePlan = (): void => {
    discard(plan ?? undefined)
    setPlan(null)
  }
  const draft = async (tags: readonly ListedTag[], purpose: "confirm" | "preview"): Promise<void> => {
    setPreparing(true)
    setProblem(null)
    closePlan()
    const asked = here.current
    const outcome = await settled(send("deletion.draft", { accountId, module, tags: tags.map(nameOf) }))
    setPreparing(false)
    // Somebody who has gone on to another module is not asked about this one any more.
    if (here.current !== asked) {
      discard(outcome.ok ? outcome.value : undefined)
      return
    }
    if (!outcome.ok) setProblem(outcome.problem)
    else if (purpose === "preview") setPlan(outcome.value)
    else setDialog({ draft: outcome.value, busy: false, problem: null })
  }
  const confirm = async (open: DialogState, typed: string | null): Promise<void> => {
    setDialog({ ...open, busy: true, problem: null })
    const outcome = await settled(send("deletion.confirm", { draftId: open.draft.draftId, typed }))
    setDialog(outcome.ok ? null : { ...open, busy: false, problem: outcome.problem })
    if (outcome.ok) follow(outcome.value.jobId)
  }
  return {
    dialog,
    plan,
    preparing,
    problem,
    job,
    draft: (tags, purpose) => void draft(tags, purpose),
    confirm: (typed) => void (dialog && !dialog.busy && confirm(dialog, typed)),
    cancelDialog: () => {
      discard(dialog?.draft)
      setDialog(null)
    },
    closePlan,
    cancelJob: () => void (job && send("job.cancel", { jobId: job.jobId }).catch(() => setProblem(silent()))),
    dismissJob: () => follow(null),
  }
}
