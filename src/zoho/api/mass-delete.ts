/** Deletes many tags in one call, and reads the status of that job. */
import * as v from "valibot"
import { isErrorEnvelope } from "../errors/classify"
import { bag, defined, type ZohoResult } from "../errors/fault"
import { TAGS_PER_MASS_DELETE } from "../limits"
import type { ZohoClient } from "./client"
import { countSchema, idSchema, idSegment, lenient, moduleSegment, refused } from "./schemas"

/** Zoho's report on one of its delete jobs: counts only, nothing per tag. */
export interface MassDeleteStatus {
  /** Only "completed" and "failed" are final; any other value is "pending". */
  readonly state: "pending" | "completed" | "failed"
  readonly total?: number
  readonly deleted?: number
  readonly failed?: number
}

const acceptedSchema = v.object({
  status: v.pipe(v.string(), v.toLowerCase(), v.literal("success")),
  details: v.object({ job_id: idSchema }),
})

/**
 * Submits tags of one module for deletion and returns the id of Zoho's job. One refused tag refuses all. Success is
 * `status` "success" with a job id, whatever the code or wrapping.
 * https://www.zoho.com/crm/developer/docs/api/v7/mass-delete-tags.html
 * @throws RangeError for no tags, or too many
 */
export async function submitMassDelete(
  client: ZohoClient,
  input: { module: { id: string; apiName: string }; tagIds: readonly string[] },
): Promise<ZohoResult<{ jobId: string }>> {
  const { module, tagIds } = input
  if (tagIds.length === 0 || tagIds.length > TAGS_PER_MASS_DELETE) {
    throw new RangeError(`1 to ${String(TAGS_PER_MASS_DELETE)} tags a call`)
  }
  const answer = await client.call({
    method: "POST",
    path: "settings/tags/actions/mass_delete",
    body: {
      mass_delete: [
        {
          module: { id: idSegment(module.id), api_name: moduleSegment(module.apiName) },
          tags: tagIds.map((id) => ({ id: idSegment(id) })),
        },
      ],
    },
    subject: "tags",
  })
  if (!answer.ok) return answer
  const parsed = v.safeParse(acceptedSchema, onlyEntry(answer.value.body))
  return parsed.success
    ? { ...answer, value: { jobId: parsed.output.details.job_id } }
    : refused(answer, "tags")
}

const statusSchema = v.object({
  status: v.pipe(v.string(), v.nonEmpty(), v.maxLength(64)),
  code: lenient(v.pipe(v.string(), v.maxLength(64))),
  job_id: v.optional(idSchema),
  total_count: lenient(countSchema),
  deleted_count: lenient(countSchema),
  failed_count: lenient(countSchema),
})

/** Status of a delete job; "wrong-shape" if about another one. https://www.zoho.com/crm/developer/docs/api/v7/get-mass-delete-tags-status.html */
export async function massDeleteStatus(
  client: ZohoClient,
  { jobId }: { jobId: string },
): Promise<ZohoResult<MassDeleteStatus>> {
  const answer = await client.call({
    path: "settings/tags/actions/mass_delete",
    query: { job_id: idSegment(jobId) },
    subject: "job",
  })
  if (!answer.ok) return answer
  const entry = onlyEntry(answer.value.body)
  const parsed = v.safeParse(statusSchema, entry)
  if (isErrorEnvelope(entry) || !parsed.success || (parsed.output.job_id ?? jobId) !== jobId) {
    return refused(answer, "job")
  }
  const { status, code, total_count: total, deleted_count: deleted, failed_count: failed } = parsed.output
  const reported = (status.toLowerCase() === "success" && code !== undefined ? code : status).toUpperCase()
  return {
    ...answer,
    value: {
      state: reported === "COMPLETED" ? "completed" : reported === "FAILED" ? "failed" : "pending",
      ...defined({ total, deleted, failed }),
    },
  }
}

/** The only entry of the answer: bare, under `mass_delete`, or in nested lists there. Undefined if several. */
function onlyEntry(body: unknown): unknown {
  const { mass_delete: wrapped = body } = bag(body)
  if (!Array.isArray(wrapped)) return wrapped
  const entries: unknown[] = wrapped.flat(3)
  return entries.length === 1 ? entries[0] : undefined
}
