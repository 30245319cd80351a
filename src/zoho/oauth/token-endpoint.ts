/** Getting, renewing and revoking tokens, and reading the answer. */
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

/** What a token is asked for, and where. */
export interface TokenRequest extends ZohoPlace {
  /** Client id and secret, as registered at Zoho's API console. */
  readonly clientId: string
  /** Undefined: a public client, which has PKCE alone. */
  readonly clientSecret: string | undefined
  readonly scopes: readonly string[]
}

/** Asks the token endpoint. Secrets travel in the body: addresses end up in logs. */
async function askForToken(
  asked: TokenRequest,
  grantType: "authorization_code" | "refresh_token" | "client_credentials",
  params: Readonly<Record<string, string>>,
): Promise<ZohoResult<Token>> {
  const { location, accountsOrigin } = asked.dataCenter
  const secret = asked.clientSecret === undefined ? {} : { client_secret: asked.clientSecret }
  const answer = await exchange({
    method: "POST",
    url: new URL("/oauth/v2/token", accountsOrigin),
    form: new URLSearchParams({ grant_type: grantType, client_id: asked.clientId, ...secret, ...params }),
  })
  if (isFault(answer))
    return { ok: false, fault: { ...answer, details: { ...answer.details, at: location } } }
  const token = readTokenAnswer(answer, asked, grantType === "refresh_token")
  // The data center that issued a token is settled by then; an answer may not move it.
  return token.ok && token.value.location !== location ? failure("foreign-server") : token
}

/**
 * Exchanges an authorization code. https://www.zoho.com/accounts/protocol/oauth/web-apps/access-token.html
 * @param params the code; but for self clients also the redirect address and the verifier that belong to it
 */
export function exchangeCode(
  asked: TokenRequest,
  params: { readonly code: string; readonly redirect_uri?: string; readonly code_verifier?: string },
): Promise<ZohoResult<Token>> {
  return askForToken(asked, "authorization_code", params)
}

/** A new access token by refresh token. https://www.zoho.com/accounts/protocol/oauth/web-apps/refresh-token.html */
export async function refresh(
  asked: TokenRequest,
  refreshToken: string | undefined,
): Promise<ZohoResult<Token>> {
  if (refreshToken === undefined) return failure("sign-in-needed")
  const renewed = await askForToken(asked, "refresh_token", { refresh_token: refreshToken })
  return renewed.ok ? { ...renewed, value: { refreshToken, ...renewed.value } } : renewed
}

/**
 * A token for an org without a code and without the user, for a self client. Gives no refresh token: it is asked for
 * again when it ends. https://www.zoho.com/accounts/protocol/oauth/self-client/client-credentials-flow.html
 * @param orgId digits (zgid)
 */
