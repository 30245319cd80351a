/** What Zoho's page may do with jobs and our pages, and how often. */
import "fake-indexeddb/auto"
import { beforeEach, describe, expect, it, vi } from "vitest"
import browser, { type Tabs } from "webextension-polyfill"
import { planDeletion } from "../../src/jobs/plan"
import type { Runner } from "../../src/jobs/runner"
import type { Sender } from "../../src/messages/receive"
import type { Account } from "../../src/storage/accounts"
import { openStore, type Store } from "../../src/storage/store"
import type { Catalog } from "../../src/background/org-catalog"
import { jobHandlers } from "../../src/background/handlers/jobs"
import { createTabLimit } from "../../src/background/page-org"
import { dataCenterByCrmHost } from "../../src/zoho/data-centers"
import { confirmed } from "../support/job-records"

const account = (id: string, orgId: string): Account => ({
  id,
  org: { id: orgId, name: id, location: "eu", environment: "production" },
  kind: "client-based",
  clientId: "1000.X",
  apiEnvironment: "production",
  scopes: [],
  user: null,
  connectedAt: 1,
})

function page(url: string): Sender {
  const parsed = new URL(url)
  const host = dataCenterByCrmHost(parsed.hostname) ?? expect.fail("no Zoho host")
  return { callerClass: "page", tabId: 7, frameId: 0, url: parsed, host }
}

const ACME = "eu-production-600"
const own: Sender = { callerClass: "extension", tabId: null }
const dispatched: string[] = []
const runner = {
  dispatch: (jobId: string, { type }: { type: string }) => {
    dispatched.push(`${type} ${jobId}`)
    return Promise.resolve()
  },
} as unknown as Runner

const catalog = {
  cachedModule: (_account: unknown, name: string) =>
    [
      { apiName: "Leads", moduleName: "Leads" },
      { apiName: "Deals", moduleName: "Potentials" },
    ].find(({ moduleName }) => moduleName === name),
  findModule: (_account: unknown, name: string) =>
    Promise.resolve({ ok: true, value: name === "Potentials" ? { apiName: "Deals" } : undefined }),
} as unknown as Catalog

let store: Store
let jobs: ReturnType<typeof jobHandlers>

beforeEach(async () => {
  dispatched.length = 0
  store = await openStore(`page jobs ${Math.random()}`)
  await store.accounts.put(account(ACME, "600"))
  const { job, steps } = planDeletion(confirmed(3, { id: "j1" }))
  await store.jobs.save({ ...job, accountId: ACME }, steps)
  jobs = jobHandlers({ store, runner, catalog, isTooOften: createTabLimit() })
})

/** Cancels the job, then requests its progress. @returns the job's id if the sender may see it */
const cancelAndRead = async (sender: Sender): Promise<unknown> => {
  await jobs["job.cancel"]({ jobId: "j1" }, sender)
  return (await jobs["job.progress"]({ jobId: "j1" }, sender))?.id ?? null
}

describe("a job", () => {
  it.each([
    ["our own pages", own],
    ["a page of its org", page("https://crm.zoho.eu/crm/org600/settings/manage-tags?module=Leads")],
  ])("is shown to and cancelled by %s", async (_who, sender) => {
    expect([await cancelAndRead(sender), dispatched]).toEqual(["j1", ["cancel j1"]])
  })

  it.each([
    ["another org", "https://crm.zoho.eu/crm/org601/settings/manage-tags?module=Leads"],
    ["the same org id in another data center", "https://crm.zoho.com/crm/org600/tab/Leads"],
    ["the same org id in a sandbox", "https://crmsandbox.zoho.eu/crm/org600/tab/Leads"],
    ["a vanity address, even if only one org is connected", "https://crm.zoho.eu/crm/acme/tab/Leads"],
    ["an address without an org", "https://crm.zoho.eu/crm/tab/Leads"],
    ["another module", "https://crm.zoho.eu/crm/org600/settings/manage-tags?module=Potentials"],
    ["an address that names the org elsewhere", "https://crm.zoho.eu/crm/acme/tab/Leads?org=org600#/org600"],
  ])("is neither shown to nor cancelled by a page of %s", async (_what, url) => {
    expect([await cancelAndRead(page(url)), dispatched]).toEqual([null, []])
  })
})

