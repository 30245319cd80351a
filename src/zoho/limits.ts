/** Zoho's documented limits, each with its unit and page. How fast we ask is in `jobs/timing.ts`. */

/** Version of Zoho's REST API that is called. Mass delete of tags exists from v7 on. */
export const API_VERSION = "v7"

/**
 * Tags in one mass_delete call. https://www.zoho.com/crm/developer/docs/api/v7/mass-delete-tags.html says 200, Zoho's
 * newer OpenAPI file 100: the size to fall back to when 200 is refused without a number.
 */
export const TAGS_PER_MASS_DELETE = 200
export const TAGS_PER_MASS_DELETE_CAUTIOUS = 100

/**
 * Tags in one create call. No page names a number; Zoho's OpenAPI file has room for 200 in the answer, so half of that is
 * sent, and what is refused is cut. https://www.zoho.com/crm/developer/docs/api/v8/create-tags.html
 */
export const TAGS_PER_CREATE = 100

/** Records in one add_tags or remove_tags call. https://www.zoho.com/crm/developer/docs/api/v8/add-tags.html */
export const RECORDS_PER_TAG_CALL = 500

/** Credits of such a call, by https://www.zoho.com/crm/developer/docs/api/v8/api-limits.html (bulk calls). */
export function tagCallCredits(records: number): number {
  return Math.max(1, Math.ceil(records / 50))
}

/** Records on one page of a search; a search reaches 2,000 in all. https://www.zoho.com/crm/developer/docs/api/v8/search-records.html */
export const RECORDS_PER_SEARCH_PAGE = 200
export const SEARCH_REACH = 2_000

/** What a COQL call costs by the rows it may give. https://www.zoho.com/crm/developer/docs/api/v8/COQL-Limitations.html */
export const COQL_LARGEST = { rows: 2_000, credits: 3 } as const
const COQL_STEPS = [{ rows: 200, credits: 1 }, { rows: 1_000, credits: 2 }, COQL_LARGEST] as const

/** The fewest rows to ask for that hold so many: the price goes by them. */
export function coqlStep(rows: number): { readonly rows: number; readonly credits: number } {
  return COQL_STEPS.find((step) => step.rows >= rows) ?? COQL_LARGEST
}

/** Calls in flight per org and app, by edition. https://www.zoho.com/crm/developer/docs/api/v8/api-limits.html */
export const CONCURRENCY_BY_EDITION = {
  free: 5,
  standard: 10,
  professional: 15,
  enterprise: 20,
  ultimate: 25,
} as const
/** What every edition allows; the edition is not known without a further scope. */
export const CONCURRENCY_OF_ANY_EDITION = CONCURRENCY_BY_EDITION.free

/** Lifetime of an access token, in milliseconds. https://www.zoho.com/crm/developer/docs/api/v8/token-validity.html */
export const ACCESS_TOKEN_LIFE_MS = 60 * 60 * 1000
/**
 * How long to wait (ms) after being refused for too many tokens: a refresh token gives ten in ten minutes. Same page. It
 * allows 15 live access tokens per refresh token, 20 refresh tokens per user: hence one renewal at a time, none per call.
 */
export const TOKEN_THROTTLE_WAIT_MS = 10 * 60 * 1000

/** Bytes of an answer that are read. The largest true one, a list of some 600 modules, has under 1 MB. */
export const ANSWER_BYTES = 5 * 1024 * 1024

/** Bytes of Zoho's sign-in page that are read, and how long (ms): it is a hint, not worth a long wait. */
export const SIGN_IN_PAGE_BYTES = 1024 * 1024
export const SIGN_IN_PAGE_TIMEOUT_MS = 5_000

/** Milliseconds until a call is given up: browsers end a worker whose fetch takes more than 30 s. https://developer.chrome.com/docs/extensions/develop/concepts/service-workers/lifecycle */
export const CALL_TIMEOUT_MS = 25_000
