/** Common parts of all ways to sign in, and a check whether Zoho's sign-in page accepts a client. */
import { readBounded } from "../api/exchange"
import type { DataCenterLocation, Environment, ZohoPlace } from "../data-centers"
import { failure, type ZohoResult } from "../errors/fault"
import type { FaultKind } from "../errors/catalog"
import { SIGN_IN_PAGE_BYTES, SIGN_IN_PAGE_TIMEOUT_MS } from "../limits"

/** A token with its scope and place. Secret. */
export interface Token {
  readonly accessToken: string
  readonly expiresAt: number
  /** On the allow-list, in the data center `location`. */
  readonly apiOrigin: string
  readonly location: DataCenterLocation
  readonly environment: Environment
  /** The scopes Zoho names, or the requested ones if it names none. */
  readonly scopes: readonly string[]
  readonly refreshToken?: string
}

/** A way to get a token. Its methods never reject: failures are returned as faults. */
export interface Grant {
  /** Whether Zoho accepts this client; false if it does not say. */
  checkClient(): Promise<ZohoResult<boolean>>
  /** With the user: opens Zoho's consent page, or uses the pasted code. */
  signIn(): Promise<ZohoResult<Token>>
  /** Without the user; "sign-in-needed" if that is impossible. Calls must not overlap. */
  renew(refreshToken: string | undefined): Promise<ZohoResult<Token>>
}

/** If an answer names an environment other than production, that one counts. */
export interface SignInRequest extends ZohoPlace {
  readonly clientId: string
  readonly scopes: readonly string[]
  /** As registered at Zoho: the extension's `identity.getRedirectURL()`. */
  readonly redirectUri: string
}

/** The browser's `identity.launchWebAuthFlow`: returns the address that Zoho redirected to. */
export type LaunchWebFlow = (details: { url: string; interactive: boolean }) => Promise<string | undefined>

/** The kinds of client that suit a browser extension. https://www.zoho.com/accounts/protocol/oauth-setup.html */
export const DOCUMENTED_KINDS = ["client-based", "server-based", "self-client"] as const
/**
 * `public` is a mobile or desktop client that signs in with PKCE and without a secret. Experimental: Zoho calls such
 * clients public, but still lists the secret as required.
 */
export const CLIENT_KINDS = [...DOCUMENTED_KINDS, "public"] as const
export type ClientKind = (typeof CLIENT_KINDS)[number]

// What Zoho's sign-in page reports about a client. A wrongly registered one gets an error page, not a redirect.

/** In the order of Zoho's checks. https://www.zoho.com/accounts/protocol/oauth/web-apps/authorization-errors.html */
const ERROR_PATTERNS: readonly (readonly [RegExp, FaultKind])[] = [
  [/invalid[ _]redirect|redirect ur[il] passed/i, "invalid-redirect"],
  [/javascript domain/i, "invalid-javascript-domain"],
  [/invalid[ _]response[ _]type/i, "sign-in-refused"],
  [/invalid[ _](?:oauth[ _])?scope|scope does not exist/i, "invalid-scope"],
  [/invalid[ _]client\b|client id passed/i, "invalid-client"],
]

const UNKNOWN = { ok: true, value: false } as const

/**
 * Fetches the page that a sign-in starts with: without cookies or redirects, and without side effects. Never rejects.
 * @returns true: Zoho accepts the client; false: no answer, or an unclear one, such as a redirect to Zoho's sign-in
 */
export async function checkClientAtZoho(url: string): Promise<ZohoResult<boolean>> {
  try {
    const response = await fetch(url, {
      headers: { accept: "text/html" },
      credentials: "omit",
      redirect: "manual",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(SIGN_IN_PAGE_TIMEOUT_MS),
    })
    return readPage(response.status, await readBounded(response, SIGN_IN_PAGE_BYTES))
  } catch {
    return UNKNOWN
  }
}

function readPage(httpStatus: number, html: string): ZohoResult<boolean> {
  // An error page has no form. A page with one may contain these words for other reasons.
  if (/<form\b/i.test(html)) return { ok: true, value: httpStatus === 200 }
  const text = visibleText(html)
  const kind = ERROR_PATTERNS.find(([pattern]) => pattern.test(text))?.[1]
  return kind === undefined ? UNKNOWN : failure(kind, { zohoMessage: text.slice(0, 300) })
}

/** The text of a page, with a colon after each heading. */
function visibleText(html: string): string {
  const body = html.replace(/<(head|script|style|title)\b[\s\S]*?<\/\1\s*>/gi, " ")
  const text = body.replace(/<\/h\d\s*>/gi, ": ").replace(/<[^>]*>/g, " ")
  return text
    .replace(/&#?\w+;/g, " ")
    .replace(/\s+/g, " ")
    .replace(/ :/g, ":")
    .trim()
}
