/** What screen readers announce: at once, in order, not too often. */
import { render } from "preact"
import { act } from "preact/test-utils"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { Announce, SPACING_MS } from "../../src/ui/notices"

const say = (words: string, atOnce = false): void =>
  void act(() => render(<Announce words={words} atOnce={atOnce} />, document.body))
const wait = (ms: number): void => void act(() => void vi.advanceTimersByTime(ms))
const region = (): Element => document.querySelector("[aria-live=polite]") ?? expect.unreachable()

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  render(null, document.body)
  vi.useRealTimers()
})

test("renders the region before its text, which follows at once", () => {
  say("0 %")
  expect(region().textContent).toBe("")
  wait(0)
  expect(region().textContent).toBe("0 %")
})

test("announces changing texts at most once per spacing, always the newest", () => {
  const said: string[] = []
  const before = region
  say("0")
  wait(0)
  const watched = before()
  for (let second = 1; second <= 30; second++) {
    say(`${second}`)
    wait(1_000)
    const words = watched.textContent
    if (words !== said.at(-1)) said.push(words)
  }
  expect(said.length).toBeLessThanOrEqual(30_000 / SPACING_MS + 1)
  expect(said.length).toBeGreaterThan(4)
  wait(SPACING_MS)
  expect(watched.textContent).toBe("30")
  expect(region()).toBe(watched)
})

test("announces a result without waiting", () => {
  say("50 %")
  wait(0)
  say("75 %")
  wait(100)
  expect(region().textContent).toBe("50 %")
  say("37 deleted", true)
  wait(0)
  expect(region().textContent).toBe("37 deleted")
  wait(SPACING_MS)
  expect(region().textContent).toBe("37 deleted")
})
