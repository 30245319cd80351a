/** Turns what the user does on the tag page into commands to the background. Here they can only select and ask. */
import { send } from "../../messages/send"
import { type Address, type AddressPattern, rememberAddress } from "../../zoho/crm-address"
import { frame } from "../frame"
import { scrollerOf } from "../layout/measure"
import type { PageUiCallbacks, Place } from "../ui/props"
import type { Questions } from "./questions"
import type { VisitModel, VisitState } from "./state"

interface Around {
  readonly questions: Questions
  /** Reads the page's own checkboxes, which can change without an event. */
  readonly onBoxes: () => void
  /** Asks the background for the context again. */
  readonly reload: () => Promise<void>
  readonly looking: Looking
  readonly places: TagPageUrls
}

export function createCallbacks(
  model: VisitModel,
  { questions, onBoxes, reload, looking, places }: Around,
): PageUiCallbacks {
  const run = (work: () => Promise<void>) => (): void => void model.guarded(work)
  const forJob = (command: "job.cancel" | "job.tryNow"): (() => void) =>
    run(async () => {
      const { job } = model.state
      if (job) await send(command, { jobId: job.id })
    })
  return {
    onToggleAll: (all) => (all ? model.selection.selectAll(model.listed()) : model.selection.clear()),
    onSelectRest: () => model.selection.selectAll(model.selectable()),
    onToggle: (tagId, shiftKey) => toggle(model, tagId, shiftKey),
    onBeyond: (step) => scrollRows(model.state.recognition?.rows[0]?.element, step),
    onDelete: run(async () => {
      onBoxes()
      await questions.askDeletion()
    }),
    onShow: run(async () => {
      const { question } = model.state
      if (question) await send("draft.show", { draftId: question.draftId })
    }),
    onOpenManager: run(async () => {
      const ready = model.ready()
      const place = ready ? { account: ready.account.id, module: ready.tags.module.apiName } : {}
      await send("open", { screen: "manager", ...place })
    }),
    onConnect: run(async () => {
      model.set({ connecting: true, problem: null })
      const outcome = await send("page.connect", {}).finally(() => model.set({ connecting: false }))
      if (!outcome.ok) model.set({ problem: outcome.problem })
      // The obstacle may be gone by now, even if someone else removed it.
      if (model.ready() === null) await reload()
    }),
    onRetry: run(reload),
    onReloadList: () => location.reload(),
    onCopyDiagnostics: () =>
      navigator.clipboard.writeText(diagnosticsOf(model.state)).then(
        () => true,
        () => false,
      ),
    onCancelJob: forJob("job.cancel"),
    onTryNow: forJob("job.tryNow"),
    onUndo: run(() => questions.askUndo()),
    onPickModule: looking.as,
    onClose: looking.end,
    onLeave: run(async () => {
      await places.forget()
      looking.end()
    }),
    onDismissResult: () => model.set({ job: null }),
  }
}

/** Scrolls the list's own scroll container, if it has one, by one row. */
function scrollRows(row: Element | undefined, step: 1 | -1): void {
  const top = step * (row?.getBoundingClientRect().height ?? 0)
  if (row) scrollerOf(row)?.scrollBy({ top, behavior: "instant" })
}

function toggle(model: VisitModel, tagId: string, shiftKey: boolean): void {
  const { state, selection } = model
  if (model.isLocked() || !model.selectable().includes(tagId)) return
  model.set({ outcome: null })
  const order = state.recognition?.rows.map((row) => row.tagId).filter((id) => !state.gone.has(id)) ?? []
  if (shiftKey) selection.range(tagId, order)
  else selection.toggle(tagId)
}

/** What a user can send if the page is not recognized: its structure, without names, ids or texts of the org. */
export function diagnosticsOf(state: VisitState): string {
  const { recognition, context } = state
  const list = recognition && {
    rows: recognition.rows.length,
    refused: recognition.unselectable.map((row) => row.reason),
    distrust: recognition.distrust,
    structure: recognition.structure,
    stats: recognition.stats,
  }
  return JSON.stringify(
    {
      page: context?.status ?? "loading",
      level: recognition?.level ?? null,
      tags: context?.status === "ready" ? context.tags.tags.length : null,
      ...list,
      browser: navigator.userAgent,
    },
    null,
    2,
  )
}

// Tag pages at other addresses than the known one: the user finds them once; then they are remembered until forgotten.

/** What the frame does when the user changes where to find tags. */
export interface Looking {
  /** Looks on this page for the tags of a module (API name). */
  readonly as: (module: string) => void
  /** Leaves the page alone until the user returns or asks. */
  readonly end: () => void
}

/** The addresses other than Zoho's known one under which this page is, or will be, remembered. */
export class TagPageUrls {
  readonly #address: Address
  readonly #model: VisitModel
  #pattern: AddressPattern | null

  constructor(address: Address, model: VisitModel) {
    this.#address = address
    this.#model = model
    this.#pattern = address.remembered
  }

  /** Remembers a page's address for the org once it shows rows, if the user asked to find tags there. */
  async found(): Promise<void> {
    const ready = this.#model.ready()
    if (this.#address.isTagPage || this.#pattern || !ready) return
    const pattern = rememberAddress(this.#address.href, [ready.moduleName, ready.tags.module.apiName])
    if (!pattern) return
    this.#pattern = pattern
    await send("page.remember", pattern)
    frame().remembered = [...frame().remembered, pattern]
    this.#model.set({ place: "remembered" })
  }

  /** Forgets the page's address. */
  async forget(): Promise<void> {
    const pattern = this.#pattern
    if (!pattern) return
    frame().remembered = frame().remembered.filter((each) => each !== pattern)
    await send("page.forget", pattern)
  }
}

/** Why we read this page. */
export function placeOf({ isTagPage, remembered }: Address): Place {
  if (!isTagPage) return "asked"
  return remembered ? "remembered" : "known"
}
