/** From what a visit knows to what is drawn. Reads the page's layout once. */
import { measure } from "../overlay-geometry"
import type { PageUiProps } from "../ui/props"
import type { VisitModel } from "./model"
import { overlayOf } from "./overlay"
import { barState, levelOf } from "./state"

export function propsOf(model: VisitModel, isOurs: (node: Node) => boolean): PageUiProps {
  const { state, selection } = model
  const { recognition, dialog, gone } = state
  const geometry = measure(recognition?.rows ?? [], isOurs)
  const { origin, list, inView } = geometry
  const overlay =
    recognition && model.ready()
      ? overlayOf({ recognition, geometry, selection, names: model.names(), gone, locked: model.isLocked() })
      : { origin, clip: null, boxes: [], marks: [] }
  return {
    state: barState(state),
    selection: {
      selected: selection.ids.size,
      total: model.selectable().length,
      notVisible: [...selection.ids].filter((id) => !inView.has(id)).length,
    },
    place: list ? { at: "list", top: list.y, left: list.x, width: list.width } : { at: "bottom" },
    overlay,
    dialog,
    level: levelOf(state),
  }
}
