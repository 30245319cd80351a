/** The mass_delete endpoints. */
import { json, type ZohoResponse } from "../http"
import type { Job } from "../state"
import { zohoTime } from "./tag-body"
import { errorBody, failure, noPermission } from "./errors"
import { jobStatus, startJob } from "./jobs"
import { checkMassDelete } from "./mass-delete-check"
import type { Call } from "./route"

/** POST: the batch is accepted or refused as a whole. */
export function massDelete({ state, org, request }: Call): ZohoResponse {
  if (org.missingPermissions.has("Crm_Implied_Edit_Tags")) return noPermission("Crm_Implied_Edit_Tags")
  const { massDeleteLimit, massDeletePost, acceptedCode, jsonPath, jobId } = state.settings.readings
  const checked = checkMassDelete(org, request.body, massDeleteLimit)
  if ("code" in checked) {
    const { json_path, ...rest } = checked.details
    const details =
      jsonPath === "present" ? { ...rest, ...(json_path === undefined ? {} : { json_path }) } : rest
    return failure(400, checked.code, checked.message, details)
  }
  const job = startJob(state, org, checked.module, checked.tagIds)
  const message = acceptedCode === "202" ? "tags deletion scheduled" : "tags scheduled successfully"
  const answer = { status: "success", code: acceptedCode, message, details: { job_id: job.id } }
  return withJobIds(json(202, massDeletePost === "bare" ? answer : { mass_delete: [answer] }), jobId)
}

/** Writes job ids without quotes, as bare 64-bit numbers, if the reading says so. */
function withJobIds(response: ZohoResponse, jobId: "string" | "number"): ZohoResponse {
  if (jobId === "string") return response
  return { ...response, body: response.body.replaceAll(/"job_id":"(\d+)"/g, '"job_id":$1') }
}

/** GET: always wrapped in `mass_delete`, without a list of the failed tags. */
export function massDeleteStatus({ state, org, request }: Call): ZohoResponse {
  const { missingJobIdStatus, jobError, jobId } = state.settings.readings
  const id = request.query.get("job_id")
  if (!id) {
    const message = "One of the expected parameter is missing"
    return failure(missingJobIdStatus, "REQUIRED_PARAM_MISSING", message, { param_name: "job_id" })
  }
  if (org.missingPermissions.has("Crm_Implied_Edit_Tags")) return noPermission("Crm_Implied_Edit_Tags")
  const job = org.jobs.get(id)
  if (!job) {
    const error = errorBody("INVALID_DATA", "job details not found", { job_id: id })
    return json(400, { mass_delete: [jobError === "wrapped" ? error : [error]] })
  }
  const { jobWords } = state.settings.readings
  return withJobIds(json(200, { mass_delete: [jobBody(job, state.clock.now(), jobWords)] }), jobId)
}

function jobBody(job: Job, now: number, words: "sdk" | "in_progress"): object {
  const status = jobStatus(job, now)
  const ended = status === "COMPLETED" || status === "FAILED"
  if (words === "in_progress" && !ended) {
    return { job_id: job.id, status: "in_progress", created_time: zohoTime(job.acceptedAt) }
  }
  return {
    job_id: job.id,
    status,
    total_count: job.tagIds.length,
    failed_count: job.failed.length,
    deleted_count: job.deleted.length,
  }
}
