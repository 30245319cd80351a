/** The grants that connect an org, and their refusals. */
import { createHash } from "node:crypto"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { dataCenterByLocation, type DataCenter } from "../../src/zoho/data-centers"
import { createCodeGrant, createSelfClientGrant } from "../../src/zoho/oauth/code"
import type { LaunchWebFlow, SignInRequest, Token } from "../../src/zoho/oauth/grant"
import { createImplicitGrant } from "../../src/zoho/oauth/web-flow"
import { revoke } from "../../src/zoho/oauth/token-endpoint"
import { fakeFetch, json } from "./zoho-fake"

const NOW = 1_800_000_000_000
const HOUR = 3_600_000
const REDIRECT = "https://abcdefghijklmnop.chromiumapp.org/"
const at = (location: string): DataCenter => dataCenterByLocation(location) as DataCenter
const request: SignInRequest = {
  clientId: "1000.CLIENT",
  dataCenter: at("us"),
  environment: "production",
  scopes: ["ZohoCRM.settings.tags.READ", "ZohoCRM.settings.tags.DELETE"],
  redirectUri: REDIRECT,
}
const secret = "the secret"
const noFetch: typeof fetch = () => Promise.reject(new Error("nothing is to be sent"))

beforeEach(() => vi.spyOn(Date, "now").mockReturnValue(NOW))
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** A sign-in window that answers at once with `answer` of its address. */
function windowFor(
  answer: (url: URL) => string | undefined,
  answers: typeof fetch = noFetch,
): LaunchWebFlow & { opened: URL[]; interactive: boolean[] } {
  const opened: URL[] = []
  const interactive: boolean[] = []
  vi.stubGlobal("fetch", answers)
  const launch: LaunchWebFlow = (details) => {
    opened.push(new URL(details.url))
    interactive.push(details.interactive)
    return Promise.resolve(answer(new URL(details.url)))
  }
  return Object.assign(launch, { opened, interactive })
}
const state = (url: URL): string => `state=${String(url.searchParams.get("state"))}`
const FRAGMENT = "access_token=1000.aa.bb&expires_in=3600&location=eu&api_domain=https://www.zohoapis.eu"

const token: Token = {
  accessToken: "1000.aa.bb",
  expiresAt: NOW + HOUR,
  apiOrigin: "https://www.zohoapis.eu",
  location: "eu",
  environment: "production",
  scopes: request.scopes,
}

describe("the implicit grant", () => {
  it("opens Zoho's consent page and reads the fragment", async () => {
    const window = windowFor((url) => `${REDIRECT}#${FRAGMENT}&${state(url)}`)
    expect(await createImplicitGrant(request, window).signIn()).toEqual({ ok: true, value: token })
    const [url] = window.opened
    expect(url?.origin).toBe("https://accounts.zoho.com")
    expect(url?.pathname).toBe("/oauth/v2/auth")
    expect(Object.fromEntries(url?.searchParams ?? [])).toMatchObject({
      response_type: "token",
      client_id: "1000.CLIENT",
      redirect_uri: REDIRECT,
      scope: "ZohoCRM.settings.tags.READ,ZohoCRM.settings.tags.DELETE",
    })
    expect(url?.searchParams.get("state")).toMatch(/^[\w-]{43}$/)
  })

  it("uses a new state each time", async () => {
    const window = windowFor(() => undefined)
    const grant = createImplicitGrant(request, window)
    await grant.signIn()
    await grant.signIn()
    expect(window.opened[0]?.searchParams.get("state")).not.toBe(window.opened[1]?.searchParams.get("state"))
  })

  it.each([
    ["a leading &", `#&${FRAGMENT}`],
    ["the parameters in the query", `?${FRAGMENT}`],
    ["no state", `#${FRAGMENT}`],
  ])("reads a redirect with %s", async (_, tail) => {
    const window = windowFor(() => REDIRECT + tail)
    expect(await createImplicitGrant(request, window).signIn()).toEqual({ ok: true, value: token })
  })

  it("keeps the requested data center and environment if the answer names none", async () => {
    const window = windowFor(() => `${REDIRECT}#access_token=1000.aa.bb`)
    const grant = createImplicitGrant({ ...request, dataCenter: at("jp"), environment: "sandbox" }, window)
    expect(await grant.signIn()).toMatchObject({
      ok: true,
      value: { location: "jp", apiOrigin: "https://sandbox.zohoapis.jp", expiresAt: NOW + HOUR },
    })
  })

  it("accepts an answer that names a sandbox", async () => {
    const window = windowFor(() => `${REDIRECT}#access_token=1&api_domain=https%3A%2F%2Fsandbox.zohoapis.in`)
    expect(await createImplicitGrant(request, window).signIn()).toMatchObject({
      ok: true,
      value: { location: "in", environment: "sandbox", apiOrigin: "https://sandbox.zohoapis.in" },
    })
  })

  it.each([
    ["a foreign API host", "#access_token=1&api_domain=https://www.zohoapis.evil.example", "foreign-server"],
    [
      "a foreign accounts server",
      "#access_token=1&accounts-server=https://accounts.zoho.com.evil.example",
      "foreign-server",
    ],
    ["an unknown location", "#access_token=1&location=zz", "foreign-server"],
    [
      "servers of two data centers",
      "#access_token=1&location=eu&api_domain=https://www.zohoapis.com",
      "foreign-server",
    ],
    ["a foreign state", `#${FRAGMENT}&state=forged`, "state-mismatch"],
    ["an error with a foreign state", "#error=access_denied&state=forged", "state-mismatch"],
    ["two tokens", `#${FRAGMENT}&access_token=2`, "wrong-shape"],
    ["no token", "#location=eu", "wrong-shape"],
    ["nothing", "", "wrong-shape"],
    ["a token with a line break", "#access_token=a%0d%0ab", "wrong-shape"],
    ["a refusal", "#error=access_denied", "access-denied"],
    ["a wrong client", "?error=invalid_client", "invalid-client"],
  ])("refuses a redirect with %s", async (_, tail, kind) => {
    const window = windowFor(() => REDIRECT + tail)
    expect(await createImplicitGrant(request, window).signIn()).toMatchObject({ ok: false, fault: { kind } })
  })

  it.each([
    "https://evil.example/",
    "https://abcdefghijklmnop.chromiumapp.org.evil.example/",
    `${REDIRECT}other`,
    "x",
  ])("refuses a redirect to %s", async (address) => {
    const window = windowFor(() => `${address}#${FRAGMENT}`)
    expect(await createImplicitGrant(request, window).signIn()).toMatchObject({
      fault: { kind: "foreign-server" },
    })
  })

  it("renews without a window, at Zoho's renewal address", async () => {
    const window = windowFor((url) => `${REDIRECT}#${FRAGMENT}&${state(url)}`)
    expect(await createImplicitGrant(request, window).renew(undefined)).toEqual({ ok: true, value: token })
    expect(window.opened[0]?.pathname).toBe("/oauth/v2/auth/refresh")
    expect(window.interactive).toEqual([false])
  })

  it.each([
    ["User interaction required.", "sign-in-cancelled", "sign-in-needed"],
    ["The user did not approve access.", "sign-in-cancelled", "sign-in-needed"],
    ["Authorization page could not be loaded.", "sign-in-page-failed", "sign-in-needed"],
  ])("recognizes the browser's “%s”", async (message, withPerson, without) => {
    const grant = createImplicitGrant(request, () => Promise.reject(new Error(message)))
    expect(await grant.signIn()).toMatchObject({ fault: { kind: withPerson } })
    expect(await grant.renew(undefined)).toMatchObject({ fault: { kind: without } })
  })
})

