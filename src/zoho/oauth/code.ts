/** Signing in by a code: server-based, public and self clients. */
import type { FaultKind } from "../errors/catalog"
import { failure, type ZohoResult } from "../errors/fault"
import { checkClientAtZoho, type Grant, type LaunchWebFlow, type SignInRequest, type Token } from "./grant"
import {
  clientCredentials,
  exchangeCode,
  refresh,
  resolveServers,
  type Servers,
  type TokenRequest,
} from "./token-endpoint"
import { authorizeUrl, challengeOf, parseRedirect, randomText, runWebFlow } from "./web-flow"

type CodeRequest = SignInRequest & TokenRequest

/** A server-based application, with PKCE as well. https://www.zoho.com/accounts/protocol/oauth/web-apps/authorization.html */
export function createCodeGrant(request: CodeRequest, launch: LaunchWebFlow): Grant {
  return {
    askAhead: async () => checkClientAtZoho((await startOf(request)).url),
    signIn: async () => honest(await signIn(request, launch), request),
    renew: async (refreshToken) => honest(await refresh(request, refreshToken), request),
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

/** The code in a redirect, and the allowed servers to exchange it at. */
export function readCodeRedirect(
  redirected: string,
  request: SignInRequest,
  state: string,
): ZohoResult<{ code: string; servers: Servers }> {
  const params = parseRedirect(redirected, { redirectUri: request.redirectUri, state, stateRequired: true })
  if (!params.ok) return params
  const { code, location, "accounts-server": accountsServer } = params.value
  if (code === undefined || code === "") return failure("wrong-shape")
  const servers = resolveServers({ location, accountsServer }, request)
  // The secret goes there next: a server that is not on the list must not get it.
  return servers ? { ok: true, value: { code, servers } } : failure("foreign-server")
}

async function startOf(
  request: SignInRequest,
): Promise<{ url: string; state: string; codeVerifier: string }> {
  const [state, codeVerifier] = [randomText(), randomText()]
  const url = authorizeUrl("/oauth/v2/auth", request, {
    // Without `prompt` Zoho gives no second refresh token.
    ...{ response_type: "code", access_type: "offline", prompt: "consent", state },
    ...{ code_challenge: await challengeOf(codeVerifier), code_challenge_method: "S256" },
  })
  return { url, state, codeVerifier }
}

async function signIn(request: CodeRequest, launch: LaunchWebFlow): Promise<ZohoResult<Token>> {
  const { url, state, codeVerifier } = await startOf(request)
  const redirected = await runWebFlow(launch, { url, interactive: true })
  if (!redirected.ok) return redirected
  const answer = readCodeRedirect(redirected.value, request, state)
  if (!answer.ok) return answer
  const { code, servers } = answer.value
  const more = { redirect_uri: request.redirectUri, code_verifier: codeVerifier }
  return exchangeCode({ ...request, ...servers }, { code, ...more })
}

interface SelfClientRequest extends TokenRequest {
  /** Made in Zoho's API console and pasted, within minutes; empty: none. */
  readonly code: string
  /** The org to get tokens for without a code; undefined: not known. */
  readonly orgId: string | undefined
}

/**
 * A self client has no redirect: it signs in by client credentials for an org, or by a code.
 * https://www.zoho.com/accounts/protocol/oauth/self-client/authorization-code-flow.html
 */
export function createSelfClientGrant(request: SelfClientRequest): Grant {
  const code = request.code.trim()
  return {
    askAhead: () => Promise.resolve({ ok: true, value: false }),
    signIn: () => (code === "" ? byCredentials(request) : exchangeCode(request, { code })),
    renew: (refreshToken) =>
      refreshToken === undefined ? byCredentials(request) : refresh(request, refreshToken),
  }
}

async function byCredentials(request: SelfClientRequest): Promise<ZohoResult<Token>> {
  const { orgId } = request
  return orgId === undefined ? failure("grant-code-needed") : clientCredentials(request, orgId)
}
