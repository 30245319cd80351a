/**
 * The catalogue: every way Zoho can refuse or garble an answer, and what follows from it.
 *
 * One row per kind of fault. `classify.ts` finds the row, the deletion engine acts on it, the pages show its
 * sentences (`ui/fault-words`), docs/errors.md is made from it. No other file knows what an answer of Zoho's means.
 *
 * Sources: the "possible errors" of https://www.zoho.com/crm/developer/docs/api/v7/mass-delete-tags.html,
 * …/v8/get-mass-delete-tags-status.html, …/v8/get-tag-list.html, …/v8/delete-tag.html, …/v8/create-tags.html,
 * …/v8/merge-tags.html, …/v8/add-tags.html, …/v8/status-codes.html; the code lists in Zoho's own client
 * (https://www.npmjs.com/package/@zohocrm/nodejs-sdk-7.0) and OpenAPI files (https://github.com/zoho/crm-oas);
 * https://www.zoho.com/accounts/protocol/oauth.html for sign-in.
 */

/** Who can mend it: this product, the person using it, an administrator of the org, or Zoho. */
export type Mender = "tagsweep" | "user" | "admin" | "zoho"

/**
 * What the product does. `retry` later, the same call; `set-aside` the tag named and send the rest (without a
 * name: halve); `split` the list at the limit named; `reread-module` ids once and try again; `reread-tags` to
 * learn what is true before anything is sent again; `leave-out` the part that is refused; `renew` the token once; `sign-in` wait for a person to sign
 * in again; `pause` the job for a person; `wait` (slow down, credits or calls used up); `stop` for good.
 */
export type FaultAction =
  | "retry"
  | "set-aside"
  | "split"
  | "reread-module"
  | "reread-tags"
  | "leave-out"
  | "renew"
  | "sign-in"
  | "pause"
  | "wait"
  | "stop"

export interface CatalogueRow {
  /** Zoho's codes that mean this kind; where one code has several meanings, `classify.ts` tells them apart. */
  readonly codes: readonly string[]
  /** How the answer looks, for the documentation. */
  readonly seenAs: string
  readonly whoMends: Mender
  readonly action: FaultAction
  /** "unchanged": Zoho refused, nothing was done. "unknown": the call may have been carried out. */
  readonly outcome: "unchanged" | "unknown"
}

const row = (
  action: FaultAction,
  whoMends: Mender,
  codes: readonly string[],
  seenAs: string,
  outcome: CatalogueRow["outcome"] = "unchanged",
): CatalogueRow => ({ codes, seenAs, whoMends, action, outcome })

