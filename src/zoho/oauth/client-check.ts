/** What Zoho's sign-in page says to a client. One that is registered wrongly gets an error page there, and no redirect. */
import { readBounded, type Fetch } from "../api/exchange"
import type { FaultKind } from "../errors/catalog"
import { fault, type ZohoFault } from "../errors/fault"
import { SIGN_IN_PAGE_BYTES, SIGN_IN_PAGE_TIMEOUT_MS } from "../limits"

/** `unknown`: no answer, or one that says nothing about the client, such as a redirect to Zoho's sign-in. */
export type ClientCheckAnswer = "accepted" | "unknown" | ZohoFault

/** In the order in which Zoho looks. https://www.zoho.com/accounts/protocol/oauth/web-apps/authorization-errors.html */
const WORDS: readonly (readonly [RegExp, FaultKind])[] = [
  [/invalid[ _]redirect|redirect ur[il] passed/i, "invalid-redirect"],
  [/javascript domain/i, "invalid-javascript-domain"],
  [/invalid[ _]response[ _]type/i, "sign-in-refused"],
  [/invalid[ _](?:oauth[ _])?scope|scope does not exist/i, "invalid-scope"],
  [/invalid[ _]client\b|client id passed/i, "invalid-client"],
]

/** Asks for the page that a sign-in starts with: as a stranger, following nothing, changing nothing. Never rejects. */
export async function checkClientAtZoho(
  url: string,
  fetch: Fetch = globalThis.fetch,
): Promise<ClientCheckAnswer> {
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
    return "unknown"
  }
}

function judge(httpStatus: number, html: string): ClientCheckAnswer {
  // An error page asks nothing of anyone; what has a form may hold such words for other occasions.
  if (/<form\b/i.test(html)) return httpStatus === 200 ? "accepted" : "unknown"
  const words = visibleWords(html)
  const kind = WORDS.find(([pattern]) => pattern.test(words))?.[1]
  return kind === undefined ? "unknown" : fault(kind, { httpStatus, zohoMessage: words.slice(0, 300) })
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
