/** Row boxes stand beside their rows and follow them. */
import { expect, test } from "vitest"
import { NOWHERE, type PlacedRow } from "../../src/tag-page/layout/geometry"
import type { Recognition, Refusal, UnselectableRow } from "../../src/tag-page/recognition/types"
import { rowBoxesOf } from "../../src/tag-page/visit/props"
import { createSelection } from "../../src/ui/selection"

const rect = { x: 0, y: 0, width: 24, height: 24 }
const names = new Map([
  ["1", "VIP"],
  ["2", "vip "],
])

function refused(reason: Refusal, ...tagIds: string[]): PlacedRow<UnselectableRow> {
  const element = document.createElement("li")
  return { row: { element, nameElement: element, tagIds, reason }, rect, box: rect }
}

test.each(["own", "mirrored"] as const)(
  "rows that cannot be picked have a box that says why, at level %s",
  (level) => {
    const rows = [
      refused("duplicate-row", "1"),
      refused("duplicate-row", "1"),
      refused("ambiguous-name", "2", "1"),
    ]
    const { boxes } = rowBoxesOf({
      recognition: {
        level,
        rows: [],
        unselectable: rows.map(({ row }) => row),
      } as Partial<Recognition> as Recognition,
      geometry: { ...NOWHERE, refused: rows },
      selection: createSelection(),
      names,
      gone: new Set(),
      locked: false,
    })
    expect(boxes.map(({ name, disabled, checked }) => ({ name, disabled, checked }))).toEqual(
      ["VIP", "VIP", "vip "].map((name) => ({ name, disabled: true, checked: false })),
    )
    expect(boxes.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/^Another row shows this name/),
      expect.stringMatching(/^Another row shows this name/),
      expect.stringMatching(/^It is not certain which tag/),
    ])
    expect(new Set(boxes.map(({ key }) => key)).size).toBe(3)
  },
)
