/**
 * The catalog: every way Zoho can refuse or garble an answer, and the product's reaction. `classify.ts` finds the row,
 * `jobs/machine` acts on it, `i18n/fault-text` has its sentences, and docs/errors.md is generated from all of them.
 *
 * Sources: the "possible errors" of https://www.zoho.com/crm/developer/docs/api/v7/mass-delete-tags.html,
 * …/v8/get-mass-delete-tags-status.html, …/v8/get-tag-list.html, …/v8/delete-tag.html, …/v8/create-tags.html,
 * …/v8/merge-tags.html, …/v8/add-tags.html, …/v8/status-codes.html; the code lists in Zoho's own client
 * (https://www.npmjs.com/package/@zohocrm/nodejs-sdk-7.0) and OpenAPI files (https://github.com/zoho/crm-oas);
 * https://www.zoho.com/accounts/protocol/oauth.html for sign-in.
 */

/** The product's reaction. */
export type FaultAction =
  /** Repeats the call later. */
  | "retry"
  /** Excludes the item that Zoho names and sends the rest; bisects if it names none. */
  | "set-aside"
  /** Splits the list at the limit that Zoho names. */
  | "split"
  /** Re-reads the module's ids once and tries again. */
  | "reread-module"
  /** Re-reads the tags before anything is sent again. */
  | "reread-tags"
  /** Repeats the call without the refused part. */
  | "leave-out"
  /** Renews the token once. */
  | "renew"
  /** Waits for the user to sign in again. */
  | "sign-in"
  /** Pauses the job until the user resumes it. */
  | "pause"
  /** Slows down: credits or calls are used up. */
  | "wait"
  /** Ends the job. */
  | "stop"

export interface CatalogRow {
  readonly action: FaultAction
  /** Zoho's codes for this kind. If a code has several meanings, `classify.ts` distinguishes them. */
  readonly codes: readonly string[]
  /** "unchanged": Zoho refused and did nothing. "unknown": the call may have been executed. */
  readonly outcome: "unchanged" | "unknown"
}

type MakeRow = (action: FaultAction, ...codes: readonly string[]) => CatalogRow
const row: MakeRow = (action, ...codes) => ({ action, codes, outcome: "unchanged" })
const uncertain: MakeRow = (action, ...codes) => ({ action, codes, outcome: "unknown" })

