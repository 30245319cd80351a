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
  /** Ids that can be picked: all of the module's, but for those gone and those whose row is ambiguous. */
  selectable(): string[]
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
    selectable() {
      const { recognition, gone } = state
      if (!recognition || recognition.rows.length === 0) return []
      const refused = new Set(recognition.unselectable.flatMap((row) => row.tagIds))
      const ids = model.ready()?.tags.tags.map((tag) => tag.id) ?? []
      return ids.filter((id) => !gone.has(id) && !refused.has(id))
    },
    names: () => new Map(model.ready()?.tags.tags.map((tag) => [tag.id, tag.name])),
  }
  return model
}
