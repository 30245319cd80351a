/** The REST API. */
import type { HostRole } from "../../hosts"
import type { ZohoRequest, ZohoResponse } from "../http"
import type { State } from "../state"
import { authenticate, covers, scopeMismatch } from "./authenticate"
import { allowOrigin, preflight, refusedOrigin } from "./cors"
import { failure } from "./errors"
import { settleJobs } from "./jobs"
import { creditHeaders, spend } from "./limits"
import type { Route } from "./route"
import { routes } from "./routes"

type ApiHost = Extract<HostRole, { kind: "api" }>

interface Found {
  readonly route: Route
  readonly params: readonly string[]
}

/**
 * Answers a REST API call. Checks URL, method, token, scope and limits, in this order, before the endpoint's handler.
 */
export function api(state: State, host: ApiHost, request: ZohoRequest): ZohoResponse {
  if (request.method === "OPTIONS") return preflight(state, request)
  const found = findRoute(state, request)
  if ("status" in found) return found
  const caller = authenticate(state, host, request)
  if ("status" in caller) return caller
  const { org, token } = caller
  const refused = refusedOrigin(state, request)
  if (refused) return refused
  if (!found.route.scopes(state, found.params).some((scope) => covers(token.scopes, scope))) {
    return scopeMismatch(state, request)
  }
  const limited = spend(org, found.route.credits?.(request) ?? 1, state.clock.now())
  if (limited) return { ...limited, headers: { ...limited.headers, ...creditHeaders(org) } }
  settleJobs(state, org)
  const { route, params } = found
  const response = route.handle({ state, org, request, params, grantedScopes: token.scopes })
  const client = state.clients.get(token.clientId)
  return {
    ...response,
    headers: { ...response.headers, ...creditHeaders(org), ...allowOrigin(client, request) },
  }
}

function findRoute(state: State, request: ZohoRequest): Found | ZohoResponse {
  const [, version, rest] = /^\/crm\/v(\d+(?:\.\d+)?)\/(.+)$/.exec(request.path) ?? []
  const unknown = failure(
    404,
    "INVALID_URL_PATTERN",
    "Please check if the URL trying to access is a correct one",
  )
  if (version === undefined || rest === undefined || Number(version) > 8) return unknown
  const fitting = routes.filter((route) => route.path.test(rest))
  if (fitting.length === 0) return unknown
  const route = fitting.find((one) => one.method === request.method)
  if (!route) {
    const status = state.settings.readings.wrongMethodStatus
    return failure(status, "INVALID_REQUEST_METHOD", "The http request method type is not a valid one")
  }
  if (Number(version) < (route.since ?? 2)) {
    const details = { supported_version: route.since }
    return failure(400, "API_NOT_SUPPORTED", "the requested api is not supported in this version", details)
  }
  return { route, params: (route.path.exec(rest) ?? []).slice(1) }
}
