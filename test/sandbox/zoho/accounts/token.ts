/** The token endpoint. */
import { createHash } from "node:crypto"
import { json, parameters, type ZohoRequest, type ZohoResponse } from "../http"
import type { AccessToken, Client, GrantCode, Org, State } from "../state"
import { apiDomain } from "./answer"
import { clientAt } from "./ask"
import { makeAccessToken, makeRefreshToken, mayMint } from "./make"

/** Errors have HTTP status 200: https://github.com/Weble/ZohoBooksApi/issues/84 */
function failed(error: string): ZohoResponse {
  return json(200, { error })
}

function throttled(state: State): ZohoResponse {
  return json(state.settings.readings.throttleStatus, {
    error: "Access Denied",
    error_description: "You have made too many requests continuously. Please try again after some time.",
    status: "failure",
  })
}

/** POST /oauth/v2/token: exchanges a code or a refresh token for an access token, in the user's own data center. */
export function token(state: State, location: string, request: ZohoRequest): ZohoResponse {
  const params = parameters(request)
  const client = clientAt(state, location, params.get("client_id"))
  if (!client) return failed("invalid_client")
  if (client.type === "client-based") return failed("invalid_client")
  switch (params.get("grant_type")) {
    case "authorization_code":
      return fromCode(state, location, client, params)
    case "refresh_token":
      return fromRefreshToken(state, location, client, params)
    case "client_credentials":
      return fromCredentials(state, location, client, params)
    default:
      return failed("unsupported_grant_type")
  }
}

function orgAt(state: State, zgid: string, location: string): Org | undefined {
  const org = state.orgs.get(zgid)
  return org?.dataCenter === location ? org : undefined
}

function fromCode(state: State, location: string, client: Client, params: URLSearchParams): ZohoResponse {
  const code = state.codes.get(params.get("code") ?? "")
  if (!secretSuffices(state, client, code, params)) return failed("invalid_client_secret")
  const org = code && orgAt(state, code.orgZgid, location)
  if (!code || !org || !isGood(state, client, code)) return failed("invalid_code")
  if (code.redirectUri !== undefined && code.redirectUri !== params.get("redirect_uri")) {
    return failed("invalid_redirect_uri")
  }
  if (!verifies(code, params.get("code_verifier"))) return failed("invalid_code")
  code.used = true
  const refresh = code.offline ? makeRefreshToken(state, client.clientId, org, code.scopes) : undefined
  if (refresh) mayMint(state, refresh)
  const answer = granted(
    state,
    org,
    makeAccessToken(state, client.clientId, org, code.scopes, refresh?.token),
  )
  return json(200, refresh ? { ...answer, refresh_token: refresh.token } : answer)
}

function isGood(state: State, client: Client, code: GrantCode): boolean {
  return !code.used && code.clientId === client.clientId && code.expiresAt > state.clock.now()
}

function secretSuffices(
  state: State,
  client: Client,
  code: GrantCode | undefined,
  params: URLSearchParams,
): boolean {
  const byPkce = state.settings.readings.secretWithPkce === "optional" && code?.challenge !== undefined
  const sent = params.get("client_secret")
  return sent === client.clientSecret || (byPkce && sent === null)
}

function verifies(code: GrantCode, verifier: string | null): boolean {
  if (!code.challenge) return true
  if (verifier === null) return false
  if (code.challenge.method === "plain") return code.challenge.value === verifier
  return createHash("sha256").update(verifier).digest("base64url") === code.challenge.value
}

function fromRefreshToken(
  state: State,
  location: string,
  client: Client,
  params: URLSearchParams,
): ZohoResponse {
  const refresh = state.refreshTokens.get(params.get("refresh_token") ?? "")
  const withoutSecret = state.settings.readings.secretWithPkce === "optional" && !params.has("client_secret")
  if (params.get("client_secret") !== client.clientSecret && !withoutSecret)
    return failed("invalid_client_secret")
  const org = refresh && orgAt(state, refresh.orgZgid, location)
  if (!refresh || !org || refresh.clientId !== client.clientId) return failed("invalid_code")
  if (!mayMint(state, refresh)) return throttled(state)
  const made = makeAccessToken(state, client.clientId, org, refresh.scopes, refresh.token)
  return json(200, granted(state, org, made))
}

/** A token for a self client's org, without a code: https://www.zoho.com/accounts/protocol/oauth/self-client.html */
function fromCredentials(
  state: State,
  location: string,
  client: Client,
  params: URLSearchParams,
): ZohoResponse {
  const isGranted = client.type === "self" && state.settings.readings.clientCredentials === "granted"
  if (!isGranted) return failed("unsupported_grant_type")
  if (params.get("client_secret") !== client.clientSecret) return failed("invalid_client_secret")
  const [, zgid = ""] = /^ZohoCRM\.(\d+)$/.exec(params.get("soid") ?? "") ?? []
  const org = orgAt(state, zgid, location)
  if (!org) return failed("missing_org_info")
  const scopes = (params.get("scope") ?? "").split(",").filter((scope) => scope !== "")
  if (scopes.length === 0) return failed("invalid_scope")
  return json(200, granted(state, org, makeAccessToken(state, client.clientId, org, scopes, undefined)))
}

function granted(state: State, org: Org, made: AccessToken): object {
  return {
    access_token: made.token,
    scope: made.scopes.join(" "),
    api_domain: apiDomain(org),
    token_type: "Bearer",
    expires_in: state.settings.tokenLifetime,
  }
}
