// @vitest-environment happy-dom
import { render } from "preact"
import { act } from "preact/test-utils"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { useSettled } from "../../src/ui/modal"

/** What each drawing said. */
let drawn: string[] = []

function Question({ of }: { readonly of: string }): null {
  drawn.push(`${of} ${useSettled(of) ? "settled" : "fresh"}`)
  return null
}

const draw = (of: string): void => void act(() => render(<Question of={of} />, document.body))
const wait = (ms: number): void => void act(() => void vi.advanceTimersByTime(ms))

beforeEach(() => {
  drawn = []
  vi.useFakeTimers()
})
afterEach(() => {
  render(null, document.body)
  vi.useRealTimers()
})

test("a question that follows another is fresh from its first drawing on", () => {
  draw("first")
  wait(1_000)
  expect(drawn.at(-1)).toBe("first settled")
  draw("second")
  expect(drawn).not.toContain("second settled")
  wait(1_000)
  expect(drawn.at(-1)).toBe("second settled")
})

test("one that comes back is fresh again, however soon", () => {
  draw("first")
  wait(1_000)
  draw("second")
  wait(50)
  drawn = []
  draw("first")
  expect(drawn.at(-1)).toBe("first fresh")
  wait(1_000)
  expect(drawn.at(-1)).toBe("first settled")
})
