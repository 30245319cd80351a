/** Signing in, and requesting further scopes: one window, the correct scopes, never another user's token. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import browser from "webextension-polyfill"
import { connect, disconnect } from "../../src/accounts/connect"
import { reconnect } from "../../src/accounts/reconnect"
import { featuresOf } from "../../src/accounts/scopes"
import { clientFor, createTokens } from "../../src/accounts/tokens"
import { readToken, wipeToken } from "../../src/accounts/token-storage"
import type { Job } from "../../src/jobs/job"
import { planDeletion } from "../../src/jobs/plan"
import type { Account } from "../../src/storage/accounts"
import type { AccountView, Outcome } from "../../src/messages/views"
import { accountHandlers, viewOf } from "../../src/background/handlers/accounts"
import { problemOf } from "../../src/background/problems"
import { createZohoPort } from "../../src/background/ports"
import { listTags } from "../../src/zoho/api/tags"
import { fault } from "../../src/zoho/errors/fault"
import { scopesFor, SIGN_IN_FEATURES, TAGS_ALL, type Feature } from "../../src/zoho/scopes"
import "../support/english"
import type { Client, SeededOrg } from "../sandbox"
import { accountsWorld, type AccountsWorld } from "../support/accounts-world"
import { confirmed as jobOf } from "../support/job-records"

let world: AccountsWorld
let org: SeededOrg

beforeEach(async () => {
  world = await accountsWorld()
  org = world.zoho.seedOrg({ name: "Acme", dataCenter: "eu" })
})
afterEach(() => vi.unstubAllGlobals())

const code = (client: Client, scopes: readonly string[], of = org): string =>
  world.zoho.issueSelfClientCode({ zgid: of.zgid, clientId: client.clientId, scopes })

async function connected(type: "client-based" | "server-based" | "self"): Promise<Account> {
  const client = world.client(type)
  const made = await connect(world.store, {
    kind: type === "self" ? "self-client" : type,
    clientId: client.clientId,
    ...(type !== "client-based" && { clientSecret: client.clientSecret }),
    ...(type === "self" && { grantCode: code(client, scopesFor(SIGN_IN_FEATURES)) }),
    location: "eu",
    environment: "production",
  })
  return made.ok ? made.value : expect.fail(made.fault.kind)
}

const askedScopes = (): string[] | undefined => world.windows.at(-1)?.searchParams.get("scope")?.split(",")

describe("a feature that needs more scopes", () => {
  it.each(["client-based", "server-based"] as const)(
    "requests the granted scopes and the missing ones together, once: %s",
    async (type) => {
      const { id, scopes } = await connected(type)
      const more = await reconnect(world.store, id, { features: ["records", "restore"] })
      expect(more).toMatchObject({ ok: true, value: { id } })
      expect(askedScopes()?.toSorted()).toEqual(
        [...new Set([...scopes, ...scopesFor(["records", "restore"])])].toSorted(),
      )
      const again = await reconnect(world.store, id, { features: ["records"] })
      expect([again.ok, world.windows.length]).toEqual([true, 2])
      const account = (await world.store.accounts.get(id)) ?? expect.fail("gone")
      expect(await featuresOf(world.store, account)).toEqual([
        ...["delete", "org", "user", "restore", "merge", "records"],
      ])
    },
  )

  it("opens one window for concurrent requests", async () => {
    const { id } = await connected("server-based")
    const all = await Promise.all([1, 2, 3].map(() => reconnect(world.store, id, { features: ["records"] })))
    expect(all.map(({ ok }) => ok)).toEqual([true, true, true])
    expect(world.windows).toHaveLength(2)
  })

  it("names the scopes that a self client's new code needs, and refuses a code with fewer", async () => {
    world.zoho.setReadings({ clientCredentials: "refused" })
    const { id, clientId } = await connected("self")
    const without = await reconnect(world.store, id, { features: ["records"] })
    expect(without).toMatchObject({ fault: { kind: "grant-code-needed" } })
    const account = (await world.store.accounts.get(id)) ?? expect.fail("gone")
    const { codeScope } = await viewOf(world.store, account)
    expect(codeScope).toBe(scopesFor(["delete", "org", "user", "records"]).join(","))

    const client = { clientId } as Client
    const less = await reconnect(world.store, id, {
      grantCode: code(client, scopesFor(["delete", "org", "user"])),
    })
    expect(less).toMatchObject({ fault: { kind: "scope-missing" } })
    const full = await reconnect(world.store, id, { grantCode: code(client, codeScope?.split(",") ?? []) })
    const view = full.ok ? await viewOf(world.store, full.value) : expect.fail(full.fault.kind)
    expect(view).toMatchObject({ codeScope: null, features: ["delete", "org", "user", "records"] })
    expect(world.windows).toEqual([])
  })

  it("requests the scope for all tag operations if the org refused the single ones", async () => {
    const { id } = await connected("client-based")
    await world.store.orgFeatures.remember(org.zgid, "tagsAll", ["delete"], Date.now())
    const account = (await world.store.accounts.get(id)) ?? expect.fail("gone")
    expect((await viewOf(world.store, account)).features).toEqual(["org", "user"])
    await reconnect(world.store, id)
    expect(askedScopes()).toEqual([
      ...["ZohoCRM.settings.modules.READ", TAGS_ALL, "ZohoCRM.org.READ", "ZohoCRM.users.READ"],
    ])
    const now = (await world.store.accounts.get(id)) ?? expect.fail("gone")
    expect((await viewOf(world.store, now)).features).toEqual(["delete", "org", "user", "restore", "merge"])
  })
})

describe("a scope requested when a feature is first used", () => {
  const resumed = vi.fn(() => Promise.resolve())
  const grant = (accountId: string, more: { grantCode?: string } = {}): Promise<Outcome<AccountView>> => {
    const nothing = (): Promise<void> => Promise.resolve()
    const runner = { add: nothing, dispatch: nothing, resumeWaiting: resumed }
    const handlers = accountHandlers({ store: world.store, runner })
    return handlers["account.grant"](
      { accountId, features: ["records"], ...more },
      { callerClass: "extension", tabId: 1 },
    )
  }
  beforeEach(() => void resumed.mockClear())

  it.each(["client-based", "server-based"] as const)(
    "changes nothing if the user declines, and can be granted later: %s",
    async (type) => {
      const account = await connected(type)
      const before = [await world.store.secrets.read(account.id), await readToken(account.id)]
      world.decision = "reject"
      expect(await grant(account.id)).toMatchObject({ ok: false, problem: { kind: "access-denied" } })
      expect([await world.store.secrets.read(account.id), await readToken(account.id)]).toEqual(before)
      expect(await world.store.accounts.get(account.id)).toEqual(account)
      expect(resumed).not.toHaveBeenCalled()

      world.decision = "accept"
      expect(await grant(account.id)).toMatchObject({
        ok: true,
        value: { signedIn: true, features: ["delete", "org", "user", "records"] },
      })
      expect(resumed).toHaveBeenCalledWith(account.id)
      expect(world.windows).toHaveLength(3)
    },
  )

  it("is granted to a self client by a code that covers it, not by one with fewer scopes", async () => {
    world.zoho.setReadings({ clientCredentials: "refused" })
    const { id, clientId } = await connected("self")
    expect(await grant(id)).toMatchObject({
      ok: false,
      problem: { kind: "grant-code-needed", action: "connect" },
    })
    const client = { clientId } as Client
    const codeWith = (features: readonly Feature[]): string => code(client, scopesFor(features))
    const less = await grant(id, { grantCode: codeWith(["delete", "org", "user"]) })
    expect(less).toMatchObject({ ok: false, problem: { kind: "scope-missing" } })
    expect(resumed).not.toHaveBeenCalled()
    expect(await grant(id, { grantCode: codeWith(["delete", "org", "user", "records"]) })).toMatchObject({
      ok: true,
      value: { features: ["delete", "org", "user", "records"] },
    })
    expect(resumed).toHaveBeenCalledWith(id)
  })
})

describe("signing in again", () => {
  it("as another org changes nothing, and revokes the new token", async () => {
    const { id } = await connected("server-based")
    const before = [await world.store.secrets.read(id), await readToken(id)]
    const other = world.zoho.seedOrg({ name: "Other", dataCenter: "eu" })
    world.zoho.signIn(other.zgid)
    expect(await reconnect(world.store, id)).toMatchObject({ fault: { kind: "other-org" } })
    expect([await world.store.secrets.read(id), await readToken(id)]).toEqual(before)
    expect((await world.store.accounts.list()).map((each) => each.id)).toEqual([id])
    await expect.poll(() => world.calls.filter((call) => call.includes("/revoke"))).toHaveLength(1)
  })

  it("as another user of the org is refused while jobs of the first user are open", async () => {
    const account = await connected("server-based")
    const { id } = account
    const { job, steps } = planDeletion(jobOf(2, { id: "open", accountId: id }))
    await world.store.jobs.save(job, steps)
    const before = [await world.store.secrets.read(id), await readToken(id)]
    nowSignedIn({ id: "77", name: "Bob" })
    expect(await reconnect(world.store, id)).toMatchObject({ fault: { kind: "other-user" } })
    expect([await world.store.secrets.read(id), await readToken(id)]).toEqual(before)
    expect(await world.store.accounts.get(id)).toEqual(account)
    await expect.poll(() => world.calls.filter((call) => call.includes("/revoke"))).toHaveLength(1)

    await world.store.jobs.save({ ...job, state: "cancelled" }, [])
    expect(await reconnect(world.store, id)).toMatchObject({ ok: true, value: { user: "Bob", userId: "77" } })
    expect(await world.store.accounts.get(id)).toMatchObject({ user: "Bob", userId: "77" })
  })

  it("revokes the refresh token that it replaces", async () => {
    const { id, clientId } = await connected("server-based")
    const old = await world.store.secrets.read(id)
    expect(await reconnect(world.store, id)).toMatchObject({ ok: true })
    const now = await world.store.secrets.read(id)
    expect(now.refreshToken).not.toBe(old.refreshToken)
    expect(now.clientSecret).toBe(old.clientSecret)
    await expect.poll(() => world.calls.at(-1)).toMatch(/revoke/)
    const alive = world.zoho.refreshTokens(clientId)
    expect(alive).toEqual([now.refreshToken])
  })

  it("is offered when Zoho no longer accepts the refresh token, and restores the sign-in", async () => {
    const account = await connected("server-based")
    world.zoho.revokeAll()
    expect(await createTokens(world.store).renew(account.id, undefined)).toMatchObject({ ok: false })
    const view = async (): Promise<boolean> =>
      (await viewOf(world.store, (await world.store.accounts.get(account.id)) ?? expect.fail("gone")))
        .signedIn
    expect(await view()).toBe(false)
    await reconnect(world.store, account.id)
    expect(await view()).toBe(true)
  })
})

/** Signs another user of the org in to Zoho in this browser. */
function nowSignedIn(user: { id: string; name: string }): void {
  Object.assign(world.zoho.org(org.zgid), { user })
}

