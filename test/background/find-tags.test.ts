/** Looking for tags at unknown addresses, and remembering those addresses for the org. */
import browser, { type Scripting } from "webextension-polyfill"
import { beforeEach, describe, expect, it, vi } from "vitest"
import type { Account } from "../../src/storage/accounts"
import { openStore, type Store } from "../../src/storage/store"
import * as v from "valibot"
import { commands } from "../../src/messages/contract"
import type { Sender } from "../../src/messages/receive"
import { createFindTagsMenu, findTags, listenToFindTagsMenu } from "../../src/background/find-tags"
import { findTagsHandlers } from "../../src/background/handlers/tag-page"
import { arrangeScripts, changeTagPages, tagPagesOf } from "../../src/background/content-scripts"
import { dataCenterByCrmHost } from "../../src/zoho/data-centers"
import { pageScripts, type PageScripts } from "../support/page-scripts"
import "fake-indexeddb/auto"

const account = (id: string, environment: Account["org"]["environment"] = "production"): Account => ({
  id: `eu-${environment}-${id}`,
  org: { id, name: "Acme", location: "eu", environment },
  kind: "client-based",
  clientId: "1000.X",
  apiEnvironment: environment,
  scopes: [],
  user: "Ada",
  connectedAt: 1,
})

function page(url: string): Sender {
  const parsed = new URL(url)
  const host = dataCenterByCrmHost(parsed.hostname)
  if (!host) throw new Error("no Zoho host")
  return { callerClass: "page", tabId: 7, frameId: 0, url: parsed, host }
}

/** A frame's description of itself. */
const crm = { href: "https://crm.zoho.eu/crm/org600/setup/labels?of=Leads", area: 640_000 }
const labels = { path: "setup/labels", moduleParam: "of" }
const here = page("https://crm.zoho.eu/crm/org600/setup/labels?of=Leads")

let scripts: PageScripts

const inFrame = (frameId: number, result: unknown): Scripting.InjectionResult => ({
  frameId,
  documentId: `${frameId}`,
  result,
})

beforeEach(() => {
  scripts = pageScripts()
})
const moved = (): PageScripts["registered"] => scripts.registered.filter(({ id }) => id === "moved-pages")

let databases = 0
async function openWith(...accounts: Account[]): Promise<Store> {
  const store = await openStore(`look-${++databases}`)
  for (const each of accounts) await store.accounts.put(each)
  return store
}

/** Looks for tags in a tab, as the user would. */
async function lookIn(tabId: number): Promise<void> {
  scripts.executeScript.mockResolvedValueOnce([inFrame(0, crm)]).mockResolvedValueOnce([])
  scripts.executeScript.mockResolvedValueOnce([inFrame(0, true)])
  expect(await findTags(tabId)).toBe(true)
}

