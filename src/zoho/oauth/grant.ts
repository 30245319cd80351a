/** What the ways of signing in have in common, and whether Zoho's sign-in page would let a client in. */
import { readBounded } from "../api/exchange"
import type { DataCenterLocation, Environment, ZohoPlace } from "../data-centers"
import { failure, type ZohoResult } from "../errors/fault"
import type { FaultKind } from "../errors/catalog"
import { SIGN_IN_PAGE_BYTES, SIGN_IN_PAGE_TIMEOUT_MS } from "../limits"

/** A token and what it is good for. Secret. */
export interface Token {
  readonly accessToken: string
  readonly expiresAt: number
  /** On the allow-list, and of the data center `location`. */
  readonly apiOrigin: string
  readonly location: DataCenterLocation
  readonly environment: Environment
  /** Those Zoho names, or those that were asked for where it names none. */
  readonly scopes: readonly string[]
  readonly refreshToken?: string
}

/** One way of getting a token. None of its calls rejects: whatever goes wrong is a fault. */
export interface Grant {
  /** Whether Zoho would let this client in; false where it does not say. */
  askAhead(): Promise<ZohoResult<boolean>>
  /** With the user: opens Zoho's consent page, or uses the code that was pasted. */
  signIn(): Promise<ZohoResult<Token>>
  /** Without the user; "sign-in-needed" where that is not possible. To be called one at a time. */
  renew(refreshToken: string | undefined): Promise<ZohoResult<Token>>
}

/** An answer that names another environment than production is believed. */
export interface SignInRequest extends ZohoPlace {
  readonly clientId: string
  readonly scopes: readonly string[]
  /** As registered at Zoho: the extension's `identity.getRedirectURL()`. */
  readonly redirectUri: string
}

/** The browser's `identity.launchWebAuthFlow`: gives the address that Zoho redirected to. */
export type LaunchWebFlow = (details: { url: string; interactive: boolean }) => Promise<string | undefined>

/** The kinds of client that fit a browser extension. https://www.zoho.com/accounts/protocol/oauth-setup.html */
export const DOCUMENTED_KINDS = ["client-based", "server-based", "self-client"] as const
/**
 * `public` is a mobile or desktop client that signs in with PKCE and without a secret. An experiment: Zoho calls such
 * clients public, and still lists the secret as required.
 */
export const CLIENT_KINDS = [...DOCUMENTED_KINDS, "public"] as const
export type ClientKind = (typeof CLIENT_KINDS)[number]

// What Zoho's sign-in page says to a client. One that is registered wrongly gets an error page there, and no redirect.

/** In the order in which Zoho looks. https://www.zoho.com/accounts/protocol/oauth/web-apps/authorization-errors.html */
const WORDS: readonly (readonly [RegExp, FaultKind])[] = [
  [/invalid[ _]redirect|redirect ur[il] passed/i, "invalid-redirect"],
  [/javascript domain/i, "invalid-javascript-domain"],
  [/invalid[ _]response[ _]type/i, "sign-in-refused"],
  [/invalid[ _](?:oauth[ _])?scope|scope does not exist/i, "invalid-scope"],
  [/invalid[ _]client\b|client id passed/i, "invalid-client"],
]

const SAYS_NOTHING = { ok: true, value: false } as const

/**
 * Asks for the page that a sign-in starts with: as a stranger, following nothing, changing nothing. Never rejects.
 * @returns true: Zoho accepts the client; false: no answer, or one that does not say, such as a redirect to Zoho's sign-in
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
    return judge(response.status, await readBounded(response, SIGN_IN_PAGE_BYTES))
  } catch {
    return SAYS_NOTHING
  }
}

function judge(httpStatus: number, html: string): ZohoResult<boolean> {
  // An error page asks nothing of anyone; what has a form may hold such words for other occasions.
  if (/<form\b/i.test(html)) return { ok: true, value: httpStatus === 200 }
  const words = visibleWords(html)
  const kind = WORDS.find(([pattern]) => pattern.test(words))?.[1]
  return kind === undefined ? SAYS_NOTHING : failure(kind, { zohoMessage: words.slice(0, 300) })
}

/** The text of a page, its headings set off by a colon. */
function visibleWords(html: string): string {
  const body = html.replace(/<(head|script|style|title)\b[\s\S]*?<\/\1\s*>/gi, " ")
  const text = body.replace(/<\/h\d\s*>/gi, ": ").replace(/<[^>]*>/g, " ")
  return text
    .replace(/&#?\w+;/g, " ")
    .replace(/\s+/g, " ")
    .replace(/ :/g, ":")
    .trim()
}