describe("a silent renewal", () => {
  const renewed = async ({ id }: Account): Promise<unknown> => {
    const result = await createTokens(world.store).renew(id, (await readToken(id))?.accessToken)
    return result.ok ? "renewed" : result.fault.kind
  }

  it("succeeds as the user who signed in", async () => {
    const account = await connected("client-based")
    const { user } = world.zoho.org(org.zgid)
    expect(account).toMatchObject({ user: user.name, userId: user.id })
    expect(await renewed(account)).toBe("renewed")
  })

  it("as another user of the same org is refused", async () => {
    const account = await connected("client-based")
    nowSignedIn({ id: "77", name: "Bob" })
    expect(await renewed(account)).toBe("sign-in-needed")
    expect(await readToken(account.id)).toBeUndefined()
    expect((await viewOf(world.store, account)).signedIn).toBe(false)
  })

  it("is refused if the user who signed in is unknown", async () => {
    const { userId: _, ...account } = await connected("client-based")
    await world.store.accounts.put({ ...account, user: null })
    expect(await renewed(account as Account)).toBe("sign-in-needed")
  })

  it("by a refresh token succeeds no matter who is signed in to Zoho in this browser", async () => {
    const account = await connected("server-based")
    nowSignedIn({ id: "77", name: "Bob" })
    expect(await renewed(account)).toBe("renewed")
  })
})

