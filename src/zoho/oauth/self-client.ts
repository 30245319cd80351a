import { dataCentreByLocation } from "../data-centres"
import { fault } from "../errors/fault"
import type { ZohoResult } from "../errors/fault"
import type { Grant, GrantPorts, SignInRequest, Token } from "./grant"
import { clientCredentials, exchangeCode, refresh } from "./token-endpoint"

export interface SelfClientRequest extends Omit<SignInRequest, "redirectUri"> {
  readonly clientSecret: string
  /** Made in Zoho's API console and pasted, within minutes; empty: none. */
  readonly code: string
  /** The org to get tokens for without a code; undefined: not known. */
  readonly orgId: string | undefined
}

/**
 * The grant of a self client, which has no redirect: by client credentials for an org, or by a code.
 * https://www.zoho.com/accounts/protocol/oauth/self-client/authorization-code-flow.html
 */
export function createSelfClientGrant(request: SelfClientRequest, ports: GrantPorts): Grant {
  const { clientId, clientSecret, scopes } = request
  const code = request.code.trim()
  const byCode = { clientId, clientSecret, code, scopes, asked: request }
  return {
    kind: "self-client",
    askAhead: () => Promise.resolve("unknown"),
    signIn: () => (code === "" ? byCredentials(request, ports) : exchangeCode(byCode, ports)),
    renew: (token) =>
      token.refreshToken === undefined ? again(token, request, ports) : refresh(token, request, ports),
  }
}

async function byCredentials(request: SelfClientRequest, ports: GrantPorts): Promise<ZohoResult<Token>> {
  const { orgId } = request
  if (orgId === undefined) return { ok: false, fault: fault("grant-code-needed") }
  return clientCredentials({ ...request, orgId, asked: request }, ports)
}

/** With the scopes and at the place of the token that has ended. */
async function again(
  token: Token,
  request: SelfClientRequest,
  ports: GrantPorts,
): Promise<ZohoResult<Token>> {
  const dataCentre = dataCentreByLocation(token.location)
  if (!dataCentre) return { ok: false, fault: fault("sign-in-needed") }
  const { scopes, environment } = token
  return byCredentials({ ...request, dataCentre, environment, scopes }, ports)
}
