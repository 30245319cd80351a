/** The sandbox's sign-in pages and tokens are as strict as Zoho's. */
import { createHash } from "node:crypto"
import { beforeEach, describe, expect, it } from "vitest"
import { createZoho, request, type Client, type SeededOrg, type Zoho, type ZohoResponse } from "../sandbox"

const redirectUri = "https://abc.chromiumapp.org/"
const scope = "ZohoCRM.settings.tags.READ,ZohoCRM.settings.modules.READ"
const minute = 60_000

let now: number
let zoho: Zoho
let org: SeededOrg
let implicit: Client
let server: Client

beforeEach(() => {
  now = Date.UTC(2026, 10, 24)
  zoho = createZoho({ clock: { now: () => now } })
  org = zoho.seedOrg({ name: 'Acme "A" <GmbH>', dataCenter: "eu", tags: { Leads: [{ name: "a" }] } })
  const common = { redirectUris: [redirectUri], javascriptDomains: ["https://abc.chromiumapp.org"] }
  implicit = zoho.registerClient({ type: "client-based", ...common })
  server = zoho.registerClient({ type: "server-based", ...common })
})

function authParams(client: Client, more: Record<string, string> = {}): Record<string, string> {
  const response_type = client.type === "client-based" ? "token" : "code"
  return {
    response_type,
    client_id: client.clientId,
    scope,
    redirect_uri: redirectUri,
    state: "s 1",
    ...more,
  }
}

function get(path: string, params: Record<string, string>, host = "accounts.zoho.com"): ZohoResponse {
  return zoho.handle(request("GET", `https://${host}${path}?${new URLSearchParams(params)}`))
}

function post(path: string, params: Record<string, string>, host = "accounts.zoho.eu"): ZohoResponse {
  const headers = { "content-type": "application/x-www-form-urlencoded" }
  return zoho.handle(
    request("POST", `https://${host}${path}`, { headers, body: String(new URLSearchParams(params)) }),
  )
}

function decide(params: Record<string, string>, decision = "accept"): URL {
  const answer = post("/oauth/v2/auth/decision", { ...params, decision }, "accounts.zoho.com")
  return new URL(answer.headers["location"] ?? "about:blank#no-redirect")
}

function fragment(address: URL): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(address.hash.slice(1)))
}

function listStatus(token: string | undefined, host = "www.zohoapis.eu"): number {
  const headers = { authorization: `Zoho-oauthtoken ${token}` }
  return zoho.handle(request("GET", `https://${host}/crm/v7/settings/tags?module=Leads`, { headers })).status
}

describe("the consent page", () => {
  it("shows client, scopes and org as text, under a strict policy", () => {
    const page = get("/oauth/v2/auth", authParams(implicit))
    expect(page.status).toBe(200)
    expect(page.body).toContain("Acme &quot;A&quot; &lt;GmbH&gt;")
    expect(page.body).toContain("ZohoCRM.settings.tags.READ")
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'")
    expect(page.headers["content-security-policy"]).toContain(
      "form-action 'self' https://abc.chromiumapp.org",
    )
  })

  it.each([
    ["client", { client_id: "1000.X" }, "Client ID passed does not exist"],
    ["redirect", { redirect_uri: "https://evil.example/" }, "Redirect URI passed does not match"],
    ["response type", { response_type: "id" }, "response type"],
    ["scope", { scope: "everything" }, "Scope does not exist"],
  ])("is an error page for a wrong %s, and sends nothing back", (_what, wrong, explanation) => {
    const page = get("/oauth/v2/auth", authParams(implicit, wrong))
    expect([page.status, page.headers["location"]]).toEqual([400, undefined])
    expect(page.body).toContain(explanation)
  })

  it("requires the registered JavaScript domain, and a client-based client for a token", () => {
    const bare = zoho.registerClient({ redirectUris: [redirectUri] })
    expect(get("/oauth/v2/auth", authParams(bare)).body).toContain("JavaScript domain does not match")
    expect(get("/oauth/v2/auth", authParams(server, { response_type: "token" })).status).toBe(400)
  })

  it("offers every org, with the signed-in one first", () => {
    const second = zoho.seedOrg({ name: "Second", dataCenter: "in", environment: "sandbox" })
    zoho.signIn(second.zgid)
    expect(get("/oauth/v2/auth", authParams(implicit)).body).toContain(
      `<option value="${second.zgid}" selected>`,
    )
    expect(fragment(decide({ ...authParams(implicit), org: second.zgid }))["api_domain"]).toBe(
      "https://sandbox.zohoapis.in",
    )
  })
})

