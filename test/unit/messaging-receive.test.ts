import { describe, expect, it, vi } from "vitest"
import type { Runtime } from "webextension-polyfill"
import { MARK } from "../../src/messaging/envelope"
import { createReceiver } from "../../src/messaging/receive"
import type { Handlers } from "../../src/messaging/receive"
import { identifySender } from "../../src/messaging/sender"

const ID = "lddlnmkgkfdnppamdjalnammoigikgcd"
const ORIGIN = `chrome-extension://${ID}`

type From = Runtime.MessageSender & { origin?: string }
const tab = { id: 7 } as NonNullable<Runtime.MessageSender["tab"]>

const popup: From = { id: ID, url: `${ORIGIN}/popup.html`, origin: ORIGIN }
const tagPage: From = {
  id: ID,
  url: "https://crm.zoho.eu/crm/org600/settings/manage-tags?module=Leads",
  origin: "https://crm.zoho.eu",
  frameId: 0,
  tab,
}

/** A table in which every command answers with its own name. */
function receiver(): { receive: ReturnType<typeof createReceiver>; called: ReturnType<typeof vi.fn> } {
  const called = vi.fn()
  const handlers = new Proxy({} as Handlers, {
    get: (_, name: string) => (request: unknown) => {
      called(name, request)
      return Promise.resolve(name)
    },
  })
  return { receive: createReceiver(handlers, { id: ID, origin: ORIGIN }), called }
}

const message = (name: string, request: unknown = {}): unknown => ({ mark: MARK, name, request })

describe("who a sender is", () => {
  it("is our own page, in a tab or not", () => {
    expect(identifySender(popup, ID, ORIGIN)).toEqual({ callerClass: "extension", tabId: null })
    expect(identifySender({ ...popup, tab, frameId: 0 }, ID, ORIGIN)).toMatchObject({ tabId: 7 })
  })

  it("is our script in a frame of Zoho's", () => {
    expect(identifySender(tagPage, ID, ORIGIN)).toMatchObject({ callerClass: "page", tabId: 7, frameId: 0 })
  })

  it.each([
    ["another extension", { ...tagPage, id: "a".repeat(32) }],
    [
      "another site",
      { ...tagPage, url: "https://crm.zoho.eu.example/crm/", origin: "https://crm.zoho.eu.example" },
    ],
    ["plain http", { ...tagPage, url: "http://crm.zoho.eu/crm/", origin: "http://crm.zoho.eu" }],
    [
      "another port",
      { ...tagPage, url: "https://crm.zoho.eu:8443/crm/", origin: "https://crm.zoho.eu:8443" },
    ],
    ["a frame without an origin", { ...tagPage, origin: "null" }],
    ["a page that claims our URL from another origin", { ...popup, origin: "https://crm.zoho.eu" }],
    ["a page of ours inside another page's frame", { ...popup, frameId: 3 }],
    ["nobody", { id: ID }],
  ] as [string, From][])("is nobody we know: %s", (_what, from) => {
    expect(identifySender(from, ID, ORIGIN)).toBeNull()
  })
})

describe("the background's end of the contract", () => {
  it("leaves messages without our mark to others", () => {
    expect(receiver().receive({ name: "account.list" }, popup)).toBeUndefined()
  })

  it("answers our pages", async () => {
    const { receive } = receiver()
    expect(await receive(message("account.list"), popup)).toEqual({ done: true, value: "account.list" })
  })

  it.each(["account.list", "account.connect", "account.disconnect", "job.retry", "job.resume", "job.forget"])(
    "refuses %s to a page of Zoho's",
    async (name) => {
      const { receive, called } = receiver()
      expect(await receive(message(name), tagPage)).toEqual({ done: false, error: "refused: caller" })
      expect(called).not.toHaveBeenCalled()
    },
  )

  it.each([
    ["an unknown command", "toString", {}],
    ["a request with more than it may hold", "deletion.discard", { draftId: "a", more: 1 }],
    [
      "an id that is none",
      "deletion.draft",
      { accountId: "a", module: "Leads", tags: [{ id: "1 OR 1", name: "x" }] },
    ],
    [
      "a module that is a path",
      "deletion.draft",
      { accountId: "a", module: "../x", tags: [{ id: "1", name: "x" }] },
    ],
    ["no tags at all", "deletion.draft", { accountId: "a", module: "Leads", tags: [] }],
  ])("refuses %s", async (_what, name, request) => {
    const { receive, called } = receiver()
    expect(await receive(message(name, request), tagPage)).toMatchObject({ done: false })
    expect(called).not.toHaveBeenCalled()
  })

  it("tells a stranger nothing but that it was refused", async () => {
    const { receive } = receiver()
    const stranger = { ...tagPage, id: "b".repeat(32) }
    expect(await receive(message("page.context", { orgId: null, module: null }), stranger)).toEqual({
      done: false,
      error: "refused: sender",
    })
  })
})
