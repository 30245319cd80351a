/**
 * One visit to the tag page of one module: what the API returned, what the page shows, what the user selected. The
 * page is only a hint: ids and names come from the API, and the background reads them again before any deletion.
 */
import { platformRuntime, send } from "../../messages/send"
import type { PageContext } from "../../messages/views"
import type { Address } from "../../zoho/crm-address"
import { isCrmWrapper } from "../frame"
import { createMeasure, placeOfRows, watchLayout } from "../layout/measure"
import type { RowMemory } from "../recognition/row-memory"
import { readCheckbox } from "../recognition/zoho-checkbox"
import { PageUi } from "../ui/mount"
import { rowsLeftBehind, type StaleRows } from "../watch-rows"
import { createCallbacks, type Looking, placeOf, TagPageUrls } from "./actions"
import { propsOf } from "./props"
import { Questions } from "./questions"
import { createRows, onRowClick } from "./rows"
import { VisitModel } from "./state"

/** Tags read longer ago than this are read again when the user returns to the tab. */
const FRESH_MS = 60_000

export interface Visit {
  /** The current rows, which would be stale under another module's address. */
  rowsLeftBehind(): StaleRows
  /** Retries if nothing could be selected so far. */
  refresh(): void
}

/** What a visit takes over from the previous one in the same document. */
export interface Inherited {
  readonly stale: StaleRows
  readonly memory: RowMemory
  readonly looking: Looking
}

export function startVisit(address: Address, inherited: Inherited, signal: AbortSignal): Visit {
  let contextAt = 0
  const render = whenDrawing(() => draw(model, ui), signal)
  const draw = createDrawing()
  const model = new VisitModel(placeOf(address), render, signal)
  const onBoxes = boxReader(model)
  const places = new TagPageUrls(address, model)
  const questions = new Questions(model, signal)
  const { looking } = inherited
  const callbacks = createCallbacks(model, { questions, onBoxes, reload: load, looking, places })
  const ui = new PageUi(callbacks)
  const onFound = (): void => void model.guarded(() => places.found())
  const reload = (): Promise<void> => model.guarded(load)
  const rows = createRows(model, inherited, { onBoxes, onMove: render, onFound, reload }, signal)
  const retry = createRetry(() => refresh(), signal)

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
    if (question && model.state.question === null) void model.guarded(() => questions.awaitAnswer(question))
    else if (running && model.state.job === null) void model.guarded(() => questions.follow(running.id))
  }

  /** Reads again if nothing could be selected so far, or after `maxAge` milliseconds. */
  function refresh(maxAge = Infinity): void {
    const isFresh = model.ready() !== null && Date.now() - contextAt <= maxAge
    if (!isFresh && !model.isLocked()) void reload()
  }

  // This also notices an update of the extension within moments, even if nothing on the page moves.
  const place = (): string =>
    [placeOfRows(model.state.recognition?.rows ?? []), platformRuntime() === undefined].join()
  watchLayout(place, render, onBoxes, signal)
  onRowClick(() => rows.now(), callbacks.onToggle, signal)
  document.addEventListener("visibilitychange", () => document.hidden || refresh(FRESH_MS), { signal })
  signal.addEventListener("abort", () => ui.destroy())
  render()
  void reload()
  return { rowsLeftBehind: () => rowsLeftBehind(model.state.recognition), refresh: () => refresh() }
}

/** Draws what a visit knows, if any of it has changed. A page can change all the time without changing that. */
function createDrawing(): (model: VisitModel, ui: PageUi) => void {
  const measure = createMeasure()
  let drawn: readonly unknown[] = []
  return (model, ui) => {
    // Shown before an action of the user fails.
    if (!platformRuntime() && !model.state.invalidated) model.set({ invalidated: true })
    if (isCrmWrapper()) {
      ui.detach()
      return
    }
    ui.reattach()
    const geometry = measure(model.state.recognition, model.isLocked())
    if (drawn[0] !== model.version || drawn[1] !== geometry) ui.update(propsOf(model, geometry))
    drawn = [model.version, geometry]
  }
}

/** Draws at most once per frame. */
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

/**
 * Adopts what the user does to the page's own checkboxes. Only changes count: a row that scrolls into view unchecked
 * does not deselect a tag selected elsewhere, and one that appears checked was checked by the user.
 */
function boxReader(model: VisitModel): () => void {
  const seen = new Map<string, boolean>()
  return () => {
    if (model.isLocked()) return
    const changes = new Map<string, boolean>()
    for (const { tagId, checkbox } of model.state.recognition?.rows ?? []) {
      const checked = checkbox && readCheckbox(checkbox)
      if (checked === undefined) continue
      if (checked !== (seen.get(tagId) ?? false)) changes.set(tagId, checked)
      seen.set(tagId, checked)
    }
    model.selection.mirror(changes)
  }
}

/** Milliseconds until the next try, by the number of consecutive failures. */
const AFTER_MS = [10_000, 20_000, 40_000] as const

/**
 * Retries failed reads automatically.
 * @returns takes every answer: a temporary problem is retried, any other answer ends the retries
 */
export function createRetry(again: () => void, signal: AbortSignal): (context: PageContext) => void {
  let failures = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  signal.addEventListener("abort", () => clearTimeout(timer))
  return (context) => {
    clearTimeout(timer)
    if (context.status !== "problem" || context.problem.action !== "retry") {
      failures = 0
      return
    }
    const wait = AFTER_MS[Math.min(failures++, AFTER_MS.length - 1)]
    // Not in a hidden tab: each try costs API calls of the org.
    timer = setTimeout(() => document.hidden || again(), wait)
  }
}
