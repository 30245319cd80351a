/** What the user does on the tag page, as commands to the background. */
import { ContextInvalidated, send } from "../../messaging/send"
import { addressInOrg } from "../../zoho/crm-address"
import type { Problem } from "../../messaging/views"
import { confirmedInSilence, settled } from "../../ui/silent"
import type { PageUiCallbacks } from "../ui/props"
import { copyDiagnostics, openScreen } from "./diagnostics"
import { followJob, isOver } from "./job-watch"
import type { VisitModel } from "./model"
import type { Places } from "./places"

export interface Actions {
  readonly callbacks: PageUiCallbacks
  /** Shows a job in the bar until it is over. */
  follow(jobId: string): void
  /** Runs what may fail: a page that outlived its extension says so. */
  readonly guarded: (work: () => Promise<void>) => Promise<void>
}

/**
 * @param onBoxes reads the page's own boxes, which may have changed unnoticed
 * @param reload asks the background for the context again
 */
export function createActions(
  model: VisitModel,
  { onBoxes, reload, places }: { onBoxes: () => void; reload: () => Promise<void>; places: Places },
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
    void guarded(async () => {
      await followJob(jobId, (job) => onProgress(model, job), signal)
      closeConfirmed(model)
    })
  }

  const run = (work: () => Promise<void>) => (): void => void guarded(work)
  const callbacks: PageUiCallbacks = {
    onToggleAll: (all) => (all ? model.selection.selectAll(model.selectable()) : model.selection.clear()),
    onToggle: (tagId, shiftKey) => toggle(model, tagId, shiftKey),
    onDelete: run(async () => {
      onBoxes()
      await draft(model)
    }),
    onConfirm: (typed, records) => void guarded(() => confirm(model, { typed, records }, follow)),
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
    onPickModule: (module) => places.pick(module),
    onOpenInOrg: (orgId) => location.assign(addressInOrg(location.href, orgId)),
    onLeave: run(() => places.leave()),
    onDismissResult: () => model.set({ job: null }),
  }
  return { callbacks, follow, guarded }
}

function onProgress(model: VisitModel, job: Parameters<typeof isOver>[0]): void {
  const gone = isOver(job) ? new Set([...model.state.gone, ...job.goneIds]) : model.state.gone
  model.set({ job, gone })
  closeConfirmed(model)
  if (isOver(job)) model.selection.clear(job.goneIds)
}

/** A question that was answered with yes stands, busy, until the job can be shown in its stead. */
function closeConfirmed(model: VisitModel): void {
  if (model.state.dialog?.busy) model.set({ dialog: null })
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
  answer: { readonly typed: string | null; readonly records: boolean },
  follow: (jobId: string) => void,
): Promise<void> {
  const { dialog } = model.state
  if (!dialog || dialog.busy) return
  model.set({ dialog: { ...dialog, busy: true, problem: null } })
  const { draftId } = dialog.draft
  const confirmed = await settled(send("deletion.confirm", { draftId, ...answer }), unanswered)
  if (!confirmed.ok) {
    model.set({ dialog: { ...dialog, busy: false, problem: confirmed.problem } })
    return
  }
  follow(confirmed.value.jobId)
}

/** What is said of a confirmation without an answer, unless there can be none any more. */
function unanswered(error: unknown): Problem {
  if (error instanceof ContextInvalidated) throw error
  return confirmedInSilence()
}

async function discard(model: VisitModel): Promise<void> {
  const { dialog } = model.state
  model.set({ dialog: null })
  if (dialog) await send("deletion.discard", { draftId: dialog.draft.draftId })
}
