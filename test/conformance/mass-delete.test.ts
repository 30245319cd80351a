/** The sandbox's mass delete answers as documented by Zoho: accepted, scheduled, completed, failed, refused. */
import { beforeEach, describe, expect, it } from "vitest"
import { Caller } from "./caller"

const path = "settings/tags/actions/mass_delete"

interface Accepted {
  details: { job_id: string }
}
interface Jobs {
  mass_delete: [{ status: string; total_count: number; deleted_count: number; failed_count: number }]
}

describe.each(["v7", "v8"])("mass_delete in %s", (version) => {
  let caller: Caller

  beforeEach(() => {
    caller = new Caller({
      tags: {
        Leads: [
          { name: "a", records: 3 },
          { name: "b" },
          { name: "c" },
          { name: "d" },
          { name: "used", usedIn: ["Rule"] },
        ],
        Deals: [{ name: "other" }],
      },
    })
    caller.version = version
  })

  const leads = (): { id: string; api_name: string } => ({ id: caller.moduleId("Leads"), api_name: "Leads" })
  const ids = (...names: string[]): { id: string }[] =>
    names.map((name) => ({ id: caller.tagId("Leads", name) }))
  const body = (tags: unknown, module: unknown = leads()): object => ({ mass_delete: [{ module, tags }] })

  function start(...names: string[]): string {
    const answer = caller.expect("202 SCHEDULED job_id", "POST", path, body(ids(...names))) as Accepted
    return answer.details.job_id
  }

  const status = (job: string): [string, number, number, number] => {
    const jobs = caller.expect("200", "GET", `${path}?job_id=${job}`) as Jobs
    const [one] = jobs.mass_delete
    return [one.status, one.total_count, one.deleted_count, one.failed_count]
  }

  it("accepts the documented sample with HTTP 202 and a bare body", () => {
    const answer = caller.expect("202 SCHEDULED job_id", "POST", path, body(ids("a", "b")))
    expect(answer).toMatchObject({ code: "SCHEDULED", message: "tags scheduled successfully" })
  })

  it("is scheduled, runs, completes; the tags disappear from the module and its records", () => {
    caller.zoho.setJobLength(4000)
    const id = caller.tagId("Leads", "a")
    const job = start("a", "b", "c", "d")
    expect(status(job)).toEqual(["SCHEDULED", 4, 0, 0])
    caller.now += 2500
    expect(status(job)).toEqual(["RUNNING", 4, 2, 0])
    caller.now += 1500
    expect(status(job)).toEqual(["COMPLETED", 4, 4, 0])
    expect(caller.zoho.tags(caller.org.zgid, "Leads").map((tag) => tag.name)).toEqual(["used"])
    expect(caller.zoho.records(caller.org.zgid, "Leads").some((record) => record.tagIds.has(id))).toBe(false)
  })

  it("counts tags that a job could not delete, and keeps them", () => {
    caller.zoho.setJobLength(0)
    for (const tag of caller.zoho.tags(caller.org.zgid, "Leads")) tag.failsInJob = tag.name === "b"
    expect(status(start("a", "b"))).toEqual(["COMPLETED", 2, 1, 1])
    expect(caller.tagId("Leads", "b")).toMatch(/^\d+$/)
  })

  it("reports a job that failed as a whole", () => {
    caller.zoho.setJobLength(0)
    caller.zoho.setJobsFail(true)
    expect(status(start("a", "b"))).toEqual(["FAILED", 2, 0, 2])
  })

  it.each<[string, string, () => unknown]>([
    ["an unknown tag", "400 INVALID_DATA api_name json_path", () => body([...ids("a"), { id: "900" }])],
    [
      "a tag of another module",
      "400 INVALID_DATA api_name json_path",
      () => body([{ id: caller.tagId("Deals", "other") }]),
    ],
    ["a used tag", "400 NOT_ALLOWED api_name json_path", () => body(ids("a", "used"))],
    [
      "201 tags",
      "400 INVALID_DATA api_name json_path maximum_length",
      () => body(Array.from({ length: 201 }, () => ids("a")[0])),
    ],
    ["an empty list of tags", "400 INVALID_DATA api_name json_path maximum_length", () => body([])],
    ["tags that are not a list", "400 INVALID_DATA api_name expected_data_type json_path", () => body("all")],
    ["an invalid id", "400 INVALID_DATA api_name expected_data_type json_path", () => body([{ id: "x" }])],
    ["an empty list", "400 INVALID_DATA api_name json_path maximum_length", () => ({ mass_delete: [] })],
    ["two elements", "400 INVALID_DATA api_name json_path maximum_length", () => ({ mass_delete: [{}, {}] })],
    [
      "an object instead of a list",
      "400 INVALID_DATA api_name expected_data_type json_path",
      () => ({ mass_delete: {} }),
    ],
    ["text that is not JSON", "400 INVALID_DATA api_name expected_data_type json_path", () => "{"],
    [
      "a module id and name that do not match",
      "400 AMBIGUITY_DURING_PROCESSING ambiguity_due_to",
      () => body(ids("a"), { id: caller.moduleId("Deals"), api_name: "Leads" }),
    ],
    ["an empty object", "400 MANDATORY_NOT_FOUND api_name json_path", () => ({})],
    [
      "no module",
      "400 MANDATORY_NOT_FOUND api_name json_path",
      () => ({ mass_delete: [{ tags: ids("a") }] }),
    ],
    [
      "a missing list of tags",
      "400 MANDATORY_NOT_FOUND api_name json_path",
      () => ({ mass_delete: [{ module: leads() }] }),
    ],
    [
      "a module without name",
      "400 MANDATORY_NOT_FOUND api_name json_path",
      () => body(ids("a"), { id: caller.moduleId("Leads") }),
    ],
    ["a tag without id", "400 MANDATORY_NOT_FOUND api_name json_path", () => body([{}])],
    ["a module without id and name", "400 EXPECTED_FIELD_MISSING expected_fields", () => body(ids("a"), {})],
  ])("refuses %s and does nothing", (_what, kind, make) => {
    caller.expect(kind, "POST", path, make())
    expect(caller.zoho.jobs(caller.org.zgid)).toEqual([])
    expect(caller.zoho.tags(caller.org.zgid, "Leads")).toHaveLength(5)
  })

  it("names only the first invalid tag", () => {
    const sent = [...ids("a"), { id: "901" }, { id: "902" }, ...ids("used")]
    const answer = caller.send("POST", path, body(sent))
    expect(JSON.parse(answer.body)).toMatchObject({
      message: "tags not found",
      details: { api_name: "id", json_path: "$.mass_delete[0].tags[1].id" },
    })
  })

  it("refuses a deleted tag with another message", () => {
    const id = caller.tagId("Leads", "a")
    caller.zoho.removeTags(caller.org.zgid, "Leads", [id])
    const answer = caller.send("POST", path, body([{ id }]))
    expect(JSON.parse(answer.body)).toMatchObject({ message: "one of the tags seems not found." })
  })

  it.each([
    ["Nothing", "900", "the module name given seems to be invalid"],
    ["Notes", undefined, "the given module is not supported for this api"],
  ])("refuses the module %s", (api_name, id, message) => {
    const module = { id: id ?? caller.moduleId(api_name), api_name }
    const answer = caller.expect("400 INVALID_MODULE", "POST", path, body(ids("a"), module))
    expect(answer).toMatchObject({ message })
  })

  it("refuses a wrong method, URL, token, scope or permission", () => {
    caller.expect("400 INVALID_REQUEST_METHOD", "PUT", path, {})
    caller.expect("404 INVALID_URL_PATTERN", "POST", `${path}s`, {})
    caller.zoho.org(caller.org.zgid).missingPermissions.add("Crm_Implied_Edit_Tags")
    caller.expect("403 NO_PERMISSION permissions", "POST", path, body(ids("a")))
    const weak = caller.zoho.issueToken({ zgid: caller.org.zgid, scopes: ["ZohoCRM.settings.tags.READ"] })
    caller.headers = { authorization: `Zoho-oauthtoken ${weak}` }
    caller.expect("401 OAUTH_SCOPE_MISMATCH method url", "POST", path, body(ids("a")))
    caller.headers = { authorization: `Bearer ${weak}` }
    caller.expect("401 INVALID_TOKEN", "POST", path, body(ids("a")))
    caller.headers = {}
    caller.expect("401 AUTHENTICATION_FAILURE", "POST", path, body(ids("a")))
  })

  it("refuses a status call without a job or for an unknown job", () => {
    caller.expect("400 REQUIRED_PARAM_MISSING param_name", "GET", path)
    caller.expect("400 mass_delete[] INVALID_DATA job_id", "GET", `${path}?job_id=900`)
    caller.zoho.setReadings({ jobError: "doubly", missingJobIdStatus: 401 })
    caller.expect("401 REQUIRED_PARAM_MISSING param_name", "GET", path)
    caller.expect("400 mass_delete[][] INVALID_DATA job_id", "GET", `${path}?job_id=900`)
  })

  it("does not show a job to another org", () => {
    const job = start("a")
    const other = caller.zoho.seedOrg({ name: "Other" })
    const token = caller.zoho.issueToken({ zgid: other.zgid, scopes: ["ZohoCRM.settings.ALL"] })
    caller.headers = { authorization: `Zoho-oauthtoken ${token}` }
    caller.expect("400 mass_delete[] INVALID_DATA job_id", "GET", `${path}?job_id=${job}`)
  })
})

it("does not exist before version 7", () => {
  const caller = new Caller({})
  caller.version = "v6"
  expect(JSON.parse(caller.send("POST", path, {}).body)).toMatchObject({
    code: "API_NOT_SUPPORTED",
    details: { supported_version: 7 },
  })
})