describe("the implicit grant", () => {
  it("answers in the fragment with the user's own data center and the state", () => {
    const answer = fragment(decide({ ...authParams(implicit), session: "on" }))
    expect(answer).toMatchObject({
      expires_in: "3600",
      location: "eu",
      api_domain: "https://www.zohoapis.eu",
      granted_for_session: "true",
      state: "s 1",
    })
    expect(listStatus(answer["access_token"])).toBe(200)
    expect(listStatus(answer["access_token"], "www.zohoapis.com")).toBe(401)
  })

  it("can omit what Zoho's documents leave open", () => {
    zoho.setReadings({
      implicitState: "dropped",
      implicitFragment: "leading-ampersand",
      implicitDomain: "none",
      accountsServer: "absent",
    })
    const address = decide(authParams(implicit))
    expect(address.hash).toMatch(/^#&access_token=/)
    expect(Object.keys(fragment(address)).sort()).toEqual(["access_token", "expires_in"])
  })

  it("reports a refusal", () => {
    expect(fragment(decide(authParams(implicit), "reject"))).toEqual({ error: "access_denied", state: "s 1" })
  })

  it("is renewed by redirect only if granted for the session", () => {
    expect(get("/oauth/v2/auth/refresh", authParams(implicit)).status).toBe(200)
    decide({ ...authParams(implicit), session: "on" })
    const renewed = get("/oauth/v2/auth/refresh", authParams(implicit))
    expect(listStatus(fragment(new URL(renewed.headers["location"] ?? ""))["access_token"])).toBe(200)
    expect(
      get("/oauth/v2/auth/refresh", authParams(implicit, { scope: "ZohoCRM.settings.ALL" })).status,
    ).toBe(200)
    zoho.revokeAll()
    expect(get("/oauth/v2/auth/refresh", authParams(implicit)).status).toBe(200)
  })
})

function obtainCode(more: Record<string, string> = {}): string {
  return decide(authParams(server, { access_type: "offline", ...more })).searchParams.get("code") ?? ""
}

function exchange(code: string, more: Record<string, string> = {}, host?: string): Record<string, string> {
  const { clientId, clientSecret } = server
  const params = {
    grant_type: "authorization_code",
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uri: redirectUri,
    code,
    ...more,
  }
  const answer = post("/oauth/v2/token", params, host)
  return { http: String(answer.status), ...(JSON.parse(answer.body) as object) }
}

function renew(refresh_token: string | undefined, more: Record<string, string> = {}): Record<string, string> {
  return exchange("", { grant_type: "refresh_token", refresh_token: refresh_token ?? "", ...more })
}

describe("the code grant", () => {
  it("names the accounts server, where the code is valid once, for two minutes", () => {
    const address = decide(authParams(server, { access_type: "offline" }))
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      location: "eu",
      "accounts-server": "https://accounts.zoho.eu",
      state: "s 1",
    })
    const code = address.searchParams.get("code") ?? ""
    expect(exchange(code, {}, "accounts.zoho.com")).toMatchObject({ http: "200", error: "invalid_code" })
    expect(exchange(code)).toMatchObject({ api_domain: "https://www.zohoapis.eu", token_type: "Bearer" })
    expect(exchange(code)["error"]).toBe("invalid_code")
    const late = obtainCode()
    now += 2 * minute
    expect(exchange(late)["error"]).toBe("invalid_code")
  })

  it.each([
    ["invalid_client", { client_id: "1000.X" }],
    ["invalid_client_secret", { client_secret: "wrong" }],
    ["invalid_redirect_uri", { redirect_uri: "https://other.example/" }],
    ["unsupported_grant_type", { grant_type: "password" }],
  ])("answers %s with HTTP 200", (error, wrong) => {
    expect(exchange(obtainCode(), wrong)).toEqual({ http: "200", error })
  })

  it("checks the PKCE verifier", () => {
    const verifier = "v".repeat(43)
    const challenge = createHash("sha256").update(verifier).digest("base64url")
    const pkce = { code_challenge: challenge, code_challenge_method: "S256" }
    expect(exchange(obtainCode(pkce))["error"]).toBe("invalid_code")
    expect(exchange(obtainCode(pkce), { code_verifier: "w".repeat(43) })["error"]).toBe("invalid_code")
    expect(exchange(obtainCode(pkce), { code_verifier: verifier })["access_token"]).toMatch(/^1000\./)
  })

  it("issues a refresh token only for offline access", () => {
    expect(exchange(obtainCode({ access_type: "online" }))["refresh_token"]).toBeUndefined()
    expect(exchange(obtainCode())["refresh_token"]).toMatch(/^1000\./)
  })

  it("renews without a new refresh token, ten times in ten minutes", () => {
    const refresh = exchange(obtainCode())["refresh_token"]
    const renewed = Array.from({ length: 9 }, () => renew(refresh))
    expect(renewed.every((one) => one["access_token"] && !one["refresh_token"])).toBe(true)
    expect(renew(refresh)).toMatchObject({ http: "400", error: "Access Denied" })
    now += 10 * minute
    expect(listStatus(renew(refresh)["access_token"])).toBe(200)
    expect(renew("1000.not.known")["error"]).toBe("invalid_code")
  })

  it("keeps fifteen access tokens per refresh token", () => {
    const first = exchange(obtainCode())
    for (let made = 1; made < 15; made++) {
      now += 2 * minute
      renew(first["refresh_token"])
    }
    expect(listStatus(first["access_token"])).toBe(200)
    now += 2 * minute
    renew(first["refresh_token"])
    expect(listStatus(first["access_token"])).toBe(401)
  })

  it("keeps twenty refresh tokens per user and client", () => {
    const tokens = Array.from({ length: 21 }, () => {
      now += 2 * minute
      return exchange(obtainCode())["refresh_token"]
    })
    expect(renew(tokens[0])["error"]).toBe("invalid_code")
    expect(renew(tokens[1])["access_token"]).toMatch(/^1000\./)
  })

  it("issues ten codes in ten minutes", () => {
    const codes = Array.from({ length: 11 }, () => obtainCode())
    expect(codes.filter((code) => code !== "")).toHaveLength(10)
  })
})