describe("a client secret that is not stored", () => {
  async function connectedWithoutSecret(
    type: "server-based" | "self",
  ): Promise<Client & { account: Account }> {
    const client = world.client(type)
    const made = await connect(world.store, {
      kind: type === "self" ? "self-client" : type,
      ...{ clientId: client.clientId, clientSecret: client.clientSecret, keepSecret: false },
      ...{ location: "eu", environment: "production" },
      ...(type === "self" && { grantCode: code(client, scopesFor(SIGN_IN_FEATURES)) }),
    })
    return { ...client, account: made.ok ? made.value : expect.fail(made.fault.kind) }
  }
  const view = async (id: string): Promise<AccountView> =>
    viewOf(world.store, (await world.store.accounts.get(id)) ?? expect.fail("gone"))
  const tokenCalls = (): number => world.calls.filter((call) => call.endsWith("/oauth/v2/token")).length

  it.each(["server-based", "self"] as const)(
    "is requested when the token expires, and suffices to sign in again: %s",
    async (type) => {
      const { account, clientSecret } = await connectedWithoutSecret(type)
      const { id } = account
      const { refreshToken } = await world.store.secrets.read(id)
      expect(await world.store.secrets.read(id)).toEqual({ refreshToken: expect.any(String) as string })
      expect(await view(id)).toMatchObject({ signedIn: true, needsSecret: false })

      await wipeToken(id)
      const [tokenCallsBefore, windows] = [tokenCalls(), world.windows.length]
      expect(await createTokens(world.store).valid(id)).toMatchObject({
        fault: { kind: "client-secret-needed" },
      })
      expect(await reconnect(world.store, id)).toMatchObject({ fault: { kind: "client-secret-needed" } })
      expect(tokenCalls()).toBe(tokenCallsBefore)
      expect(await view(id)).toMatchObject({ signedIn: false, needsSecret: true, codeScope: null })

      const wrong = await reconnect(world.store, id, { clientSecret: "wrong" })
      expect(wrong).toMatchObject({ fault: { kind: "invalid-client-secret" } })
      expect(await reconnect(world.store, id, { clientSecret })).toMatchObject({ ok: true, value: { id } })
      expect(await view(id)).toMatchObject({ signedIn: true, needsSecret: false })
      expect([world.windows.length, await world.store.secrets.read(id)]).toEqual([windows, { refreshToken }])
    },
  )

  it("also needs a window if the refresh token was revoked or a scope is missing", async () => {
    const { account, clientSecret } = await connectedWithoutSecret("server-based")
    const { id } = account
    world.zoho.revokeAll()
    await wipeToken(id)
    expect(await reconnect(world.store, id, { clientSecret })).toMatchObject({ ok: true })
    expect(world.windows).toHaveLength(2)

    const records = { features: ["records"] } as const
    expect(await reconnect(world.store, id, records)).toMatchObject({
      fault: { kind: "client-secret-needed" },
    })
    expect(await view(id)).toMatchObject({ signedIn: true, needsSecret: true })
    expect(await reconnect(world.store, id, { clientSecret })).toMatchObject({ ok: true })
    expect(askedScopes()).toEqual(expect.arrayContaining(scopesFor(["records"])))
    expect(await view(id)).toMatchObject({ signedIn: true, needsSecret: false })
    expect(await world.store.secrets.read(id)).toEqual({ refreshToken: expect.any(String) as string })
  })

  it("is accepted together with a new code if a self client needs one", async () => {
    world.zoho.setReadings({ clientCredentials: "refused" })
    const { account, clientSecret, clientId } = await connectedWithoutSecret("self")
    const { id } = account
    world.zoho.revokeAll()
    await wipeToken(id)
    expect(await reconnect(world.store, id, { clientSecret })).toMatchObject({
      fault: { kind: "grant-code-needed" },
    })
    expect((await view(id)).codeScope).not.toBeNull()
    const grantCode = code({ clientId } as Client, scopesFor(SIGN_IN_FEATURES))
    expect(await reconnect(world.store, id, { clientSecret, grantCode })).toMatchObject({ ok: true })
    expect(await view(id)).toMatchObject({ signedIn: true, needsSecret: false, codeScope: null })
  })

  it("is not needed to disconnect", async () => {
    const { account, clientId } = await connectedWithoutSecret("server-based")
    expect(await disconnect(world.store, account.id)).toEqual({ ok: true, value: null })
    expect(world.zoho.refreshTokens(clientId)).toEqual([])
  })
})

