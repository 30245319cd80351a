/** Sign-ins that Zoho redirects to the org's data center, for which we may not have host permissions yet. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import browser from "webextension-polyfill"
import { connect } from "../../src/accounts/connect"
import type { Client } from "../sandbox"
import { accountsWorld, type AccountsWorld } from "../support/accounts-world"

let world: AccountsWorld

beforeEach(async () => {
  world = await accountsWorld()
  world.zoho.seedOrg({ name: "Acme", dataCenter: "eu" })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe("a sign-in that Zoho redirects to another data center", () => {
  let granted = false
  let client: Client
  const tokens = (): unknown[] => world.zoho.accessTokens(client.clientId)
  const ask = (more: Partial<Parameters<typeof connect>[1]> = {}): ReturnType<typeof connect> =>
    connect(world.store, {
      kind: "client-based",
      clientId: client.clientId,
      location: "us",
      environment: "production",
      ...more,
    })

  /** The user has granted the hosts of the data center they chose, but the org is in Europe. */
  beforeEach(() => {
    granted = false
    client = world.client("client-based")
    const isGranted = (host: string): boolean => granted || !host.includes(".eu/")
    Object.assign(browser.permissions, {
      contains: ({ origins = [] }: { origins?: string[] }) => Promise.resolve(origins.every(isGranted)),
    })
    world.onCall = ({ url, method }) => {
      // Without the host permission, a POST whose answer is not read still reaches Zoho.
      if (method === "GET" && !isGranted(url)) throw new TypeError("Failed to fetch")
    }
  })

  it("continues without a second window once that data center's hosts are granted", async () => {
    const origins = ["https://www.zohoapis.eu/*", "https://accounts.zoho.eu/*", "https://crm.zoho.eu/crm/*"]
    expect(await ask()).toMatchObject({ fault: { kind: "access-removed", details: { origins } } })
    granted = true
    expect(await ask()).toMatchObject({ ok: true, value: { org: { location: "eu" } } })
    expect(world.windows.map(({ host }) => host)).toEqual(["accounts.zoho.com"])
    expect(tokens()).toHaveLength(1)
    // A kept sign-in is used only once.
    await ask()
    expect(world.windows).toHaveLength(2)
  })

  it("continues if the user chooses that data center", async () => {
    await ask()
    granted = true
    expect(await ask({ location: "eu" })).toMatchObject({ ok: true })
    expect(world.windows).toHaveLength(1)
  })

  it("is discarded for another location, environment or client, or if the hosts are still not granted", async () => {
    const other = world.client("server-based")
    for (const more of [
      { location: "in" },
      { environment: "sandbox" as const },
      { kind: "server-based" as const, clientId: other.clientId, clientSecret: other.clientSecret },
    ]) {
      granted = false
      await ask()
      const { length } = world.windows
      granted = true
      await ask(more)
      expect(world.windows).toHaveLength(length + 1)
    }
    granted = false
    await ask()
    const { length } = world.windows
    const before = tokens().length
    await ask()
    expect(world.windows).toHaveLength(length + 1)
    expect(tokens()).toHaveLength(before)
  })

  it("is kept for two minutes", async () => {
    vi.useFakeTimers({ now: Date.now(), toFake: ["Date"] })
    await ask()
    granted = true
    vi.setSystemTime(Date.now() + 120_001)
    expect(await ask()).toMatchObject({ ok: true })
    expect(world.windows).toHaveLength(2)
  })
})
