/** The screens' hooks. */
import { render, type JSX } from "preact"
import { act } from "preact/test-utils"
import { afterEach, expect, test, vi } from "vitest"
import { useIncrementalList } from "../../src/ui/hooks"

afterEach(() => {
  render(null, document.body)
  vi.useRealTimers()
})

function Drawn({ total }: { total: number }): JSX.Element {
  return <output>{useIncrementalList(total)}</output>
}

test("draws a long list block by block, and keeps what is drawn when it is divided differently", async () => {
  vi.useFakeTimers()
  const draw = (total: number): void => void act(() => render(<Drawn total={total} />, document.body))
  const next = (): Promise<void> =>
    act(async () => {
      await vi.advanceTimersToNextTimerAsync()
    })
  draw(3)
  const seen = [document.body.textContent]
  for (let time = 0; time < 3; time++) {
    await next()
    seen.push(document.body.textContent)
  }
  expect(seen).toEqual(["1", "2", "3", "3"])
  draw(5)
  expect(document.body.textContent).toBe("5")
})
