/**
 * One visit to the tag page of one module: what the API says, what the page shows, what the user picks. The
 * page is only a hint; ids and names come from the API, and the background reads them again before anything
 * is deleted.
 */
import { ContextInvalidated, send } from "../../messaging/send"
import type { PageContext } from "../../messaging/views"
import type { Address } from "../address"
import { measure } from "../overlay-geometry"
import type { Recognition } from "../recognise"
import { createSelection } from "../selection"
import { mountPageUi } from "../ui/mount"
import type { PageUiCallbacks, PageUiProps } from "../ui/props"
import type { StaleRows } from "../watch-rows"
import { standingRows, watchRows } from "../watch-rows"
import { createBoxMirror } from "./boxes"
import { copyDiagnostics, openScreen } from "./diagnostics"
import { followJob, isOver } from "./job-watch"
import { overlayOf } from "./overlay"
import { FIRST_STATE, barState, levelOf } from "./state"
import type { VisitState } from "./state"

type Ready = Extract<PageContext, { status: "ready" }>

/** Tags read longer ago than this are read again when the user comes back to the tab. */
const FRESH_MS = 60_000

export interface Visit {
  /** Rows standing now: under another module's address they would be stale. */
  standing(): StaleRows
}

/** @param shapes lists recognised before, shared by all visits in this document */
export function startVisit(
  address: Address,
  stale: StaleRows,
  shapes: Set<string>,
  signal: AbortSignal,
): Visit {
  const selection = createSelection()
  const mirror = createBoxMirror(selection)
  let state: VisitState = FIRST_STATE
  let contextAt = 0
  let frame = 0
  let rowsAbort: AbortController | null = null

  const ui = mountPageUi(callbacks())
  const isOurs = (node: Node): boolean => node instanceof Element && node.localName === "tagsweep-root"

  function set(change: Partial<VisitState>): void {
    state = { ...state, ...change }
    render()
  }

  function render(): void {
    if (frame === 0) frame = requestAnimationFrame(draw)
  }

  function draw(): void {
    frame = 0
    if (signal.aborted) return
    ui.reattach()
    ui.update(props())
  }

  function props(): PageUiProps {
    const { recognition, dialog } = state
    const ready = readyContext()
    const geometry = measure(recognition?.rows ?? [], isOurs)
    const names = new Map(ready?.tags.tags.map((tag) => [tag.id, tag.name]))
    const usable = recognition !== null && ready !== null
    const visible = new Set(geometry.placed.map(({ row }) => row.tagId))
    return {
      state: barState(state),
      selection: {
        selected: selection.ids.size,
        total: selectable().length,
        notVisible: [...selection.ids].filter((id) => !visible.has(id)).length,
      },
      place: geometry.list
        ? { at: "list", top: geometry.list.y, left: geometry.list.x, width: geometry.list.width }
        : { at: "bottom" },
      overlay: usable
        ? overlayOf({ recognition, geometry, selection, names, gone: state.gone, locked: isLocked() })
        : { origin: geometry.origin, clip: null, boxes: [], marks: [] },
      dialog,
      level: levelOf(state),
    }
  }

  function readyContext(): Ready | null {
    return state.context?.status === "ready" ? state.context : null
  }

  function isLocked(): boolean {
    return state.job !== null && !isOver(state.job)
  }

  /** Tags that can be picked: all of the module's, but for those gone and those whose row is ambiguous. */
  function selectable(): string[] {
    const refused = new Set(state.recognition?.unselectable.flatMap((row) => row.tagIds))
    const tags =
      state.recognition && state.recognition.rows.length > 0 ? (readyContext()?.tags.tags ?? []) : []
    return tags.map((tag) => tag.id).filter((id) => !state.gone.has(id) && !refused.has(id))
  }

  async function load(): Promise<void> {
    const context = await send("page.context", { orgId: address.orgId, module: address.module })
    if (signal.aborted) return
    contextAt = Date.now()
    set({ context })
    if (context.status !== "ready") return
    selection.keepOnly(context.tags.tags.map((tag) => tag.id))
    startRows(context)
    const [running] = context.jobs
    if (running && state.job === null) follow(running.jobId)
  }

  function startRows(context: Ready): void {
    rowsAbort?.abort()
    const abort = new AbortController()
    rowsAbort = abort
    watchRows(
      {
        tags: context.tags.tags,
        commonNames: [context.tags.module.pluralLabel, context.account.user ?? ""],
        stale,
        shapes,
        isOurs,
        onRows,
        onBoxes,
        onGiveUp: () => set({ gaveUp: true }),
      },
      AbortSignal.any([abort.signal, signal]),
    )
  }

  function onRows(recognition: Recognition): void {
    set({ recognition })
    onBoxes()
  }

  function onBoxes(): void {
    if (state.recognition?.level === "mirrored" && !isLocked()) mirror.read(state.recognition.rows)
  }

  function follow(jobId: string): void {
    void guarded(async () => {
      await followJob(
        jobId,
        (job) => {
          set({ job, gone: isOver(job) ? new Set([...state.gone, ...job.goneIds]) : state.gone })
          if (isOver(job)) selection.clear(job.goneIds)
        },
        signal,
      )
    })
  }

  async function draft(): Promise<void> {
    const ready = readyContext()
    if (!ready) return
    onBoxes()
    const names = new Map(ready.tags.tags.map((tag) => [tag.id, tag.name]))
    const tags = [...selection.ids].map((id) => ({ id, name: names.get(id) ?? "" }))
    set({ preparing: true, problem: null })
    const drafted = await send("deletion.draft", {
      accountId: ready.account.id,
      module: ready.tags.module.apiName,
      tags,
    })
    if (drafted.ok) set({ preparing: false, dialog: { draft: drafted.value, busy: false, problem: null } })
    else set({ preparing: false, problem: drafted.problem })
  }

  async function confirm(typed: string | null): Promise<void> {
    const { dialog } = state
    if (!dialog || dialog.busy) return
    set({ dialog: { ...dialog, busy: true, problem: null } })
    const confirmed = await send("deletion.confirm", { draftId: dialog.draft.draftId, typed })
    if (!confirmed.ok) {
      set({ dialog: { ...dialog, busy: false, problem: confirmed.problem } })
      return
    }
    const started = await send("job.progress", { jobId: confirmed.value.jobId })
    set({ dialog: null, job: started })
    follow(confirmed.value.jobId)
  }

  async function discard(): Promise<void> {
    const { dialog } = state
    set({ dialog: null })
    if (dialog) await send("deletion.discard", { draftId: dialog.draft.draftId })
  }

  /** Everything asynchronous goes through here: a page that outlived its extension says so, once. */
  async function guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (error instanceof ContextInvalidated) set({ invalidated: true, dialog: null })
      else set({ preparing: false })
    }
  }

  function toggle(tagId: string, shiftKey: boolean): void {
    if (isLocked() || !selectable().includes(tagId)) return
    const order = state.recognition?.rows.map((row) => row.tagId).filter((id) => !state.gone.has(id)) ?? []
    if (shiftKey) selection.range(tagId, order)
    else selection.toggle(tagId)
  }

  function callbacks(): PageUiCallbacks {
    return {
      onToggleAll: (all) => (all ? selection.selectAll(selectable()) : selection.clear()),
      onToggle: toggle,
      onDelete: () => void guarded(draft),
      onConfirm: (typed) => void guarded(() => confirm(typed)),
      onCancelDialog: () => void guarded(discard),
      onOpenManager: () => void guarded(() => openScreen("manager", readyContext()?.tags.module.apiName)),
      onConnect: () => void guarded(() => openScreen("options")),
      onRetry: () => void guarded(load),
      onReloadList: () => location.reload(),
      onCopyDiagnostics: () => copyDiagnostics(state),
      onCancelJob: () =>
        void guarded(async () => {
          if (state.job) await send("job.cancel", { jobId: state.job.jobId })
        }),
      onOpenDetails: () => void guarded(() => openScreen("popup")),
      onDismissResult: () => set({ job: null }),
    }
  }

  selection.onChange(render, signal)
  for (const type of ["scroll", "resize"] as const)
    addEventListener(type, render, { capture: true, passive: true, signal })
  document.addEventListener(
    "visibilitychange",
    () => {
      const stalled = readyContext() === null || Date.now() - contextAt > FRESH_MS
      if (!document.hidden && stalled && state.dialog === null && !isLocked()) void guarded(load)
    },
    { signal },
  )
  signal.addEventListener("abort", () => {
    cancelAnimationFrame(frame)
    ui.destroy()
  })
  render()
  void guarded(load)
  return { standing: () => standingRows(state.recognition) }
}
