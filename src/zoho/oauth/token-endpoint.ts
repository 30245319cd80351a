/** Gets, renews and revokes tokens, and reads token answers. */
import * as v from "valibot"
import { exchange, type Exchanged, isFault } from "../api/exchange"
import {
  apiOrigin,
  dataCenterByAccountsOrigin,
  dataCenterByApiOrigin,
  dataCenterByLocation,
  type ZohoPlace,
} from "../data-centers"
import { classifyTokenAnswer } from "../errors/classify"
import { bag, failure, type ZohoFault, type ZohoResult } from "../errors/fault"
import { ACCESS_TOKEN_LIFE_MS } from "../limits"
import type { Token } from "./grant"

/** The client, scopes and place of a token request. */
export interface TokenRequest extends ZohoPlace {
  /** Client id and secret, as registered at Zoho's API console. */
  readonly clientId: string
  /** Undefined: a public client, which uses PKCE only. */
  readonly clientSecret: string | undefined
  readonly scopes: readonly string[]
}

/** Calls the token endpoint. Secrets are in the body, since addresses end up in logs. */
async function askForToken(
  request: TokenRequest,
  grantType: "authorization_code" | "refresh_token" | "client_credentials",
  params: Readonly<Record<string, string>>,
): Promise<ZohoResult<Token>> {
  const { location, accountsOrigin } = request.dataCenter
  const secret = request.clientSecret === undefined ? {} : { client_secret: request.clientSecret }
  const answer = await exchange({
    method: "POST",
    url: new URL("/oauth/v2/token", accountsOrigin),
    form: new URLSearchParams({ grant_type: grantType, client_id: request.clientId, ...secret, ...params }),
  })
  if (isFault(answer))
    return { ok: false, fault: { ...answer, details: { ...answer.details, at: location } } }
  const token = readTokenAnswer(answer, request, grantType === "refresh_token")
  // The data center that issued a token is known by now; an answer must not change it.
  return token.ok && token.value.location !== location ? failure("foreign-server") : token
}

/**
 * Exchanges an authorization code. https://www.zoho.com/accounts/protocol/oauth/web-apps/access-token.html
 * @param params the code and, except for self clients, its redirect address and verifier
 */
export function exchangeCode(
  request: TokenRequest,
  params: { readonly code: string; readonly redirect_uri?: string; readonly code_verifier?: string },
): Promise<ZohoResult<Token>> {
  return askForToken(request, "authorization_code", params)
}

/** Gets an access token by refresh token. https://www.zoho.com/accounts/protocol/oauth/web-apps/refresh-token.html */
export async function refresh(
  request: TokenRequest,
  refreshToken: string | undefined,
): Promise<ZohoResult<Token>> {
  if (refreshToken === undefined) return failure("sign-in-needed")
  const renewed = await askForToken(request, "refresh_token", { refresh_token: refreshToken })
  return renewed.ok ? { ...renewed, value: { refreshToken, ...renewed.value } } : renewed
}

/**
 * Gets a token for an org without a code and without the user, for a self client. There is no refresh token: when the
 * token ends, request another. https://www.zoho.com/accounts/protocol/oauth/self-client/client-credentials-flow.html
 * @param orgId digits (zgid)
 */
export function clientCredentials(request: TokenRequest, orgId: string): Promise<ZohoResult<Token>> {
  const params = { scope: request.scopes.join(","), soid: `ZohoCRM.${orgId}` }
  return askForToken(request, "client_credentials", params)
}

/** Visible ASCII only: the token becomes a header. */
const tokenText = v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,2048}$/))
const seconds = v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.finite(), v.minValue(1))

const tokenSchema = v.object({
  access_token: tokenText,
  refresh_token: v.optional(tokenText),
  expires_in: v.optional(seconds),
  expires_in_sec: v.optional(seconds),
  scope: v.optional(v.string()),
  api_domain: v.optional(v.string()),
  location: v.optional(v.string()),
  "accounts-server": v.optional(v.string()),
})

/**
 * Reads a token answer: the JSON of the token endpoint, or the parameters of an implicit redirect. Refuses the whole
 * answer if it names a server that is not on the allow-list.
 */
