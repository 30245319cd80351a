/** What one visit knows, in one place: the state, the selection, and what follows from both. */
import { isFinished } from "../../jobs/job"
import type { Drafted, JobProgress, PageContext, Problem } from "../../messages/views"
import { createSelection, type Selection } from "../../ui/selection"
import type { Recognition } from "../recognition/types"
import type { BarState, Place } from "../ui/props"

export type ReadyContext = Extract<PageContext, { status: "ready" }>

export interface VisitModel {
  readonly state: VisitState
  readonly selection: Selection
  /** Increases with every change of state or selection. */
  readonly version: number
  set(change: Partial<VisitState>): void
  /** The context, if there is something to select and delete. */
  ready(): ReadyContext | null
  /** A question is open or a job of this module runs, so the selection must not change. */
  isLocked(): boolean
  /** Ids of the module's tags, except deleted ones. */
  remaining(): string[]
  /** Of these, the ids that can be selected: all but those with an ambiguous row. */
  selectable(): string[]
  /** Of these, the ids whose rows the page lists now. A search or Zoho's paging leaves others out. */
  listed(): string[]
  /** Names by tag id, as the API returned them. */
  names(): ReadonlyMap<string, string>
}

/** @param onChange called after every change of state or selection */
export function createModel(place: Place, onChange: () => void, signal: AbortSignal): VisitModel {
  const selection = createSelection()
  let state: VisitState = { ...FIRST_STATE, place }
  let version = 0
  const change = (): void => {
    version++
    onChange()
  }
  selection.onChange(change, signal)
  const model: VisitModel = {
    get state() {
      return state
    },
    get version() {
      return version
    },
    selection,
    set(changed) {
      state = { ...state, ...changed }
      change()
    },
    ready: () => (state.context?.status === "ready" ? state.context : null),
    isLocked: () =>
      state.question !== null ||
      state.reading !== null ||
      (state.job !== null && !isFinished(state.job.state)),
    remaining: () => (model.ready()?.tags.tags ?? []).map(({ id }) => id).filter((id) => !state.gone.has(id)),
    selectable() {
      const { recognition } = state
      if (!recognition || recognition.rows.length === 0) return []
      const refused = new Set(recognition.unselectable.flatMap((row) => row.tagIds))
      return model.remaining().filter((id) => !refused.has(id))
    },
    listed() {
      const rows = new Set(state.recognition?.rows.map((row) => row.tagId))
      return model.selectable().filter((id) => rows.has(id))
    },
    names: () => new Map(model.ready()?.tags.tags.map((tag) => [tag.id, tag.name])),
  }
  return model
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
  /** Result of the last question, if nothing else shows it. */
  readonly outcome: "cancelled" | "not-deleted" | "expired" | "restoring" | null
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
  const { tags, account } = context
  const ready = {
    kind: "ready",
    org: account.org,
    tags,
    problem: state.problem,
    outcome: state.outcome,
  } as const
  if (state.outcome === "restoring") return ready
  const left = tags.tags.filter(({ id }) => !state.gone.has(id)).length
  if (left === 0) return { kind: "no-tags", org: account.org, tags }
  const distrust = state.recognition?.distrust
  if (distrust) return { kind: "untrusted", why: distrust, org: account.org, tags }
  const hasNoRows = (state.recognition?.rows.length ?? 0) === 0
  if (hasNoRows && selected === 0 && state.problem === null)
    return { kind: state.gaveUp ? "list-only" : "looking", org: account.org, tags }
  return ready
}
