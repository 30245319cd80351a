import { beforeEach, describe, expect, it } from "vitest"
import { createZoho, request, type Readings, type SeededOrg, type Zoho, type ZohoResponse } from "../sandbox"

let zoho: Zoho
let org: SeededOrg
let headers: Record<string, string>
let now: number
const massDelete = "settings/tags/actions/mass_delete"

beforeEach(() => {
  now = 0
  zoho = createZoho({ clock: { now: () => now } })
  org = zoho.seedOrg({
    tags: {
      Leads: [{ name: "a", records: 4, usedIn: [] }, { name: "b" }, { name: "used", usedIn: ["Rule"] }],
    },
  })
  authorize("ZohoCRM.settings.ALL")
})

function authorize(...scopes: string[]): void {
  headers = { authorization: `Zoho-oauthtoken ${zoho.issueToken({ zgid: org.zgid, scopes })}` }
}

function send(method: string, path: string, body?: object): ZohoResponse {
  const url = `${org.apiUrl}/crm/v7/${path}`
  return zoho.handle(request(method, url, { headers, ...(body && { body: JSON.stringify(body) }) }))
}

function play(readings: Partial<Readings>, method: string, path: string, body?: object): ZohoResponse {
  zoho.setReadings(readings)
  return send(method, path, body)
}

function tag(name: string): string {
  return org.modules["Leads"]?.tags.find((one) => one.name === name)?.id ?? ""
}

function deletion(...names: string[]): object {
  const module = { id: org.modules["Leads"]?.id, api_name: "Leads" }
  return { mass_delete: [{ module, tags: names.map((name) => ({ id: tag(name) })) }] }
}

describe("readings of mass deletion", () => {
  it("wraps the answer, changes its word, writes the job id as a number", () => {
    const answer = play(
      { massDeletePost: "wrapped", acceptedCode: "202", jobId: "number" },
      "POST",
      massDelete,
      deletion("a"),
    )
    expect(answer.body).toMatch(/^\{"mass_delete":\[\{"status":"success","code":"202",/)
    expect(answer.body).toMatch(/"job_id":\d{19}[,}]/)
  })

  it("runs `in_progress` without counts, and deletes at the end", () => {
    zoho.setJobLength(1000)
    play({ jobWords: "in_progress", jobDeletes: "at-end" }, "POST", massDelete, deletion("a", "b"))
    const [job] = zoho.jobs(org.zgid)
    now = 900
    const [status] = (
      JSON.parse(send("GET", `${massDelete}?job_id=${job?.id}`).body) as { mass_delete: object[] }
    ).mass_delete
    expect(status).toEqual({
      job_id: job?.id,
      status: "in_progress",
      created_time: "1970-01-01T00:00:00+00:00",
    })
    expect(zoho.tags(org.zgid, "Leads")).toHaveLength(3)
    now = 1000
    expect(zoho.tags(org.zgid, "Leads")).toHaveLength(1)
  })

  it("takes fewer tags, names no place", () => {
    const few = play({ massDeleteLimit: 1 }, "POST", massDelete, deletion("a", "b"))
    expect(JSON.parse(few.body)).toMatchObject({ details: { maximum_length: 1 } })
    const nameless = play({ massDeleteLimit: 200, jsonPath: "absent" }, "POST", massDelete, deletion("used"))
    expect(JSON.parse(nameless.body)).toMatchObject({ code: "NOT_ALLOWED", details: { api_name: "id" } })
    expect(nameless.body).not.toContain("json_path")
  })

  it("asks for tags.ALL, or is content with the operation", () => {
    authorize("ZohoCRM.settings.tags.READ", "ZohoCRM.settings.tags.DELETE")
    expect(play({ tagScopes: "all" }, "POST", massDelete, deletion("a")).status).toBe(401)
    expect(play({ scopeMismatchStatus: 403 }, "POST", massDelete, deletion("a")).status).toBe(403)
    expect(play({ tagScopes: "fine" }, "POST", massDelete, deletion("a")).status).toBe(202)
    authorize("ZohoCRM.settings.tags.ALL")
    expect(play({ tagScopes: "all" }, "POST", massDelete, deletion("b")).status).toBe(202)
  })

  it("refuses a browser extension's Origin, or takes it", () => {
    headers["origin"] = "chrome-extension://abc"
    expect(play({ extensionOrigin: "refused" }, "POST", massDelete, deletion("a")).status).toBe(403)
    expect(play({ extensionOrigin: "accepted" }, "POST", massDelete, deletion("a")).status).toBe(202)
  })
})

describe("readings of the lists", () => {
  it("answers, ignores or refuses include", () => {
    const path = "settings/tags?module=Leads&include=associated_record_count"
    const first = (answer: ZohoResponse): unknown => (JSON.parse(answer.body) as { tags: unknown[] }).tags[0]
    expect(first(play({ include: "answered" }, "GET", path))).toMatchObject({ associated_record_count: 4 })
    expect(first(play({ include: "ignored" }, "GET", path))).not.toHaveProperty("associated_record_count")
    expect(play({ include: "answered" }, "GET", `${path},type`).status).toBe(400)
    expect(play({ include: "error" }, "GET", path).status).toBe(400)
  })

  it("refuses feature_name, answers an empty list, tells where a tag is used", () => {
    expect(play({ featureName: "error" }, "GET", "settings/modules?feature_name=tags").status).toBe(400)
    expect(play({ emptyList: 200 }, "GET", "settings/tags?module=Deals").body).toContain('"tags":[]')
    const path = `settings/tags/${tag("used")}/actions/records_count?module=Leads`
    expect(JSON.parse(play({ configuredAreas: true }, "GET", path).body)).toMatchObject({
      count: "0",
      configured_areas: {
        workflow_tagActionRecords: { Workflow: { [tag("used")]: { AddTags: [{ rules: [{ name: "Rule" }] }] } } },
      },
    })
  })

  it("tells case apart in names, or not", () => {
    const create = { tags: [{ name: "A" }] }
    expect(play({ nameCase: "insensitive" }, "POST", "settings/tags?module=Leads", create).status).toBe(400)
    expect(play({ nameCase: "sensitive" }, "POST", "settings/tags?module=Leads", create).status).toBe(201)
  })

  it("words an expired token in three ways", () => {
    zoho.expireTokens()
    for (const code of ["INVALID_TOKEN", "AUTHENTICATION_FAILURE", "INVALID_OAUTHTOKEN"] as const) {
      expect(JSON.parse(play({ expiredTokenCode: code }, "GET", "org").body)).toMatchObject({ code })
    }
  })
})
