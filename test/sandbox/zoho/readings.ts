/**
 * Where Zoho's documents conflict or are silent, the sandbox plays whichever reading a test chooses.
 * The defaults are the readings with the best sources.
 */
export interface Readings {
  /** Tags per mass_delete call: 200 in the pages and SDKs, 100 in the newest OpenAPI file. */
  massDeleteLimit: number
  /** Answer of the mass_delete POST: bare as documented, or wrapped as its GET is. */
  massDeletePost: "bare" | "wrapped"
  /** `code` of an accepted job. */
  acceptedCode: "SCHEDULED" | "QUEUED" | "RUNNING" | "202"
  /** job_id as a JSON string, or as the bare 64-bit number that the type `object` would allow. */
  jobId: "string" | "number"
  /** Status words of a running job: the SDK's, or the newest example's `in_progress` without counts. */
  jobWords: "sdk" | "in_progress"
  /** Whether a job removes tags one by one while it runs or all at its end. */
  jobDeletes: "progressively" | "at-end"
  /** Shape of "job details not found": one level of array, or two as the OpenAPI file has it. */
  jobError: "wrapped" | "doubly"
  /** HTTP status of REQUIRED_PARAM_MISSING on the job status: 401 in the pages, 400 in OpenAPI. */
  missingJobIdStatus: 400 | 401
  /** json_path in errors that name an offender; some answers may come without. */
  jsonPath: "present" | "absent"
  /** `feature_name=tags` on the modules list. */
  featureName: "filters" | "ignored" | "error"
  /** `include=` on the tags list. */
  include: "ignored" | "answered" | "error"
  /** `configured_areas` in records_count. */
  configuredAreas: boolean
  /** Resources in a single deletion's refusal: objects with id and name, or names alone as in the SDK. */
  associatedPlaces: "objects" | "names"
  /** The scope that calls about tags ask for: `tags.ALL` for all of them, or for records_count and merge alone. */
  tagScopes: "fine" | "all" | "all-for-some"
  /** HTTP status of OAUTH_SCOPE_MISMATCH. */
  scopeMismatchStatus: 401 | 403
  /** HTTP status of INVALID_REQUEST_METHOD. */
  wrongMethodStatus: 400 | 405
  /** An unknown tag on records_count: 404 INVALID_DATA in Zoho's samples, 400 TAG_ID_NOT_FOUND in its schema. */
  unknownTagCountStatus: 400 | 404
  /** Empty tag list: 204 without body, or 200 with an empty array. */
  emptyList: 204 | 200
  /** Names that differ only in case: two tags, or one. */
  nameCase: "sensitive" | "insensitive"
  /** Longest tag name: 25 in one file, 255 in another. */
  nameLength: number
  /** Colors of a tag that are kept: any, as in Zoho's own samples, or those of its picker only. */
  colors: "any" | "picker"
  /** A tag that cannot be created: refused beside the others, or with the whole call and as its only entry. */
  createErrors: "item" | "call"
  /** More tags created than the plan allows: the call is refused with one entry and nothing is made, or tag by tag. */
  planLimit: "call" | "item"
  /** A locked record among those of add_tags: refuses the call by its id, without one, or only itself. */
  lockedRecords: "call" | "call-unnamed" | "item"
  /** `Converted__s` in a query of leads: one public project has it answered, another org refuses the field. */
  convertedQuery: "answered" | "refused"
  /** The parameter `converted` of a search for leads. */
  convertedSearch: "answered" | "ignored" | "refused"
  /** Tags put on converted leads. */
  convertedTags: "taken" | "refused"
  /** Whose id the answer to a merge has: that of the tag that is gone, as in Zoho's sample, or of the one that stays. */
  mergeAnswer: "absorbed" | "kept"
  /** Which 401 code an expired token gets. */
  expiredTokenCode: "INVALID_TOKEN" | "AUTHENTICATION_FAILURE" | "INVALID_OAUTHTOKEN"
  /** Whether POSTs carrying a browser extension's Origin are accepted. */
  extensionOrigin: "accepted" | "refused"
  /** `state` in the implicit answer. */
  implicitState: "echoed" | "dropped"
  /** Beginning of the implicit fragment: Zoho's old sample starts `#&access_token`. */
  implicitFragment: "plain" | "leading-ampersand"
  /** Whether `api_domain` and `location` are in the implicit answer. */
  implicitDomain: "both" | "location" | "none"
  /** `accounts-server` in redirects. */
  accountsServer: "present" | "absent"
  /** Whether a code may be exchanged with PKCE alone, without the client's secret. */
  secretWithPkce: "required" | "optional"
  /** Whether a self client gets tokens for its org without a code. */
  clientCredentials: "granted" | "refused"
  /** HTTP status of the throttle answer of the token endpoint. */
  throttleStatus: 200 | 400
  /** Which revoke address works: the older, the newer, or both. */
  revoke: "both" | "older" | "newer"
  /** The window during which `/oauth/v2/auth/refresh` may grant silently. */
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
