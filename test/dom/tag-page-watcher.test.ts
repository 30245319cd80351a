/** The small script on every CRM page does nothing until the tag page is reached. */
// @vitest-environment-options { "url": "https://crm.zoho.com/crm/org1/tab/Home/begin" }
/** What runs on every page of the CRM. */
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { frame } from "../../src/tag-page/frame"
import { watchForTagPage } from "../../src/tag-page/watch-address"

const HOME = "/crm/org1/tab/Home/begin"
const TAGS = "/crm/org1/settings/manage-tags?module=Leads"
const MOVED = "/crm/org1/setup/labels?of=Leads"

const sendMessage = vi.fn<(message: { name: string }) => Promise<unknown>>()
let runtime: { id?: string; sendMessage: typeof sendMessage }
let navigation: EventTarget

beforeEach(() => {
  sendMessage.mockReset().mockResolvedValue({ done: true, value: [] })
  runtime = { id: "ours", sendMessage }
  navigation = new EventTarget()
  vi.stubGlobal("chrome", { runtime })
  vi.stubGlobal("origin", location.origin)
  vi.stubGlobal("navigation", navigation)
  const here = frame()
  delete here.look
  delete here.refreshRemembered
  here.remembered = []
  history.replaceState(null, "", HOME)
})
afterEach(() => vi.unstubAllGlobals())

function go(path: string): void {
  history.pushState(null, "", path)
  navigation.dispatchEvent(new Event("currententrychange"))
}
const asked = (): string[] => sendMessage.mock.calls.map(([{ name }]) => name)

test("asks nothing until the tag page is reached", () => {
  watchForTagPage()
  go("/crm/org1/tab/Leads")
  go(MOVED)
  expect(asked()).toEqual([])
  go(TAGS)
  expect(asked()).toEqual(["page.activate"])
})

test("does nothing on a tag page whose script is there", () => {
  watchForTagPage()
  frame().look = () => true
  go(TAGS)
  expect(asked()).toEqual([])
})

test("asks for other tag page addresses when injected a second time, and recognizes them", async () => {
  sendMessage.mockResolvedValueOnce({ done: true, value: [{ path: "setup/labels", moduleParam: "of" }] })
  watchForTagPage()
  watchForTagPage()
  await Promise.resolve()
  go(HOME)
  expect(asked()).toEqual(["page.addresses"])
  go(MOVED)
  expect(asked()).toEqual(["page.addresses", "page.activate"])
})

test("does nothing in a frame without an origin", () => {
  vi.stubGlobal("origin", "null")
  watchForTagPage()
  go(TAGS)
  expect(asked()).toEqual([])
})

test("ends if its extension is gone", () => {
  watchForTagPage()
  delete runtime.id
  go(TAGS)
  runtime.id = "ours"
  go(HOME)
  go(TAGS)
  expect(asked()).toEqual([])
})
