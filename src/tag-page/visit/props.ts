/** From what a visit knows to what is drawn. */
import { t } from "../../i18n/translate"
import type { Selection } from "../../ui/selection"
import type { Geometry, PlacedRow } from "../layout/geometry"
import type { Recognition, UnselectableRow } from "../recognition/types"
import { readCheckbox } from "../recognition/zoho-checkbox"
import type { BarPlace, Overlay, PageUiProps, RowBox } from "../ui/props"
import { barState, levelOf, type VisitModel } from "./state"

export function propsOf(model: VisitModel, geometry: Geometry): PageUiProps {
  const { state, selection } = model
  const { recognition, gone } = state
  const { origin, inView } = geometry
  const overlay =
    recognition && model.ready()
      ? rowBoxesOf({ recognition, geometry, selection, names: model.names(), gone, locked: model.isLocked() })
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

// What lies over the rows: our boxes where the page has none or shows another state, and marks on gone tags.

export interface OverlayInput {
  readonly recognition: Recognition
  readonly geometry: Geometry
  readonly selection: Selection
  readonly names: ReadonlyMap<string, string>
  readonly gone: ReadonlySet<string>
  /** No box can be used now: a job of this module runs. */
  readonly locked: boolean
}

export function rowBoxesOf({ geometry, recognition, selection, names, gone, locked }: OverlayInput): Overlay {
  const { origin, clip, placed, refused, inView } = geometry
  const nameOf = ({ row }: PlacedRow): string => names.get(row.tagId) ?? ""
  const goneRows = placed.filter(({ row }) => gone.has(row.tagId))
  const boxed = placed.filter((at) => !gone.has(at.row.tagId) && needsBox(at, recognition, selection))
  return {
    origin,
    clip,
    boxes: [
      ...boxed.map((at): RowBox => ({
        tagId: at.row.tagId,
        name: nameOf(at),
        rect: at.box,
        checked: selection.has(at.row.tagId),
        disabled: locked,
        later: !inView.has(at.row.tagId),
      })),
      ...refused.flatMap((at, index) => refusedBox(at, index, names)),
    ],
    marks: goneRows.map((at) => ({ tagId: at.row.tagId, name: nameOf(at), rect: at.rect })),
  }
}

/** A row that cannot be picked says why, whatever boxes the page has: one of Zoho's that is ticked there picks nothing. */
function refusedBox(
  { row, box }: PlacedRow<UnselectableRow>,
  index: number,
  names: OverlayInput["names"],
): RowBox[] {
  const [tagId] = row.tagIds
  if (tagId === undefined) return []
  const reason = t(row.reason === "duplicate-row" ? "row_twice" : "row_unclear")
  const name = names.get(tagId) ?? ""
  return [{ tagId, key: `refused ${index}`, name, rect: box, checked: false, disabled: true, reason }]
}

/**
 * The page's own box is enough while it shows what is selected. Where it does not ("select all" in our bar,
 * which never ticks Zoho's boxes), ours stands beside it, so that nothing is selected unseen.
 */
function needsBox({ row }: PlacedRow, { level }: Recognition, selection: Selection): boolean {
  if (level === "own") return true
  return row.checkbox !== undefined && selection.has(row.tagId) && readCheckbox(row.checkbox) !== true
}
