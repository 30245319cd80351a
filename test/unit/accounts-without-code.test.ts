/** Signing in without a grant code or a client secret, and the faults reported if Zoho refuses. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { connect } from "../../src/accounts/connect"
import { reconnect } from "../../src/accounts/reconnect"
import { createTokens } from "../../src/accounts/tokens"
import { wipeToken } from "../../src/accounts/token-storage"
import type { Account } from "../../src/storage/accounts"
import { viewOf } from "../../src/background/handlers/accounts"
import { problemOf } from "../../src/background/problems"
import { SIGN_IN_FEATURES, scopesFor } from "../../src/zoho/scopes"
import "../support/english"
import type { SeededOrg } from "../sandbox"
import { accountsWorld, type AccountsWorld } from "../support/accounts-world"

let world: AccountsWorld
let org: SeededOrg

beforeEach(async () => {
  world = await accountsWorld()
  org = world.zoho.seedOrg({ name: "Acme", dataCenter: "eu" })
})
afterEach(() => vi.unstubAllGlobals())

async function connectedByCode(): Promise<Account> {
  const { clientId, clientSecret } = world.client("self")
  const scopes = scopesFor(SIGN_IN_FEATURES)
  const grantCode = world.zoho.issueSelfClientCode({ zgid: org.zgid, clientId, scopes })
  const client = {
    kind: "self-client",
    clientId,
    clientSecret,
    grantCode,
    location: "eu",
    environment: "production",
  } as const
  const made = await connect(world.store, client)
  return made.ok ? made.value : expect.fail(made.fault.kind)
}

describe("a self client without a code", () => {
  async function connectedTo(orgId: string): Promise<Awaited<ReturnType<typeof connect>>> {
    const { clientId, clientSecret } = world.client("self")
    return connect(world.store, {
      kind: "self-client",
      clientId,
      clientSecret,
      orgId,
      location: "eu",
      environment: "production",
    })
  }

  it("signs in to the named org, and stays signed in without user action", async () => {
    const made = await connectedTo(org.zgid)
    const { id } = made.ok ? made.value : expect.fail(made.fault.kind)
    expect(await world.store.secrets.read(id)).toEqual({ clientSecret: expect.any(String) as string })
    for (let hour = 0; hour < 2; hour++) {
      world.zoho.expireTokens()
      expect(await createTokens(world.store).renew(id, undefined)).toMatchObject({ ok: true })
    }
    // After a restart of the browser, there is no token.
    await wipeToken(id)
    expect(await createTokens(world.store).valid(id)).toMatchObject({ ok: true })
    const account = (await world.store.accounts.get(id)) ?? expect.fail("gone")
    expect(await viewOf(world.store, account)).toMatchObject({ signedIn: true, codeScope: null })
    expect(world.windows).toEqual([])
  })

  it("gets a new scope without a code, and revokes the sign-in made with the code", async () => {
    const { id, clientId } = await connectedByCode()
    expect(world.zoho.refreshTokens(clientId)).toHaveLength(1)
    const more = await reconnect(world.store, id, { features: ["records"] })
    expect(more.ok && (await viewOf(world.store, more.value)).features).toContain("records")
    expect(await world.store.secrets.read(id)).toEqual({ clientSecret: expect.any(String) as string })
    await expect.poll(() => world.zoho.refreshTokens(clientId)).toEqual([])
  })

  it("reports an unknown org, and a refusal by Zoho", async () => {
    expect(await connectedTo("404")).toMatchObject({ fault: { kind: "missing-org-info" } })
    world.zoho.setReadings({ clientCredentials: "refused" })
    expect(await connectedTo(org.zgid)).toMatchObject({ fault: { kind: "sign-in-refused" } })
    expect(await world.store.accounts.list()).toEqual([])
  })
})

describe("a public client, without a secret", () => {
  const connectPublic = (): ReturnType<typeof connect> =>
    connect(world.store, {
      kind: "public",
      clientId: world.client("mobile").clientId,
      location: "eu",
      environment: "production",
    })

  it("stays signed in through PKCE if Zoho accepts it", async () => {
    world.zoho.setReadings({ secretWithPkce: "optional" })
    const made = await connectPublic()
    const { id } = made.ok ? made.value : expect.fail(made.fault.kind)
    expect(await world.store.secrets.read(id)).toEqual({ refreshToken: expect.any(String) as string })
    world.zoho.expireTokens()
    expect(await createTokens(world.store).renew(id, undefined)).toMatchObject({ ok: true })
    expect(world.windows).toHaveLength(1)
  })

  it("reports it if Zoho requires a secret", async () => {
    const made = await connectPublic()
    const fault = made.ok ? expect.fail() : made.fault
    expect(problemOf(fault)).toMatchObject({
      kind: "public-refused",
      happened: "Zoho wants a client secret for this client.",
    })
    expect(await world.store.accounts.list()).toEqual([])
  })
})
