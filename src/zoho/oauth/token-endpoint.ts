import { exchange, isFault } from "../api/exchange"
import { dataCentreByLocation } from "../data-centres"
import type { DataCentre } from "../data-centres"
import { fault } from "../errors/fault"
import type { ZohoResult } from "../errors/fault"
import type { GrantPorts, Token } from "./grant"
import { readTokenAnswer } from "./token-answer"
import type { AskedServers } from "./servers"

/** Client id and secret, as registered at Zoho's API console. */
export interface ClientCredentials {
  readonly clientId: string
  /** Undefined for a public client, which has none. */
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

/** Ask the token endpoint. Secrets travel in the body: addresses end up in logs. */
async function askForToken(call: TokenCall, ports: GrantPorts): Promise<ZohoResult<Token>> {
  const answer = await exchange({
    method: "POST",
    url: new URL("/oauth/v2/token", call.asked.dataCentre.accountsOrigin),
    form: new URLSearchParams(call.params),
    ...(ports.fetch !== undefined && { fetch: ports.fetch }),
  })
  if (isFault(answer)) {
    const details = { ...answer.details, at: call.asked.dataCentre.location }
    return { ok: false, fault: { ...answer, details } }
  }
  const { httpStatus, body } = answer
  const { asked, scopes, renewing } = call
  const token = readTokenAnswer({ httpStatus, body, renewing }, { asked, scopes, now: ports.now() })
  // The data centre that issued a token is settled by then; an answer may not move it.
  if (token.ok && token.value.location !== asked.dataCentre.location) {
    return { ok: false, fault: fault("foreign-server") }
  }
  return token
}

/** Exchange an authorization code. https://www.zoho.com/accounts/protocol/oauth/web-apps/access-token.html */
export function exchangeCode(
  input: ClientCredentials & {
    readonly code: string
    readonly asked: { dataCentre: DataCentre; environment: AskedServers["environment"] }
    readonly scopes: readonly string[]
    /** Left out for a self client, which has none. */
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

/**
 * A new access token by refresh token. https://www.zoho.com/accounts/protocol/oauth/web-apps/refresh-token.html
 * @returns the new token; it keeps the refresh token, of which Zoho gives no new one
 */
export async function refresh(
  token: Token,
  client: ClientCredentials,
  ports: GrantPorts,
): Promise<ZohoResult<Token>> {
  const dataCentre = dataCentreByLocation(token.location)
  const { refreshToken } = token
  if (refreshToken === undefined || !dataCentre) return { ok: false, fault: fault("sign-in-needed") }
  const params = {
    grant_type: "refresh_token",
    ...credentials(client),
    refresh_token: refreshToken,
  }
  const asked = { dataCentre, environment: token.environment }
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
