/** Access tokens are renewed before they expire, once for all callers, and never used in their last seconds. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import browser from "webextension-polyfill"
import { writeToken } from "../../src/accounts/token-storage"
import { createTokens } from "../../src/accounts/tokens"
import type { Account } from "../../src/storage/accounts"
import { announceChange, changesOf } from "../../src/storage/change-events"
import type { Store } from "../../src/storage/store"

const account: Account = {
  id: "eu-production-600",
  org: { id: "600", name: "Acme", location: "eu", environment: "production" },
  kind: "client-based",
  clientId: "1000.X",
  apiEnvironment: "production",
  scopes: ["ZohoCRM.settings.tags.READ"],
  user: null,
  connectedAt: 1,
}
const store = {
  accounts: { get: () => Promise.resolve(account) },
  secrets: { read: () => Promise.resolve({}) },
} as unknown as Store

const MINUTE = 60_000
const flow = vi.fn<(details: { url: string; interactive: boolean }) => Promise<string>>()

async function storeTokenFor(minutesLeft: number): Promise<void> {
  await writeToken(account.id, {
    accessToken: "1000.stored",
    expiresAt: Date.now() + minutesLeft * MINUTE,
    apiOrigin: "https://www.zohoapis.eu",
    location: "eu",
    environment: "production",
    scopes: account.scopes,
  })
}

beforeEach(async () => {
  vi.useFakeTimers({ now: 1_700_000_000_000, toFake: ["Date"] })
  vi.stubGlobal("navigator", { locks: { request: (_name: string, work: () => unknown) => work() } })
  Object.assign(browser.identity, {
    launchWebAuthFlow: flow,
    getRedirectURL: () => "https://abc.chromiumapp.org/",
  })
  flow.mockReset().mockRejectedValue(new Error("User interaction required."))
  await browser.storage.session.clear()
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe("a stored token", () => {
  it("is used without renewal while it has more than five minutes left", async () => {
    await storeTokenFor(6)
    expect(await createTokens(store).valid(account.id)).toMatchObject({ ok: true })
    expect(flow).not.toHaveBeenCalled()
  })

  it("stays in use if early renewal fails, which is tried silently once every two minutes", async () => {
    await storeTokenFor(4)
    const tokens = createTokens(store)
    for (let call = 0; call < 5; call++)
      expect(await tokens.valid(account.id)).toMatchObject({ value: { accessToken: "1000.stored" } })
    expect(flow.mock.calls.map(([{ interactive }]) => interactive)).toEqual([false])
    vi.setSystemTime(Date.now() + 2 * MINUTE)
    await tokens.valid(account.id)
    expect(flow).toHaveBeenCalledTimes(2)
  })

  it("is not used in its last seconds: the user must sign in", async () => {
    await storeTokenFor(0.1)
    expect(await createTokens(store).valid(account.id)).toMatchObject({ fault: { kind: "sign-in-needed" } })
  })
})

describe("a token that Zoho refused", () => {
  it("is wiped if renewal fails", async () => {
    await storeTokenFor(30)
    const tokens = createTokens(store)
    expect(await tokens.renew(account.id, "1000.stored")).toMatchObject({ fault: { kind: "sign-in-needed" } })
    expect(await browser.storage.session.get(null)).toEqual({})
  })

  it("is not renewed if another caller already did", async () => {
    await storeTokenFor(30)
    const renewed = await createTokens(store).renew(account.id, "1000.older")
    expect(renewed).toMatchObject({ value: { accessToken: "1000.stored" } })
    expect(flow).not.toHaveBeenCalled()
  })
})

it("announces a sign-in that expired, so that the screens can offer to sign in again", async () => {
  const [notified, accountsChanged, gone] = [vi.fn(), vi.fn(), new AbortController()]
  // By then, all earlier changes have been announced.
  changesOf("settings")(notified, gone.signal)
  announceChange("settings")
  await vi.waitFor(() => expect(notified).toHaveBeenCalled())
  changesOf("accounts")(accountsChanged, gone.signal)
  expect(await createTokens(store).valid(account.id)).toMatchObject({ ok: false })
  await vi.waitFor(() => expect(accountsChanged).toHaveBeenCalled())
  gone.abort()
})
