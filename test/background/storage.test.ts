/** The background without its storage: what it still answers, and how it recovers. */
import "fake-indexeddb/auto"
import { deleteDB, openDB } from "idb"
import { beforeAll, beforeEach, expect, it, vi } from "vitest"
import browser from "webextension-polyfill"
import messages from "../../assets/_locales/en/messages.json"
import { MARK, type Reply } from "../../src/messages/send"
import type { PageContext } from "../../src/messages/views"
import { DRAFT_LIFE_MS, type DeletionDraft } from "../../src/storage/drafts"
import { openStore } from "../../src/storage/store"
import { Background } from "../../src/background/start"
import { installI18n } from "../gallery/fake-i18n"

const OWN = "chrome-extension://tagsweep"
const own = { id: "tagsweep", origin: OWN, url: `${OWN}/popup.html` }
const CRM = "https://crm.zoho.eu"
const page = { id: "tagsweep", origin: CRM, url: `${CRM}/crm/org600/settings/manage-tags`, tab: { id: 5 } }

const account = {
  ...({ id: "eu-production-600", kind: "client-based", clientId: "1000.X" } as const),
  ...{ apiEnvironment: "production" as const, scopes: [], user: null, connectedAt: 1 },
  org: { id: "600", name: "Acme", location: "eu", environment: "production" } as const,
}

let lastWork: Promise<unknown>
const badge = { text: "", title: "" }
const executeScript = vi.fn(() => Promise.resolve([]))

beforeAll(() => installI18n(messages))

beforeEach(async () => {
  await deleteDB("tagsweep")
  lastWork = Promise.resolve()
  // As in a browser: the next request gets the lock once its holder releases it.
  const request = (_name: string, ...[last, before]: unknown[]): Promise<unknown> => {
    const work = (before ?? last) as () => Promise<unknown>
    return (lastWork = lastWork.then(work))
  }
  const storage = { estimate: () => Promise.resolve({ usage: 0, quota: 1e9 }) }
  vi.stubGlobal("navigator", { locks: { request }, storage })
  Object.assign(badge, { text: "", title: "" })
  const set = (change: Partial<typeof badge>): Promise<void> =>
    Promise.resolve(void Object.assign(badge, change))
  Object.assign(browser, {
    action: { setBadgeText: set, setBadgeBackgroundColor: () => set({}), setTitle: set },
    scripting: { executeScript },
    permissions: { contains: () => Promise.resolve(true) },
  })
  Object.assign(browser.runtime, {
    ...{ id: "tagsweep", getURL: (path: string) => `${OWN}${path}` },
    getManifest: () => ({ content_scripts: [{ js: ["tag-page.js"] }] }),
  })
})

async function ask(worker: Background, name: string, request: object, from: object): Promise<unknown> {
  const reply = (await worker.receive({ mark: MARK, name, request }, from)) as Reply
  return reply.done ? reply.value : reply.error
}
const bar = async (worker: Background): Promise<PageContext> =>
  (await ask(worker, "page.context", { orgId: "600", module: null }, page)) as PageContext
const kindIn = (context: PageContext): string =>
  context.status === "problem" ? context.problem.kind : context.status
const calls = (worker: Background): Promise<unknown> => ask(worker, "account.list", {}, own)

/** Creates the database of a newer version. @returns a function that deletes it */
async function rolledBack(): Promise<() => Promise<void>> {
  const newer = await openDB("tagsweep", 999)
  newer.close()
  return () => deleteDB("tagsweep")
}

it("reports the problem in the bar, the badge and every answer, and starts nothing", async () => {
  await rolledBack()
  const worker = new Background()
  expect(await ask(worker, "page.activate", {}, page)).toBeNull()
  expect(executeScript).toHaveBeenCalledWith(expect.objectContaining({ files: ["/tag-page.js"] }))
  const context = await bar(worker)
  expect(context).toMatchObject({ status: "problem", account: null, problem: { kind: "storage-newer" } })
  expect(badge).toEqual({
    text: "!",
    title: `${messages.storage_newer.message} ${messages.storage_newer_remedy.message}`,
  })
  const problem = { ok: false, problem: { kind: "storage-newer", action: "retry" } }
  const draft = {
    kind: "deletion",
    accountId: "a",
    parts: [{ module: "Leads", tags: [{ id: "1", name: "x" }] }],
  }
  expect(await ask(worker, "draft", draft, page)).toMatchObject(problem)
  expect(await ask(worker, "confirm", { draftId: "d" }, own)).toMatchObject(problem)
  expect(await ask(worker, "modules.list", { accountId: "a" }, own)).toMatchObject(problem)
  expect(await calls(worker)).toBe("Error")
})

