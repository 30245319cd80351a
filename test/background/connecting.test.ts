/** Connecting with one click: once for concurrent requests, and even if the requesting popup is closed. */
import { fakeBrowser } from "@webext-core/fake-browser"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import browser from "webextension-polyfill"
import { connectAt, connectIntended, connectOnce, intendToConnect } from "../../src/background/connecting"
import { pageConnectHandlers } from "../../src/background/handlers/tag-page"
import { createTabLimit } from "../../src/background/page-org"
import { planDeletion } from "../../src/jobs/plan"
import type { Sender } from "../../src/messages/receive"
import { dataCenterByCrmHost } from "../../src/zoho/data-centers"
import type { SeededOrg } from "../sandbox"
import { accountsWorld, type AccountsWorld } from "../support/accounts-world"
import { confirmed } from "../support/job-records"

const EU = { location: "eu", environment: "production" } as const
let world: AccountsWorld
let org: SeededOrg
let needs: Parameters<typeof pageConnectHandlers>[0]
const nothing = (): Promise<void> => Promise.resolve()
const runner = { add: nothing, dispatch: nothing, resumeWaiting: vi.fn(nothing) }
const openOptionsPage = vi.fn(() => Promise.resolve())

beforeEach(async () => {
  world = await accountsWorld()
  org = world.zoho.seedOrg({ name: "Acme", dataCenter: "eu" })
  runner.resumeWaiting.mockClear()
  openOptionsPage.mockClear()
  Object.assign(browser.tabs, { query: () => Promise.resolve([]) })
  Object.assign(browser.runtime, { openOptionsPage })
  needs = { store: world.store, runner, isTooOften: createTabLimit() }
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Sets a client-based client in the managed policy. */
async function provide(more: object = {}): Promise<string> {
  const { clientId } = world.client("client-based")
  await fakeBrowser.storage.managed.set({ clientId, ...more })
  return clientId
}
const connected = async (): Promise<string[]> => (await world.store.accounts.list()).map(({ id }) => id)

describe("connecting with the provided client", () => {
  it("opens one window for concurrent requests, and resumes waiting jobs", async () => {
    const clientId = await provide()
    const request = { kind: "client-based", clientId, ...EU } as const
    const answers = await Promise.all([connectOnce(needs, request), connectAt(needs, EU)])
    expect(answers).toEqual([expect.objectContaining({ ok: true }), expect.objectContaining({ ok: true })])
    expect(world.windows).toHaveLength(1)
    expect(runner.resumeWaiting.mock.calls).toEqual([[`eu-production-${org.zgid}`]])
    await connectOnce(needs, request)
    expect(world.windows).toHaveLength(2)
  })

  it("continues once when the hosts are granted, without the popup that requested it", async () => {
    await provide()
    await intendToConnect(EU)
    world.permitted = false
    await connectIntended(needs)
    expect(world.windows).toEqual([])
    world.permitted = true
    await connectIntended(needs)
    expect(await connected()).toEqual([`eu-production-${org.zgid}`])
    await connectIntended(needs)
    expect(world.windows).toHaveLength(1)
  })

  it("opens no window if the hosts are granted after two minutes", async () => {
    vi.useFakeTimers({ now: Date.now(), toFake: ["Date"] })
    await provide()
    await intendToConnect(EU)
    vi.setSystemTime(Date.now() + 121_000)
    await connectIntended(needs)
    expect(world.windows).toEqual([])
  })

  it("does nothing without a client, or if the policy sets another data center", async () => {
    expect(await connectAt(needs, EU)).toBeUndefined()
    await provide({ dataCenter: "us" })
    expect(await connectAt(needs, EU)).toBeUndefined()
    expect(world.windows).toEqual([])
  })
})

describe("signing in from Zoho's page", () => {
  const page = (host = "crm.zoho.eu"): Sender => {
    const url = new URL(`https://${host}/crm/org${org.zgid}/settings/manage-tags?module=Leads`)
    const found = dataCenterByCrmHost(host) ?? expect.fail("no host")
    return { callerClass: "page", tabId: 7, frameId: 0, url, host: found }
  }
  const ask = (sender = page()): Promise<unknown> => {
    return pageConnectHandlers(needs)["page.connect"]({}, sender)
  }
  const done = { ok: true, value: null }

  it("connects the page's org with the provided client, in the page's data center", async () => {
    await provide()
    expect(await ask()).toEqual(done)
    expect(await connected()).toEqual([`eu-production-${org.zgid}`])
    expect(world.windows.map(({ host }) => host)).toEqual(["accounts.zoho.eu"])
  })

  it("opens the options page if no client is provided", async () => {
    expect(await ask()).toEqual(done)
    expect(openOptionsPage).toHaveBeenCalledTimes(1)
    expect(world.windows).toEqual([])
  })

  it("opens no window for an org that is signed in, and one after the sign-in has ended", async () => {
    await provide()
    await ask()
    expect(await ask()).toEqual(done)
    expect(world.windows).toHaveLength(1)
    await browser.storage.session.clear()
    expect(await ask()).toEqual(done)
    expect(world.windows).toHaveLength(2)
    expect(await connected()).toHaveLength(1)
  })

  it("opens one window for two clicks, even if the user rejects it", async () => {
    await provide()
    await ask()
    await browser.storage.session.clear()
    world.decision = "reject"
    const denied = { ok: false, problem: { kind: "access-denied" } }
    expect(await Promise.all([ask(), ask()])).toMatchObject([denied, denied])
    expect(world.windows).toHaveLength(2)
  })

  it("opens a window for a signed-in org if a scope is missing or a job waits for one", async () => {
    await provide()
    await ask()
    const [account = expect.fail("none")] = await world.store.accounts.list()
    await world.store.accounts.put({ ...account, wanted: ["merge"] })
    expect(await ask()).toEqual(done)
    expect(world.windows).toHaveLength(2)
    expect(await ask()).toEqual(done)
    expect(world.windows).toHaveLength(2)
    const { job } = planDeletion(confirmed(1, { accountId: account.id }))
    const pause = { why: "consent", until: null, reason: null } as const
    vi.spyOn(world.store.jobs, "open").mockResolvedValue([{ ...job, state: "paused", pause }])
    expect(await ask()).toEqual(done)
    expect(world.windows).toHaveLength(3)
  })

  it("reports why the sign-in failed", async () => {
    await provide()
    world.decision = "reject"
    expect(await ask()).toMatchObject({ ok: false, problem: { kind: "access-denied" } })
  })

  it("opens the options page if a host permission is missing, which a page cannot request", async () => {
    await provide()
    await ask()
    world.permitted = false
    expect(await ask()).toEqual(done)
    expect(openOptionsPage).toHaveBeenCalledTimes(1)
    expect(world.windows).toHaveLength(1)
  })
})
