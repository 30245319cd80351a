/** Derives what to draw from a visit's state. */
import { t } from "../../i18n/translate"
import type { Selection } from "../../ui/selection"
import type { Geometry, PlacedRow } from "../layout/measure"
import type { Recognition, UnselectableRow } from "../recognition/types"
import type { Overlay, PageUiProps, RowBox, RowMark } from "../ui/props"
import { barState, type VisitModel } from "./state"

export function propsOf(model: VisitModel, geometry: Geometry): PageUiProps {
  const { state, selection } = model
  const { recognition, gone } = state
  const { origin, inView } = geometry
  const overlay =
    recognition && model.ready()
      ? rowBoxesOf({ recognition, geometry, selection, names: model.names(), gone, locked: model.isLocked() })
      : { origin, clip: null, boxes: [], tints: [], marks: [] }
  return {
    state: barState(state, selection.ids.size),
    selection: {
      selected: selection.ids.size,
      total: model.remaining().length,
      selectable: model.selectable().length,
      listed: model.listed().length,
      listedSelected: model.listed().filter((id) => selection.has(id)).length,
      notVisible: [...selection.ids].filter((id) => !inView.has(id)).length,
    },
    place: geometry.bar,
    // Independent of the bar's place: a page that grew and shrank with it would make it jump back and forth.
    tail: geometry.tail,
    overlay,
    isRead:
      state.gaveUp ||
      (recognition !== null && (recognition.level !== "none" || recognition.distrust !== null)),
    lookedFor: state.place,
  }
}

export interface OverlayInput {
  readonly recognition: Recognition
  readonly geometry: Geometry
  readonly selection: Selection
  readonly names: ReadonlyMap<string, string>
  readonly gone: ReadonlySet<string>
  /** A job of this module runs, so no box can be used. */
  readonly locked: boolean
}

/** What to draw over the rows: boxes if the page has none, tints on selected rows, marks on deleted ones. */
export function rowBoxesOf({ geometry, recognition, selection, names, gone, locked }: OverlayInput): Overlay {
  const { origin, clip, placed, refused } = geometry
  const nameOf = (tagId: string): string => names.get(tagId) ?? ""
  const markOf = ({ row: { tagId }, rect }: PlacedRow): RowMark => ({ tagId, name: nameOf(tagId), rect })
  const there = placed.filter(({ row }) => !gone.has(row.tagId))
  const boxed = recognition.level === "own" ? there : []
  return {
    ...{ origin, clip },
    boxes: [
      ...boxed.map(({ row: { tagId }, box }): RowBox => ({
        ...{ tagId, name: nameOf(tagId), rect: box },
        ...{ checked: selection.has(tagId), disabled: locked },
      })),
      ...refused.flatMap((at, index) => refusedBox(at, index, nameOf)),
    ],
    tints: there.filter(({ row }) => selection.has(row.tagId)).map(markOf),
    marks: placed.filter(({ row }) => gone.has(row.tagId)).map(markOf),
  }
}

/**
 * A disabled box that says why a row cannot be selected, even where Zoho has checkboxes: checking Zoho's selects
 * nothing.
 */
function refusedBox(
  { row, box }: PlacedRow<UnselectableRow>,
  index: number,
  nameOf: (tagId: string) => string,
): RowBox[] {
  const [tagId] = row.tagIds
  if (tagId === undefined) return []
  const reason = t(row.reason === "duplicate-row" ? "row_twice" : "row_unclear")
  return [
    {
      tagId,
      key: `refused ${index}`,
      name: nameOf(tagId),
      rect: box,
      checked: false,
      disabled: true,
      reason,
    },
  ]
}
