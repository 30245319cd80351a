/** Zoho sends a person on to the data center of their org, whose hosts the browser may not let us reach yet. */
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

describe("a sign-in that Zoho sends on to another data center", () => {
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

  /** As where the person has granted the hosts of the data center that they chose, and the org is in Europe. */
  beforeEach(() => {
    granted = false
    client = world.client("client-based")
    const isGranted = (host: string): boolean => granted || !host.includes(".eu/")
    Object.assign(browser.permissions, {
      contains: ({ origins = [] }: { origins?: string[] }) => Promise.resolve(origins.every(isGranted)),
    })
    world.onCall = ({ url, method }) => {
      // What needs no answer leaves all the same.
      if (method === "GET" && !isGranted(url)) throw new TypeError("Failed to fetch")
    }
  })

  it("goes on when that one's hosts are granted, without a second window", async () => {
    const origins = ["https://www.zohoapis.eu/*", "https://accounts.zoho.eu/*", "https://crm.zoho.eu/crm/*"]
    expect(await ask()).toMatchObject({ fault: { kind: "access-removed", details: { origins } } })
    granted = true
    expect(await ask()).toMatchObject({ ok: true, value: { org: { location: "eu" } } })
    expect(world.windows.map(({ host }) => host)).toEqual(["accounts.zoho.com"])
    expect(tokens()).toHaveLength(1)
    // Once.
    await ask()
    expect(world.windows).toHaveLength(2)
  })

  it("goes on where the person chooses that data center, too", async () => {
    await ask()
    granted = true
    expect(await ask({ location: "eu" })).toMatchObject({ ok: true })
    expect(world.windows).toHaveLength(1)
  })

  it("is kept for no other client, place or kind, nor without the hosts, and is ended then", async () => {
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
