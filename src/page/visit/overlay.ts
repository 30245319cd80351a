/** What lies over the rows: our boxes where the page has none or shows another state, and marks on gone tags. */
import type { Geometry, PlacedRow } from "../overlay-geometry"
import { readCheckbox } from "../checkbox"
import type { Recognition } from "../recognise"
import type { Selection } from "../../ui/selection"
import type { Overlay, RowBox } from "../ui/props"

export interface OverlayInput {
  readonly recognition: Recognition
  readonly geometry: Geometry
  readonly selection: Selection
  readonly names: ReadonlyMap<string, string>
  readonly gone: ReadonlySet<string>
  /** No box can be used now: a job of this module runs. */
  readonly locked: boolean
}

export function overlayOf({ geometry, recognition, selection, names, gone, locked }: OverlayInput): Overlay {
  const { origin, clip, placed } = geometry
  const nameOf = ({ row }: PlacedRow): string => names.get(row.tagId) ?? ""
  const goneRows = placed.filter(({ row }) => gone.has(row.tagId))
  const boxed = placed.filter((at) => !gone.has(at.row.tagId) && needsBox(at, recognition, selection))
  return {
    origin,
    clip,
    boxes: boxed.map((at): RowBox => ({
      tagId: at.row.tagId,
      name: nameOf(at),
      rect: at.box,
      checked: selection.has(at.row.tagId),
      disabled: locked,
    })),
    marks: goneRows.map((at) => ({ tagId: at.row.tagId, name: nameOf(at), rect: at.rect })),
  }
}

/**
 * The page's own box is enough while it shows what is selected. Where it does not ("select all" in our bar,
 * which never ticks Zoho's boxes), ours stands beside it, so that nothing is selected unseen.
 */
function needsBox({ row }: PlacedRow, { level }: Recognition, selection: Selection): boolean {
  if (level === "own") return true
  return row.checkbox !== undefined && selection.has(row.tagId) && readCheckbox(row.checkbox) !== true
}
