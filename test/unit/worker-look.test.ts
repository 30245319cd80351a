/** Looking for tags at addresses that nobody knows of, and remembering them for the org. */
import type { Scripting } from "webextension-polyfill"
import browser from "webextension-polyfill"
import { beforeEach, describe, expect, it, vi } from "vitest"
import type { Account } from "../../src/store/accounts"
import { openStore } from "../../src/store/store"
import type { Store } from "../../src/store/store"
import type { Sender } from "../../src/messaging/sender"
import { lookHandlers } from "../../src/worker/look-handlers"
import { createLookMenu, listenToLookMenu } from "../../src/worker/look-menu"
import { createMovedPages } from "../../src/worker/moved-pages"
import { dataCentreByCrmHost } from "../../src/zoho/data-centres"
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
  const host = dataCentreByCrmHost(parsed.hostname)
  if (!host) throw new Error("no host of Zoho's")
  return { callerClass: "page", tabId: 7, frameId: 0, url: parsed, host }
}

const labels = { path: "setup/labels", moduleParam: "of" }
const here = page("https://crm.zoho.eu/crm/org600/setup/labels?of=Leads")

let registered: Scripting.RegisteredContentScript[]
const executeScript = vi.fn<Scripting.Static["executeScript"]>()

const inFrame = (frameId: number, result: unknown): Scripting.InjectionResult => ({
  frameId,
  documentId: `${frameId}`,
  result,
})

/** The parts of the browser that the fake one lacks. */
beforeEach(() => {
  registered = []
  executeScript.mockReset()
  Object.assign(browser.scripting, {
    executeScript,
    registerContentScripts: (scripts: typeof registered) => Promise.resolve(void registered.push(...scripts)),
    unregisterContentScripts: () => Promise.resolve(void registered.splice(0)),
  })
  browser.runtime.getManifest = () =>
    ({
      content_scripts: [{ js: ["tag-page.0123.js"] }, { js: ["watch.4567.js"] }],
    }) as unknown as ReturnType<typeof browser.runtime.getManifest>
})

let databases = 0
async function openWith(...accounts: Account[]): Promise<Store> {
  const store = await openStore(`look-${++databases}`)
  for (const each of accounts) await store.accounts.put(each)
  return store
}

describe("a place that was found", () => {
  it("is told to the watchers of that org's pages, and to nobody else's", async () => {
    const store = await openWith(account("600"), account("700", "sandbox"))
    const on = lookHandlers({ store, movedPages: createMovedPages(store) })
    expect(await on["page.addresses"]({}, here)).toEqual([])
    await on["page.remember"](labels, here)
    expect(await on["page.addresses"]({}, here)).toEqual([labels])
    expect(await on["page.addresses"]({}, page("https://crmsandbox.zoho.eu/crm/org700/tab/Home"))).toEqual([])
    expect(await on["page.addresses"]({}, page("https://crm.zoho.eu/crm/org999/tab/Home"))).toEqual([])
    expect(registered.map(({ js, matches, allFrames }) => ({ js, matches, allFrames }))).toEqual([
      {
        js: ["/watch.4567.js"],
        matches: ["https://crm.zoho.eu/crm/*", "https://crmplus.zoho.eu/*"],
        allFrames: true,
      },
    ])
  })

  it("is nothing that another org's page could set", async () => {
    const store = await openWith(account("600"))
    const movedPages = createMovedPages(store)
    const on = lookHandlers({ store, movedPages })
    await on["page.remember"](labels, page("https://crm.zoho.eu/crm/org999/setup/labels"))
    expect(await movedPages.of(account("600"))).toEqual([])
    expect(registered).toEqual([])
  })

  it("is there once, however often it is found, and gone when it is forgotten", async () => {
    const store = await openWith(account("600"))
    const on = lookHandlers({ store, movedPages: createMovedPages(store) })
    await on["page.remember"](labels, here)
    await on["page.remember"]({ path: "x", moduleParam: null }, here)
    await on["page.remember"](labels, here)
    expect(await on["page.addresses"]({}, here)).toEqual([{ path: "x", moduleParam: null }, labels])
    await on["page.forget"]({ path: "x", moduleParam: null }, here)
    await on["page.forget"](labels, here)
    expect(await on["page.addresses"]({}, here)).toEqual([])
    expect(registered).toEqual([])
  })

  it("is arranged anew after an update, which drops what was registered", async () => {
    const store = await openWith(account("600"))
    const movedPages = createMovedPages(store)
    await movedPages.remember(account("600"), labels)
    registered.splice(0)
    await movedPages.arrange()
    expect(registered).toHaveLength(1)
  })
})

describe("looking on a tab", () => {
  const handlers = async (): Promise<ReturnType<typeof lookHandlers>> => {
    const store = await openWith()
    return lookHandlers({ store, movedPages: createMovedPages(store) })
  }
  const own: Sender = { callerClass: "extension", tabId: null }
  const frames = (...areas: number[]): Scripting.InjectionResult[] =>
    areas.map((result, frameId) => inFrame(frameId, result))

  it("takes the frame in which the CRM stands", async () => {
    executeScript
      .mockResolvedValueOnce(frames(0.0008, 12, 640_000))
      .mockResolvedValueOnce(frames(0))
      .mockResolvedValueOnce([inFrame(2, true)])
    expect(await (await handlers())["look.start"]({ tabId: 5 }, own)).toBe(true)
    expect(executeScript.mock.calls.slice(1).map(([{ target }]) => target)).toEqual([
      { tabId: 5, frameIds: [2] },
      { tabId: 5, frameIds: [2] },
    ])
  })

  it("is not offered where no frame is the CRM's, or scripts are forbidden", async () => {
    const on = await handlers()
    executeScript.mockResolvedValueOnce(frames(0, 0))
    expect(await on["look.offered"]({ tabId: 5 }, own)).toBe(false)
    executeScript.mockRejectedValueOnce(new Error("Cannot access contents of the page"))
    expect(await on["look.offered"]({ tabId: 5 }, own)).toBe(false)
  })
})

describe("the context menu", () => {
  it("has one entry, on the CRM's pages only", async () => {
    const create = vi.fn()
    let click: ((info: { menuItemId: string }, tab: { id: number }) => void) | undefined
    Object.assign(browser, {
      i18n: { getMessage: (key: string) => key, getUILanguage: () => "en" },
      contextMenus: {
        removeAll: vi.fn(() => Promise.resolve()),
        create,
        onClicked: { addListener: (listener: typeof click) => (click = listener) },
      },
    })
    vi.stubGlobal("browser", browser)
    listenToLookMenu(() => Promise.resolve(false))
    await createLookMenu(false)
    expect(create).toHaveBeenCalledTimes(1)
    const [{ documentUrlPatterns }] = create.mock.calls[0] as [{ documentUrlPatterns: string[] }]
    expect(documentUrlPatterns).toContain("https://crm.zoho.eu/crm/*")
    expect(
      documentUrlPatterns.filter((pattern) => !/^https:\/\/crm(sandbox|plus)?\.zoho/.test(pattern)),
    ).toEqual([])
    executeScript.mockResolvedValue([inFrame(0, 1)])
    click?.({ menuItemId: "another" }, { id: 5 })
    expect(executeScript).not.toHaveBeenCalled()
    click?.({ menuItemId: "look-for-tags" }, { id: 5 })
    await vi.waitFor(() =>
      expect(executeScript.mock.calls[0]?.[0].target).toEqual({ tabId: 5, allFrames: true }),
    )
    vi.unstubAllGlobals()
  })
})