export const CATALOG = {
  // Refused tags: one bad tag refuses the whole list
  "tag-in-use": row("set-aside", "NOT_ALLOWED"),
  "tag-not-found": row("set-aside", "INVALID_DATA", "TAG_ID_NOT_FOUND"),
  "tag-already-taken": row("set-aside", "ALREADY_USED"),
  "too-many-tags": row("split", "INVALID_DATA"),
  // Modules
  "module-mismatch": row("reread-module", "AMBIGUITY_DURING_PROCESSING"),
  "module-unknown": row("reread-module", "INVALID_MODULE"),
  "module-unsupported": row("stop", "INVALID_MODULE", "NOT_SUPPORTED"),
  // Requests that Zoho rejects
  "invalid-data": row(
    "stop",
    "INVALID_DATA",
    "DEPENDENT_MISMATCH",
    "BAD_REQUEST",
    "INVALID_REQUEST",
    "PATTERN_NOT_MATCHED",
    "MANDATORY_NOT_FOUND",
    "EXPECTED_FIELD_MISSING",
    "REQUIRED_DATA_NOT_FOUND",
    "DEPENDENT_FIELD_MISSING",
    "REQUIRED_PARAM_MISSING",
    "EXPECTED_PARAM_MISSING",
    "INVALID_REQUEST_METHOD",
  ),
  "address-unknown": row("stop", "INVALID_URL_PATTERN"),
  "version-unsupported": row("stop", "API_NOT_SUPPORTED"),
  "request-too-large": row("split", "INVALID_DATA"),
  "request-refused": row("stop"),
  // Jobs
  "job-not-found": row("reread-tags", "INVALID_DATA"),
  // Creating, renaming, merging
  "name-taken": row("stop", "DUPLICATE_DATA"),
  "name-reserved": row("stop", "RESERVED_KEYWORD_NOT_ALLOWED"),
  "name-too-long": row("stop", "INVALID_DATA"),
  "color-mismatch": row("stop", "MAPPING_MISMATCH"),
  "color-refused": row("leave-out", "INVALID_DATA"),
  "plan-limit": row("pause", "LICENSE_LIMIT_EXCEEDED", "LIMIT_REACHED"),
  // Records
  "record-not-found": row("set-aside", "INVALID_DATA"),
  "record-locked": row("set-aside", "RECORD_LOCKED"),
  "record-forbidden": row("set-aside", "FAILURE"),
  "record-full": row("set-aside"),
  "record-converted": row("set-aside", "CONVERTED_RECORD", "ID_ALREADY_CONVERTED"),
  "query-refused": row(
    "stop",
    "SYNTAX_ERROR",
    "INVALID_QUERY",
    "LIMIT_EXCEEDED",
    "CRITERIA_LIMIT_EXCEEDED",
    "INVALID_ALIAS",
    "DUPLICATE_ALIAS",
  ),
  "search-limit": row("stop", "LIMIT_REACHED"),
  // Rights
  "no-permission": row("pause", "NO_PERMISSION", "AUTHORIZATION_FAILED"),
  "scope-missing": row("sign-in", "OAUTH_SCOPE_MISMATCH"),
  "call-forbidden": row("stop"),
  "token-invalid": row("renew", "INVALID_TOKEN", "AUTHENTICATION_FAILURE", "INVALID_OAUTHTOKEN"),
  // Load, network, and unusable answers
  throttled: row("wait", "TOO_MANY_REQUESTS", "RATE_LIMIT_EXCEEDED"),
  "server-error": uncertain("retry", "INTERNAL_ERROR", "INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE"),
  unreachable: uncertain("retry"),
  "access-removed": uncertain("retry"),
  "switched-off": row("stop"),
  "timed-out": uncertain("retry"),
  redirected: uncertain("stop"),
  maintenance: uncertain("retry"),
  "not-json": uncertain("retry"),
  "incomplete-answer": uncertain("reread-tags", "Not Modified"),
  "too-large": uncertain("stop"),
  "wrong-shape": uncertain("reread-tags"),
  "incomplete-list": row("reread-tags"),
  "unknown-code": uncertain("pause"),
  // Sign-in: sent by the accounts server, often with HTTP 200
  "invalid-code": row("sign-in", "invalid_code"),
  "refresh-token-invalid": row("sign-in", "invalid_code", "invalid_grant"),
  "invalid-client": row("sign-in", "invalid_client"),
  "invalid-client-secret": row("sign-in", "invalid_client_secret"),
  "invalid-redirect": row("sign-in", "invalid_redirect_uri", "redirect_uri_mismatch"),
  "invalid-javascript-domain": row("sign-in"),
  "invalid-scope": row("sign-in", "invalid_scope"),
  "sign-in-refused": row(
    "sign-in",
    "invalid_request",
    "unsupported_grant_type",
    "unsupported_response_type",
    "invalid_response_type",
    "unauthorized_client",
    "general_error",
  ),
  "access-denied": row("sign-in", "access_denied"),
  "no-org": row("sign-in", "no_org"),
  "missing-org-info": row("sign-in", "missing_org_info"),
  "sign-in-cancelled": row("sign-in"),
  "sign-in-page-failed": row("sign-in"),
  "sign-in-needed": row("sign-in", "login_required", "interaction_required", "consent_required"),
  "public-refused": row("sign-in"),
  "grant-code-needed": row("sign-in"),
  "client-secret-needed": row("sign-in"),
  "other-org": row("sign-in"),
  "other-user": row("sign-in"),
  "state-mismatch": row("sign-in"),
  "foreign-server": row("stop"),
  "too-many-token-requests": row("wait", "Access Denied"),
} satisfies Record<string, CatalogRow>

export type FaultKind = keyof typeof CATALOG

export const FAULT_KINDS = Object.keys(CATALOG) as readonly FaultKind[]

export function catalogRow(kind: FaultKind): CatalogRow {
  return CATALOG[kind]
}
