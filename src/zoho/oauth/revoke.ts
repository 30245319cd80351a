import { exchange, isFault, type ExchangeRequest, type Fetch } from "../api/exchange"
import { dataCentreByLocation } from "../data-centres"
import { classifyTokenAnswer } from "../errors/classify"
import { bag } from "../errors/details"
import { fault, type ZohoFault, type ZohoResult } from "../errors/fault"

export interface RevokeInput {
  readonly token: {
    readonly accessToken: string
    readonly refreshToken?: string | undefined
    /** Of the data center that gave it. */
    readonly location: string
  }
  readonly clientId: string
  readonly clientSecret?: string | undefined
  readonly fetch?: Fetch
}

/**
 * End a connection at Zoho: revokes the refresh token, which ends its access tokens as well, or else the access
 * token. Tried first at the documented endpoint, then at the one a newer page names:
 * https://www.zoho.com/accounts/protocol/oauth/web-apps/revoke-tokens.html,
 * https://www.zoho.com/developer/oauth/revoke-oauth-token.html.
 * Wiping what is stored here must not wait for it.
 */
export async function revoke(input: RevokeInput): Promise<ZohoResult<undefined>> {
  const dataCentre = dataCentreByLocation(input.token.location)
  if (!dataCentre) return { ok: false, fault: fault("foreign-server") }
  let failed: ZohoFault | undefined
  for (const request of [documented(input), newer(input)]) {
    const failure = await attempt(request, dataCentre.accountsOrigin, input.fetch)
    if (!failure) return { ok: true, value: undefined }
    // The first one's explanation: the second endpoint may simply not be there.
    failed ??= failure
  }
  return { ok: false, fault: failed ?? fault("unreachable") }
}

interface RevokeCall {
  readonly path: string
  readonly form: URLSearchParams
  readonly headers?: Readonly<Record<string, string>>
}

function documented({ token }: RevokeInput): RevokeCall {
  return {
    path: "/oauth/v2/token/revoke",
    form: new URLSearchParams({ token: token.refreshToken ?? token.accessToken }),
  }
}

function newer({ token, clientId, clientSecret }: RevokeInput): RevokeCall {
  const hint = token.refreshToken === undefined ? "access_token" : "refresh_token"
  return {
    path: "/oauth/v2/revoke/token",
    form: new URLSearchParams({ token: token.refreshToken ?? token.accessToken, token_type: hint }),
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret ?? ""}`)}` },
  }
}

async function attempt(
  { path, form, headers }: RevokeCall,
  accountsOrigin: string,
  fetch: Fetch | undefined,
): Promise<ZohoFault | undefined> {
  const request: ExchangeRequest = {
    method: "POST",
    url: new URL(path, accountsOrigin),
    form,
    ...(headers !== undefined && { headers }),
    ...(fetch !== undefined && { fetch }),
  }
  const answer = await exchange(request)
  if (isFault(answer)) return answer
  const { httpStatus, body } = answer
  const done = httpStatus >= 200 && httpStatus < 300 && bag(body)["status"] === "success"
  return done ? undefined : classifyTokenAnswer(httpStatus, body, false)
}
