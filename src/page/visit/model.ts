/** What one visit knows, in one place: the state, the selection, and what follows from both. */
import type { PageContext } from "../../messaging/views"
import { createSelection } from "../../ui/selection"
import type { Selection } from "../../ui/selection"
import type { Place } from "../ui/props"
import { isOver } from "./job-watch"
import { FIRST_STATE } from "./state"
import type { VisitState } from "./state"

export type ReadyContext = Extract<PageContext, { status: "ready" }>

export interface VisitModel {
  readonly state: VisitState
  readonly selection: Selection
  /** Another number after every change of state or selection. */
  readonly version: number
  set(change: Partial<VisitState>): void
  /** The context, when there is something to select and to delete. */
  ready(): ReadyContext | null
  /** A question is open, or a job of this module runs: the selection stays as it is. */
  isLocked(): boolean
  /** Ids of the module's tags, but for those gone. */
  remaining(): string[]
  /** Of these, the ids that can be picked: all but those whose row is ambiguous. */
  selectable(): string[]
  /** Of these, the ids whose rows the page lists now: a search or Zoho's paging leaves others out. */
  listed(): string[]
  /** Names by tag id, as the API gave them. */
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
      state.question !== null || state.reading !== null || (state.job !== null && !isOver(state.job)),
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
