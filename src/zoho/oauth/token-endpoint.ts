/** Getting, renewing and revoking tokens, and reading the answer. */
import * as v from "valibot"
import { exchange, type ExchangeRequest, type Fetch, isFault } from "../api/exchange"
import {
  apiOrigin,
  type DataCenter,
  dataCenterByAccountsOrigin,
  dataCenterByApiOrigin,
  dataCenterByLocation,
  type Environment,
} from "../data-centers"
import { classifyTokenAnswer } from "../errors/classify"
import { bag, fault, type ZohoFault, type ZohoResult } from "../errors/fault"
import { ACCESS_TOKEN_LIFE_MS } from "../limits"
import type { GrantPorts, Token } from "./grant"

/** Client id and secret, as registered at Zoho's API console. */
export interface ClientCredentials {
  readonly clientId: string
  /** Undefined: a public client. */
  readonly clientSecret: string | undefined
}

const credentials = ({ clientId, clientSecret }: ClientCredentials): Record<string, string> => ({
  client_id: clientId,
  ...(clientSecret !== undefined && { client_secret: clientSecret }),
})

interface TokenCall {
  readonly asked: AskedServers
  readonly scopes: readonly string[]
  readonly params: Readonly<Record<string, string>>
  readonly renewing: boolean
}

/** Asks the token endpoint. Secrets travel in the body: addresses end up in logs. */
async function askForToken(call: TokenCall, ports: GrantPorts): Promise<ZohoResult<Token>> {
  const answer = await exchange({
    method: "POST",
    url: new URL("/oauth/v2/token", call.asked.dataCenter.accountsOrigin),
    form: new URLSearchParams(call.params),
    ...(ports.fetch !== undefined && { fetch: ports.fetch }),
  })
  if (isFault(answer)) {
    const details = { ...answer.details, at: call.asked.dataCenter.location }
    return { ok: false, fault: { ...answer, details } }
  }
  const { httpStatus, body } = answer
  const { asked, scopes, renewing } = call
  const token = readTokenAnswer({ httpStatus, body, renewing }, { asked, scopes, now: ports.now() })
  // The data center that issued a token is settled by then; an answer may not move it.
  if (token.ok && token.value.location !== asked.dataCenter.location) {
    return { ok: false, fault: fault("foreign-server") }
  }
  return token
}

/** Exchanges an authorization code. https://www.zoho.com/accounts/protocol/oauth/web-apps/access-token.html */
export function exchangeCode(
  input: ClientCredentials & {
    readonly code: string
    readonly asked: AskedServers
    readonly scopes: readonly string[]
    /** Not of a self client. */
    readonly redirectUri?: string
    readonly codeVerifier?: string
  },
  ports: GrantPorts,
): Promise<ZohoResult<Token>> {
  const params = {
    grant_type: "authorization_code",
    ...credentials(input),
    code: input.code,
    ...(input.redirectUri !== undefined && { redirect_uri: input.redirectUri }),
    ...(input.codeVerifier !== undefined && { code_verifier: input.codeVerifier }),
  }
  return askForToken({ asked: input.asked, scopes: input.scopes, params, renewing: false }, ports)
}

/** A new access token by refresh token. https://www.zoho.com/accounts/protocol/oauth/web-apps/refresh-token.html */
export async function refresh(
  token: Token,
  client: ClientCredentials,
  ports: GrantPorts,
): Promise<ZohoResult<Token>> {
  const dataCenter = dataCenterByLocation(token.location)
  const { refreshToken } = token
  if (refreshToken === undefined || !dataCenter) return { ok: false, fault: fault("sign-in-needed") }
  const params = { grant_type: "refresh_token", ...credentials(client), refresh_token: refreshToken }
  const asked = { dataCenter, environment: token.environment }
  const renewed = await askForToken({ asked, scopes: token.scopes, params, renewing: true }, ports)
  return renewed.ok ? { ...renewed, value: { refreshToken, ...renewed.value } } : renewed
}

/**
 * A token for an org without a code and without a person, for a self client. Gives no refresh token: it is asked for
 * again when it ends. https://www.zoho.com/accounts/protocol/oauth/self-client/client-credentials-flow.html
 */