describe("a page of a job's org and module", () => {
  const here = page("https://crm.zoho.eu/crm/org600/settings/manage-tags?module=Leads")

  it.each(["restore", "merge", "check"] as const)("cannot see or stop a %s job", async (kind) => {
    const job = (await store.jobs.head("j1")) ?? expect.fail("gone")
    await store.jobs.save({ ...job, kind }, [])
    await jobs["job.pause"]({ jobId: "j1" }, here)
    expect([await cancelAndRead(here), dispatched]).toEqual([null, []])
    expect(await cancelAndRead(own)).toBe("j1")
  })

  it("may pause the job, and try it now a limited number of times", async () => {
    await jobs["job.pause"]({ jobId: "j1" }, here)
    for (let times = 0; times < 40; times++) await jobs["job.tryNow"]({ jobId: "j1" }, here)
    expect(dispatched[0]).toBe("pause j1")
    expect(dispatched.filter((each) => each === "try-now j1")).toHaveLength(30)
  })
})

describe("the manager", () => {
  const opened = async (url: string, sender: Sender = own): Promise<string> => {
    vi.spyOn(browser.tabs, "get").mockResolvedValue({ url } as Tabs.Tab)
    const create = vi.spyOn(browser.tabs, "create").mockResolvedValue({} as Tabs.Tab)
    await jobs.open({ screen: "manager", from: 3 }, sender)
    return new URL(create.mock.lastCall?.[0].url ?? "").search
  }

  it.each([
    [
      "a module's tag page",
      "settings/manage-tags?module=Potentials",
      "?account=eu-production-600&module=Deals",
    ],
    ["a list", "tab/Potentials/custom-view/1/list", "?account=eu-production-600&module=Deals"],
    ["a page without a module", "tab/Home/begin", "?account=eu-production-600"],
  ])("opens from the popup over %s with its account and module", async (_what, path, query) => {
    expect(await opened(`https://crm.zoho.eu/crm/org600/${path}`)).toBe(query)
  })

  it("opens without an account from any other page", async () => {
    expect(await opened("https://crm.zoho.eu/crm/org601/tab/Potentials")).toBe("")
    expect(await opened("https://example.com/crm/org600/tab/Potentials")).toBe("")
    expect(
      await opened("https://crm.zoho.eu/crm/org600/tab/Potentials", page("https://crm.zoho.eu/crm/org601/")),
    ).toBe("")
  })
})

describe("a Zoho page that opens one of ours", () => {
  const acme = page("https://crm.zoho.eu/crm/org600/tab/Leads")
  const opens = async (sender: Sender, account?: string): Promise<number> => {
    const create = vi.spyOn(browser.tabs, "create").mockResolvedValue({} as Tabs.Tab)
    create.mockClear()
    await jobs.open({ screen: "manager", ...(account !== undefined && { account }) }, sender)
    return create.mock.calls.length
  }

  it("gets one tab a second; other tabs have their own limit, our own pages none", async () => {
    vi.useFakeTimers({ now: 1_800_000_000_000, toFake: ["Date"] })
    const create = vi.spyOn(browser.tabs, "create").mockResolvedValue({} as Tabs.Tab)
    create.mockClear()
    await Promise.all([1, 2, 3].map(() => jobs.open({ screen: "manager" }, acme)))
    expect(create).toHaveBeenCalledTimes(1)
    expect(await opens({ ...acme, tabId: 8 })).toBe(1)
    vi.setSystemTime(Date.now() + 999)
    expect(await opens(acme)).toBe(0)
    vi.setSystemTime(Date.now() + 1)
    expect(await opens(acme)).toBe(1)
    expect([await opens(own), await opens(own)]).toEqual([1, 1])
    vi.useRealTimers()
  })

  it("gets the options page no more than once a second", async () => {
    const show = vi.fn(() => Promise.resolve())
    Object.assign(browser.runtime, { openOptionsPage: show })
    for (let time = 0; time < 3; time++) await jobs.open({ screen: "options" }, acme)
    expect(show).toHaveBeenCalledTimes(1)
  })

  it.each([
    ["of the account's org", "https://crm.zoho.eu/crm/org600/tab/Leads", 1],
    ["of another org", "https://crm.zoho.eu/crm/org601/tab/Leads", 0],
    ["whose address names no org", "https://crm.zoho.eu/crm/acme/tab/Leads", 0],
  ])(
    "%s opens the manager for an account only if its address is of that org: %s",
    async (_whose, url, tabs) => {
      expect(await opens(page(url), ACME)).toBe(tabs)
    },
  )
})
