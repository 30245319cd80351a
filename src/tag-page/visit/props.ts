/** Derives what to draw from a visit's state. */
import { t } from "../../i18n/translate"
import type { Geometry, PlacedRow } from "../layout/measure"
import type { Overlay, PageUiProps, RowBox, RowMark } from "../ui/props"
import { barState, type VisitModel } from "./state"

export function propsOf(model: VisitModel, geometry: Geometry): PageUiProps {
  const { state, selection } = model
  const { recognition } = state
  const listed = model.listed()
  return {
    state: barState(state, selection.ids.size),
    selection: {
      selected: selection.ids.size,
      total: model.remaining().length,
      selectable: model.selectable().length,
      listed: listed.length,
      listedSelected: listed.filter((id) => selection.has(id)).length,
      notVisible: [...selection.ids].filter((id) => !geometry.inView.has(id)).length,
    },
    place: geometry.bar,
    // Independent of the bar's place: a page that grew and shrank with it would make it jump back and forth.
    tail: geometry.tail,
    overlay: overlayOf(model, geometry),
    isRead:
      state.gaveUp ||
      (recognition !== null && (recognition.level !== "none" || recognition.distrust !== null)),
    lookedFor: state.place,
  }
}

/**
 * What to draw over the rows: boxes if the page has none, disabled boxes that say why a row cannot be selected, tints on
 * selected rows, marks on deleted ones.
 */
export function overlayOf(model: VisitModel, { origin, clip, placed, refused }: Geometry): Overlay {
  const { recognition, gone } = model.state
  if (!model.ready()) return { origin, clip: null, boxes: [], tints: [], marks: [] }
  const names = model.names()
  const nameOf = (tagId: string): string => names.get(tagId) ?? ""
  const markOf = ({ row: { tagId }, rect }: PlacedRow): RowMark => ({ tagId, name: nameOf(tagId), rect })
  const isSelected = (tagId: string): boolean => model.selection.has(tagId)
  const there = placed.filter(({ row }) => !gone.has(row.tagId))
  const boxed = recognition?.level === "own" ? there : []
  const disabled = model.isLocked()
  return {
    origin,
    clip,
    boxes: [
      ...boxed.map(({ row: { tagId }, box }): RowBox => {
        return { tagId, name: nameOf(tagId), rect: box, checked: isSelected(tagId), disabled }
      }),
      // Even where Zoho has checkboxes: checking Zoho's selects nothing.
      ...refused.flatMap(({ row: { tagIds, reason }, box }, index) =>
        tagIds.slice(0, 1).map((tagId): RowBox => ({
          tagId,
          key: `refused ${index}`,
          name: nameOf(tagId),
          rect: box,
          checked: false,
          disabled: true,
          reason: t(reason === "duplicate-row" ? "row_twice" : "row_unclear"),
        })),
      ),
    ],
    tints: there.filter(({ row }) => isSelected(row.tagId)).map(markOf),
    marks: placed.filter(({ row }) => gone.has(row.tagId)).map(markOf),
  }
}
