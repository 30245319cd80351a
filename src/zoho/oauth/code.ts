/** Sign-in by authorization code: server-based, public and self clients. */
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

/** Grant of a server-based client, also with PKCE. https://www.zoho.com/accounts/protocol/oauth/web-apps/authorization.html */
export function createCodeGrant(request: CodeRequest, launch: LaunchWebFlow): Grant {
  return {
    checkClient: async () => checkClientAtZoho((await prepareSignIn(request)).url),
    signIn: async () => withPublicClientHint(await signIn(request, launch), request),
    renew: async (refreshToken) => withPublicClientHint(await refresh(request, refreshToken), request),
  }
}

/** Zoho's answers to a client that sends no secret if one is required. */
const SECRET_REQUIRED: ReadonlySet<FaultKind> = new Set([
  "invalid-client-secret",
  "invalid-client",
  "sign-in-refused",
])

function withPublicClientHint<T>(result: ZohoResult<T>, { clientSecret }: CodeRequest): ZohoResult<T> {
  if (result.ok || clientSecret !== undefined || !SECRET_REQUIRED.has(result.fault.kind)) return result
  return { ...result, fault: { ...result.fault, kind: "public-refused" } }
}

/** The code in a redirect, and the allowed servers at which to exchange it. */
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
  // The next call sends the secret: never to a server that is not on the list.
  return servers ? { ok: true, value: { code, servers } } : failure("foreign-server")
}

async function prepareSignIn(
  request: SignInRequest,
): Promise<{ url: string; state: string; codeVerifier: string }> {
  const [state, codeVerifier] = [randomText(), randomText()]
  const url = authorizeUrl("/oauth/v2/auth", request, {
    // Without `prompt`, Zoho issues no second refresh token.
    ...{ response_type: "code", access_type: "offline", prompt: "consent", state },
    ...{ code_challenge: await challengeOf(codeVerifier), code_challenge_method: "S256" },
  })
  return { url, state, codeVerifier }
}

async function signIn(request: CodeRequest, launch: LaunchWebFlow): Promise<ZohoResult<Token>> {
  const { url, state, codeVerifier } = await prepareSignIn(request)
  const redirected = await runWebFlow(launch, { url, interactive: true })
  if (!redirected.ok) return redirected
  const answer = readCodeRedirect(redirected.value, request, state)
  if (!answer.ok) return answer
  const { code, servers } = answer.value
  const extra = { redirect_uri: request.redirectUri, code_verifier: codeVerifier }
  return exchangeCode({ ...request, ...servers }, { code, ...extra })
}

interface SelfClientRequest extends TokenRequest {
  /** Created in Zoho's API console and pasted within minutes; empty: none. */
  readonly code: string
  /** The org to get tokens for without a code; undefined: unknown. */
  readonly orgId: string | undefined
}

/**
 * Grant of a self client, which has no redirect: by client credentials for an org, or by a code.
 * https://www.zoho.com/accounts/protocol/oauth/self-client/authorization-code-flow.html
 */
export function createSelfClientGrant(request: SelfClientRequest): Grant {
  const code = request.code.trim()
  return {
    checkClient: () => Promise.resolve({ ok: true, value: false }),
    signIn: () => (code === "" ? byCredentials(request) : exchangeCode(request, { code })),
    renew: (refreshToken) =>
      refreshToken === undefined ? byCredentials(request) : refresh(request, refreshToken),
  }
}

async function byCredentials(request: SelfClientRequest): Promise<ZohoResult<Token>> {
  const { orgId } = request
  return orgId === undefined ? failure("grant-code-needed") : clientCredentials(request, orgId)
}
