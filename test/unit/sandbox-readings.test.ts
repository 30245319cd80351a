/** The sandbox can play every reading of what Zoho's documents leave open. */
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
  it("wraps the answer, changes its code, and writes the job ID as a number", () => {
    const answer = play(
      { massDeletePost: "wrapped", acceptedCode: "202", jobId: "number" },
      "POST",
      massDelete,
      deletion("a"),
    )
    expect(answer.body).toMatch(/^\{"mass_delete":\[\{"status":"success","code":"202",/)
    expect(answer.body).toMatch(/"job_id":\d{19}[,}]/)
  })

  it("reports `in_progress` without counts, and deletes at the end", () => {
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

  it("accepts fewer tags, and omits the path", () => {
    const few = play({ massDeleteLimit: 1 }, "POST", massDelete, deletion("a", "b"))
    expect(JSON.parse(few.body)).toMatchObject({ details: { maximum_length: 1 } })
    const nameless = play({ massDeleteLimit: 200, jsonPath: "absent" }, "POST", massDelete, deletion("used"))
    expect(JSON.parse(nameless.body)).toMatchObject({ code: "NOT_ALLOWED", details: { api_name: "id" } })
    expect(nameless.body).not.toContain("json_path")
  })

  it("requires tags.ALL, or accepts the single scope", () => {
    authorize("ZohoCRM.settings.tags.READ", "ZohoCRM.settings.tags.DELETE")
    expect(play({ tagScopes: "all" }, "POST", massDelete, deletion("a")).status).toBe(401)
    expect(play({ scopeMismatchStatus: 403 }, "POST", massDelete, deletion("a")).status).toBe(403)
    expect(play({ tagScopes: "fine" }, "POST", massDelete, deletion("a")).status).toBe(202)
    authorize("ZohoCRM.settings.tags.ALL")
    expect(play({ tagScopes: "all" }, "POST", massDelete, deletion("b")).status).toBe(202)
  })

  it("refuses a browser extension's Origin, or accepts it", () => {
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

  it("refuses feature_name, returns an empty list, and reports where a tag is used", () => {
    expect(play({ featureName: "error" }, "GET", "settings/modules?feature_name=tags").status).toBe(400)
    expect(play({ emptyList: 200 }, "GET", "settings/tags?module=Deals").body).toContain('"tags":[]')
    const path = `settings/tags/${tag("used")}/actions/records_count?module=Leads`
    expect(JSON.parse(play({ configuredAreas: true }, "GET", path).body)).toMatchObject({
      count: "0",
      configured_areas: {
        workflow_tagActionRecords: {
          Workflow: { [tag("used")]: { AddTags: [{ rules: [{ name: "Rule" }] }] } },
        },
      },
    })
  })

  it("compares names with or without case", () => {
    const create = { tags: [{ name: "A" }] }
    expect(play({ nameCase: "insensitive" }, "POST", "settings/tags?module=Leads", create).status).toBe(400)
    expect(play({ nameCase: "sensitive" }, "POST", "settings/tags?module=Leads", create).status).toBe(201)
  })

  it("reports an expired token in three ways", () => {
    zoho.expireTokens()
    for (const code of ["INVALID_TOKEN", "AUTHENTICATION_FAILURE", "INVALID_OAUTHTOKEN"] as const) {
      expect(JSON.parse(play({ expiredTokenCode: code }, "GET", "org").body)).toMatchObject({ code })
    }
  })
})

describe("readings of creating tags", () => {
  const create = (...tags: object[]): object => ({ tags })
  const codes = (answer: ZohoResponse): unknown[] =>
    (JSON.parse(answer.body) as { tags: { code: string }[] }).tags.map(({ code }) => code)
  const path = "settings/tags?module=Leads"

  it("keeps any color as it was sent, or accepts only the picker's", () => {
    const odd = create({ name: "odd", color_code: "#aAfE62" })
    expect(codes(play({ colors: "picker" }, "POST", path, odd))).toEqual(["INVALID_DATA"])
    expect(codes(play({ colors: "any" }, "POST", path, odd))).toEqual(["SUCCESS"])
    expect(zoho.tags(org.zgid, "Leads").find(({ name }) => name === "odd")?.colorCode).toBe("#aAfE62")
    const long = send("POST", path, create({ name: "long", color_code: "#AAFE621" }))
    expect(long.body).toContain('"maximum_length":7')
  })

  it("refuses all tags because of one, or one by one", () => {
    const two = create({ name: "new" }, { name: "a" })
    const whole = play({ createErrors: "call" }, "POST", path, two)
    expect([whole.status, codes(whole)]).toEqual([400, ["DUPLICATE_DATA"]])
    const each = play({ createErrors: "item" }, "POST", path, two)
    expect([each.status, codes(each)]).toEqual([207, ["SUCCESS", "DUPLICATE_DATA"]])
  })

  it("refuses all tags if the plan lacks room, or only the excess", () => {
    zoho.org(org.zgid).tagLimit = 4
    const two = create({ name: "one" }, { name: "two" })
    const whole = play({ planLimit: "call" }, "POST", path, two)
    expect([whole.status, codes(whole)]).toEqual([400, ["LICENSE_LIMIT_EXCEEDED"]])
    const each = play({ planLimit: "item" }, "POST", path, two)
    expect([each.status, codes(each)]).toEqual([207, ["SUCCESS", "LICENSE_LIMIT_EXCEEDED"]])
  })
})

describe("readings of records", () => {
  let ids: string[]
  beforeEach(() => {
    authorize("ZohoCRM.settings.ALL", "ZohoCRM.modules.ALL", "ZohoCRM.coql.READ")
    ids = zoho.records(org.zgid, "Leads").map(({ id }) => id)
  })

  const addB = (): ZohoResponse => send("POST", "Leads/actions/add_tags", { tags: [{ id: tag("b") }], ids })

  it("refuses the call for a locked record, with or without its ID, or only the record", () => {
    const [first = ""] = ids
    zoho.lockRecord(org.zgid, "Leads", first)
    zoho.setReadings({ lockedRecords: "call" })
    expect(JSON.parse(addB().body)).toMatchObject({ code: "RECORD_LOCKED", details: { id: first } })
    zoho.setReadings({ lockedRecords: "call-unnamed" })
    expect(addB().body).not.toContain(first)
    expect(zoho.records(org.zgid, "Leads").some(({ tagIds }) => tagIds.has(tag("b")))).toBe(false)
    zoho.setReadings({ lockedRecords: "item" })
    expect(addB()).toMatchObject({
      status: 207,
      body: expect.stringContaining('"locked_count":"1"') as string,
    })
  })

  it("reports success for a record with the maximum of tags, and names the tags that were not added", () => {
    zoho.org(org.zgid).recordTagLimit = 1
    const { data } = JSON.parse(addB().body) as { data: { status: string; details: object }[] }
    expect(data[0]).toMatchObject({ status: "success", details: { not_added_tags: [{ id: tag("b") }] } })
  })

  it("charges a credit for each 50 records or part", () => {
    const { zgid } = zoho.seedOrg({ tags: { Deals: [{ name: "x", records: 101 }] } })
    org = zoho.describe(zgid)
    authorize("ZohoCRM.modules.ALL")
    const before = zoho.org(zgid).creditsUsed
    const all = zoho.records(zgid, "Deals").map(({ id }) => id)
    send("POST", "Deals/actions/add_tags", { tags: [{ name: "x" }], ids: all })
    expect(zoho.org(zgid).creditsUsed - before).toBe(3)
  })

  it("omits converted leads unless requested, and answers, ignores or refuses the request", () => {
    const [first = ""] = ids
    zoho.convertLeads(org.zgid, [first])
    const rows = (answer: ZohoResponse): number =>
      answer.status === 204 ? 0 : (JSON.parse(answer.body) as { data: unknown[] }).data.length
    const query = (more: string): ZohoResponse =>
      send("POST", "coql", {
        select_query: `select id, Tag from Leads where (Tag like '%a%' and id > 0)${more}`,
      })
    expect(rows(query(""))).toBe(3)
    expect(rows(query(" and Converted__s = true"))).toBe(1)
    zoho.setReadings({ convertedQuery: "refused" })
    expect(JSON.parse(query(" and Converted__s = true").body)).toMatchObject({ code: "INVALID_QUERY" })
    const search = (more: string): ZohoResponse =>
      send("GET", `Leads/search?criteria=(Tag:equals:a)&fields=id,Tag${more}`)
    expect([rows(search("")), rows(search("&converted=both")), rows(search("&converted=true"))]).toEqual([
      ...[3, 4, 1],
    ])
    zoho.setReadings({ convertedSearch: "ignored" })
    expect(rows(search("&converted=true"))).toBe(3)
    zoho.setReadings({ convertedSearch: "refused" })
    expect(search("&converted=true").status).toBe(400)
  })
})