describe("an address where tags were found", () => {
  beforeEach(() => lookIn(7))

  it("is reported only to the watchers of that org's pages", async () => {
    const store = await openWith(account("600"), account("700", "sandbox"))
    const on = findTagsHandlers({ store })
    expect(await on["page.addresses"]({}, here)).toEqual([])
    await on["page.remember"](labels, here)
    expect(await on["page.addresses"]({}, here)).toEqual([labels])
    expect(await on["page.addresses"]({}, page("https://crmsandbox.zoho.eu/crm/org700/tab/Home"))).toEqual([])
    expect(await on["page.addresses"]({}, page("https://crm.zoho.eu/crm/org999/tab/Home"))).toEqual([])
    expect(moved().map(({ js, matches, allFrames }) => ({ js, matches, allFrames }))).toEqual([
      {
        js: ["/watch.js"],
        matches: ["https://crm.zoho.eu/crm/*", "https://crmplus.zoho.eu/*"],
        allFrames: true,
      },
    ])
  })

  it("cannot be set by another org's page", async () => {
    const store = await openWith(account("600"))
    const on = findTagsHandlers({ store })
    await on["page.remember"](labels, page("https://crm.zoho.eu/crm/org999/setup/labels"))
    expect(await tagPagesOf(store, account("600"))).toEqual([])
    expect(moved()).toEqual([])
  })

  it("is stored once, however often it is found, and removed when forgotten", async () => {
    const store = await openWith(account("600"))
    const on = findTagsHandlers({ store })
    await on["page.remember"](labels, here)
    await on["page.remember"]({ path: "x/y", moduleParam: null }, here)
    await on["page.remember"](labels, here)
    expect(await on["page.addresses"]({}, here)).toEqual([{ path: "x/y", moduleParam: null }, labels])
    await on["page.forget"]({ path: "x/y", moduleParam: null }, here)
    await on["page.forget"](labels, here)
    expect(await on["page.addresses"]({}, here)).toEqual([])
    expect(moved()).toEqual([])
  })

  it("is remembered only from a tab in which the user looked for tags", async () => {
    const store = await openWith(account("600"))
    const on = findTagsHandlers({ store })
    const elsewhere = { ...here, tabId: 8 }
    await on["page.remember"](labels, elsewhere)
    expect(await tagPagesOf(store, account("600"))).toEqual([])
    await lookIn(8)
    await on["page.remember"](labels, elsewhere)
    expect(await tagPagesOf(store, account("600"))).toEqual([labels])
  })

  it.each([
    ["every path of two segments", "*/*"],
    ["every path of one segment", "*"],
    ["more than one open segment", "setup/*/all/*"],
    ["the start page", "tab/Home"],
    ["every tab", "tab/*"],
    ["every tab's first page", "tab/*/begin"],
    ["every path that ends with Home", "*/Home"],
    ["a half-open segment", "setup/lab*"],
    ["a module named twice", "setup/*", "of"],
  ])("is rejected as a pattern for %s: %s", async (_what, path, moduleParam: string | null = null) => {
    const pattern = { path, moduleParam }
    for (const command of ["page.remember", "page.forget"] as const)
      expect(v.safeParse(commands[command].request, pattern).success).toBe(false)
    const store = await openWith(account("600"))
    // Even if an older version has stored it.
    await store.orgFeatures.remember("600", "tagPages", [pattern, labels], 1)
    expect(await tagPagesOf(store, account("600"))).toEqual([labels])
  })

  it("is registered again after an update, which drops registrations", async () => {
    const store = await openWith(account("600"))
    await changeTagPages(store, account("600"), "remember", labels)
    scripts.registered.splice(0)
    await arrangeScripts(store)
    expect(moved()).toHaveLength(1)
  })
})