export function clientCredentials(asked: TokenRequest, orgId: string): Promise<ZohoResult<Token>> {
  const params = { scope: asked.scopes.join(","), soid: `ZohoCRM.${orgId}` }
  return askForToken(asked, "client_credentials", params)
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
 * Reads a token answer: the JSON of the token endpoint, or the parameters of an implicit redirect. One that names a server
 * that is not on the allow-list is refused as a whole.
 */
export function readTokenAnswer(
  { httpStatus, body }: Pick<Exchanged, "httpStatus" | "body">,
  asked: ZohoPlace & Pick<TokenRequest, "scopes">,
  renewing = false,
): ZohoResult<Token> {
  const parsed = v.safeParse(tokenSchema, body)
  if ("error" in bag(body) || !parsed.success) {
    return { ok: false, fault: classifyTokenAnswer(httpStatus, body, renewing) }
  }
  const of = parsed.output
  const servers = resolveServers(
    { location: of.location, accountsServer: of["accounts-server"], apiDomain: of.api_domain },
    asked,
  )
  if (!servers) return failure("foreign-server")
  const scopes = (of.scope ?? "").split(/[\s,]+/).filter((each) => each !== "")
  return {
    ok: true,
    value: {
      accessToken: of.access_token,
      expiresAt: Date.now() + lifeMs(of),
      apiOrigin: servers.apiOrigin,
      location: servers.dataCenter.location,
      environment: servers.environment,
      scopes: scopes.length > 0 ? scopes : asked.scopes,
      ...(of.refresh_token !== undefined && { refreshToken: of.refresh_token }),
    },
  }
}

/** Never longer than Zoho's documented hour; old answers give `expires_in` in milliseconds beside `expires_in_sec`. */
function lifeMs(of: { expires_in?: number | undefined; expires_in_sec?: number | undefined }): number {
  const seconds = of.expires_in_sec ?? of.expires_in
  return seconds === undefined ? ACCESS_TOKEN_LIFE_MS : Math.min(seconds * 1000, ACCESS_TOKEN_LIFE_MS)
}

/** As an answer names them: `location`, `accounts-server`, `api_domain`. */
type NamedServers = Partial<Record<"location" | "accountsServer" | "apiDomain", string | undefined>>

export interface Servers extends ZohoPlace {
  readonly apiOrigin: string
}

/**
 * The servers that an answer names, if all are on the allow-list and of one data center; else undefined. Zoho sends users
 * on to the data center of their account: https://www.zoho.com/accounts/protocol/oauth/multi-dc/client-authorization.html
 */
export function resolveServers(named: NamedServers, asked: ZohoPlace): Servers | undefined {
  const api = named.apiDomain === undefined ? undefined : dataCenterByApiOrigin(named.apiDomain)
  const allNamed = [
    ...(named.location === undefined ? [] : [dataCenterByLocation(named.location)]),
    ...(named.accountsServer === undefined ? [] : [dataCenterByAccountsOrigin(named.accountsServer)]),
    ...(named.apiDomain === undefined ? [] : [api?.dataCenter]),
  ]
  const dataCenter = allNamed.length === 0 ? asked.dataCenter : allNamed[0]
  if (!dataCenter || allNamed.some((each) => each !== dataCenter)) return undefined
  // A sandbox token works at the sandbox's host only, but not every answer tells the two apart by api_domain.
  const environment = api && api.environment !== "production" ? api.environment : asked.environment
  return { dataCenter, environment, apiOrigin: apiOrigin(dataCenter, environment) }
}

// Ending a sign-in at Zoho.

interface Revoked {
  readonly clientId: string
  readonly clientSecret?: string | undefined
  /** Zoho's short name of the data center. */
  readonly location: string
  readonly refreshToken?: string | undefined
  readonly accessToken?: string | undefined
}

/**
 * Ends a connection at Zoho: revokes the refresh token, which ends its access tokens as well, or else the access token.
 * First at the documented endpoint, then at the one that a newer page names:
 * https://www.zoho.com/accounts/protocol/oauth/web-apps/revoke-tokens.html,
 * https://www.zoho.com/developer/oauth/revoke-oauth-token.html. Without tokens there is nothing to end.
 */
export async function revoke(of: Revoked): Promise<ZohoResult<null>> {
  const token = of.refreshToken ?? of.accessToken
  if (token === undefined) return { ok: true, value: null }
  const origin = dataCenterByLocation(of.location)?.accountsOrigin
  if (origin === undefined) return failure("foreign-server")
  const failed = await attempt(new URL("/oauth/v2/token/revoke", origin), { token })
  if (!failed) return { ok: true, value: null }
  const hint = of.refreshToken === undefined ? "access_token" : "refresh_token"
  const headers = { authorization: `Basic ${btoa(`${of.clientId}:${of.clientSecret ?? ""}`)}` }
  const newer = new URL("/oauth/v2/revoke/token", origin)
  const failedAgain = await attempt(newer, { token, token_type: hint }, headers)
  // The first one's explanation: the second endpoint may simply not be there.
  return failedAgain ? { ok: false, fault: failed } : { ok: true, value: null }
}

async function attempt(
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
