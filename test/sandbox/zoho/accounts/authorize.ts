/** The consent page, its answer, and silent renewal. */
import { parameters, redirect, text, type ZohoRequest, type ZohoResponse } from "../http"
import type { Org, State } from "../state"
import { grant } from "./answer"
import { offeredOrg, readGrantRequest, type GrantRequest } from "./ask"
import { consentPage, errorPage, pageHeaders } from "./pages"

function page(status: number, html: string, formTargets: readonly string[] = []): ZohoResponse {
  const answer = text(status, "text/html;charset=UTF-8", html)
  return { ...answer, headers: { ...answer.headers, ...pageHeaders(formTargets) } }
}

function prepare(
  state: State,
  location: string,
  params: URLSearchParams,
): { ask: GrantRequest; org: Org } | ZohoResponse {
  const ask = readGrantRequest(state, location, params)
  if ("title" in ask) return page(400, errorPage(ask.title, ask.explanation))
  if (state.isWithoutCrm) return redirect(refusal(ask, "no_org"))
  const chosen = state.orgs.get(params.get("org") ?? "")
  const org = chosen ?? offeredOrg(state, location)
  if (!org) return page(400, errorPage("No Organization", "You are not part of any organization."))
  return { ask, org }
}

/** The consent page. Zoho shows it each time `/auth` is opened; only `/auth/refresh` can skip it. */
export function authorize(state: State, location: string, request: ZohoRequest): ZohoResponse {
  const prepared = prepare(state, location, request.query)
  if ("status" in prepared) return prepared
  const { ask, org } = prepared
  const html = consentPage(ask, org, [...state.orgs.values()], request.query)
  return page(200, html, ["'self'", new URL(ask.redirectUri).origin])
}

/** Handles the consent page's form. */
export function decide(state: State, location: string, request: ZohoRequest): ZohoResponse {
  const params = parameters(request)
  const prepared = prepare(state, location, params)
  if ("status" in prepared) return prepared
  const { ask, org } = prepared
  if (params.get("decision") !== "accept") return redirect(refusal(ask, "access_denied"))
  if (params.get("session") === "on") rememberSession(state, ask.client.clientId, ask.scopes, org)
  return grant(state, ask, org, params.get("session") === "on")
}

/** Since February 2025, a user without a CRM account is also redirected back, with `no_org`. */
function refusal(ask: GrantRequest, error: "access_denied" | "no_org"): string {
  const answer = new URLSearchParams({ error })
  if (ask.state !== null) answer.set("state", ask.state)
  return `${ask.redirectUri}${ask.responseType === "token" ? "#" : "?"}${answer}`
}

/** Returns a new implicit token by redirect if the user granted it for the session; otherwise the consent page. */
export function refreshSilently(state: State, location: string, request: ZohoRequest): ZohoResponse {
  const prepared = prepare(state, location, request.query)
  if ("status" in prepared) return prepared
  const { ask, org } = prepared
  const isGranted = (one: Org): boolean =>
    state.sessionGrants.has(sessionKey(ask.client.clientId, ask.scopes, one))
  const granted = [...state.orgs.values()].find(isGranted)
  if (!granted || state.settings.readings.silentGrant === "refused")
    return authorize(state, location, request)
  return grant(state, ask, isGranted(org) ? org : granted, true)
}

/** From now on, Zoho renews such tokens of this client without asking. */
export function rememberSession(state: State, clientId: string, scopes: readonly string[], org: Org): void {
  state.sessionGrants.add(sessionKey(clientId, scopes, org))
}

function sessionKey(clientId: string, scopes: readonly string[], { zgid }: Org): string {
  return `${clientId} ${zgid} ${[...scopes].sort().join(",")}`
}
