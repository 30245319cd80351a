import type { FaultKind } from "../errors/catalogue"
import { fault } from "../errors/fault"
import type { ZohoResult } from "../errors/fault"
import { askAhead } from "./ask-ahead"
import type { Grant, GrantPorts, SignInRequest, Token } from "./grant"
import { challengeOf, randomText } from "./random"
import { parseRedirect } from "./redirect"
import { resolveServers } from "./servers"
import type { Servers } from "./servers"
import { exchangeCode, refresh } from "./token-endpoint"
import { authoriseUrl, runWebFlow } from "./web-flow"

/** A client that signs in once and stays so by a refresh token. */
export interface CodeRequest extends SignInRequest {
  /** Undefined for a public client, which has none and goes by PKCE alone. */
  readonly clientSecret: string | undefined
}

/**
 * The code grant of a server-based application, with the admin's own client id and secret, and PKCE as well.
 * https://www.zoho.com/accounts/protocol/oauth/web-apps/authorization.html
 */
export function createCodeGrant(request: CodeRequest, ports: GrantPorts): Grant {
  return {
    kind: "code",
    askAhead: async () => askAhead((await startOf(request)).url, ports.fetch),
    signIn: async () => honest(await signIn(request, ports), request),
    renew: async (token) => honest(await refresh(token, request, ports), request),
  }
}

/** What Zoho says to a client that sends no secret where it wants one. */
const WANTS_SECRET: ReadonlySet<FaultKind> = new Set([
  "invalid-client-secret",
  "invalid-client",
  "sign-in-refused",
])

function honest<T>(result: ZohoResult<T>, { clientSecret }: CodeRequest): ZohoResult<T> {
  if (result.ok || clientSecret !== undefined || !WANTS_SECRET.has(result.fault.kind)) return result
  return { ...result, fault: { ...result.fault, kind: "public-refused" } }
}

/** Where a sign-in is started. `prompt=consent`: without it Zoho gives no second refresh token. */
export function codeUrl(request: SignInRequest, options: { state: string; challenge: string }): string {
  return authoriseUrl("/oauth/v2/auth", request, {
    response_type: "code",
    access_type: "offline",
    prompt: "consent",
    state: options.state,
    code_challenge: options.challenge,
    code_challenge_method: "S256",
  })
}

/** Read the redirect of a code grant: the code, and the allowed servers to exchange it at. */
export function readCodeRedirect(
  redirected: string,
  request: SignInRequest,
  state: string,
): ZohoResult<{ code: string; servers: Servers }> {
  const params = parseRedirect(redirected, { redirectUri: request.redirectUri, state, stateRequired: true })
  if (!params.ok) return params
  const { code, location, "accounts-server": accountsServer } = params.value
  if (code === undefined || code === "") return { ok: false, fault: fault("wrong-shape") }
  const servers = resolveServers({ location, accountsServer }, request)
  // The secret goes there next: a server that is not on the list must not get it.
  return servers ? { ok: true, value: { code, servers } } : { ok: false, fault: fault("foreign-server") }
}

/** A sign-in of its own: nobody else knows its state and its verifier. */
async function startOf(
  request: SignInRequest,
): Promise<{ url: string; state: string; codeVerifier: string }> {
  const [state, codeVerifier] = [randomText(), randomText()]
  return { url: codeUrl(request, { state, challenge: await challengeOf(codeVerifier) }), state, codeVerifier }
}

async function signIn(request: CodeRequest, ports: GrantPorts): Promise<ZohoResult<Token>> {
  const { url, state, codeVerifier } = await startOf(request)
  const redirected = await runWebFlow(ports, { url, interactive: true })
  if (!redirected.ok) return redirected
  const answer = readCodeRedirect(redirected.value, request, state)
  if (!answer.ok) return answer
  const { clientId, clientSecret, scopes, redirectUri } = request
  const { code, servers: asked } = answer.value
  return exchangeCode({ clientId, clientSecret, code, codeVerifier, redirectUri, asked, scopes }, ports)
}
