/** Our scripts run only on pages of granted hosts. */
import { beforeEach, expect, it, vi } from "vitest"
import browser from "webextension-polyfill"
import { registerContentScripts, runInOpenTabs } from "../../src/background/content-scripts"
import { crmMatches } from "../../src/zoho/data-centers"
import { pageScripts, type PageScripts } from "../support/page-scripts"

const EU = "https://crm.zoho.eu/crm/*"
const EU_TAGS = "https://crm.zoho.eu/crm/*settings/manage-tags*"
const PLUS = "https://crmplus.zoho.eu/*"
let scripts: PageScripts

beforeEach(() => {
  scripts = pageScripts()
})

const where = (): unknown => scripts.registered.map(({ id, matches, runAt }) => [id, runAt, matches])

it("runs no scripts before the user grants a host", async () => {
  scripts.granted = []
  await registerContentScripts(crmMatches())
  await runInOpenTabs()
  expect(scripts.registered).toEqual([])
  expect(scripts.executeScript).not.toHaveBeenCalled()
})

it("registers the scripts in all frames of a granted host, and removes outdated registrations", async () => {
  scripts.granted = [EU]
  scripts.registered.push({ id: "of an older version", js: ["/x.js"], matches: [PLUS] })
  for (let start = 0; start < 2; start++) await registerContentScripts([EU, PLUS])
  expect(where()).toEqual([
    ["tag-page", "document_idle", [EU_TAGS]],
    ["watch", "document_start", [EU]],
    ["moved-pages", "document_end", [EU]],
  ])
  expect(scripts.registered.every(({ allFrames }) => allFrames)).toBe(true)
})

it("follows granted and revoked hosts without unregistering in between", async () => {
  scripts.granted = [EU]
  await registerContentScripts([])
  const gone = vi.spyOn(browser.scripting, "unregisterContentScripts")
  scripts.granted = [EU, PLUS]
  await registerContentScripts([])
  expect(gone).not.toHaveBeenCalled()
  expect(where()).toEqual([
    ["tag-page", "document_idle", [EU_TAGS, "https://crmplus.zoho.eu/*crm/*settings/manage-tags*"]],
    ["watch", "document_start", [EU, PLUS]],
  ])
  scripts.granted = []
  await registerContentScripts([])
  expect(scripts.registered).toEqual([])
})

it("runs the scripts in open pages when their host is granted", async () => {
  scripts.granted = [EU]
  const query = vi.fn(({ url }: { url: string[] }) =>
    Promise.resolve(url.includes(EU) ? [{ id: 1 }, { id: 2 }] : [{ id: 2 }]),
  )
  Object.assign(browser.tabs, { query })
  scripts.executeScript.mockRejectedValueOnce(new Error("No tab with id: 1"))
  await runInOpenTabs()
  expect(query.mock.calls).toEqual([[{ url: [EU] }], [{ url: [EU_TAGS] }], [{ url: [EU] }]])
  expect(scripts.executeScript.mock.calls.map(([{ target, files }]) => [target.tabId, files])).toEqual([
    [1, ["/watch.js"]],
    [2, ["/watch.js"]],
    [2, ["/tag-page.js"]],
    // Refreshes pages that already have the scripts.
    [1, undefined],
    [2, undefined],
  ])
})
