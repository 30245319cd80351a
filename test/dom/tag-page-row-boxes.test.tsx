/** Hundreds of boxes: those in view at once, the others in the frames that follow. */
import { render } from "preact"
import { act } from "preact/test-utils"
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest"

import messages from "../../assets/_locales/en/messages.json"
import type { RowBox } from "../../src/tag-page/ui/props"
import { RowBoxes } from "../../src/tag-page/ui/row-boxes"
import { installI18n } from "../gallery/fake-i18n"

const ALL = 100
const IN_VIEW = 20
let place: HTMLElement

beforeAll(() => installI18n(messages))
beforeEach(() => {
  place = document.createElement("div")
  document.body.append(place)
})
afterEach(() => {
  render(null, place)
  place.remove()
})

function boxes(from: number, checked = false): RowBox[] {
  return Array.from({ length: ALL }, (_, at) => ({
    ...{ tagId: String(at), name: `Tag ${at}`, disabled: false, later: at >= IN_VIEW, checked },
    rect: { x: 0, y: from + at, width: 24, height: 24 },
  }))
}

function show(all: readonly RowBox[]): void {
  const overlay = { origin: { x: 0, y: 0 }, clip: null, boxes: all, marks: [] }
  void act(() => render(<RowBoxes overlay={overlay} onToggle={vi.fn()} layerRef={null} />, place))
}

const spots = (): HTMLElement[] => [...place.querySelectorAll<HTMLElement>(".spot")]
const tops = (): number[] => spots().map(({ style }) => Number.parseInt(style.top, 10))

test("move in portions where they are out of view, but are ticked at once", async () => {
  show(boxes(0))
  expect(spots()).toHaveLength(IN_VIEW)
  await vi.waitFor(() => expect(spots()).toHaveLength(ALL))
  const before = tops()
  const moved = before.map((top) => top + 500)
  show(boxes(500))
  const now = tops()
  expect(now.slice(0, IN_VIEW)).toEqual(moved.slice(0, IN_VIEW))
  expect(now.filter((top, at) => top === moved[at]).length).toBeLessThan(ALL)
  await vi.waitFor(() => expect(tops()).toEqual(moved))
  show(boxes(900, true))
  expect(spots().every((spot) => spot.querySelector("input")?.checked)).toBe(true)
})

test("come where none of the list is in view", async () => {
  show([])
  show(boxes(0).map((box) => ({ ...box, later: true })))
  expect(spots()).toHaveLength(0)
  await vi.waitFor(() => expect(spots()).toHaveLength(ALL))
})

test("of rows that are there no more go at once", async () => {
  show(boxes(0))
  await vi.waitFor(() => expect(spots()).toHaveLength(ALL))
  show(boxes(0).filter((_, at) => at % 2 === 0))
  expect(spots()).toHaveLength(ALL / 2)
})
