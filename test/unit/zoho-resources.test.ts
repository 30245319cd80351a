/** Reads tags, records, modules, org and user from Zoho's answers. */
import { describe, expect, it } from "vitest"
import { currentUser, getModule, getOrg, listModules, mayHaveTags } from "../../src/zoho/api/org"
import { addTags, queryByTag, searchByTag, tagUsage } from "../../src/zoho/api/records"
import { createTags, deleteTag, listTags, mergeTags } from "../../src/zoho/api/tags"
import { answered, fakeClient } from "./zoho-fake"

const fair = {
  id: "900000000000000201",
  name: "Trade <b>fair</b>",
  color_code: "#57b1fd",
  created_time: "2026-01-05T09:00:00+01:00",
  modified_time: "2026-01-06T09:00:00+01:00",
  created_by: { id: "9001", name: "A B" },
  modified_by: { id: "9001", name: null },
}
const success = (id: string): unknown => ({
  code: "SUCCESS",
  status: "success",
  message: "",
  details: { id },
})
const failure = {
  code: "DUPLICATE_DATA",
  status: "error",
  message: "",
  details: { id: "7", api_name: "name" },
}

describe("listTags", () => {
  it("reads Zoho's list", async () => {
    const client = fakeClient(answered({ tags: [fair], info: { count: 1, allowed_count: 100 } }))
    expect(await listTags(client, { module: "Leads" })).toEqual({
      ok: true,
      value: {
        tags: [
          {
            id: "900000000000000201",
            name: "Trade <b>fair</b>",
            colorCode: "#57b1fd",
            createdTime: "2026-01-05T09:00:00+01:00",
            modifiedTime: "2026-01-06T09:00:00+01:00",
            createdBy: "A B",
          },
        ],
        allowedCount: 100,
        recordsIncluded: false,
      },
    })
    expect(client.requests[0]).toMatchObject({ path: "settings/tags", query: { module: "Leads" } })
  })

  it("reads record counts if the org provides them", async () => {
    const client = fakeClient(answered({ tags: [{ id: "1", name: "x", associated_record_count: "18" }] }))
    const list = await listTags(client, { module: "Leads", withRecordCounts: true })
    expect(list).toMatchObject({
      ok: true,
      value: { recordsIncluded: true, tags: [{ records: 18, colorCode: null }] },
    })
    expect(client.requests[0]?.query?.["include"]).toContain("associated_record_count")
  })

  it("treats 204 as no tags, and an empty 200 as no answer", async () => {
    expect(await listTags(fakeClient(answered(undefined, 204)), { module: "Leads" })).toMatchObject({
      ok: true,
      value: { tags: [] },
    })
    expect(await listTags(fakeClient(answered(undefined)), { module: "Leads" })).toMatchObject({
      ok: false,
      fault: { kind: "incomplete-answer" },
    })
  })

  it.each<[string, unknown, string]>([
    ["one tag is unreadable", { tags: [fair, { id: null, name: "x" }] }, "wrong-shape"],
    ["it is shorter than its count", { tags: [fair], info: { count: 2 } }, "incomplete-list"],
    ["it has more records", { tags: [fair], info: { more_records: true } }, "incomplete-list"],
    ["it is not a list", { tags: {} }, "wrong-shape"],
  ])("is a fault if %s, as a missing tag would count as deleted", async (_, body, kind) => {
    expect(await listTags(fakeClient(answered(body)), { module: "Leads" })).toMatchObject({
      ok: false,
      fault: { kind },
    })
  })

  it("accepts colors only in a form that is safe to display", async () => {
    const client = fakeClient(answered({ tags: [{ ...fair, color_code: "red;background:url(x)" }] }))
    expect(await listTags(client, { module: "Leads" })).toMatchObject({
      value: { tags: [{ colorCode: null }] },
    })
  })

  it("rejects a module name that would change the address", async () => {
    await expect(listTags(fakeClient(answered({})), { module: "../x" })).rejects.toThrow(RangeError)
  })
})

