// @vitest-environment happy-dom
// @vitest-environment-options { "url": "https://crm.zoho.com/crm/org1/tab/Home/begin" }
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import type { Address } from "../../src/page/address"
import { watchAddress } from "../../src/page/watch-address"

const TAGS = "/crm/org1/settings/manage-tags?module=Leads"

let abort: AbortController
let onChange = vi.fn<(address: Address) => void>()

beforeEach(() => {
  vi.useFakeTimers()
  history.replaceState(null, "", "/crm/org1/tab/Home/begin")
  abort = new AbortController()
  onChange = vi.fn<(address: Address) => void>()
})

afterEach(() => {
  abort.abort()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

test("a pushed address is seen within half a second where nothing tells of it", () => {
  vi.stubGlobal("navigation", undefined)
  watchAddress(onChange, abort.signal)
  history.pushState(null, "", TAGS)
  vi.advanceTimersByTime(500)
  expect(onChange.mock.calls).toMatchObject([[{ isTagPage: true, orgId: "1", module: "Leads" }]])
  vi.advanceTimersByTime(5000)
  expect(onChange).toHaveBeenCalledTimes(1)
})

test("a hidden tab is not polled", () => {
  vi.stubGlobal("navigation", undefined)
  vi.spyOn(document, "hidden", "get").mockReturnValue(true)
  watchAddress(onChange, abort.signal)
  history.pushState(null, "", TAGS)
  vi.advanceTimersByTime(5000)
  expect(onChange).not.toHaveBeenCalled()
})

test("the Navigation API tells at once, without a timer", () => {
  const navigation = new EventTarget()
  vi.stubGlobal("navigation", navigation)
  watchAddress(onChange, abort.signal)
  expect(vi.getTimerCount()).toBe(0)
  history.pushState(null, "", TAGS)
  navigation.dispatchEvent(new Event("currententrychange"))
  navigation.dispatchEvent(new Event("navigatesuccess"))
  expect(onChange).toHaveBeenCalledTimes(1)
})

test("an abort ends it", () => {
  vi.stubGlobal("navigation", undefined)
  watchAddress(onChange, abort.signal)
  abort.abort()
  expect(vi.getTimerCount()).toBe(0)
  history.pushState(null, "", TAGS)
  dispatchEvent(new Event("popstate"))
  expect(onChange).not.toHaveBeenCalled()
})

test("a remembered address counts as the tag page", () => {
  vi.stubGlobal("navigation", undefined)
  watchAddress(onChange, abort.signal, () => [{ path: "settings/labels/*", moduleParam: null }])
  history.pushState(null, "", "/crm/org1/settings/labels/Deals")
  dispatchEvent(new Event("popstate"))
  expect(onChange.mock.calls).toMatchObject([[{ isTagPage: true, module: "Deals" }]])
})
