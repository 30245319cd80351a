/** Produces every answer of the accounts server: tokens, revocation, and the redirects after sign-in. */
import { createZoho, request, type Client, type Zoho, type ZohoResponse } from "../../sandbox"
import { judgeAccounts, type Verdict } from "../judge"

const REDIRECT = "https://abc.chromiumapp.org/"
const SCOPE = "ZohoCRM.settings.tags.READ"

/** @returns the judge's verdict on each answer */
export function playAccounts(): Verdict[] {
  const zoho = createZoho()
  const { zgid } = zoho.seedOrg()
  return [...tokens(zoho, zgid), ...redirects(zoho)]
}

function post(zoho: Zoho, path: string, fields: Record<string, string>): ZohoResponse {
  const headers = { "content-type": "application/x-www-form-urlencoded" }
  const body = String(new URLSearchParams(fields))
  return zoho.handle(request("POST", `https://accounts.zoho.com${path}`, { headers, body }))
}

function tokens(zoho: Zoho, zgid: string): Verdict[] {
  const verdicts: Verdict[] = []
  const ask = (call: string, path: string, fields: Record<string, string>): Record<string, string> => {
    const { status, body } = post(zoho, path, fields)
    const parsed: unknown = JSON.parse(body)
    verdicts.push(judgeAccounts(call, status, parsed))
    return parsed as Record<string, string>
  }
  const { clientId, clientSecret } = zoho.registerClient({ type: "self" })
  const client = { client_id: clientId, client_secret: clientSecret }
  const code = (): string => zoho.issueSelfClientCode({ zgid, clientId, scopes: [SCOPE] })
  const exchange = (fields: Record<string, string>): Record<string, string> =>
    ask("exchange a code", "/oauth/v2/token", { grant_type: "authorization_code", ...client, ...fields })
  const renew = (fields: Record<string, string>): Record<string, string> =>
    ask("renew a token", "/oauth/v2/token", { grant_type: "refresh_token", ...client, ...fields })

  const first = code()
  const { refresh_token = "" } = exchange({ code: first })
  exchange({ code: first })
  exchange({ code: code(), client_id: "1000.none" })
  exchange({ code: code(), client_secret: "wrong" })
  renew({ refresh_token: "1000.none" })
  renew({ refresh_token, client_id: "1000.none" })
  renew({ refresh_token, client_secret: "wrong" })
  for (let count = 0; count < 10; count++) renew({ refresh_token })
  for (const throttleStatus of [400, 200] as const) {
    zoho.setReadings({ throttleStatus })
    renew({ refresh_token })
  }
  for (const path of ["/oauth/v2/token/revoke", "/oauth/v2/revoke/token"]) {
    const { access_token = "" } = exchange({ code: code() })
    ask("revoke a token", path, { token: access_token })
    ask("revoke a token", path, { token: access_token })
  }
  return verdicts
}

function redirects(zoho: Zoho): Verdict[] {
  const verdicts: Verdict[] = []
  const register = (type: Client["type"]): Client =>
    zoho.registerClient({ type, redirectUris: [REDIRECT], javascriptDomains: [new URL(REDIRECT).origin] })
  const [implicit, server] = [register("client-based"), register("server-based")]
  const decide = (what: "token" | "code", fields: Record<string, string> = {}): Record<string, string> => {
    const { clientId } = what === "token" ? implicit : server
    const { status, headers } = post(zoho, "/oauth/v2/auth/decision", {
      ...{ client_id: clientId, response_type: what, scope: SCOPE, redirect_uri: REDIRECT, state: "s" },
      ...{ decision: "accept", access_type: "offline", ...fields },
    })
    const { hash, search } = new URL(headers["location"] ?? "about:blank")
    const parameters = Object.fromEntries(new URLSearchParams((hash || search).slice(1)))
    verdicts.push(judgeAccounts(`redirect with a ${what}`, status, parameters))
    return parameters
  }
  for (const what of ["token", "code"] as const) {
    decide(what)
    decide(what, { session: "on" })
    decide(what, { decision: "reject" })
  }
  const { code = "" } = decide("code")
  const { status, body } = post(zoho, "/oauth/v2/token", {
    ...{ grant_type: "authorization_code", code, redirect_uri: "https://elsewhere.example/" },
    ...{ client_id: server.clientId, client_secret: server.clientSecret },
  })
  verdicts.push(judgeAccounts("exchange a code", status, JSON.parse(body)))
  for (const readings of [
    { implicitState: "dropped" },
    { implicitFragment: "leading-ampersand" },
    { implicitDomain: "location" },
    { implicitDomain: "none" },
    { accountsServer: "absent" },
  ] as const) {
    zoho.setReadings(readings)
    for (const what of ["token", "code"] as const) decide(what)
  }
  zoho.signInWithoutCrm()
  for (const what of ["token", "code"] as const) decide(what)
  return verdicts
}
