/** Rows that move though the page's content does not change. */
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { watchLayout } from "../../src/tag-page/layout/measure"

let left: AbortController
const onMove = vi.fn()
const onBoxes = vi.fn()
let place: string

beforeEach(() => {
  vi.useFakeTimers()
  left = new AbortController()
  onMove.mockReset()
  place = "0 0"
  watchLayout(() => place, onMove, onBoxes, left.signal)
  vi.advanceTimersByTime(1_000)
  onMove.mockClear()
})
afterEach(() => {
  left.abort()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test("finds moved rows without an event", () => {
  vi.advanceTimersByTime(5_000)
  expect(onMove).not.toHaveBeenCalled()
  place = "15 0"
  vi.advanceTimersByTime(1_000)
  expect(onMove).toHaveBeenCalledOnce()
})

test.each(["load", "transitionend"])("finds moved rows at once after the page's %s event", (type) => {
  document.body.dispatchEvent(new Event(type))
  expect(onMove).toHaveBeenCalledOnce()
})

test("does not look for them while the tab is hidden, or after the end", () => {
  vi.spyOn(document, "hidden", "get").mockReturnValue(true)
  document.dispatchEvent(new Event("visibilitychange"))
  place = "15 0"
  vi.advanceTimersByTime(1_000)
  expect(onMove).not.toHaveBeenCalled()
  vi.restoreAllMocks()
  left.abort()
  vi.advanceTimersByTime(1_000)
  document.body.dispatchEvent(new Event("load"))
  expect(onMove).not.toHaveBeenCalled()
})

test("reads Zoho's own boxes after a click, and every half second for changes without an event", () => {
  onBoxes.mockReset()
  document.body.dispatchEvent(new MouseEvent("click", { bubbles: true }))
  vi.advanceTimersByTime(0)
  expect(onBoxes).toHaveBeenCalledOnce()
  vi.advanceTimersByTime(1_000)
  expect(onBoxes).toHaveBeenCalledTimes(3)
})