describe("changes of tags", () => {
  it("deletes one", async () => {
    const client = fakeClient(answered({ tags: [success("12")] }))
    expect(await deleteTag(client, { tagId: "12" })).toEqual({ ok: true, value: { id: "12" } })
    expect(client.requests[0]).toMatchObject({ method: "DELETE", path: "settings/tags/12" })
  })

  it("returns a result for each tag, in order", async () => {
    const client = fakeClient(answered({ tags: [success("1"), failure] }, 207))
    const tags = [
      { name: "a", colorCode: "#57B1FD" },
      { name: "b", colorCode: null },
    ]
    expect(await createTags(client, { module: "Leads", tags })).toMatchObject({
      ok: true,
      value: [
        { ok: true, value: { id: "1" } },
        { ok: false, fault: { kind: "name-taken", details: { id: "7" } } },
      ],
    })
    expect(client.requests[0]?.body).toEqual({
      tags: [
        { name: "a", color_code: "#57B1FD" },
        { name: "b", color_code: null },
      ],
    })
  })

  it("sends a color as it was read, even outside Zoho's picker", async () => {
    const read = await listTags(fakeClient(answered({ tags: [{ ...fair, color_code: "#aAFE62" }] })), {
      module: "Leads",
    })
    const colorCode = read.ok ? (read.value.tags[0]?.colorCode ?? null) : null
    const client = fakeClient(answered({ tags: [success("1")] }))
    await createTags(client, { module: "Leads", tags: [{ name: "a", colorCode }] })
    expect(client.requests[0]?.body).toEqual({ tags: [{ name: "a", color_code: "#aAFE62" }] })
  })

  it("merges tags", async () => {
    const client = fakeClient(answered({ tags: [success("1")] }))
    expect(await mergeTags(client, { keepId: "1", absorbId: "2" })).toEqual({ ok: true, value: { id: "1" } })
    expect(client.requests[0]).toMatchObject({
      path: "settings/tags/1/actions/merge",
      body: { tags: [{ conflict_id: "2" }] },
    })
  })

  it.each<[string, unknown, string]>([
    ["a missing result", { tags: [] }, "wrong-shape"],
    ["a success without an id", { tags: [{ status: "success", details: {} }] }, "wrong-shape"],
    ["a result without a status", { tags: [{ details: { id: "1" } }] }, "wrong-shape"],
    ["nothing", undefined, "incomplete-answer"],
  ])("does not treat %s as done", async (_, body, kind) => {
    expect(await deleteTag(fakeClient(answered(body)), { tagId: "1" })).toMatchObject({
      ok: false,
      fault: { kind },
    })
  })
})

describe("tagUsage", () => {
  it("reads the count from text", async () => {
    const client = fakeClient(answered({ count: "18" }))
    expect(await tagUsage(client, { tagId: "1", module: "Leads" })).toEqual({
      ok: true,
      value: { records: 18 },
    })
  })

  it("reads the names of rules and views, but not of actions, which list tags", async () => {
    const rule = (name: string): object => ({ id: "7", name: "Hot, Cold, VIP", rules: [{ id: "8", name }] })
    const areas = {
      workflow_tagActionRecords: {
        Workflow: { "1": { AddTags: [rule("Big deals")], RemoveTags: [rule("Big deals")] }, "2": {} },
        Blueprint: { "1": { AddTags: [rule("Onboarding")] } },
        Orchestration: { "1": { RemoveTags: [{ id: "9", name: "Hot, Cold", rules: [] }] } },
      },
      custom_view: { cvids: ["6"], cvnames: ["Hot leads"], inaccessible_custom_view_present: true },
    }
    const client = fakeClient(answered({ count: "0", configured_areas: areas }))
    expect(await tagUsage(client, { tagId: "1", module: "Leads" })).toEqual({
      ok: true,
      value: {
        records: 0,
        uses: [
          { feature: "Workflow", name: "Big deals" },
          { feature: "Blueprint", name: "Onboarding" },
          { feature: "Orchestration", name: null },
          { feature: "Custom view", name: "Hot leads" },
          { feature: "Custom view", name: null },
        ],
      },
    })
  })
})

describe("modules, org and user", () => {
  const deals = {
    id: "9125",
    api_name: "Deals",
    module_name: "Potentials",
    plural_label: "Deals",
    generated_type: "default",
  }

  it("lists modules except those without a usable ID or name", async () => {
    const client = fakeClient(
      answered({ modules: [deals, { id: null, api_name: "X" }, { ...deals, api_name: "a/b" }] }),
    )
    const modules = await listModules(client, { featureName: "tags" })
    expect(modules).toMatchObject({
      ok: true,
      value: [{ id: "9125", apiName: "Deals", moduleName: "Potentials" }],
    })
    expect(modules.ok && modules.value).toHaveLength(1)
    expect(client.requests[0]?.query).toEqual({ feature_name: "tags" })
  })

  it("finds one module", async () => {
    const client = fakeClient(answered({ modules: [deals] }))
    expect(await getModule(client, { apiName: "Deals" })).toMatchObject({
      ok: true,
      value: { apiName: "Deals" },
    })
    expect(await getModule(client, { apiName: "Leads" })).toEqual({ ok: true, value: undefined })
  })

  it("guesses which modules have tags", async () => {
    const list = await listModules(
      fakeClient(answered({ modules: [deals, { ...deals, generated_type: "linking" }] })),
    )
    expect(list.ok && list.value.map(mayHaveTags)).toEqual([true, false])
  })

  it("reads the org", async () => {
    const org = { id: "900000000000000001", zgid: 60001234, company_name: "Muster", type: "sandbox" }
    expect(await getOrg(fakeClient(answered({ org: [org] })))).toEqual({
      ok: true,
      value: { zgid: "60001234", companyName: "Muster", environment: "sandbox" },
    })
    expect(await getOrg(fakeClient(answered({ org: [org, org] })))).toMatchObject({
      fault: { kind: "wrong-shape" },
    })
  })

  it("reads the signed-in user", async () => {
    const client = fakeClient(answered({ users: [{ id: "5", full_name: "A B" }] }))
    expect(await currentUser(client)).toEqual({ ok: true, value: { id: "5", fullName: "A B" } })
    expect(client.requests[0]?.query).toEqual({ type: "CurrentUser" })
  })
})

