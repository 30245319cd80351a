/** The answers of mass_delete: starting a job, and its status. */
import * as v from "valibot"
import { again, body, id, int, path, refusal, success, text, time, type Call, type Documented } from "./parts"

const SOURCE = "2026 mass-delete-tags-newest.json"
const OLDER = "2025 mass_delete_tags.json"

const at = { api_name: v.optional(text), json_path: v.optional(path) }
const named = { api_name: text, json_path: path }

/** The newest file has the same list of refusals for both calls, under 400 and under 403. */
const refusals: readonly Documented[] = [
  refusal(400, "MANDATORY_NOT_FOUND", at, SOURCE),
  refusal(
    400,
    "INVALID_DATA",
    { ...at, expected_data_type: v.optional(text), maximum_length: v.optional(int) },
    SOURCE,
  ),
  refusal(
    400,
    "AMBIGUITY_DURING_PROCESSING",
    { ambiguity_due_to: v.pipe(v.array(v.strictObject(named)), v.maxLength(10)) },
    SOURCE,
  ),
  refusal(400, "NOT_ALLOWED", at, SOURCE),
  refusal(400, "NO_PERMISSION", { permissions: v.optional(v.pipe(v.array(text), v.maxLength(10))) }, SOURCE),
  refusal(400, "INVALID_DATA", { job_id: v.optional(v.string()) }, SOURCE, "mass_delete"),
]
const either = [...refusals, ...again(refusals, { status: 403 })]

/** In 2025, the answer to a job's start had one of these codes; in 2026, any code of up to ten letters. */
const started = (["SCHEDULED", "QUEUED", "RUNNING", "COMPLETED", "FAILED"] as const).map((code) =>
  success(202, code, { job_id: id }, SOURCE),
)

const count = v.optional(int)
const job = v.strictObject({
  job_id: id,
  status: v.pipe(v.string(), v.maxLength(20)),
  created_time: v.optional(time),
  total_count: count,
  failed_count: count,
  deleted_count: count,
})
const olderJob = v.strictObject({
  ...{ job_id: id, total_count: int, failed_count: int, deleted_count: int },
  status: v.picklist(["COMPLETED", "FAILED", "RUNNING", "SCHEDULED"]),
})

export const MASS_DELETE_CALLS: readonly Call[] = [
  {
    name: "start a mass delete",
    method: "POST",
    path: /^settings\/tags\/actions\/mass_delete$/,
    answers: [
      ...started,
      // A sample writes the status as the code.
      success(202, "202", { job_id: id }, "2026 samples"),
      ...either,
      refusal(400, "EXPECTED_FIELD_MISSING", { expected_fields: v.array(v.strictObject(named)) }, OLDER),
    ],
  },
  {
    name: "get a job's status",
    method: "GET",
    path: /^settings\/tags\/actions\/mass_delete$/,
    answers: [
      body(200, v.strictObject({ mass_delete: v.pipe(v.array(job), v.maxLength(100)) }), SOURCE),
      body(200, v.strictObject({ mass_delete: v.array(olderJob) }), OLDER),
      ...either,
      refusal(400, "REQUIRED_PARAM_MISSING", { param_name: text }, OLDER),
      refusal(401, "REQUIRED_PARAM_MISSING", { param_name: text }, "pages v8"),
      // A nested list, and a job_id typed as object.
      refusal(400, "INVALID_DATA", { job_id: v.looseObject({}) }, OLDER, "mass_delete[]"),
    ],
  },
]
