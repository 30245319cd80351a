/** What one visit knows, in one place: the state, the selection, and what follows from both. */
import { isFinished } from "../../jobs/job"
import { ContextInvalidated } from "../../messages/send"
import type { Drafted, JobProgress, PageContext, Problem } from "../../messages/views"
import { createSelection } from "../../ui/selection"
import { NO_ROWS, type Recognition } from "../recognition/types"
import type { BarState, Place, QuestionOutcome } from "../ui/props"

export type ReadyContext = Extract<PageContext, { status: "ready" }>

export class VisitModel {
  readonly selection = createSelection()
  state: VisitState
  /** Increases with every change of state or selection. */
  version = 0
  readonly #onChange: () => void

  /** @param onChange called after every change of state or selection */
  constructor(place: Place, onChange: () => void, signal: AbortSignal) {
    this.state = { ...FIRST_STATE, place }
    this.#onChange = onChange
    this.selection.onChange(() => this.#changed(), signal)
  }

  #changed(): void {
    this.version++
    this.#onChange()
  }

  set(change: Partial<VisitState>): void {
    this.state = { ...this.state, ...change }
    this.#changed()
  }

  /** Runs what may fail, and shows when the page has outlived its extension. */
  async guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.set(error instanceof ContextInvalidated ? { invalidated: true } : { reading: null })
    }
  }

  /** The context, if there is something to select and delete. */
  ready(): ReadyContext | null {
    return this.state.context?.status === "ready" ? this.state.context : null
  }

  /** A question is open or a job of this module runs, so the selection must not change. */
  isLocked(): boolean {
    const { question, reading, job } = this.state
    return question !== null || reading !== null || (job !== null && !isFinished(job.state))
  }

  /** Ids of the module's tags, except deleted ones. */
  remaining(): string[] {
    const tags = this.ready()?.tags.tags ?? []
    return tags.map(({ id }) => id).filter((id) => !this.state.gone.has(id))
  }

  /** Of these, the ids that can be selected: all but those with an ambiguous row. */
  selectable(): string[] {
    const { rows, unselectable } = this.state.recognition ?? NO_ROWS
    if (rows.length === 0) return []
    const refused = new Set(unselectable.flatMap((row) => row.tagIds))
    return this.remaining().filter((id) => !refused.has(id))
  }

  /** Of these, the ids whose rows the page lists now. A search or Zoho's paging leaves others out. */
  listed(): string[] {
    const rows = new Set(this.state.recognition?.rows.map((row) => row.tagId))
    return this.selectable().filter((id) => rows.has(id))
  }

  /** Names by tag id, as the API returned them. */
  names(): ReadonlyMap<string, string> {
    return new Map(this.ready()?.tags.tags.map((tag) => [tag.id, tag.name]))
  }
}

// What is known during one visit to a module's tag page, and the bar that follows from it.

export interface VisitState {
  /** Null until the background has answered. */
  readonly context: PageContext | null
  readonly recognition: Recognition | null
  /** No rows were found within the time limit. */
  readonly gaveUp: boolean
  readonly job: JobProgress | null
  /** Number of tags being read for a question; null: none. */
  readonly reading: number | null
  /** The question that is open in our window. */
  readonly question: Drafted | null
  readonly outcome: QuestionOutcome | null
  readonly problem: Problem | null
  /** Zoho's sign-in window is open. */
  readonly connecting: boolean
  /** Ids that a finished job deleted; their rows are marked until the list reloads. */
  readonly gone: ReadonlySet<string>
  readonly invalidated: boolean
  readonly place: Place
}

export const FIRST_STATE: VisitState = {
  context: null,
  recognition: null,
  gaveUp: false,
  job: null,
  reading: null,
  question: null,
  outcome: null,
  problem: null,
  connecting: false,
  gone: new Set(),
  invalidated: false,
  place: "known",
}

/** @param selected number of selected tags */
export function barState(state: VisitState, selected: number): BarState {
  const { context, job } = state
  if (state.invalidated) return { kind: "invalidated" }
  if (context === null) return { kind: "loading" }
  switch (context.status) {
    case "not-connected":
      return { kind: "not-connected", connecting: state.connecting, problem: state.problem }
    case "wrong-org":
      return { kind: "wrong-org", pageOrgId: context.pageOrgId }
    case "no-org":
      return { kind: "no-org" }
    case "no-module":
      return { kind: "no-module", org: context.account.org, modules: context.modules }
    case "problem":
      if (state.connecting) return { kind: "signing-in" }
      return { kind: "problem", org: context.account?.org ?? null, problem: context.problem }
    case "ready":
      if (state.question) return { kind: "asking", question: state.question }
      if (state.reading !== null) return { kind: "reading", tags: state.reading }
      if (job?.finishedAt === null) return { kind: "running", job }
      if (state.connecting) return { kind: "signing-in" }
      if (job) return { kind: "finished", job, problem: state.problem }
      return listState(state, context, selected)
  }
}

/** If nothing can be selected on the page, the bar says why instead of a count. What is selected stays visible. */
function listState(state: VisitState, context: ReadyContext, selected: number): BarState {
  const { recognition, problem, outcome, gone } = state
  const here = { org: context.account.org, tags: context.tags }
  if (outcome !== "restoring") {
    if (here.tags.tags.every(({ id }) => gone.has(id))) return { kind: "no-tags", ...here }
    if (recognition?.distrust) return { kind: "untrusted", why: recognition.distrust, ...here }
    if (!recognition?.rows.length && selected === 0 && problem === null)
      return { kind: state.gaveUp ? "list-only" : "looking", ...here }
  }
  return { kind: "ready", ...here, problem, outcome }
}