describe("the code grant", () => {
  const answer = {
    access_token: "1000.aa.bb",
    refresh_token: "1000.rr.rr",
    api_domain: "https://www.zohoapis.eu",
    token_type: "Bearer",
    expires_in: 3600,
  }
  const redirect = (url: URL): string =>
    `${REDIRECT}?code=1000.cc.cc&location=eu&accounts-server=https%3A%2F%2Faccounts.zoho.eu&${state(url)}`
  const full = { ...request, clientSecret: secret }

  it("exchanges the code at the accounts server that issued it, with PKCE", async () => {
    const { fetch, requests } = fakeFetch(json(answer))
    const window = windowFor(redirect, fetch)
    expect(await createCodeGrant(full, window).signIn()).toEqual({
      ok: true,
      value: { ...token, refreshToken: "1000.rr.rr" },
    })
    expect(requests[0]?.url).toBe("https://accounts.zoho.eu/oauth/v2/token")
    const form = new URLSearchParams(await requests[0]?.text())
    expect(Object.fromEntries(form)).toMatchObject({
      grant_type: "authorization_code",
      client_id: "1000.CLIENT",
      client_secret: secret,
      code: "1000.cc.cc",
      redirect_uri: REDIRECT,
    })
    const asked = window.opened[0]?.searchParams
    expect(Object.fromEntries(asked ?? [])).toMatchObject({
      response_type: "code",
      access_type: "offline",
      prompt: "consent",
      code_challenge_method: "S256",
    })
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url")
    expect(asked?.get("code_challenge")).toBe(challenge)
    expect(window.opened[0]?.href).not.toContain("secret")
  })

  it.each([
    ["a foreign accounts server", "&accounts-server=https://accounts.zoho.evil.example", "foreign-server"],
    ["two data centers", "&location=eu&accounts-server=https://accounts.zoho.com", "foreign-server"],
    ["no code", "", "wrong-shape"],
  ])("never sends the secret after a redirect with %s", async (_, tail, kind) => {
    const code = tail === "" ? "" : "code=1"
    const window = windowFor((url) => `${REDIRECT}?${state(url)}&${code}${tail}`)
    expect(await createCodeGrant(full, window).signIn()).toMatchObject({ ok: false, fault: { kind } })
  })

  it("requires its state", async () => {
    expect(
      await createCodeGrant(
        full,
        windowFor(() => `${REDIRECT}?code=1`),
      ).signIn(),
    ).toMatchObject({
      fault: { kind: "state-mismatch" },
    })
  })

  it("refuses a token answer with a foreign API host", async () => {
    for (const api_domain of ["https://www.zohoapis.evil.example", "https://www.zohoapis.com"]) {
      const window = windowFor(redirect, fakeFetch(json({ ...answer, api_domain })).fetch)
      expect(await createCodeGrant(full, window).signIn()).toMatchObject({
        fault: { kind: "foreign-server" },
      })
    }
  })

  it("renews at the account's data center and keeps the refresh token", async () => {
    const { fetch, requests } = fakeFetch(
      json({ access_token: "1000.new", api_domain: "https://www.zohoapis.eu", expires_in: 3600 }),
    )
    const account = { ...full, dataCenter: at("eu") }
    expect(await createCodeGrant(account, windowFor(redirect, fetch)).renew("1000.rr.rr")).toEqual({
      ok: true,
      value: { ...token, refreshToken: "1000.rr.rr", accessToken: "1000.new" },
    })
    expect(requests[0]?.url).toBe("https://accounts.zoho.eu/oauth/v2/token")
    expect(await requests[0]?.text()).toContain("grant_type=refresh_token")
  })

  it.each([
    [{ error: "invalid_code" }, "refresh-token-invalid"],
    [
      { error: "Access Denied", error_description: "You have made too many requests continuously." },
      "too-many-token-requests",
    ],
    [{ error: "invalid_client_secret" }, "invalid-client-secret"],
    [{ error: "invalid_code", access_token: "1000.aa.bb" }, "refresh-token-invalid"],
  ])("treats %j with HTTP 200 as a refusal", async (body, kind) => {
    const window = windowFor(redirect, fakeFetch(json(body)).fetch)
    expect(await createCodeGrant(full, window).renew("r")).toMatchObject({
      ok: false,
      fault: { kind },
    })
  })

  it("cannot renew without a refresh token", async () => {
    expect(await createCodeGrant(full, windowFor(redirect)).renew(undefined)).toMatchObject({
      fault: { kind: "sign-in-needed" },
    })
  })

  it.each([
    [{ expires_in: 3_600_000, expires_in_sec: 3000 }, 3_000_000],
    [{ expires_in: "1800" }, 1_800_000],
    [{ expires_in: 3_600_000 }, HOUR],
    [{}, HOUR],
  ])("limits %j to an hour", async (times, life) => {
    const body = { access_token: "1000.aa.bb", ...times }
    const result = await createCodeGrant(full, windowFor(redirect, fakeFetch(json(body)).fetch)).signIn()
    expect(result).toMatchObject({ ok: true, value: { expiresAt: NOW + life } })
  })
})