describe("an expired token", () => {
  it("is renewed once if a job and a page notice it at the same time", async () => {
    const account = await connected("server-based")
    const tokens = createTokens(world.store)
    const port = createZohoPort({ store: world.store, tokens }, {
      accountId: account.id,
      org: account.org,
    } as Job)
    const old = (await readToken(account.id))?.accessToken
    world.zoho.expireTokens()
    const leads = { id: "1", apiName: "Leads", pluralLabel: "Leads" }
    expect(await port.listTags(leads)).toMatchObject({ fault: { kind: "token-invalid" } })
    const renewals = world.calls.filter((call) => call.includes("/oauth/v2/token")).length
    expect(await tokens.renew(account.id, old)).toMatchObject({ ok: true })
    expect(await port.renew()).toMatchObject({ ok: true })
    expect(world.calls.filter((call) => call.includes("/oauth/v2/token"))).toHaveLength(renewals + 1)
    expect(await port.listTags(leads)).toMatchObject({ ok: true })
  })
})

describe("a revoked host permission", () => {
  const origins = ["https://www.zohoapis.eu/*", "https://accounts.zoho.eu/*", "https://crm.zoho.eu/crm/*"]

  it("is distinguished from a missing network by calls and renewals, and does not end the sign-in", async () => {
    const account = await connected("server-based")
    const tokens = createTokens(world.store)
    const tags = async (): Promise<unknown> => {
      const client = await clientFor(tokens, account.id, true)
      return client.ok ? listTags(client.value, { module: "Leads" }) : client
    }
    world.permitted = false
    const removed = { fault: { kind: "access-removed", details: { origins } } }
    expect(await tags()).toMatchObject(removed)
    expect(await tokens.renew(account.id, undefined)).toMatchObject(removed)
    expect((await viewOf(world.store, account)).permitted).toBe(false)

    world.permitted = true
    expect(await tags()).toMatchObject({ ok: true })
    world.online = false
    expect(await tags()).toMatchObject({ fault: { kind: "unreachable" } })
  })

  it("is requested by the problem's button", () => {
    const problem = problemOf(fault("access-removed", { details: { origins } }))
    expect(problem).toMatchObject({ action: "allow", origins })
  })
})

