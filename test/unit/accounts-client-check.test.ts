/** Checking an OAuth client at Zoho before its sign-in window opens. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { checkClient, connect, findClient, type ConnectRequest } from "../../src/accounts/connect"
import { problemOf } from "../../src/background/problems"
import { LOCATIONS } from "../../src/zoho/data-centers"
import { checkClientAtZoho } from "../../src/zoho/oauth/grant"
import type { ClientSeed } from "../sandbox"
import { accountsWorld, REDIRECT, type AccountsWorld } from "../support/accounts-world"

let world: AccountsWorld

beforeEach(async () => {
  world = await accountsWorld()
  world.zoho.seedOrg({ name: "Acme", dataCenter: "eu" })
})
afterEach(() => vi.unstubAllGlobals())

const { origin } = new URL(REDIRECT)
const validClient: ClientSeed = { redirectUris: [REDIRECT], javascriptDomains: [origin] }

function requestFor(seed: ClientSeed, more: Partial<ConnectRequest> = {}): ConnectRequest {
  const { clientId } = world.zoho.registerClient(seed)
  return { kind: "client-based", clientId, location: "eu", environment: "production", ...more }
}

describe("checking a client before its sign-in window opens", () => {
  it("accepts a correctly registered client without sending its secret", async () => {
    expect(await checkClient(requestFor(validClient))).toEqual({ ok: true, value: true })
    const server = requestFor(
      { ...validClient, type: "server-based" },
      { kind: "server-based", clientSecret: "s3cret" },
    )
    world.onCall = (call) => expect(call.url).not.toContain("s3cret")
    expect(await checkClient(server)).toEqual({ ok: true, value: true })
    expect(world.windows).toEqual([])
  })

  it.each<[string, ClientSeed, kind: string, message: RegExp]>([
    [
      "another redirect address",
      { ...validClient, redirectUris: [origin] },
      "invalid-redirect",
      /does not match/,
    ],
    [
      "no JavaScript domain",
      { ...validClient, javascriptDomains: [] },
      "invalid-javascript-domain",
      /JavaScript/,
    ],
    [
      "another kind of client",
      { ...validClient, type: "server-based" },
      "sign-in-refused",
      /response type token/,
    ],
  ])(
    "reports the fault and Zoho's message before and after the window: %s",
    async (_what, seed, kind, message) => {
      const request = requestFor(seed)
      const checked = await checkClient(request)
      expect(checked).toMatchObject({
        ok: false,
        fault: { kind, zohoMessage: expect.stringMatching(message) as string },
      })
      expect(world.windows).toEqual([])
      expect(await connect(world.store, request)).toMatchObject({ ok: false, fault: { kind } })
      expect(world.windows).toHaveLength(1)
    },
  )

  it("is not part of connecting", async () => {
    const request = requestFor(validClient)
    expect(await connect(world.store, request)).toMatchObject({ ok: true })
    expect(world.calls.filter((call) => call.endsWith("/oauth/v2/auth"))).toEqual([])
  })

  it("queries only the chosen data center, and all data centers in findClient", async () => {
    const request = requestFor(
      { ...validClient, knownIn: ["eu", "in"] },
      { location: "us", clientSecret: "s3cret" },
    )
    world.onCall = (call) => expect(call.url).not.toContain("s3cret")
    expect(await checkClient(request)).toMatchObject({ ok: false, fault: { kind: "invalid-client" } })
    expect(world.calls).toEqual(["GET accounts.zoho.com/oauth/v2/auth"])
    expect(await findClient(request)).toEqual(["eu", "in"])
    expect(world.calls).toHaveLength(LOCATIONS.length)
  })

  it("sends nothing without the host permission", async () => {
    const request = requestFor(validClient)
    world.permitted = false
    expect(await checkClient(request)).toEqual({ ok: true, value: false })
    expect(world.calls).toEqual([])
  })

  it("reports an unknown client as invalid, without details", async () => {
    const checked = await checkClient({
      kind: "client-based",
      clientId: "1000.NOBODY",
      location: "us",
      environment: "production",
    })
    const fault = checked.ok ? expect.fail() : checked.fault
    expect(fault.details).toEqual({})
    expect(problemOf(fault)).toMatchObject({
      kind: "invalid-client",
      zohoSays: expect.stringMatching(/Client ID passed/) as string,
    })
  })

  it("returns false if Zoho cannot be reached, and for a self client", async () => {
    const request = requestFor(validClient)
    world.online = false
    expect(await checkClient(request)).toEqual({ ok: true, value: false })
    world.online = true
    expect(await checkClient({ ...request, kind: "self-client" })).toEqual({ ok: true, value: false })
  })
})

describe("a page from Zoho", () => {
  const page = (html: string, status = 200): Promise<unknown> => {
    vi.stubGlobal("fetch", () => Promise.resolve(new Response(html, { status })))
    return checkClientAtZoho("https://accounts.zoho.com/x")
  }

  it("is no error page if it has a form, whatever its scripts contain", async () => {
    expect(await page("<script>var e='Invalid Client'</script><form><input></form>")).toEqual({
      ok: true,
      value: true,
    })
    expect(await page("<p>Invalid Client</p><form></form>", 500)).toEqual({ ok: true, value: false })
  })

  it("is inconclusive if its text does not mention the client", async () => {
    expect(await page("<h1>Maintenance</h1>", 503)).toEqual({ ok: true, value: false })
    expect(await page("<script>'Invalid Client'</script><title>Invalid Client</title>")).toEqual({
      ok: true,
      value: false,
    })
    expect(await page("")).toEqual({ ok: true, value: false })
  })

  it("is quoted as text, without its markup", async () => {
    expect(
      await page("<h2>Invalid <b>Client</b></h2><p>Client ID passed&nbsp;does not exist.</p>"),
    ).toMatchObject({
      ok: false,
      fault: { kind: "invalid-client", zohoMessage: "Invalid Client: Client ID passed does not exist." },
    })
  })
})
