import { useEffect, useRef, useState } from "preact/hooks"
import { send } from "../messaging/send"
import type { ManyDraft, Problem } from "../messaging/views"
import { confirmedInSilence, settled, silent } from "../ui/silent"
import { grouped } from "./grouped"
import type { Row } from "./rows"
import type { JobSet } from "./use-jobs"
import { wholeDraft } from "./whole-draft"
import type { WholeDraft } from "./whole-draft"

/** A draft that is asked about. */
export interface ManyDialog {
  readonly draft: WholeDraft
  readonly busy: boolean
  readonly problem: Problem | null
}

export interface Deletion {
  readonly dialog: ManyDialog | null
  /** A draft was asked for and has not come yet. */
  readonly preparing: boolean
  readonly problem: Problem | null
  readonly draft: (rows: readonly Row[]) => void
  readonly confirm: (typed: string | null, records: boolean) => void
  /** Has Zoho ask whether records may be read. */
  readonly allowRecords: () => Promise<boolean>
  readonly cancelDialog: () => void
  readonly cancelJobs: (set: JobSet) => void
}

/** A draft that is let go of; one that stays behind runs out by itself. */
function discard(of: ManyDraft | undefined): void {
  if (of) void send("deletion.discard", { draftId: of.draftId }).catch(() => undefined)
}

function partsOf(rows: readonly Row[]): { module: string; tags: { id: string; name: string }[] }[] {
  const byModule = grouped(rows, (row) => row.module.apiName)
  return [...byModule].map(([module, of]) => ({ module, tags: of.map(({ id, name }) => ({ id, name })) }))
}

/** Has Zoho ask for what reading records takes. */
async function allowRecords(
  accountId: string,
  setDialog: (change: (open: ManyDialog | null) => ManyDialog | null) => void,
): Promise<boolean> {
  const outcome = await settled(send("account.grant", { accountId, features: ["records"] }))
  setDialog((open) => open && (outcome.ok ? withRecords(open) : { ...open, problem: outcome.problem }))
  return outcome.ok
}

/** The dialog once records may be read. */
function withRecords(open: ManyDialog): ManyDialog {
  const { draft } = open
  return { ...open, draft: { ...draft, backup: { ...draft.backup, mayReadRecords: true } }, problem: null }
}

/**
 * From picked tags, of however many modules, to their deletion.
 * @param onStarted jobs have been begun
 */
export function useDeletion(accountId: string, onStarted: (jobIds: readonly string[]) => void): Deletion {
  const [dialog, setDialog] = useState<ManyDialog | null>(null)
  const [preparing, setPreparing] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const here = useRef("")
  here.current = accountId
  useEffect(() => setProblem(null), [accountId])

  const draft = async (rows: readonly Row[]): Promise<void> => {
    setPreparing(true)
    setProblem(null)
    const outcome = await settled(send("deletion.draftMany", { accountId, parts: partsOf(rows) }))
    setPreparing(false)
    // Somebody who has gone on to another org is not asked about this one any more.
    if (here.current !== accountId) {
      discard(outcome.ok ? outcome.value : undefined)
      return
    }
    if (!outcome.ok) setProblem(outcome.problem)
    else setDialog({ draft: wholeDraft(outcome.value), busy: false, problem: null })
  }
  const confirm = async (open: ManyDialog, typed: string | null, records: boolean): Promise<void> => {
    setDialog({ ...open, busy: true, problem: null })
    const outcome = await settled(
      send("deletion.confirmMany", { draftId: open.draft.draftId, typed, records }),
      confirmedInSilence,
    )
    setDialog(outcome.ok ? null : { ...open, busy: false, problem: outcome.problem })
    if (!outcome.ok) return
    setProblem(outcome.value.problem)
    onStarted(outcome.value.jobIds)
  }
  const cancelJobs = ({ jobs }: JobSet): void => {
    const asked = jobs.map(({ jobId }) => send("job.cancel", { jobId }))
    void Promise.all(asked).catch(() => setProblem(silent()))
  }
  return {
    dialog,
    preparing,
    problem,
    draft: (rows) => void draft(rows),
    confirm: (typed, records) => void (dialog && !dialog.busy && confirm(dialog, typed, records)),
    allowRecords: () => allowRecords(accountId, setDialog),
    cancelDialog: () => {
      discard(dialog?.draft)
      setDialog(null)
    },
    cancelJobs,
  }
}
