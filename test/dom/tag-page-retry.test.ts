/** When the tag page asks the background again after a failure. */
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import type { PageContext, Problem } from "../../src/messages/views"
import { createRetry } from "../../src/tag-page/visit/visit"

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const failed = (action: Problem["action"]): PageContext => ({
  ...{ status: "problem", account: null },
  problem: { kind: "unreachable", happened: "", unchanged: "", remedy: "", action },
})

it("retries after 10, 20 and 40 seconds, then every 40, until there is an answer", () => {
  const times: number[] = []
  const start = Date.now()
  const onContext = createRetry(() => {
    times.push((Date.now() - start) / 1000)
    onContext(failed("retry"))
  }, new AbortController().signal)
  onContext(failed("retry"))
  vi.advanceTimersByTime(120_000)
  expect(times).toEqual([10, 30, 70, 110])
  onContext({ status: "not-connected" })
  vi.advanceTimersByTime(120_000)
  expect(times).toHaveLength(4)
})

it("does not retry what needs the user, in a hidden tab, or on an abandoned page", () => {
  const again = vi.fn()
  const left = new AbortController()
  const onContext = createRetry(again, left.signal)
  onContext(failed("sign-in"))
  vi.advanceTimersByTime(60_000)
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true)
  onContext(failed("retry"))
  vi.advanceTimersByTime(60_000)
  hidden.mockRestore()
  onContext(failed("retry"))
  left.abort()
  vi.advanceTimersByTime(60_000)
  expect(again).not.toHaveBeenCalled()
})
