/** The answers of searches and COQL queries for records. */
import * as v from "valibot"
import {
  body,
  empty,
  id,
  int,
  nothing,
  path,
  recordTag,
  refusal,
  text,
  time,
  type Call,
  type Documented,
} from "./parts"

const SEARCH = "2026 module-search.json"
const COQL = "2026 coql.json"
const OLDER_COQL = "2025 coql.json"

const user = v.strictObject({
  name: v.optional(text),
  id: v.optional(id),
  email: v.optional(v.pipe(v.string(), v.email())),
})
const found = v.looseObject({
  id,
  Owner: v.optional(user),
  Created_Time: v.optional(time),
  Modified_Time: v.optional(time),
  Created_By: v.optional(user),
  Modified_By: v.optional(user),
  // From the field's metadata and record.json of 2025; the search's file does not specify fields.
  Tag: v.optional(v.nullable(v.array(recordTag))),
})

const searchInfo = v.strictObject({
  per_page: v.optional(int),
  count: v.optional(int),
  page: v.optional(int),
  more_records: v.optional(v.boolean()),
  sort_by: v.optional(text),
  sort_order: v.optional(v.picklist(["asc", "desc"])),
})

const reason = v.pipe(v.string(), v.maxLength(500))
const anywhere = [
  ...["INVALID_DATA", "INVALID_QUERY", "EXPECTED_PARAM_MISSING", "LIMIT_REACHED", "NOT_SUPPORTED"],
  ...["INVALID_REQUEST_METHOD", "AUTHORIZATION_FAILED", "OAUTH_SCOPE_MISMATCH", "NO_PERMISSION"],
  ...[
    "INVALID_URL_PATTERN",
    "INTERNAL_ERROR",
    "RATE_LIMIT_EXCEEDED",
    "SERVICE_UNAVAILABLE",
    "INVALID_MODULE",
  ],
]
/** The search's file has one list of codes, with empty details, for all these statuses. */
const searchTrouble: readonly Documented[] = [401, 403, 404, 429, 500, 502, 503].flatMap((status) =>
  anywhere.map((code) => refusal(status, code, nothing, SEARCH)),
)

/** The possible shapes of the details of a query error. */
const queryMistakes: readonly v.ObjectEntries[] = [
  { column_name: text },
  { limit: text },
  { column_name: text, clause: text },
  { module: text },
  { cvid: text },
  { reason: v.string(), column_name: text, operator: text },
  { column_name: text, alias: text },
  {},
  { cv_criteria: v.boolean(), column_name: text, value: reason, operator: text },
  { sub_query_sequence: int, operator: text },
  { sub_query_sequence: int, column_name: v.array(text) },
]
const syntaxMistakes: readonly v.ObjectEntries[] = [
  {},
  { clause: v.string() },
  { line: int, column: int, near: v.string() },
  { operator: text },
  { near: v.string() },
]
const dataMistakes: readonly v.ObjectEntries[] = [
  {},
  { expected_data_type: text, api_name: reason, json_path: path },
  { api_name: reason, json_path: path, supported_values: v.array(text) },
  { expected_data_type: text, api_name: reason, json_path: path, supported_values: v.array(text) },
  { reason, column: reason },
]
const olderMistake: v.ObjectEntries = {
  ...v.partial(
    v.object(
      v.entriesFromList(
        ["near", "clause", "by", "column_name", "reason", "module", "data_type", "operator"],
        v.string(),
      ),
    ),
  ).entries,
  ...v.partial(v.object(v.entriesFromList(["column", "line", "limit"], int))).entries,
  expected_data_type: v.optional(v.string()),
}

const of = (code: string, shapes: readonly v.ObjectEntries[]): Documented[] =>
  shapes.map((details) => refusal(400, code, details, COQL))

export const RECORD_CALLS: readonly Call[] = [
  {
    name: "search records",
    method: "GET",
    path: /^\w+\/search$/,
    answers: [
      body(
        200,
        v.strictObject({ data: v.pipe(v.array(found), v.maxLength(200)), info: v.optional(searchInfo) }),
        SEARCH,
      ),
      empty(SEARCH),
      refusal(400, "INVALID_REQUEST", nothing, SEARCH),
      refusal(400, "NOT_SUPPORTED", { module: text }, SEARCH),
      refusal(
        400,
        "EXPECTED_PARAM_MISSING",
        { param_names: v.pipe(v.array(v.picklist(["criteria", "email", "phone", "word"])), v.maxLength(4)) },
        SEARCH,
      ),
      refusal(400, "INVALID_MODULE", { resource_path_index: int }, SEARCH),
      refusal(400, "INVALID_QUERY", { expected_data_type: text, reason }, SEARCH),
      refusal(400, "INVALID_QUERY", { operator: text, reason }, SEARCH),
      refusal(400, "INVALID_QUERY", { reason }, SEARCH),
      refusal(400, "INVALID_QUERY", { param_name: v.optional(text) }, SEARCH),
      refusal(400, "LIMIT_REACHED", { limit: v.literal("2000") }, SEARCH),
      refusal(400, "CRITERIA_LIMIT_EXCEEDED", nothing, SEARCH),
      ...searchTrouble,
    ],
  },
  {
    name: "query records",
    method: "POST",
    path: /^coql$/,
    answers: [
      body(
        200,
        v.strictObject({
          data: v.pipe(v.array(found), v.minLength(1), v.maxLength(200)),
          info: v.strictObject({ count: int, more_records: v.boolean() }),
        }),
        COQL,
      ),
      empty(COQL),
      ...of("SYNTAX_ERROR", syntaxMistakes),
      ...of("INVALID_QUERY", queryMistakes),
      ...of("INVALID_DATA", dataMistakes),
      ...of("DUPLICATE_DATA", [{ column_name: text }, { column_name: text, aggregate: text }]),
      refusal(400, "LIMIT_EXCEEDED", v.looseObject({}), COQL),
      refusal(
        400,
        "INVALID_ALIAS",
        { alias: v.optional(v.literal("")), column_name: v.optional(text) },
        COQL,
      ),
      refusal(
        400,
        "DUPLICATE_ALIAS",
        { alias: v.optional(text), referred_columns: v.optional(v.array(text)) },
        COQL,
      ),
      refusal(400, "MANDATORY_NOT_FOUND", { api_name: text }, COQL),
      refusal(400, "INVALID_MODULE", nothing, COQL),
      refusal(400, "SYNTAX_ERROR", olderMistake, OLDER_COQL),
      refusal(400, "INVALID_QUERY", olderMistake, OLDER_COQL),
    ],
  },
]