export function readTokenAnswer(
  { httpStatus, body }: Pick<Exchanged, "httpStatus" | "body">,
  request: ZohoPlace & Pick<TokenRequest, "scopes">,
  renewing = false,
): ZohoResult<Token> {
  const parsed = v.safeParse(tokenSchema, body)
  if ("error" in bag(body) || !parsed.success) {
    return { ok: false, fault: classifyTokenAnswer(httpStatus, body, renewing) }
  }
  const answer = parsed.output
  const servers = resolveServers(
    { location: answer.location, accountsServer: answer["accounts-server"], apiDomain: answer.api_domain },
    request,
  )
  if (!servers) return failure("foreign-server")
  const scopes = (answer.scope ?? "").split(/[\s,]+/).filter((each) => each !== "")
  return {
    ok: true,
    value: {
      accessToken: answer.access_token,
      expiresAt: Date.now() + lifeMs(answer),
      apiOrigin: servers.apiOrigin,
      location: servers.dataCenter.location,
      environment: servers.environment,
      scopes: scopes.length > 0 ? scopes : request.scopes,
      ...(answer.refresh_token !== undefined && { refreshToken: answer.refresh_token }),
    },
  }
}

/** At most Zoho's documented hour. Old answers have `expires_in` in milliseconds and `expires_in_sec` beside it. */
function lifeMs(answer: { expires_in?: number | undefined; expires_in_sec?: number | undefined }): number {
  const seconds = answer.expires_in_sec ?? answer.expires_in
  return seconds === undefined ? ACCESS_TOKEN_LIFE_MS : Math.min(seconds * 1000, ACCESS_TOKEN_LIFE_MS)
}

/** The servers that an answer names: `location`, `accounts-server`, `api_domain`. */
type NamedServers = Partial<Record<"location" | "accountsServer" | "apiDomain", string | undefined>>

export interface Servers extends ZohoPlace {
  readonly apiOrigin: string
}

/**
 * The servers that an answer names; undefined unless all are on the allow-list and in one data center. Zoho sends
 * users to their account's data center: https://www.zoho.com/accounts/protocol/oauth/multi-dc/client-authorization.html
 */
export function resolveServers(named: NamedServers, request: ZohoPlace): Servers | undefined {
  const api = named.apiDomain === undefined ? undefined : dataCenterByApiOrigin(named.apiDomain)
  const allNamed = [
    ...(named.location === undefined ? [] : [dataCenterByLocation(named.location)]),
    ...(named.accountsServer === undefined ? [] : [dataCenterByAccountsOrigin(named.accountsServer)]),
    ...(named.apiDomain === undefined ? [] : [api?.dataCenter]),
  ]
  const dataCenter = allNamed.length === 0 ? request.dataCenter : allNamed[0]
  if (!dataCenter || allNamed.some((each) => each !== dataCenter)) return undefined
  // A sandbox token works only at the sandbox's host, but not every answer shows the environment in api_domain.
  const environment = api && api.environment !== "production" ? api.environment : request.environment
  return { dataCenter, environment, apiOrigin: apiOrigin(dataCenter, environment) }
}

// Revoking a sign-in at Zoho.

interface RevokeRequest {
  readonly clientId: string
  readonly clientSecret?: string | undefined
  /** Zoho's short name of the data center. */
  readonly location: string
  readonly refreshToken?: string | undefined
  readonly accessToken?: string | undefined
}

/**
 * Revokes the refresh token at Zoho, which also ends its access tokens, or else the access token. Tries the documented
 * endpoint, then the one on a newer page: https://www.zoho.com/accounts/protocol/oauth/web-apps/revoke-tokens.html,
 * https://www.zoho.com/developer/oauth/revoke-oauth-token.html. Does nothing without tokens.
 */
export async function revoke(request: RevokeRequest): Promise<ZohoResult<null>> {
  const token = request.refreshToken ?? request.accessToken
  if (token === undefined) return { ok: true, value: null }
  const origin = dataCenterByLocation(request.location)?.accountsOrigin
  if (origin === undefined) return failure("foreign-server")
  const failed = await tryRevoke(new URL("/oauth/v2/token/revoke", origin), { token })
  if (!failed) return { ok: true, value: null }
  const hint = request.refreshToken === undefined ? "access_token" : "refresh_token"
  const headers = { authorization: `Basic ${btoa(`${request.clientId}:${request.clientSecret ?? ""}`)}` }
  const newer = new URL("/oauth/v2/revoke/token", origin)
  const failedAgain = await tryRevoke(newer, { token, token_type: hint }, headers)
  // The first fault explains more: the second endpoint may not exist.
  return failedAgain ? { ok: false, fault: failed } : { ok: true, value: null }
}

async function tryRevoke(
  url: URL,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<ZohoFault | undefined> {
  const answer = await exchange({ method: "POST", url, form: new URLSearchParams(form), headers })
  if (isFault(answer)) return answer
  const { httpStatus, body } = answer
  const done = httpStatus >= 200 && httpStatus < 300 && bag(body)["status"] === "success"
  return done ? undefined : classifyTokenAnswer(httpStatus, body, false)
}