describe("records", () => {
  const data = [
    success("11"),
    {
      code: "INVALID_DATA",
      status: "error",
      message: "the id given seems to be invalid",
      details: { id: "12" },
    },
  ]

  it("adds tags, with one result per record", async () => {
    const client = fakeClient(answered({ data, success_count: "1" }))
    const input = { module: "Leads", tags: [{ id: "1", name: "x" }], recordIds: ["11", "12"] }
    const expected = { ok: true, value: [{ ok: true }, { ok: false, fault: { kind: "record-not-found" } }] }
    expect(await addTags(client, input)).toMatchObject(expected)
    expect(client.requests.map((each) => each.path)).toEqual(["Leads/actions/add_tags"])
    expect(client.requests[0]?.body).toEqual({
      tags: [{ id: "1", name: "x" }],
      ids: ["11", "12"],
      over_write: false,
    })
  })

  it("does not treat a success that omitted the tag as success", async () => {
    const left = { id: "2", name: "x", color_code: null }
    const answerWith = (id: string, not_added_tags: unknown[]): unknown => ({
      ...{ code: "SUCCESS", status: "success", message: "", details: { id, tags: [], not_added_tags } },
    })
    const full = answerWith("12", [left])
    const none = answerWith("13", [])
    const input = { module: "Leads", tags: [{ id: "1", name: "x" }], recordIds: ["11", "12", "13"] }
    expect(await addTags(fakeClient(answered({ data: [success("11"), full, none] })), input)).toEqual({
      ok: true,
      value: [
        { ok: true, value: { id: "11" } },
        { ok: false, fault: { kind: "record-full", details: { id: "12" } } },
        { ok: true, value: { id: "13" } },
      ],
    })
  })

  it("never sends more than 500 records", async () => {
    const recordIds = Array.from({ length: 501 }, (_, n) => String(n))
    const call = addTags(fakeClient(answered({})), { module: "Leads", tags: [], recordIds })
    await expect(call).rejects.toThrow(RangeError)
  })

  it("searches by tag, with special characters escaped", async () => {
    const client = fakeClient(
      answered({ data: [{ id: "11", Tag: [{ id: "1", name: "a(b),c" }] }], info: { more_records: true } }),
    )
    expect(await searchByTag(client, { module: "Leads", tagName: "a(b),c", page: 2 })).toEqual({
      ok: true,
      value: { records: [{ id: "11", tags: [{ id: "1", name: "a(b),c" }] }], more: true, lastId: "11" },
    })
    expect(client.requests[0]?.query?.["criteria"]).toBe("(Tag:equals:a\\(b\\)\\,c)")
  })

  it("queries by tag, and drops records whose tags only contain the name", async () => {
    const rows = [
      { id: "11", Tag: [{ name: "it's" }] },
      { id: "12", Tag: [{ name: "it's new" }] },
    ]
    const client = fakeClient(answered({ data: rows, info: { more_records: false } }))
    expect(await queryByTag(client, { module: "Leads", tagName: "it's", afterId: "10" })).toEqual({
      ok: true,
      value: { records: [{ id: "11", tags: [{ name: "it's" }] }], more: false, lastId: "12" },
    })
    expect(JSON.stringify(client.requests[0]?.body)).toContain("like '%it\\\\'s%' and id > 10")
  })

  it("treats 204 as no records", async () => {
    const none = await searchByTag(fakeClient(answered(undefined, 204)), {
      module: "Leads",
      tagName: "x",
      page: 1,
    })
    expect(none).toEqual({ ok: true, value: { records: [], more: false } })
  })
})
