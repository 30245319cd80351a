/** Signing in by a client-based application, without a code. */
import type { ZohoResult } from "../errors/fault"
import { checkClientAtZoho } from "./client-check"
import type { Grant, GrantPorts, SignInRequest, Token } from "./grant"
import { readTokenAnswer } from "./token-endpoint"
import { authorizeUrl, parseRedirect, randomText, runWebFlow } from "./web-flow"

/** A client-based application: no secret, one hour. https://www.zoho.com/accounts/protocol/oauth/js-apps/access-token.html */
export function createImplicitGrant(request: SignInRequest, ports: GrantPorts): Grant {
  return {
    askAhead: () => checkClientAtZoho(urlOf(request, randomText(), false), ports.fetch),
    signIn: () => run(request, ports, true),
    // Works only while the person is signed in to Zoho in this browser and has allowed it for the session.
    renew: () => run(request, ports, false),
  }
}

function urlOf(request: SignInRequest, state: string, silent: boolean): string {
  const path = silent ? "/oauth/v2/auth/refresh" : "/oauth/v2/auth"
  return authorizeUrl(path, request, { response_type: "token", state })
}

/** `state` is compared when it comes back: Zoho's page on this grant does not promise that it does. */
export function readImplicitRedirect(
  redirected: string,
  request: SignInRequest,
  options: { state: string; now: number },
): ZohoResult<Token> {
  const params = parseRedirect(redirected, {
    redirectUri: request.redirectUri,
    state: options.state,
    stateRequired: false,
  })
  if (!params.ok) return params
  return readTokenAnswer(
    { httpStatus: 200, body: params.value },
    { asked: request, scopes: request.scopes, now: options.now },
  )
}

async function run(
  request: SignInRequest,
  ports: GrantPorts,
  interactive: boolean,
): Promise<ZohoResult<Token>> {
  const state = randomText()
  const redirected = await runWebFlow(ports, { url: urlOf(request, state, !interactive), interactive })
  if (!redirected.ok) return redirected
  return readImplicitRedirect(redirected.value, request, { state, now: ports.now() })
}
