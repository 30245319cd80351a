/** The confirmation cannot be answered in its first moments. */
import { render } from "preact"
import { act } from "preact/test-utils"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { useSettled } from "../../src/ui/modal"

let settled = false

function Question(): null {
  settled = useSettled()
  return null
}

const wait = (ms: number): void => void act(() => void vi.advanceTimersByTime(ms))
function focus(has: boolean): void {
  vi.spyOn(document, "hasFocus").mockReturnValue(has)
  void act(() => void window.dispatchEvent(new Event(has ? "focus" : "blur")))
}

beforeEach(() => {
  vi.useFakeTimers()
  focus(true)
  void act(() => render(<Question />, document.body))
})
afterEach(() => {
  render(null, document.body)
  vi.useRealTimers()
})

test("a question cannot be answered in its first moments", () => {
  expect(settled).toBe(false)
  wait(400)
  expect(settled).toBe(false)
  wait(200)
  expect(settled).toBe(true)
})

test("nor in the first moments after another window covered it", () => {
  wait(1_000)
  focus(false)
  expect(settled).toBe(false)
  wait(1_000)
  expect(settled).toBe(false)
  focus(true)
  expect(settled).toBe(false)
  wait(600)
  expect(settled).toBe(true)
})
