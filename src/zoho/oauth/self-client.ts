import type { Grant, GrantPorts, SignInRequest } from "./grant"
import { exchangeCode, refresh } from "./token-endpoint"

/** A self client has no redirect: its code is made in Zoho's API console and pasted, within minutes. */
export interface SelfClientRequest extends Omit<SignInRequest, "redirectUri"> {
  readonly clientSecret: string
  readonly code: string
}

/** The grant of a self client. https://www.zoho.com/accounts/protocol/oauth/self-client/authorization-code-flow.html */
export function createSelfClientGrant(request: SelfClientRequest, ports: GrantPorts): Grant {
  const { clientId, clientSecret, scopes } = request
  const code = request.code.trim()
  return {
    kind: "self-client",
    askAhead: () => Promise.resolve("unknown"),
    signIn: () => exchangeCode({ clientId, clientSecret, code, asked: request, scopes }, ports),
    renew: (token) => refresh(token, request, ports),
  }
}
