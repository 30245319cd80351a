/**
 * One visit to the tag page of one module: what the API says, what the page shows, what the user picks. The
 * page is only a hint; ids and names come from the API, and the background reads them again before anything
 * is deleted.
 */
import { send } from "../../messaging/send"
import type { Address } from "../address"
import { HOST_NAME, mountPageUi } from "../ui/mount"
import type { StaleRows } from "../stale-rows"
import { standingRows } from "../stale-rows"
import { watchRows } from "../watch-rows"
import { createActions } from "./actions"
import { createBoxMirror } from "./boxes"
import { createModel } from "./model"
import type { ReadyContext, VisitModel } from "./model"
import { propsOf } from "./props"

/** Tags read longer ago than this are read again when the user comes back to the tab. */
const FRESH_MS = 60_000

export interface Visit {
  /** Rows standing now: under another module's address they would be stale. */
  standing(): StaleRows
}

/** What a visit takes over from the one before in the same document. */
export interface Inherited {
  readonly stale: StaleRows
  /** Shapes of lists that were recognised. */
  readonly shapes: Set<string>
}

const isOurs = (node: Node): boolean => node instanceof Element && node.localName === HOST_NAME

export function startVisit(address: Address, inherited: Inherited, signal: AbortSignal): Visit {
  let contextAt = 0
  const render = whenDrawing(() => {
    ui.reattach()
    ui.update(propsOf(model, isOurs))
  }, signal)
  const model = createModel(render, signal)
  const onBoxes = boxReader(model)
  const actions = createActions(model, { onBoxes, reload: load }, signal)
  const ui = mountPageUi(actions.callbacks)
  const rows = rowWatcher(model, inherited, onBoxes, signal)

  async function load(): Promise<void> {
    const context = await send("page.context", { orgId: address.orgId, module: address.module })
    if (signal.aborted) return
    contextAt = Date.now()
    model.set({ context })
    if (context.status !== "ready") return
    model.selection.keepOnly(context.tags.tags.map((tag) => tag.id))
    rows(context)
    const [running] = context.jobs
    if (running && model.state.job === null) actions.follow(running.jobId)
  }

  function onComeBack(): void {
    const stalled = model.ready() === null || Date.now() - contextAt > FRESH_MS
    const busy = model.state.dialog !== null || model.isLocked()
    if (!document.hidden && stalled && !busy) void actions.guarded(load)
  }

  for (const type of ["scroll", "resize"] as const)
    addEventListener(type, render, { capture: true, passive: true, signal })
  document.addEventListener("visibilitychange", onComeBack, { signal })
  signal.addEventListener("abort", () => ui.destroy())
  render()
  void actions.guarded(load)
  return { standing: () => standingRows(model.state.recognition) }
}

/** Draws at most once a frame. */
function whenDrawing(draw: () => void, signal: AbortSignal): () => void {
  let frame = 0
  signal.addEventListener("abort", () => cancelAnimationFrame(frame))
  return () => {
    if (frame !== 0 || signal.aborted) return
    frame = requestAnimationFrame(() => {
      frame = 0
      draw()
    })
  }
}

function boxReader(model: VisitModel): () => void {
  const mirror = createBoxMirror(model.selection)
  return () => {
    const { recognition } = model.state
    if (recognition?.level === "mirrored" && !model.isLocked()) mirror.read(recognition.rows)
  }
}

/** Starts watching for a context's tags, and ends the watch before. */
function rowWatcher(
  model: VisitModel,
  inherited: Inherited,
  onBoxes: () => void,
  signal: AbortSignal,
): (context: ReadyContext) => void {
  let before = new AbortController()
  return ({ tags, commonNames }) => {
    before.abort()
    before = new AbortController()
    const watch = {
      ...inherited,
      tags: tags.tags,
      commonNames,
      isOurs,
      onRows: (recognition: NonNullable<VisitModel["state"]["recognition"]>): void => {
        model.set({ recognition })
        onBoxes()
      },
      onBoxes,
      onGiveUp: () => model.set({ gaveUp: true }),
    }
    watchRows(watch, AbortSignal.any([before.signal, signal]))
  }
}
