/** A change of the page's address is noticed quickly, and costs a hidden tab nothing. */
// @vitest-environment-options { "url": "https://crm.zoho.com/crm/org1/tab/Home/begin" }
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { watchAddress } from "../../src/tag-page/watch-address"

const TAGS = "/crm/org1/settings/manage-tags?module=Leads"

let end = new AbortController()
let onChange = vi.fn<() => void>()
const watch = (): void => watchAddress(onChange, end.signal)

beforeEach(() => {
  vi.useFakeTimers()
  history.replaceState(null, "", "/crm/org1/tab/Home/begin")
  end = new AbortController()
  onChange = vi.fn<() => void>()
})

afterEach(() => {
  end.abort()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

test("notices a pushed address within half a second without an event", () => {
  vi.stubGlobal("navigation", undefined)
  watch()
  history.pushState(null, "", TAGS)
  vi.advanceTimersByTime(500)
  expect(onChange).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(5000)
  expect(onChange).toHaveBeenCalledTimes(1)
})

test("does not poll in a hidden tab", () => {
  vi.stubGlobal("navigation", undefined)
  vi.spyOn(document, "hidden", "get").mockReturnValue(true)
  watch()
  history.pushState(null, "", TAGS)
  vi.advanceTimersByTime(5000)
  expect(onChange).not.toHaveBeenCalled()
})

test("notices it at once with the Navigation API, without a timer", () => {
  const navigation = new EventTarget()
  vi.stubGlobal("navigation", navigation)
  watch()
  expect(vi.getTimerCount()).toBe(0)
  navigation.dispatchEvent(new Event("currententrychange"))
  expect(onChange).toHaveBeenCalledTimes(1)
  end.abort()
  navigation.dispatchEvent(new Event("currententrychange"))
  expect(onChange).toHaveBeenCalledTimes(1)
})

test("stops on abort", () => {
  vi.stubGlobal("navigation", undefined)
  watch()
  end.abort()
  expect(vi.getTimerCount()).toBe(0)
  history.pushState(null, "", TAGS)
  dispatchEvent(new Event("popstate"))
  expect(onChange).not.toHaveBeenCalled()
})
