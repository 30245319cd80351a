/**
 * If Zoho's documents conflict or are silent, each test chooses which reading the sandbox implements.
 * The defaults are the best-sourced readings.
 */
export interface Readings {
  /** Tags per mass_delete call: 200 in the pages and SDKs, 100 in the newest OpenAPI file. */
  massDeleteLimit: number
  /** Answer of the mass_delete POST: bare as documented, or wrapped like its GET. */
  massDeletePost: "bare" | "wrapped"
  /** `code` of an accepted job. */
  acceptedCode: "SCHEDULED" | "QUEUED" | "RUNNING" | "202"
  /** job_id as a JSON string, or as a bare 64-bit number, which the type `object` would allow. */
  jobId: "string" | "number"
  /** Status of a running job: the SDK's values, or `in_progress` without counts as in the newest example. */
  jobWords: "sdk" | "in_progress"
  /** Whether a job removes tags one by one while it runs, or all at the end. */
  jobDeletes: "progressively" | "at-end"
  /** Shape of "job details not found": one level of array, or two as in the OpenAPI file. */
  jobError: "wrapped" | "doubly"
  /** HTTP status of REQUIRED_PARAM_MISSING on the job status: 401 in the pages, 400 in OpenAPI. */
  missingJobIdStatus: 400 | 401
  /** json_path in errors that name the offending item; some answers may lack it. */
  jsonPath: "present" | "absent"
  /** `feature_name=tags` on the modules list. */
  featureName: "filters" | "ignored" | "error"
  /** `include=` on the tags list. */
  include: "ignored" | "answered" | "error"
  /** `configured_areas` in records_count. */
  configuredAreas: boolean
  /** Resources in the refusal of a single deletion: objects with id and name, or only names as in the SDK. */
  associatedPlaces: "objects" | "names"
  /**
   * The scope that tag calls require: one per operation, `tags.ALL` for all, or `tags.ALL` for records_count and merge.
   */
  tagScopes: "fine" | "all" | "all-for-some"
  /** HTTP status of OAUTH_SCOPE_MISMATCH. */
  scopeMismatchStatus: 401 | 403
  /** HTTP status of INVALID_REQUEST_METHOD. */
  wrongMethodStatus: 400 | 405
  /** records_count for an unknown tag: 404 INVALID_DATA in Zoho's samples, 400 TAG_ID_NOT_FOUND in its schema. */
  unknownTagCountStatus: 400 | 404
  /** Empty tag list: 204 without a body, or 200 with an empty array. */
  emptyList: 204 | 200
  /** Names that differ only in case: two tags, or one. */
  nameCase: "sensitive" | "insensitive"
  /** Longest tag name: 25 in one file, 255 in another. */
  nameLength: number
  /** Accepted tag colors: any, as in Zoho's own samples, or only those of its picker. */
  colors: "any" | "picker"
  /** A tag that cannot be created: refused individually, or with the whole call and as the only entry. */
  createErrors: "item" | "call"
  /** Too many tags for the plan: the whole call is refused with one entry, or only the tags that exceed the limit. */
  planLimit: "call" | "item"
  /**
   * A locked record in add_tags: the call is refused with its id, the call is refused without an id, or only the
   * record.
   */
  lockedRecords: "call" | "call-unnamed" | "item"
  /** `Converted__s` in a query for leads: answered in one public project, refused by another org. */
  convertedQuery: "answered" | "refused"
  /** The parameter `converted` of a search for leads. */
  convertedSearch: "answered" | "ignored" | "refused"
  /** Adding tags to converted leads. */
  convertedTags: "taken" | "refused"
  /** Whose id the answer to a merge contains: the absorbed tag's, as in Zoho's sample, or the kept tag's. */
  mergeAnswer: "absorbed" | "kept"
  /** The 401 code for an expired token. */
  expiredTokenCode: "INVALID_TOKEN" | "AUTHENTICATION_FAILURE" | "INVALID_OAUTHTOKEN"
  /** Whether calls with a browser extension's Origin are accepted. */
  extensionOrigin: "accepted" | "refused"
  /** `state` in the answer of the implicit grant. */
  implicitState: "echoed" | "dropped"
  /** Start of the implicit fragment: Zoho's old sample starts with `#&access_token`. */
  implicitFragment: "plain" | "leading-ampersand"
  /** Whether the implicit answer contains `api_domain` and `location`. */
  implicitDomain: "both" | "location" | "none"
  /** `accounts-server` in redirects. */
  accountsServer: "present" | "absent"
  /** Whether a code can be exchanged with PKCE only, without the client secret. */
  secretWithPkce: "required" | "optional"
  /** Whether a self client can get tokens for its org without a code. */
  clientCredentials: "granted" | "refused"
  /** HTTP status when the token endpoint throttles. */
  throttleStatus: 200 | 400
  /** Which revoke endpoint works: the older, the newer, or both. */
  revoke: "both" | "older" | "newer"
  /** Whether `/oauth/v2/auth/refresh` grants silently. */
  silentGrant: "allowed" | "refused"
}

export const defaultReadings: Readings = {
  massDeleteLimit: 200,
  massDeletePost: "bare",
  acceptedCode: "SCHEDULED",
  jobId: "string",
  jobWords: "sdk",
  jobDeletes: "progressively",
  jobError: "wrapped",
  missingJobIdStatus: 400,
  jsonPath: "present",
  featureName: "filters",
  include: "ignored",
  configuredAreas: false,
  associatedPlaces: "objects",
  tagScopes: "fine",
  scopeMismatchStatus: 401,
  wrongMethodStatus: 400,
  unknownTagCountStatus: 404,
  emptyList: 204,
  nameCase: "sensitive",
  nameLength: 25,
  colors: "any",
  createErrors: "item",
  planLimit: "call",
  lockedRecords: "call",
  mergeAnswer: "absorbed",
  convertedQuery: "answered",
  convertedSearch: "answered",
  convertedTags: "taken",
  expiredTokenCode: "INVALID_TOKEN",
  extensionOrigin: "accepted",
  implicitState: "echoed",
  implicitFragment: "plain",
  implicitDomain: "both",
  accountsServer: "present",
  secretWithPkce: "required",
  clientCredentials: "granted",
  throttleStatus: 400,
  revoke: "both",
  silentGrant: "allowed",
}
