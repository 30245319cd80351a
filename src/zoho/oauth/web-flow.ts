/** The browser's sign-in window, the redirect address it returns, and the implicit sign-in, which needs no code. */
import { classifyTokenAnswer } from "../errors/classify"
import { failure, type ZohoResult } from "../errors/fault"
import { checkClientAtZoho, type Grant, type LaunchWebFlow, type SignInRequest, type Token } from "./grant"
import { readTokenAnswer } from "./token-endpoint"

/** Address of a sign-in. https://www.zoho.com/accounts/protocol/oauth/js-apps/access-token.html, …/web-apps/authorization.html */
export function authorizeUrl(
  path: "/oauth/v2/auth" | "/oauth/v2/auth/refresh",
  request: SignInRequest,
  extra: Readonly<Record<string, string>>,
): string {
  const url = new URL(path, request.dataCenter.accountsOrigin)
  url.search = new URLSearchParams({
    client_id: request.clientId,
    scope: request.scopes.join(","),
    redirect_uri: request.redirectUri,
    ...extra,
  }).toString()
  return url.href
}

/** Runs the browser's sign-in, with or without a window; returns the address redirected to. */
export async function runWebFlow(
  launch: LaunchWebFlow,
  details: { url: string; interactive: boolean },
): Promise<ZohoResult<string>> {
  try {
    const redirected = await launch(details)
    if (redirected !== undefined && redirected !== "") return { ok: true, value: redirected }
  } catch (error) {
    // Browsers distinguish causes only by an English message. Chromium's for a page that did not load:
    // https://source.chromium.org/chromium/chromium/src/+/main:chrome/browser/extensions/api/identity/identity_constants.cc
    if (error instanceof Error && /could not be loaded/i.test(error.message)) {
      return failure(details.interactive ? "sign-in-page-failed" : "sign-in-needed")
    }
  }
  return failure(details.interactive ? "sign-in-cancelled" : "sign-in-needed")
}

/**
 * The parameters of a redirect from Zoho, in query or fragment (which may begin with "#&"). Refuses an address other
 * than ours, a foreign `state`, a repeated parameter, and an error from Zoho.
 */
export function parseRedirect(
  redirected: string,
  expected: { readonly redirectUri: string; readonly state: string; readonly stateRequired: boolean },
): ZohoResult<Readonly<Record<string, string>>> {
  if (!URL.canParse(redirected) || addressOf(redirected) !== addressOf(expected.redirectUri)) {
    return failure("foreign-server")
  }
  const { search, hash } = new URL(redirected)
  const pairs = [search, hash].flatMap((part) => [...new URLSearchParams(part.replace(/^[?#]&*/, ""))])
  const params = new Map(pairs)
  const state = params.get("state")
  if (state === undefined ? expected.stateRequired : state !== expected.state)
    return failure("state-mismatch")
  if (params.size !== pairs.length) return failure("wrong-shape")
  const value = Object.fromEntries(params)
  return params.has("error")
    ? { ok: false, fault: classifyTokenAnswer(200, value, false) }
    : { ok: true, value }
}

function addressOf(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}

/** Without padding. https://www.rfc-editor.org/rfc/rfc7636#appendix-A */
function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "")
}

/** 256 random bits as text: a `state` or a code verifier. */
export function randomText(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)))
}

/** The S256 challenge of a code verifier. */
export async function challengeOf(verifier: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))))
}

// Sign-in of a client-based application, without a code.

/** Grant of a client-based application: no secret, one hour. https://www.zoho.com/accounts/protocol/oauth/js-apps/access-token.html */
export function createImplicitGrant(request: SignInRequest, launch: LaunchWebFlow): Grant {
  return {
    checkClient: () => checkClientAtZoho(urlOf(request, randomText(), false)),
    signIn: () => run(request, launch, true),
    // Works only while the user is signed in to Zoho in this browser and has given consent for the session.
    renew: () => run(request, launch, false),
  }
}

function urlOf(request: SignInRequest, state: string, silent: boolean): string {
  const path = silent ? "/oauth/v2/auth/refresh" : "/oauth/v2/auth"
  return authorizeUrl(path, request, { response_type: "token", state })
}

/** Reads an implicit redirect. `state` is compared if returned: Zoho's page on this grant does not promise it. */
export function readImplicitRedirect(
  redirected: string,
  request: SignInRequest,
  state: string,
): ZohoResult<Token> {
  const params = parseRedirect(redirected, { redirectUri: request.redirectUri, state, stateRequired: false })
  return params.ok ? readTokenAnswer({ httpStatus: 200, body: params.value }, request) : params
}

async function run(
  request: SignInRequest,
  launch: LaunchWebFlow,
  interactive: boolean,
): Promise<ZohoResult<Token>> {
  const state = randomText()
  const redirected = await runWebFlow(launch, { url: urlOf(request, state, !interactive), interactive })
  return redirected.ok ? readImplicitRedirect(redirected.value, request, state) : redirected
}
