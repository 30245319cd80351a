/** Ending a sign-in at Zoho. */
import { exchange, isFault, type ExchangeRequest, type Fetch } from "../api/exchange"
import { dataCenterByLocation } from "../data-centers"
import { classifyTokenAnswer } from "../errors/classify"
import { bag } from "../errors/details"
import { fault, type ZohoFault, type ZohoResult } from "../errors/fault"

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