describe("tokens", () => {
  it("last an hour, or as long as configured", () => {
    const token = fragment(decide(authParams(implicit)))["access_token"]
    now += 60 * minute - 1
    expect(listStatus(token)).toBe(200)
    now += 1
    expect(listStatus(token)).toBe(401)
    zoho.setTokenLifetime(10)
    const short = fragment(decide(authParams(implicit)))
    expect(short["expires_in"]).toBe("10")
    zoho.expireTokens()
    expect(listStatus(short["access_token"])).toBe(401)
  })

  it.each(["/oauth/v2/token/revoke", "/oauth/v2/revoke/token"])("are revoked at %s", (path) => {
    const made = exchange(obtainCode())
    expect(post(path, { token: made["refresh_token"] ?? "" }).body).toBe('{"status":"success"}')
    expect(listStatus(made["access_token"])).toBe(401)
    expect(renew(made["refresh_token"])["error"]).toBe("invalid_code")
    expect(post(path, { token: "1000.x" }).status).toBe(400)
  })

  it("are issued for a self client's code", () => {
    const self = zoho.registerClient({ type: "self" })
    const code = zoho.issueSelfClientCode({
      zgid: org.zgid,
      clientId: self.clientId,
      scopes: scope.split(","),
    })
    const secret = { client_id: self.clientId, client_secret: self.clientSecret }
    now += 3 * minute - 1
    const answer = exchange(code, secret)
    expect(answer["refresh_token"]).toMatch(/^1000\./)
    expect(listStatus(answer["access_token"])).toBe(200)
  })
})
