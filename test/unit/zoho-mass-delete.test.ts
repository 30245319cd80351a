/** Submitting a mass delete and polling its status. */
import { describe, expect, it } from "vitest"
import { massDeleteStatus, submitMassDelete, type MassDeleteStatus } from "../../src/zoho/api/mass-delete"
import type { ZohoResult } from "../../src/zoho/errors/fault"
import { answered, fakeClient } from "./zoho-fake"

const JOB = "900000000000000111"
const scheduled = {
  status: "success",
  code: "SCHEDULED",
  message: "tags scheduled successfully",
  details: { job_id: JOB },
}
const submitted = (body: unknown): Promise<ZohoResult<{ jobId: string }>> =>
  submitMassDelete(fakeClient(answered(body, 202)), { module: { id: "1", apiName: "Leads" }, tagIds: ["1"] })
const statusOf = (body: unknown): Promise<ZohoResult<MassDeleteStatus>> =>
  massDeleteStatus(fakeClient(answered(body)), { jobId: JOB })
const job = (more: object): unknown => ({ mass_delete: [{ job_id: JOB, ...more }] })

describe("submitting", () => {
  it("sends one module and its tags, as Zoho's own page does", async () => {
    const client = fakeClient(answered(scheduled, 202))
    const result = await submitMassDelete(client, {
      module: { id: "900000000000000125", apiName: "Leads" },
      tagIds: ["900000000000000201", "900000000000000202"],
    })
    expect(result).toEqual({ ok: true, value: { jobId: JOB } })
    expect(client.requests[0]).toEqual({
      method: "POST",
      path: "settings/tags/actions/mass_delete",
      subject: "tags",
      body: {
        mass_delete: [
          {
            module: { id: "900000000000000125", api_name: "Leads" },
            tags: [{ id: "900000000000000201" }, { id: "900000000000000202" }],
          },
        ],
      },
    })
  })

  it.each([
    ["no tags", []],
    ["201 tags", Array.from({ length: 201 }, (_, n) => String(n))],
    ["no id", ["../1"]],
  ])("refuses to send %s", async (_, tagIds) => {
    const client = fakeClient(answered(scheduled, 202))
    const call = submitMassDelete(client, { module: { id: "1", apiName: "Leads" }, tagIds })
    await expect(call).rejects.toThrow(RangeError)
    expect(client.requests).toHaveLength(0)
  })

  it.each<[string, unknown]>([
    ["wrapped", { mass_delete: [scheduled] }],
    ["doubly wrapped", { mass_delete: [[scheduled]] }],
    ["with the number as code", { ...scheduled, code: "202" }],
    ["without a code", { status: "Success", details: { job_id: JOB } }],
  ])("accepts an answer that is %s", async (_, body) => {
    expect(await submitted(body)).toEqual({ ok: true, value: { jobId: JOB } })
  })

  it.each<[string, unknown, string]>([
    ["nothing", undefined, "incomplete-answer"],
    ["success without a job", { status: "success", code: "SCHEDULED", details: {} }, "wrong-shape"],
    ["two results", { mass_delete: [scheduled, scheduled] }, "wrong-shape"],
    ["an error under HTTP 200", { code: "NOT_ALLOWED", status: "error", details: {} }, "tag-in-use"],
    ["an invalid job ID", { status: "success", details: { job_id: "x" } }, "wrong-shape"],
  ])("does not treat %s as accepted", async (_, body, kind) => {
    expect(await submitted(body)).toMatchObject({ ok: false, fault: { kind } })
  })
})

describe("the status", () => {
  it("requests one job", async () => {
    const client = fakeClient(
      answered(job({ status: "COMPLETED", total_count: 8, failed_count: 1, deleted_count: 7 })),
    )
    expect(await massDeleteStatus(client, { jobId: JOB })).toEqual({
      ok: true,
      value: { state: "completed", total: 8, failed: 1, deleted: 7 },
    })
    expect(client.requests[0]?.query).toEqual({ job_id: JOB })
  })

  it.each([
    ["COMPLETED", "completed"],
    ["completed", "completed"],
    ["FAILED", "failed"],
    ["SCHEDULED", "pending"],
    ["RUNNING", "pending"],
    ["QUEUED", "pending"],
    ["in_progress", "pending"],
    ["DELETED", "pending"],
  ])("%s is %s, with or without counts", async (status, state) => {
    const read = await statusOf(job({ status, created_time: "2026-01-05T09:00:00+01:00" }))
    expect(read).toEqual({ ok: true, value: { state } })
  })

  it("accepts it unwrapped, with counts as text", async () => {
    const body = { job_id: JOB, status: "RUNNING", total_count: "8", deleted_count: null }
    expect(await statusOf(body)).toMatchObject({ ok: true, value: { total: 8, state: "pending" } })
  })

  it.each<[string, unknown, string]>([
    ["another job", { mass_delete: [{ job_id: "900000000000000112", status: "COMPLETED" }] }, "wrong-shape"],
    ["several jobs", { mass_delete: [{ status: "COMPLETED" }, { status: "RUNNING" }] }, "wrong-shape"],
    ["no status", job({}), "wrong-shape"],
    ["nothing", undefined, "incomplete-answer"],
    [
      "an error under 200",
      {
        mass_delete: [
          [
            {
              code: "INVALID_DATA",
              status: "error",
              message: "job details not found",
              details: { job_id: JOB },
            },
          ],
        ],
      },
      "job-not-found",
    ],
  ])("does not treat %s as an answer", async (_, body, kind) => {
    expect(await statusOf(body)).toMatchObject({ ok: false, fault: { kind } })
  })
})