export const CATALOGUE = {
  // Tags refused: one bad tag refuses the whole list
  "tag-in-use": row(
    "set-aside",
    "admin",
    ["NOT_ALLOWED"],
    "400, often with the tag's path or the places of use",
  ),
  "tag-not-found": row(
    "set-aside",
    "tagsweep",
    ["INVALID_DATA", "TAG_ID_NOT_FOUND"],
    "400 or 404, “tags not found” or “invalid tag id”, with the tag's path or “id”",
  ),
  "tag-not-in-module": row(
    "set-aside",
    "tagsweep",
    ["INVALID_DATA"],
    "400, “one of the tags seems not found.”",
  ),
  "tag-already-taken": row("set-aside", "user", ["ALREADY_USED"], "400; in the client's list, not described"),
  "too-many-tags": row(
    "split",
    "tagsweep",
    ["INVALID_DATA"],
    "400, with maximum_length for the list of tags",
  ),
  "too-many-modules": row("stop", "tagsweep", ["INVALID_DATA"], "400, with maximum_length for mass_delete"),

  // Modules
  "module-mismatch": row(
    "reread-module",
    "tagsweep",
    ["AMBIGUITY_DURING_PROCESSING"],
    "400, module id and name disagree",
  ),
  "module-unknown": row("reread-module", "admin", ["INVALID_MODULE"], "400, no such module"),
  "module-unsupported": row(
    "stop",
    "zoho",
    ["INVALID_MODULE", "NOT_SUPPORTED"],
    "400, the module has no tags",
  ),

  // Requests Zoho does not accept
  "invalid-data": row(
    "stop",
    "tagsweep",
    ["INVALID_DATA", "DEPENDENT_MISMATCH", "BAD_REQUEST", "INVALID_REQUEST", "PATTERN_NOT_MATCHED"],
    "400, without a known detail",
  ),
  "wrong-type": row("stop", "tagsweep", ["INVALID_DATA"], "400, with expected_data_type"),
  "field-missing": row(
    "stop",
    "tagsweep",
    ["MANDATORY_NOT_FOUND", "EXPECTED_FIELD_MISSING", "REQUIRED_DATA_NOT_FOUND", "DEPENDENT_FIELD_MISSING"],
    "400, names the missing fields",
  ),
  "param-missing": row(
    "stop",
    "tagsweep",
    ["REQUIRED_PARAM_MISSING", "EXPECTED_PARAM_MISSING"],
    "400 or 401, names the missing parameter",
  ),
  "method-refused": row("stop", "tagsweep", ["INVALID_REQUEST_METHOD"], "400 or 405"),
  "address-unknown": row("stop", "tagsweep", ["INVALID_URL_PATTERN"], "404"),
  "version-unsupported": row(
    "stop",
    "tagsweep",
    ["API_NOT_SUPPORTED"],
    "400, names the version that has the call",
  ),
  "request-too-large": row("split", "tagsweep", [], "413"),
  "request-refused": row(
    "stop",
    "user",
    [],
    "any other 4xx without a code, such as 415, or a proxy's 403, 407 or 451 as a web page",
  ),

  // Jobs
  "job-not-found": row(
    "reread-tags",
    "tagsweep",
    ["INVALID_DATA"],
    "400, “job details not found”, also doubly wrapped",
  ),

  // Creating, renaming, merging
  "name-taken": row("stop", "user", ["DUPLICATE_DATA"], "400, names the tag in the way"),
  "name-reserved": row("stop", "user", ["RESERVED_KEYWORD_NOT_ALLOWED"], "400"),
  "name-too-long": row("stop", "user", ["INVALID_DATA"], "400, with maximum_length for a name"),
  "colour-mismatch": row("stop", "user", ["MAPPING_MISMATCH"], "400, the name exists with another color"),
  "color-refused": row("leave-out", "tagsweep", ["INVALID_DATA"], "400, on color_code"),
  "plan-limit": row(
    "pause",
    "admin",
    ["LICENSE_LIMIT_EXCEEDED", "LIMIT_REACHED"],
    "400, one entry for the whole call, or 207: more tags than the plan allows in a module",
  ),

  // Records
  "record-not-found": row("set-aside", "tagsweep", ["INVALID_DATA"], "400, the record's id is not known"),
  "record-locked": row(
    "set-aside",
    "user",
    ["RECORD_LOCKED"],
    "400, for the whole call and with the record's id, or an entry of a list",
  ),
  "record-forbidden": row("set-aside", "admin", ["FAILURE"], "an entry of a list"),
  "record-full": row(
    "set-aside",
    "user",
    [],
    "200, “success” with not_added_tags: the record has as many tags as it may have",
  ),
  "record-converted": row(
    "set-aside",
    "zoho",
    ["CONVERTED_RECORD", "ID_ALREADY_CONVERTED"],
    "a lead that was converted; in the client's list of codes",
  ),
  "too-many-records": row("split", "tagsweep", ["INVALID_DATA"], "400, with maximum_length for ids"),
  "query-refused": row(
    "stop",
    "tagsweep",
    [
      "SYNTAX_ERROR",
      "INVALID_QUERY",
      "LIMIT_EXCEEDED",
      "CRITERIA_LIMIT_EXCEEDED",
      "INVALID_ALIAS",
      "DUPLICATE_ALIAS",
    ],
    "400, search or COQL",
  ),
  "search-limit": row("stop", "zoho", ["LIMIT_REACHED"], "400, a search beyond its last page"),

  // Rights
  "no-permission": row(
    "pause",
    "admin",
    ["NO_PERMISSION", "AUTHORIZATION_FAILED"],
    "403 or 400, names the rights",
  ),
  "scope-missing": row("sign-in", "user", ["OAUTH_SCOPE_MISMATCH"], "401 or 403"),
  "call-forbidden": row(
    "stop",
    "zoho",
    [],
    "403 with a code of no list: perhaps the extension's Origin, which no page of Zoho's speaks of",
  ),
  "token-invalid": row(
    "renew",
    "tagsweep",
    ["INVALID_TOKEN", "AUTHENTICATION_FAILURE", "INVALID_OAUTHTOKEN"],
    "401",
  ),

  // Load, network, and answers that are not an answer
  throttled: row(
    "wait",
    "tagsweep",
    ["TOO_MANY_REQUESTS", "RATE_LIMIT_EXCEEDED"],
    "429; credits and calls in flight look the same",
  ),
  "server-error": row(
    "retry",
    "zoho",
    ["INTERNAL_ERROR", "INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE"],
    "500 and above",
    "unknown",
  ),
  unreachable: row("retry", "user", [], "no connection, or cut before the answer", "unknown"),
  "access-removed": row(
    "retry",
    "user",
    [],
    "no connection, because the browser no longer lets the extension reach Zoho’s hosts",
    "unknown",
  ),
  "switched-off": row("stop", "admin", [], "no call at all: the managed policy has switched the feature off"),
  "timed-out": row("retry", "zoho", [], "no full answer in time", "unknown"),
  redirected: row("stop", "user", [], "3xx: a proxy or a sign-in page in between", "unknown"),
  "not-modified": row("reread-tags", "tagsweep", ["Not Modified"], "304", "unknown"),
  maintenance: row("retry", "zoho", [], "500 and above, as a web page", "unknown"),
  "not-json": row("retry", "user", [], "2xx as a web page, such as a network's sign-in page", "unknown"),
  "empty-answer": row("reread-tags", "zoho", [], "success without the body that belongs to it", "unknown"),
  truncated: row("reread-tags", "zoho", [], "JSON that ends too early", "unknown"),
  "too-large": row("stop", "zoho", [], "an answer beyond the size that is read", "unknown"),
  "wrong-shape": row("reread-tags", "zoho", [], "JSON of another form than described", "unknown"),
  "incomplete-list": row("reread-tags", "zoho", [], "a list shorter than the count beside it"),
  "unknown-code": row("pause", "zoho", [], "an error with a code of no list", "unknown"),

  // Sign-in: these arrive from the accounts server, often with HTTP 200
  "invalid-code": row(
    "sign-in",
    "user",
    ["invalid_code"],
    "token endpoint: code used, expired or of another data center",
  ),
  "refresh-token-invalid": row(
    "sign-in",
    "user",
    ["invalid_code", "invalid_grant"],
    "token endpoint, while renewing",
  ),
  "invalid-client": row("sign-in", "user", ["invalid_client"], "token endpoint or redirect"),
  "invalid-client-secret": row("sign-in", "user", ["invalid_client_secret"], "token endpoint"),
  "invalid-redirect": row(
    "sign-in",
    "user",
    ["invalid_redirect_uri", "redirect_uri_mismatch"],
    "token endpoint or redirect",
  ),
  "invalid-javascript-domain": row("sign-in", "user", [], "Zoho's page in place of its consent page"),
  "invalid-scope": row("sign-in", "tagsweep", ["invalid_scope"], "token endpoint or redirect"),
  "sign-in-refused": row(
    "sign-in",
    "tagsweep",
    [
      "invalid_request",
      "unsupported_grant_type",
      "unsupported_response_type",
      "invalid_response_type",
      "unauthorized_client",
      "general_error",
    ],
    "token endpoint or redirect",
  ),
  "access-denied": row("sign-in", "user", ["access_denied"], "redirect, consent refused"),
  "no-org": row("sign-in", "user", ["no_org"], "redirect: the person has no Zoho CRM account"),
  "missing-org-info": row(
    "sign-in",
    "user",
    ["missing_org_info"],
    "token endpoint, where a token for an org was asked for without it",
  ),
  "sign-in-cancelled": row("sign-in", "user", [], "the window was closed"),
  "sign-in-page-failed": row(
    "sign-in",
    "user",
    [],
    "Zoho's sign-in page did not load, or refused the request",
  ),
  "sign-in-needed": row(
    "sign-in",
    "user",
    ["login_required", "interaction_required", "consent_required"],
    "silent renewal that needs a person",
  ),
  "public-refused": row(
    "sign-in",
    "user",
    [],
    "token endpoint: a public client without a secret, which Zoho does not let in",
  ),
  "grant-code-needed": row(
    "sign-in",
    "user",
    [],
    "a self client that needs a new code, which only a person can make",
  ),
  "client-secret-needed": row(
    "sign-in",
    "user",
    [],
    "a client whose secret is not kept, which only a person has",
  ),
  "other-org": row("sign-in", "user", [], "a sign-in that turned out to be another org's"),
  "other-user": row(
    "sign-in",
    "user",
    [],
    "a sign-in by another user of the org, while jobs that the first one confirmed are open",
  ),
  "state-mismatch": row("sign-in", "user", [], "redirect whose state is not ours"),
  "foreign-server": row("stop", "user", [], "sign-in answer naming a server that is not Zoho's"),
  "too-many-token-requests": row(
    "wait",
    "tagsweep",
    ["Access Denied"],
    "token endpoint, 400 or 200; wait ten minutes",
  ),
} as const satisfies Record<string, CatalogueRow>

/** The kind of a fault: a key of the catalogue. */
export type FaultKind = keyof typeof CATALOGUE

export const FAULT_KINDS = Object.keys(CATALOGUE) as readonly FaultKind[]

/** The catalogue's row of a kind. */
export function catalogueRow(kind: FaultKind): CatalogueRow {
  return CATALOGUE[kind]
}
