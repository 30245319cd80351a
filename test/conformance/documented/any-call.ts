/** The answers that any call of the CRM may give: refused tokens, too many calls, failures at Zoho. */
import * as v from "valibot"
import { nothing, path, refusal, text, type Documented } from "./parts"

const permissions = { permissions: v.pipe(v.array(v.pipe(v.string(), v.maxLength(100))), v.maxLength(25)) }
const called = { method: v.optional(text), url: v.optional(text) }

export const ANY_CALL: readonly Documented[] = [
  refusal(400, "INVALID_REQUEST_METHOD", nothing, "2026 tags.json"),
  refusal(405, "INVALID_REQUEST_METHOD", nothing, "pages v8"),
  refusal(404, "INVALID_URL_PATTERN", nothing, "2026 tags.json"),
  refusal(403, "NO_PERMISSION", permissions, "2026 tags.json"),
  refusal(400, "AUTHORIZATION_FAILED", nothing, "pages v8"),
  refusal(400, "INVALID_MODULE", nothing, "pages v8"),
  refusal(400, "API_NOT_SUPPORTED", { supported_version: v.number() }, "2025 common.json"),

  refusal(401, "INVALID_TOKEN", nothing, "pages v8"),
  refusal(401, "AUTHENTICATION_FAILURE", nothing, "pages v8"),
  refusal(401, "INVALID_OAUTHTOKEN", nothing, "pages v8"),
  refusal(401, "OAUTH_SCOPE_MISMATCH", called, "2026 mass-delete-tags-newest.json"),
  refusal(403, "OAUTH_SCOPE_MISMATCH", called, "pages v8"),

  refusal(429, "RATE_LIMIT_EXCEEDED", nothing, "2026 module-search.json"),
  refusal(429, "TOO_MANY_REQUESTS", nothing, "pages v8"),

  refusal(500, "INTERNAL_ERROR", nothing, "2026 module-search.json"),
  refusal(500, "INTERNAL_SERVER_ERROR", nothing, "2025 users.json"),
  refusal(502, "INTERNAL_ERROR", nothing, "2026 module-search.json"),
  refusal(503, "SERVICE_UNAVAILABLE", nothing, "2026 module-search.json"),

  // Other files refer to the shapes in common.json: any call with a body may answer with them.
  refusal(400, "DEPENDENT_FIELD_MISSING", dependent(), "2025 common.json"),
  refusal(400, "DEPENDENT_MISMATCH", dependent(), "2025 common.json"),
  refusal(400, "RESERVED_KEYWORD_NOT_ALLOWED", { api_name: text, json_path: path }, "2025 common.json"),
  refusal(
    400,
    "REQUIRED_DATA_NOT_FOUND",
    { sub_json_path: v.nullable(text), value: v.unknown(), api_name: text, json_path: path },
    "2025 common.json",
  ),
]

/** The documented response headers. The remaining credits are sent once half of the day's are used. */
export const HEADERS: Readonly<Record<string, v.GenericSchema<string>>> = {
  "content-type": v.pipe(v.string(), v.regex(/^application\/json(?:; ?charset=utf-8)?$/i)),
  "x-api-credits-remaining": v.pipe(v.string(), v.digits()),
  // For pages on a JavaScript domain registered for the client.
  "access-control-allow-origin": v.pipe(v.string(), v.url()),
}

function dependent(): v.ObjectEntries {
  const at = { api_name: text, json_path: path }
  return { dependee: v.strictObject(at), ...at }
}
