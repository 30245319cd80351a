/** Access tokens and scopes. */
import { hostRole, type HostRole } from "../../hosts"
import type { ZohoRequest, ZohoResponse } from "../http"
import type { AccessToken, Org, State } from "../state"
import { failure } from "./errors"

export interface Caller {
  readonly org: Org
  readonly token: AccessToken
}

type ApiHost = Extract<HostRole, { kind: "api" }>

function tokenOf(state: State, request: ZohoRequest): AccessToken | undefined {
  const sent = /^Zoho-oauthtoken (\S+)$/.exec(request.headers["authorization"] ?? "")?.[1]
  return sent === undefined ? undefined : state.accessTokens.get(sent)
}

/** The org of an API request's token, even if the token has expired. */
export function orgOfRequest(state: State, request: ZohoRequest): Org | undefined {
  if (hostRole(request.host)?.kind !== "api") return undefined
  const token = tokenOf(state, request)
  return token && state.orgs.get(token.orgZgid)
}

/** The caller, or the refusal. Tokens are valid for one data center and one environment. */
export function authenticate(state: State, host: ApiHost, request: ZohoRequest): Caller | ZohoResponse {
  if (!request.headers["authorization"]) {
    return failure(401, "AUTHENTICATION_FAILURE", "Authentication failed")
  }
  const token = tokenOf(state, request)
  const org = token && state.orgs.get(token.orgZgid)
  const elsewhere = org && (org.dataCenter !== host.location || org.environment !== host.environment)
  if (!token || !org || elsewhere || token.expiresAt <= state.clock.now()) {
    const code = state.settings.readings.expiredTokenCode
    return failure(
      401,
      code,
      code === "AUTHENTICATION_FAILURE" ? "Authentication failed" : "invalid oauth token",
    )
  }
  return { org, token }
}

/**
 * Whether the granted scopes cover `needed`: `ZohoCRM.settings.tags.READ` is in `…tags.ALL`, `ZohoCRM.settings.ALL`, …
 */
export function covers(granted: readonly string[], needed: string): boolean {
  const parts = needed.toLowerCase().split(".")
  const operation = parts.at(-1) ?? ""
  const sufficient = new Set([needed.toLowerCase()])
  for (let length = parts.length - 1; length >= 2; length--) {
    const group = parts.slice(0, length).join(".")
    sufficient.add(`${group}.all`)
    sufficient.add(`${group}.${operation}`)
  }
  return granted.some((scope) => sufficient.has(scope.toLowerCase()))
}

export function scopeMismatch(state: State, request: ZohoRequest): ZohoResponse {
  const status = state.settings.readings.scopeMismatchStatus
  return failure(status, "OAUTH_SCOPE_MISMATCH", "invalid oauth scope to access this URL", {
    method: request.method,
    url: request.path,
  })
}
