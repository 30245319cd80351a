/** From what a visit knows to what is drawn. */
import type { Geometry } from "../geometry"
import type { BarPlace, PageUiProps } from "../ui/props"
import type { VisitModel } from "./model"
import { overlayOf } from "./overlay"
import { barState, levelOf } from "./state"

export function propsOf(model: VisitModel, geometry: Geometry): PageUiProps {
  const { state, selection } = model
  const { recognition, gone } = state
  const { origin, inView } = geometry
  const overlay =
    recognition && model.ready()
      ? overlayOf({ recognition, geometry, selection, names: model.names(), gone, locked: model.isLocked() })
      : { origin, clip: null, boxes: [], marks: [] }
  return {
    state: barState(state),
    selection: {
      selected: selection.ids.size,
      total: model.remaining().length,
      selectable: model.selectable().length,
      listed: model.listed().length,
      listedSelected: model.listed().filter((id) => selection.has(id)).length,
      notVisible: [...selection.ids].filter((id) => !inView.has(id)).length,
    },
    place: placeOfBar(geometry),
    // Wherever the bar stands: a page that grew and shrank with it would push it to and fro.
    tail: geometry.tail,
    overlay,
    level: levelOf(state),
    lookedFor: state.place,
  }
}

/** Above the list where there is room; else at the bottom of the window, but not over the list's end. */
function placeOfBar({ list, isEndUnderBar }: Geometry): BarPlace {
  if (list) return { at: "list", top: list.y, left: list.x, width: list.width }
  return { at: isEndUnderBar ? "top" : "bottom" }
}
