/** What the user does on the tag page, as commands to the background. */
import { ContextInvalidated, send } from "../../messaging/send"
import type { PageUiCallbacks } from "../ui/props"
import { copyDiagnostics, openScreen } from "./diagnostics"
import { followJob, isOver } from "./job-watch"
import type { VisitModel } from "./model"

export interface Actions {
  readonly callbacks: PageUiCallbacks
  /** Shows a job in the bar until it is over. */
  follow(jobId: string): void
  /** Runs what may fail: a page that outlived its extension says so. */
  guarded(work: () => Promise<void>): Promise<void>
}

/**
 * @param onBoxes reads the page's own boxes, which may have changed unnoticed
 * @param reload asks the background for the context again
 */
export function createActions(
  model: VisitModel,
  { onBoxes, reload }: { onBoxes: () => void; reload: () => Promise<void> },
  signal: AbortSignal,
): Actions {
  async function guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (error instanceof ContextInvalidated) model.set({ invalidated: true, dialog: null })
      else model.set({ preparing: false })
    }
  }

  function follow(jobId: string): void {
    void guarded(() => followJob(jobId, (job) => onProgress(model, job), signal))
  }

  const run = (work: () => Promise<void>) => (): void => void guarded(work)
  const callbacks: PageUiCallbacks = {
    onToggleAll: (all) => (all ? model.selection.selectAll(model.selectable()) : model.selection.clear()),
    onToggle: (tagId, shiftKey) => toggle(model, tagId, shiftKey),
    onDelete: run(async () => {
      onBoxes()
      await draft(model)
    }),
    onConfirm: (typed) => void guarded(() => confirm(model, typed, follow)),
    onCancelDialog: run(() => discard(model)),
    onOpenManager: run(() => openScreen("manager", model.ready())),
    onConnect: run(() => openScreen("options")),
    onRetry: run(reload),
    onReloadList: () => location.reload(),
    onCopyDiagnostics: () => copyDiagnostics(model.state),
    onCancelJob: run(async () => {
      const { job } = model.state
      if (job) await send("job.cancel", { jobId: job.jobId })
    }),
    onOpenDetails: run(() => openScreen("popup")),
    onDismissResult: () => model.set({ job: null }),
  }
  return { callbacks, follow, guarded }
}

function onProgress(model: VisitModel, job: Parameters<typeof isOver>[0]): void {
  const gone = isOver(job) ? new Set([...model.state.gone, ...job.goneIds]) : model.state.gone
  model.set({ job, gone })
  if (isOver(job)) model.selection.clear(job.goneIds)
}

function toggle(model: VisitModel, tagId: string, shiftKey: boolean): void {
  const { state, selection } = model
  if (model.isLocked() || !model.selectable().includes(tagId)) return
  const order = state.recognition?.rows.map((row) => row.tagId).filter((id) => !state.gone.has(id)) ?? []
  if (shiftKey) selection.range(tagId, order)
  else selection.toggle(tagId)
}

async function draft(model: VisitModel): Promise<void> {
  const ready = model.ready()
  if (!ready) return
  const names = model.names()
  const tags = [...model.selection.ids].map((id) => ({ id, name: names.get(id) ?? "" }))
  model.set({ preparing: true, problem: null })
  const { account } = ready
  const { apiName: module } = ready.tags.module
  const drafted = await send("deletion.draft", { accountId: account.id, module, tags })
  if (drafted.ok)
    model.set({ preparing: false, dialog: { draft: drafted.value, busy: false, problem: null } })
  else model.set({ preparing: false, problem: drafted.problem })
}

async function confirm(
  model: VisitModel,
  typed: string | null,
  follow: (jobId: string) => void,
): Promise<void> {
  const { dialog } = model.state
  if (!dialog || dialog.busy) return
  model.set({ dialog: { ...dialog, busy: true, problem: null } })
  const confirmed = await send("deletion.confirm", { draftId: dialog.draft.draftId, typed })
  if (!confirmed.ok) {
    model.set({ dialog: { ...dialog, busy: false, problem: confirmed.problem } })
    return
  }
  const { jobId } = confirmed.value
  model.set({ dialog: null, job: await send("job.progress", { jobId }) })
  follow(jobId)
}

async function discard(model: VisitModel): Promise<void> {
  const { dialog } = model.state
  model.set({ dialog: null })
  if (dialog) await send("deletion.discard", { draftId: dialog.draft.draftId })
}