it("tries again at every request, and sets the alarm until the storage opens", async () => {
  const restore = await rolledBack()
  const worker = new Background()
  expect(kindIn(await bar(worker))).toBe("storage-newer")
  expect(await browser.alarms.getAll()).toHaveLength(1)
  await worker.wake()
  expect(kindIn(await bar(worker))).toBe("storage-newer")
  await restore()
  await worker.wake()
  expect(await bar(worker)).toEqual({ status: "not-connected" })
  await vi.waitFor(() => expect(badge).toEqual({ text: "", title: messages.app_name.message }))
  await vi.waitFor(async () => expect(await browser.alarms.getAll()).toHaveLength(0))
})

it.each([
  ["QuotaExceededError", "storage-full"],
  ["InvalidStateError", "storage-refused"],
])("maps the browser's error: %s", async (error, kind) => {
  const open = vi.spyOn(indexedDB, "open").mockImplementation(() => {
    throw new DOMException("no", error)
  })
  const worker = new Background()
  expect(kindIn(await bar(worker))).toBe(kind)
  open.mockRestore()
  expect(await bar(worker)).toEqual({ status: "not-connected" })
})

it("closes for a newer version, releases the lock, and reports that it is the older one", async () => {
  const worker = new Background()
  expect(await calls(worker)).toEqual([])
  const next = vi.fn(() => Promise.resolve())
  const waiting = navigator.locks.request("tagsweep-runner", next)
  const newer = await openDB("tagsweep", 999)
  await waiting
  expect(next).toHaveBeenCalledOnce()
  newer.close()
  expect(kindIn(await bar(worker))).toBe("storage-newer")
})

it("reports a storage that was lost after a connection, until something is stored again", async () => {
  const first = new Background()
  await calls(first)
  await (await openStore()).accounts.put(account)
  await vi.waitFor(async () => expect(await browser.storage.local.get()).toHaveProperty("database"))
  await deleteDB("tagsweep")

  expect(await bar(first)).toMatchObject({
    status: "problem",
    problem: { kind: "storage-lost", action: "connect" },
  })
  await vi.waitFor(() => expect(badge.text).toBe("!"))
  expect(badge.title).toContain(messages.storage_lost.message)
  await (await openStore()).accounts.put({ ...account, id: "eu-production-601" })
  await vi.waitFor(() => expect(badge.text).toBe(""))
})

it("reports in the bar that stored data cannot be read", async () => {
  const worker = new Background()
  await calls(worker)
  const transaction = vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(() => {
    throw new DOMException("Internal error", "UnknownError")
  })
  expect(kindIn(await bar(worker))).toBe("storage-refused")
  transaction.mockRestore()
  expect(await bar(worker)).toEqual({ status: "not-connected" })
})

it("removes the last session's drafts once the browser has started, and keeps newer ones", async () => {
  const { drafts } = await openStore()
  const { org } = account
  const backup = { on: false, days: 90, records: false, suggestRecords: false }
  const draft = (draftId: string, tabId: number): DeletionDraft => ({
    ...{ kind: "deletion", draftId, tabId, accountId: account.id, org, features: [], typed: false, backup },
    ...{ parts: [], dropped: [], unread: [], expiresAt: Date.now() + DRAFT_LIFE_MS },
  })
  vi.useFakeTimers({ toFake: ["Date"] })
  await drafts.save(draft("before", 1))
  vi.advanceTimersByTime(1_000)
  const worker = new Background()
  await drafts.save(draft("since", 2))
  await worker.started()
  const left = await Promise.all(["before", "since"].map((id) => drafts.get(id)))
  vi.useRealTimers()
  expect(left.map((each) => each?.draft.draftId)).toEqual([undefined, "since"])
})
