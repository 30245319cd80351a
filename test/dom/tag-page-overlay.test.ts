/** Which rows have our box, a tint or a mark. */
import { expect, test } from "vitest"
import type { Geometry, PlacedRow } from "../../src/tag-page/layout/measure"
import type { Level, Recognition, Refusal, UnselectableRow } from "../../src/tag-page/recognition/types"
import { overlayOf } from "../../src/tag-page/visit/props"
import { VisitModel } from "../../src/tag-page/visit/state"
import { acme, moduleTags } from "../gallery/fixtures"

const rect = { x: 0, y: 0, width: 24, height: 24 }
const tags = [
  { id: "1", name: "VIP", colorCode: null },
  { id: "2", name: "vip ", colorCode: null },
  { id: "3", name: "Gold", colorCode: null },
]
const nowhere: Geometry = {
  ...{ origin: { x: 0, y: 0 }, clip: null, placed: [], refused: [], inView: new Set(), tail: 0 },
  bar: { at: "bottom", top: 0, left: 0, width: 1000 },
}

function refused(reason: Refusal, ...tagIds: string[]): PlacedRow<UnselectableRow> {
  const element = document.createElement("li")
  return { row: { element, nameElement: element, tagIds, reason }, rect, box: rect }
}

/** A visit to a page whose rows are recognized at this level. */
function modelAt(level: Level): VisitModel {
  const model = new VisitModel("known", () => undefined, new AbortController().signal)
  const recognition = { level, rows: [], unselectable: [] } as Partial<Recognition> as Recognition
  const context = {
    ...{ status: "ready" as const, account: { id: "a", org: acme }, tags: { ...moduleTags(3), tags } },
    ...{ moduleName: "Potentials", commonNames: [], jobs: [], question: null },
  }
  model.set({ recognition, context })
  return model
}

test.each(["own", "mirrored"] as const)(
  "rows that cannot be selected have a box with the reason, at level %s",
  (level) => {
    const rows = [
      refused("duplicate-row", "1"),
      refused("duplicate-row", "1"),
      refused("ambiguous-name", "2", "1"),
    ]
    const { boxes } = overlayOf(modelAt(level), { ...nowhere, refused: rows })
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

/** The overlay over rows of these tags; `1` is selected, `3` is gone. */
function overlayAt(level: Level, locked = false): ReturnType<typeof overlayOf> {
  const element = document.createElement("li")
  const checkbox = Object.assign(document.createElement("input"), { type: "checkbox" })
  const placed = ["1", "2", "3"].map((tagId) => ({
    row: { tagId, element, nameElement: element, ...(level === "mirrored" && { checkbox }) },
    ...{ rect, box: rect },
  }))
  const model = modelAt(level)
  model.selection.selectAll(["1"])
  model.set({ gone: new Set(["3"]), reading: locked ? 1 : null })
  return overlayOf(model, { ...nowhere, placed })
}
const ids = (of: readonly { readonly tagId: string }[]): string[] => of.map(({ tagId }) => tagId)

test("tints selected rows and marks deleted ones", () => {
  const { boxes, tints, marks } = overlayAt("own")
  expect([ids(boxes), ids(tints), ids(marks)]).toEqual([["1", "2"], ["1"], ["3"]])
  expect(boxes.map(({ checked }) => checked)).toEqual([true, false])
  expect(overlayAt("own", true).boxes.every(({ disabled }) => disabled)).toBe(true)
})

test("adds no second column if Zoho has its own boxes, but tints selected rows", () => {
  const { boxes, tints } = overlayAt("mirrored")
  expect([ids(boxes), ids(tints)]).toEqual([[], ["1"]])
})