export function clientCredentials(
  input: ClientCredentials & {
    readonly asked: AskedServers
    readonly scopes: readonly string[]
    /** Digits (zgid). */
    readonly orgId: string
  },
  ports: GrantPorts,
): Promise<ZohoResult<Token>> {
  const params = {
    grant_type: "client_credentials",
    ...credentials(input),
    scope: input.scopes.join(","),
    soid: `ZohoCRM.${input.orgId}`,
  }
  return askForToken({ asked: input.asked, scopes: input.scopes, params, renewing: false }, ports)
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
  { httpStatus, body, renewing = false }: { httpStatus: number; body: unknown; renewing?: boolean },
  context: { readonly asked: AskedServers; readonly scopes: readonly string[]; readonly now: number },
): ZohoResult<Token> {
  const parsed = v.safeParse(tokenSchema, body)
  if ("error" in bag(body) || !parsed.success) {
    return { ok: false, fault: classifyTokenAnswer(httpStatus, body, renewing) }
  }
  const of = parsed.output
  const servers = resolveServers(
    { location: of.location, accountsServer: of["accounts-server"], apiDomain: of.api_domain },
    context.asked,
  )
  if (!servers) return { ok: false, fault: fault("foreign-server") }
  const scopes = (of.scope ?? "").split(/[\s,]+/).filter((each) => each !== "")
  return {
    ok: true,
    value: {
      accessToken: of.access_token,
      expiresAt: context.now + lifeMs(of),
      apiOrigin: servers.apiOrigin,
      location: servers.dataCenter.location,
      environment: servers.environment,
      scopes: scopes.length > 0 ? scopes : context.scopes,
      ...(of.refresh_token !== undefined && { refreshToken: of.refresh_token }),
    },
  }
}

/** Never longer than Zoho's documented hour; old answers give `expires_in` in milliseconds beside `expires_in_sec`. */
function lifeMs(of: { expires_in?: number | undefined; expires_in_sec?: number | undefined }): number {
  const seconds = of.expires_in_sec ?? of.expires_in
  return seconds === undefined ? ACCESS_TOKEN_LIFE_MS : Math.min(seconds * 1000, ACCESS_TOKEN_LIFE_MS)
}

/** Where the sign-in was started. */
interface AskedServers {
  readonly dataCenter: DataCenter
  readonly environment: Environment
}

/** As an answer names them: `location`, `accounts-server`, `api_domain`. */
type NamedServers = Partial<Record<"location" | "accountsServer" | "apiDomain", string | undefined>>

export interface Servers extends AskedServers {
  readonly apiOrigin: string
}

/**
 * The servers that an answer names, if all are on the allow-list and of one data center; else undefined. Zoho sends people
 * on to the data center of their account: https://www.zoho.com/accounts/protocol/oauth/multi-dc/client-authorization.html
 */
export function resolveServers(named: NamedServers, asked: AskedServers): Servers | undefined {
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

export interface RevokeInput {
  readonly token: {
    readonly accessToken: string
    readonly refreshToken?: string | undefined
    readonly location: string
  }
  readonly clientId: string
  readonly clientSecret?: string | undefined
  readonly fetch?: Fetch
}

/**
 * Ends a connection at Zoho: revokes the refresh token, which ends its access tokens as well, or else the access token.
 * First at the documented endpoint, then at the one that a newer page names:
 * https://www.zoho.com/accounts/protocol/oauth/web-apps/revoke-tokens.html,
 * https://www.zoho.com/developer/oauth/revoke-oauth-token.html.
 */
export async function revoke(input: RevokeInput): Promise<ZohoResult<undefined>> {
  const { token, clientId, clientSecret = "", fetch } = input
  const origin = dataCenterByLocation(token.location)?.accountsOrigin
  if (origin === undefined) return { ok: false, fault: fault("foreign-server") }
  const secret = token.refreshToken ?? token.accessToken
  const shared = { method: "POST", ...(fetch !== undefined && { fetch }) }
  const failed = await attempt({
    ...{ ...shared, url: new URL("/oauth/v2/token/revoke", origin) },
    form: new URLSearchParams({ token: secret }),
  })
  if (!failed) return { ok: true, value: undefined }
  const hint = token.refreshToken === undefined ? "access_token" : "refresh_token"
  const failedAgain = await attempt({
    ...{ ...shared, url: new URL("/oauth/v2/revoke/token", origin) },
    form: new URLSearchParams({ token: secret, token_type: hint }),
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
  })
  // The first one's explanation: the second endpoint may simply not be there.
  return failedAgain ? { ok: false, fault: failed } : { ok: true, value: undefined }
}

async function attempt(request: ExchangeRequest): Promise<ZohoFault | undefined> {
  const answer = await exchange(request)
  if (isFault(answer)) return answer
  const { httpStatus, body } = answer
  const done = httpStatus >= 200 && httpStatus < 300 && bag(body)["status"] === "success"
  return done ? undefined : classifyTokenAnswer(httpStatus, body, false)
}