describe("the self client", () => {
  it("exchanges the pasted code at the chosen data center, without a window", async () => {
    const { fetch, requests } = fakeFetch(
      json({ access_token: "1000.aa.bb", refresh_token: "1000.rr", scope: "A.READ,B.READ" }),
    )
    vi.stubGlobal("fetch", fetch)
    const dataCenter = at("eu")
    const code = " 1000.cc \n"
    const grant = createSelfClientGrant({ ...request, dataCenter, clientSecret: secret, code, orgId: "1" })
    expect(await grant.signIn()).toEqual({
      ok: true,
      value: { ...token, scopes: ["A.READ", "B.READ"], refreshToken: "1000.rr" },
    })
    const form = Object.fromEntries(new URLSearchParams(await requests[0]?.text()))
    expect(form).toEqual({
      grant_type: "authorization_code",
      client_id: "1000.CLIENT",
      client_secret: secret,
      code: "1000.cc",
    })
  })
})

describe("revoking", () => {
  it("revokes the refresh token at the documented address", async () => {
    const { fetch, requests } = fakeFetch(json({ status: "success" }))
    vi.stubGlobal("fetch", fetch)
    const result = await revoke({ ...token, refreshToken: "1000.rr", clientId: "c" })
    expect(result).toEqual({ ok: true, value: null })
    expect(requests[0]?.url).toBe("https://accounts.zoho.eu/oauth/v2/token/revoke")
    expect(await requests[0]?.text()).toBe("token=1000.rr")
  })

  it("tries the newer address after the documented one", async () => {
    const { fetch, requests } = fakeFetch(json({}, 404), json({ status: "success" }))
    vi.stubGlobal("fetch", fetch)
    expect(await revoke({ ...token, clientId: "c", clientSecret: "s" })).toEqual({ ok: true, value: null })
    expect(requests[1]?.url).toBe("https://accounts.zoho.eu/oauth/v2/revoke/token")
    expect(requests[1]?.headers.get("authorization")).toBe(`Basic ${btoa("c:s")}`)
  })

  it("reports why if neither works", async () => {
    const fetch = vi.fn(() => Promise.reject(new TypeError("offline")))
    vi.stubGlobal("fetch", fetch)
    expect(await revoke({ ...token, clientId: "c" })).toMatchObject({
      ok: false,
      fault: { kind: "unreachable" },
    })
    expect(fetch).toHaveBeenCalledTimes(2)
  })
})
