/**
 * One visit to the tag page of one module: what the API says, what the page shows, what the user picks. The
 * page is only a hint; ids and names come from the API, and the background reads them again before anything
 * is deleted.
 */
import { platformRuntime, send } from "../../messages/send"
import type { Selection } from "../../ui/selection"
import type { Address } from "../../zoho/crm-address"
import { holdsTheCrm } from "../frame"
import { placeOfRows } from "../layout/measure"
import type { RowMemory } from "../recognition/row-memory"
import type { RecognisedRow } from "../recognition/types"
import { readCheckbox } from "../recognition/zoho-checkbox"
import { mountPageUi } from "../ui/mount"
import { standingRows, watchLayout, type StaleRows } from "../watch-rows"
import { createActions } from "./actions"
import { propsOf } from "./props"
import { createRetry } from "./retry"
import { createRowWatcher } from "./row-watcher"
import { createModel, type VisitModel } from "./state"
import { createTagPageUrls, placeOf, type Looking } from "./tag-page-urls"

/** Tags read longer ago than this are read again when the user comes back to the tab. */
const FRESH_MS = 60_000

export interface Visit {
  /** Rows standing now: under another module's address they would be stale. */
  standing(): StaleRows
  /** Reads again where nothing could be selected so far. */
  refresh(): void
}

/** What a visit takes over from the one before in the same document. */
export interface Inherited {
  readonly stale: StaleRows
  /** Shapes of lists that were recognised. */
  readonly shapes: Set<string>
  /** What each row showed. */
  readonly memory: RowMemory
  readonly looking: Looking
}

export function startVisit(address: Address, inherited: Inherited, signal: AbortSignal): Visit {
  let contextAt = 0
  /** All that the last drawing followed from: a page that changes all the time seldom changes any of it. */
  let shown: readonly unknown[] = []
  const render = whenDrawing(() => {
    // Told before the user has tried in vain.
    if (!platformRuntime() && !model.state.invalidated) model.set({ invalidated: true })
    if (holdsTheCrm()) ui.detach()
    else {
      ui.reattach()
      const geometry = rows.geometry()
      const now = [model.version, geometry, ticksOf(model), ui]
      if (now.some((each, at) => each !== shown[at])) ui.update(propsOf(model, geometry))
      shown = now
    }
  }, signal)
  const model = createModel(placeOf(address), render, signal)
  const onBoxes = boxReader(model)
  const places = createTagPageUrls(address, inherited.looking, model)
  const actions = createActions(model, { onBoxes, reload: load, places }, signal)
  const ui = mountPageUi(actions.callbacks)
  const onFound = (): void => void actions.guarded(places.found)
  const rows = createRowWatcher(
    model,
    inherited,
    { onBoxes, onFound, onMove: render, reload: () => actions.guarded(load) },
    signal,
  )

  const retry = createRetry(refresh, signal)
  async function load(): Promise<void> {
    const context = await send("page.context", { orgId: address.orgId, module: address.module })
    if (signal.aborted) return
    contextAt = Date.now()
    model.set({ context })
    retry(context)
    if (context.status !== "ready") return
    model.selection.keepOnly(context.tags.tags.map((tag) => tag.id))
    rows.watch(context)
    const [running] = context.jobs
    const { question } = context
    const { guarded, questions } = actions
    if (question && model.state.question === null) void guarded(() => questions.awaitAnswer(question))
    else if (running && model.state.job === null) void guarded(() => questions.follow(running.jobId))
  }

  function refresh(): void {
    if (model.ready() === null && !model.isLocked()) void actions.guarded(load)
  }

  function onComeBack(): void {
    if (document.hidden) return
    if (model.ready() !== null && Date.now() - contextAt > FRESH_MS && !model.isLocked())
      void actions.guarded(load)
    else refresh()
  }

  // An update of the extension is told within moments, too, though nothing on the page moves.
  const place = (): string =>
    [placeOfRows(model.state.recognition?.rows ?? []), platformRuntime() === undefined].join()
  watchLayout(place, render, signal)
  document.addEventListener("visibilitychange", onComeBack, { signal })
  signal.addEventListener("abort", () => ui.destroy())
  render()
  void actions.guarded(load)
  return { standing: () => standingRows(model.state.recognition), refresh }
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

/** How Zoho's own boxes stand, of which no event need tell. */
function ticksOf({ state: { recognition } }: VisitModel): string {
  const boxes = recognition?.level === "mirrored" ? recognition.rows : []
  return boxes.map(({ checkbox }) => (checkbox ? Number(readCheckbox(checkbox)) : "")).join()
}

function boxReader(model: VisitModel): () => void {
  const mirror = createBoxMirror(model.selection)
  return () => {
    const { recognition } = model.state
    if (recognition?.level === "mirrored" && !model.isLocked()) mirror.read(recognition.rows)
  }
}

// Takes over what the user does to the page's own boxes: their changes, never their mere state.

export interface BoxMirror {
  /** Compares the boxes with how they were last seen, and takes the differences into the selection. */
  read(rows: readonly RecognisedRow[]): void
}

/**
 * Only changes count: a row that scrolls into view unticked does not drop a tag that was selected elsewhere,
 * and one that arrives ticked, was ticked by the user.
 */
function createBoxMirror(selection: Selection): BoxMirror {
  const seen = new Map<string, boolean>()
  return {
    read(rows): void {
      const changes = new Map<string, boolean>()
      for (const { tagId, checkbox } of rows) {
        const ticked = checkbox && readCheckbox(checkbox)
        if (ticked === undefined) continue
        const before = seen.get(tagId) ?? false
        seen.set(tagId, ticked)
        if (ticked !== before) changes.set(tagId, ticked)
      }
      if (changes.size > 0) selection.mirror(changes)
    },
  }
}