describe("disconnecting", () => {
  const left = async (): Promise<unknown> => [
    await world.store.accounts.list(),
    await browser.storage.session.get(null),
    await Promise.all([world.store.secrets.read("eu-production-1")]),
  ]

  it.each(["client-based", "server-based", "self"] as const)(
    "revokes the tokens at Zoho and wipes everything stored: %s",
    async (type) => {
      const { id, clientId } = await connected(type)
      expect(await disconnect(world.store, id)).toEqual({ ok: true, value: null })
      expect(world.zoho.refreshTokens(clientId)).toEqual([])
      expect(world.zoho.accessTokens(clientId)).toEqual([])
      expect(await world.store.secrets.read(id)).toEqual({})
      expect(await left()).toEqual([[], {}, [{}]])
    },
  )

  it("wipes everything and reports a fault if Zoho cannot be reached", async () => {
    const { id } = await connected("server-based")
    world.online = false
    expect(await disconnect(world.store, id)).toMatchObject({ fault: { kind: "unreachable" } })
    expect(await world.store.secrets.read(id)).toEqual({})
    expect(await left()).toEqual([[], {}, [{}]])
  })

  it("remembers the client without its secrets until it is connected again", async () => {
    const { id, clientId } = await connected("server-based")
    expect(await world.store.accounts.lastClient()).toBeUndefined()
    await disconnect(world.store, id)
    const client = { kind: "server-based", clientId, location: "eu", environment: "production" }
    expect(await world.store.accounts.lastClient()).toEqual(client)
    const another = await connected("client-based")
    expect(await world.store.accounts.lastClient()).toEqual(client)
    await world.store.accounts.put({ ...another, clientId })
    expect(await world.store.accounts.lastClient()).toBeUndefined()
  })

  it("wipes the token that a renewal in progress writes", async () => {
    const { id } = await connected("server-based")
    const renewing = createTokens(world.store).renew(id, (await readToken(id))?.accessToken)
    await disconnect(world.store, id)
    await renewing
    expect(await browser.storage.session.get(null)).toEqual({})
  })
})