describe("looking for tags in a tab", () => {
  const handlers = async (): Promise<ReturnType<typeof findTagsHandlers>> => {
    const store = await openWith()
    return findTagsHandlers({ store })
  }
  const own: Sender = { callerClass: "extension", tabId: null }
  const frames = (...described: unknown[]): Scripting.InjectionResult[] =>
    described.map((result, frameId) => inFrame(frameId, result))
  const crmPlus = { href: "https://crmplus.zoho.eu/acme/index.do/cxapp/crm/org600/tab/Home", area: 800_000 }

  it("uses the frame that contains the CRM", async () => {
    scripts.executeScript
      .mockResolvedValueOnce(frames(crmPlus, { ...crm, area: 12 }, crm))
      .mockResolvedValueOnce(frames(null))
      .mockResolvedValueOnce([inFrame(2, true)])
    expect(await (await handlers())["look.start"]({ tabId: 5 }, own)).toBe(true)
    expect(scripts.executeScript.mock.calls.slice(1).map(([{ target }]) => target)).toEqual([
      { tabId: 5, frameIds: [2] },
      { tabId: 5, frameIds: [2] },
    ])
  })

  it("is not offered if no frame belongs to the CRM, or scripts are forbidden", async () => {
    const on = await handlers()
    scripts.executeScript.mockResolvedValueOnce(frames(null, null))
    expect(await on["look.offered"]({ tabId: 5 }, own)).toEqual({ may: false, origins: [] })
    scripts.executeScript.mockRejectedValueOnce(new Error("Cannot access contents of the page"))
    expect(await on["look.offered"]({ tabId: 5 }, own)).toEqual({ may: false, origins: [] })
  })

  it("requires a host permission, even if a click on the icon gives access", async () => {
    const on = await handlers()
    Object.assign(browser.tabs, { get: () => Promise.resolve({ url: crmPlus.href }) })
    scripts.granted = ["https://crm.zoho.eu/crm/*"]
    const origins = ["https://www.zohoapis.eu/*", "https://accounts.zoho.eu/*", "https://crmplus.zoho.eu/*"]
    expect(await on["look.offered"]({ tabId: 5 }, own)).toEqual({ may: false, origins })
    expect(await on["look.start"]({ tabId: 5 }, own)).toBe(false)
    expect(scripts.executeScript).not.toHaveBeenCalled()
    scripts.granted = origins
    scripts.executeScript.mockResolvedValueOnce(frames(crmPlus))
    expect(await on["look.offered"]({ tabId: 5 }, own)).toEqual({ may: true, origins: [] })
    scripts.executeScript.mockResolvedValueOnce(frames({ ...crm, hasBar: true }))
    expect(await on["look.offered"]({ tabId: 5 }, own)).toEqual({ may: false, origins: [] })
  })

  it.each([
    ["another site", "https://example.com/crm/org600/tab/Leads"],
    ["Zoho's sign-in", "https://accounts.zoho.eu/crm/org600/tab/Leads"],
    ["an API host", "https://www.zohoapis.eu/crm/v7/settings"],
    ["a host that only looks like Zoho's", "https://crm.zoho.eu.example.com/crm/org600/tab/Leads"],
    ["another port", "https://crm.zoho.eu:8443/crm/org600/tab/Leads"],
    ["plain http", "http://crm.zoho.eu/crm/org600/tab/Leads"],
    ["another page of the host", "https://crm.zoho.eu/portal/"],
    ["an invalid address", "nothing"],
  ])("ignores a frame of %s, however large", async (_what, href) => {
    const on = await handlers()
    scripts.executeScript.mockResolvedValueOnce(frames({ href, area: 9e9 }))
    expect(await on["look.offered"]({ tabId: 5 }, own)).toEqual({ may: false, origins: [] })
    scripts.executeScript.mockResolvedValueOnce(frames({ href, area: 9e9 }, crm)).mockResolvedValueOnce([])
    scripts.executeScript.mockResolvedValueOnce([inFrame(1, true)])
    expect(await on["look.start"]({ tabId: 5 }, own)).toBe(true)
    expect(scripts.executeScript.mock.lastCall?.[0].target).toEqual({ tabId: 5, frameIds: [1] })
  })
})

describe("the context menu", () => {
  it("has one entry, only on CRM pages", async () => {
    const create = vi.fn()
    let click: ((info: { menuItemId: string; pageUrl?: string }, tab: { id: number }) => void) | undefined
    const request = vi.fn(() => Promise.resolve(true))
    Object.assign(browser.permissions, { request })
    Object.assign(browser, {
      i18n: { getMessage: (key: string) => key, getUILanguage: () => "en" },
      contextMenus: {
        removeAll: vi.fn(() => Promise.resolve()),
        create,
        onClicked: { addListener: (listener: typeof click) => (click = listener) },
      },
    })
    vi.stubGlobal("browser", browser)
    listenToFindTagsMenu()
    await createFindTagsMenu()
    expect(create).toHaveBeenCalledTimes(1)
    const [{ documentUrlPatterns }] = create.mock.calls[0] as [{ documentUrlPatterns: string[] }]
    expect(documentUrlPatterns).toContain("https://crm.zoho.eu/crm/*")
    expect(
      documentUrlPatterns.filter((pattern) => !/^https:\/\/crm(sandbox|plus)?\.zoho/.test(pattern)),
    ).toEqual([])
    scripts.executeScript.mockResolvedValue([inFrame(0, crm)])
    click?.({ menuItemId: "another" }, { id: 5 })
    expect(scripts.executeScript).not.toHaveBeenCalled()
    click?.({ menuItemId: "look-for-tags", pageUrl: crm.href }, { id: 5 })
    // Requested synchronously, within the click.
    expect(request.mock.calls).toEqual([
      [{ origins: ["https://www.zohoapis.eu/*", "https://accounts.zoho.eu/*", "https://crm.zoho.eu/crm/*"] }],
    ])
    await vi.waitFor(() =>
      expect(scripts.executeScript.mock.calls[0]?.[0].target).toEqual({ tabId: 5, allFrames: true }),
    )
    vi.unstubAllGlobals()
  })
})
