/** Each command is accepted only from the callers and with the fields that the contract names. */
import { describe, expect, it, vi } from "vitest"
import type { Runtime } from "webextension-polyfill"
import { commands, type CommandName } from "../../src/messages/contract"
import { createReceiver, type Handlers, identifySender } from "../../src/messages/receive"
import { MARK } from "../../src/messages/send"
import { OF_ZOHOS_PAGE, OF_ZOHOS_PAGE_ALONE, plausibleRequests } from "../support/plausible-requests"

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

/** A receiver whose handlers all answer with their command's name. */
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

const part = (module: string, id = "1"): object => ({ module, tags: [{ id, name: "x" }] })
const message = (name: string, request: unknown = {}): unknown => ({ mark: MARK, name, request })

describe("identifySender", () => {
  it("identifies our pages, in a tab or not", () => {
    expect(identifySender(popup, ID, ORIGIN)).toEqual({ callerClass: "extension", tabId: null })
    expect(identifySender({ ...popup, tab, frameId: 0 }, ID, ORIGIN)).toMatchObject({ tabId: 7 })
  })

  it("identifies our script in a Zoho page", () => {
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
    ["our page without an origin", { id: ID, url: `${ORIGIN}/popup.html` }],
    ["our page inside another page's frame", { ...popup, frameId: 3 }],
    ["a sender without a URL", { id: ID }],
  ] as [string, From][])("returns null for %s", (_what, from) => {
    expect(identifySender(from, ID, ORIGIN)).toBeNull()
  })
})

describe("the receiver", () => {
  it("ignores messages without our mark", () => {
    expect(receiver().receive({ name: "account.list" }, popup)).toBeUndefined()
  })

  it("answers our pages", async () => {
    const { receive } = receiver()
    expect(await receive(message("account.list"), popup)).toEqual({ done: true, value: "account.list" })
  })

  const known = { accountId: "a", module: "Leads", draftId: "d", jobId: "j", tabId: 7 }
  const tags = [
    { id: "1", name: "x" },
    { id: "2", name: "y" },
  ]
  const requests = plausibleRequests({ ...known, tags })
  const names = Object.keys(commands) as CommandName[]
  const stranger = { ...tagPage, id: "b".repeat(32) }

  it.each(names)("accepts %s only from the callers that the contract names", async (name) => {
    const { receive, called } = receiver()
    const answers = await Promise.all(
      [popup, { ...popup, tab, frameId: 0 }, tagPage, stranger, { ...tagPage, origin: "null" }].map((from) =>
        Promise.resolve(receive(message(name, requests[name]), from)),
      ),
    )
    const forOwnPages = !OF_ZOHOS_PAGE_ALONE.includes(name)
    const forZohoPages = OF_ZOHOS_PAGE.includes(name)
    const accepted = { done: true, value: name }
    const refused = (what: string): object => ({ done: false, error: `refused: ${what}` })
    const sender = refused("sender")
    const forOwn = forOwnPages ? accepted : refused("caller")
    expect(answers).toEqual([forOwn, forOwn, forZohoPages ? accepted : refused("caller"), sender, sender])
    expect(called).toHaveBeenCalledTimes((forOwnPages ? 2 : 0) + (forZohoPages ? 1 : 0))
  })

  it.each([
    ["tags of two modules", { ...requests.draft, parts: [part("Leads"), part("Deals")] }],
    ["a part of a backup", { kind: "restore", backupId: "b", tags: [1] }],
    ["a merge", { kind: "merge", accountId: "a", module: "Leads", keep: tags[0], absorb: [tags[1]] }],
    ["a job's remaining tags", { kind: "again", jobIds: ["j"] }],
  ])("accepts drafts of %s only from our own pages", async (_what, request) => {
    const { receive, called } = receiver()
    const refused = { done: false, error: "refused: request" }
    expect(await receive(message("draft", request), tagPage)).toEqual(refused)
    expect(called).not.toHaveBeenCalled()
    expect(await receive(message("draft", request), popup)).toMatchObject({ done: true })
  })

  it.each([
    ["an unknown command", "toString", {}],
    ["a request with an extra field", "draft.state", { draftId: "a", more: 1 }],
    ["an invalid id", "draft", { ...requests.draft, parts: [part("Leads", "1 OR 1")] }],
    ["a module that is a path", "draft", { ...requests.draft, parts: [part("../x")] }],
    ["an empty list of tags", "draft", { ...requests.draft, parts: [{ module: "Leads", tags: [] }] }],
  ])("refuses %s", async (_what, name, request) => {
    const { receive, called } = receiver()
    expect(await receive(message(name, request), tagPage)).toMatchObject({ done: false })
    expect(called).not.toHaveBeenCalled()
  })

  it("tells an unknown sender only that it was refused", async () => {
    const { receive } = receiver()
    expect(await receive(message("page.context", { orgId: null, module: null }), stranger)).toEqual({
      done: false,
      error: "refused: sender",
    })
  })
})
