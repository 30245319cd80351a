/** Zoho's documented limits, each with its unit and source. Our own pace is in `jobs/timing.ts`. */

/** Version of Zoho's REST API. Mass delete of tags exists since v7. */
export const API_VERSION = "v7"

/**
 * Tags in one mass_delete call. https://www.zoho.com/crm/developer/docs/api/v7/mass-delete-tags.html says 200, Zoho's
 * newer OpenAPI file 100: the fallback if 200 is refused without a number.
 */
export const TAGS_PER_MASS_DELETE = 200
export const TAGS_PER_MASS_DELETE_CAUTIOUS = 100

/**
 * Tags in one create call. No page names a limit. Zoho's OpenAPI file allows 200 in the answer, so we send half of
 * that, and split what is refused. https://www.zoho.com/crm/developer/docs/api/v8/create-tags.html
 */
export const TAGS_PER_CREATE = 100

/** Records in one add_tags or remove_tags call. https://www.zoho.com/crm/developer/docs/api/v8/add-tags.html */
export const RECORDS_PER_TAG_CALL = 500

/** Credits of one such call: https://www.zoho.com/crm/developer/docs/api/v8/api-limits.html (bulk calls). */
export function tagCallCredits(records: number): number {
  return Math.max(1, Math.ceil(records / 50))
}

/** Records per page of a search, which reaches 2,000 in all. https://www.zoho.com/crm/developer/docs/api/v8/search-records.html */
export const RECORDS_PER_SEARCH_PAGE = 200
export const SEARCH_REACH = 2_000

/** Credits of a COQL call, by its row limit. https://www.zoho.com/crm/developer/docs/api/v8/COQL-Limitations.html */
export const COQL_LARGEST = { rows: 2_000, credits: 3 } as const
const COQL_STEPS = [{ rows: 200, credits: 1 }, { rows: 1_000, credits: 2 }, COQL_LARGEST] as const

/** The cheapest row limit for so many rows. */
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
/** What every edition allows: reading the edition would take another scope. */
export const CONCURRENCY_OF_ANY_EDITION = CONCURRENCY_BY_EDITION.free

/** Lifetime of an access token (ms). https://www.zoho.com/crm/developer/docs/api/v8/token-validity.html */
export const ACCESS_TOKEN_LIFE_MS = 60 * 60 * 1000
/**
 * How long to wait (ms) after a refusal for too many tokens: a refresh token gives ten in ten minutes. Same page. It
 * allows 15 live access tokens per refresh token and 20 refresh tokens per user: hence one renewal at a time,
 * none per call.
 */
export const TOKEN_THROTTLE_WAIT_MS = 10 * 60 * 1000

/** Bytes read of an answer. The largest real one, a list of some 600 modules, has under 1 MB. */
export const ANSWER_BYTES = 5 * 1024 * 1024

/** Bytes read of Zoho's sign-in page, and its timeout (ms): a hint is not worth a long wait. */
export const SIGN_IN_PAGE_BYTES = 1024 * 1024
export const SIGN_IN_PAGE_TIMEOUT_MS = 5_000

/** Timeout of a call (ms): browsers end a worker whose fetch takes more than 30 s. https://developer.chrome.com/docs/extensions/develop/concepts/service-workers/lifecycle */
export const CALL_TIMEOUT_MS = 25_000
