/** The sandbox's tag calls answer as documented by Zoho, in v7 and v8. */
import { beforeEach, describe, expect, it } from "vitest"
import { Caller } from "./caller"

/** The keys of the details of a created or changed tag. */
const CHANGED = "color_code created_by created_time id modified_by modified_time"

interface TagList {
  tags: { name: string }[]
  info: object
}
interface ModuleList {
  modules: { api_name: string }[]
}

describe.each(["v7", "v8"])("tags in %s", (version) => {
  let caller: Caller

  beforeEach(() => {
    caller = new Caller({
      tagsPerModule: { Contacts: 40 },
      tags: {
        Leads: [
          { name: "a", records: 18 },
          { name: "b", records: 7, color_code: null },
          { name: "used", usedIn: ["Rule"] },
        ],
      },
    })
    caller.version = version
  })

  const tags = (): string[] => caller.zoho.tags(caller.org.zgid, "Leads").map((tag) => tag.name)
  const id = (name: string): string => caller.tagId("Leads", name)

  it("lists tags in one answer, or nothing with 204", () => {
    const list = (query: string): TagList => caller.expect("200", "GET", `settings/tags?${query}`) as TagList
    expect(list("module=Leads").info).toEqual({
      count: 3,
      allowed_count: 200,
      record_limit: 20,
    })
    expect(list("module=Contacts").tags).toHaveLength(40)
    expect(caller.send("GET", "settings/tags?module=Deals")).toMatchObject({ status: 204, body: "" })
  })

  it("lists only the user's own tags on request", () => {
    caller.zoho.addTags(caller.org.zgid, "Leads", [{ name: "a colleague's", createdBy: "Lena Berg" }])
    const mine = caller.expect("200", "GET", "settings/tags?module=Leads&my_tags=true") as TagList
    expect(mine.tags).toHaveLength(3)
  })

  it("refuses a list without a module, of an unknown module, of one without tags, or without permission", () => {
    caller.expect("400 REQUIRED_PARAM_MISSING param", "GET", "settings/tags")
    caller.expect("400 INVALID_MODULE", "GET", "settings/tags?module=Potentials")
    caller.expect("400 INVALID_MODULE", "GET", "settings/tags?module=Notes")
    caller.zoho.org(caller.org.zgid).missingPermissions.add("Crm_Implied_Tags_Leads")
    caller.expect("403 NO_PERMISSION permissions", "GET", "settings/tags?module=Leads")
  })

  it("counts records as a string", () => {
    expect(
      caller.expect("200", "GET", `settings/tags/${id("a")}/actions/records_count?module=Leads`),
    ).toEqual({ count: "18" })
    caller.expect("404 INVALID_DATA api_name", "GET", "settings/tags/900/actions/records_count?module=Leads")
    caller.expect(
      "400 REQUIRED_PARAM_MISSING param_name",
      "GET",
      `settings/tags/${id("a")}/actions/records_count`,
    )
    caller.expect("400 INVALID_MODULE", "GET", `settings/tags/${id("a")}/actions/records_count?module=X`)
  })

  it("creates tags: 201, 400 if all fail, 207 if some fail", () => {
    const create = (...list: object[]): [string, string, object] => [
      "POST",
      "settings/tags?module=Leads",
      { tags: list },
    ]
    caller.expect(
      `201 tags[] SUCCESS ${CHANGED}`,
      ...create({ name: "new", color_code: "#57B1FD" }, { name: "plain" }),
    )
    caller.expect("400 tags[] DUPLICATE_DATA api_name id json_path", ...create({ name: "a" }))
    caller.expect(
      "400 tags[] MAPPING_MISMATCH api_name id json_path",
      ...create({ name: "a", color_code: "#F17574" }),
    )
    caller.expect(
      "400 tags[] INVALID_DATA api_name json_path maximum_length",
      ...create({ name: "x".repeat(26) }),
    )
    caller.expect("400 tags[] INVALID_DATA api_name json_path", ...create({ name: "y", color_code: "red" }))
    caller.expect("400 tags[] MANDATORY_NOT_FOUND api_name json_path", ...create({}))
    expect(caller.send(...create({ name: "z" }, { name: "a" })).status).toBe(207)
    expect(tags()).toEqual(["a", "b", "used", "new", "plain", "z"])
  })

  it("refuses bodies without tags", () => {
    caller.expect("400 MANDATORY_NOT_FOUND api_name json_path", "POST", "settings/tags?module=Leads", {})
    caller.expect(
      "400 INVALID_DATA api_name expected_data_type json_path",
      "POST",
      "settings/tags?module=Leads",
      { tags: "a" },
    )
    caller.expect("400 REQUIRED_PARAM_MISSING param", "POST", "settings/tags", { tags: [] })
  })

  it("updates by body and by URL", () => {
    caller.expect(`200 tags[] SUCCESS ${CHANGED}`, "PUT", "settings/tags?module=Leads", {
      tags: [{ id: id("a"), name: "A" }],
    })
    caller.expect(`200 tags[] SUCCESS ${CHANGED}`, "PUT", `settings/tags/${id("b")}?module=Leads`, {
      tags: [{ color_code: "#969696" }],
    })
    caller.expect(
      "400 tags[] DUPLICATE_DATA api_name id json_path",
      "PUT",
      `settings/tags/${id("b")}?module=Leads`,
      {
        tags: [{ name: "A" }],
      },
    )
    caller.expect("400 tags[] INVALID_DATA api_name json_path", "PUT", "settings/tags/900?module=Leads", {
      tags: [{ name: "n" }],
    })
    expect(tags()).toEqual(["A", "b", "used"])
  })

  it("deletes a tag, and reports where a tag in use is used", () => {
    const gone = id("a")
    caller.expect("200 tags[] SUCCESS id", "DELETE", `settings/tags/${gone}`)
    caller.expect("400 INVALID_DATA id", "DELETE", `settings/tags/${gone}`)
    caller.expect("400 tags[] NOT_ALLOWED associated_places", "DELETE", `settings/tags/${id("used")}`)
    expect(tags()).toEqual(["b", "used"])
  })

  it("merges into the tag in the URL", () => {
    const kept = id("a")
    const body = { tags: [{ conflict_id: id("b") }] }
    caller.expect(`200 tags[] SUCCESS ${CHANGED}`, "POST", `settings/tags/${kept}/actions/merge`, body)
    caller.expect(
      "400 MANDATORY_NOT_FOUND api_name json_path",
      "POST",
      `settings/tags/${kept}/actions/merge`,
      {},
    )
    caller.expect("400 INVALID_DATA api_name json_path", "POST", `settings/tags/${kept}/actions/merge`, {
      tags: [{ conflict_id: "900" }],
    })
    expect(tags()).toEqual(["a", "used"])
  })

  it("adds tags to at most 500 records, and removes them by name", () => {
    const records = caller.zoho.records(caller.org.zgid, "Leads").map((record) => record.id)
    const add = { tags: [{ name: "fresh" }], ids: records, over_write: false }
    expect(caller.expect("200 data[] SUCCESS id tags", "POST", "Leads/actions/add_tags", add)).toMatchObject({
      success_count: "18",
    })
    caller.expect("200 data[] SUCCESS id tags", "POST", `Leads/${records[0]}/actions/remove_tags`, {
      tags: [{ name: "fresh" }],
    })
    const one = caller.zoho
      .records(caller.org.zgid, "Leads")
      .filter((record) => !record.tagIds.has(id("fresh")))
    expect(one.map((record) => record.id)).toEqual([records[0]])
    const tooMany = { ...add, ids: Array.from({ length: 501 }, () => records[0]) }
    caller.expect(
      "400 INVALID_DATA api_name json_path maximum_length",
      "POST",
      "Leads/actions/add_tags",
      tooMany,
    )
    expect(caller.send("POST", "Leads/actions/add_tags", { ...add, ids: [records[0], "900"] }).status).toBe(
      207,
    )
  })

  it("lists all modules, or only those with tags", () => {
    const list = (query = ""): ModuleList["modules"] =>
      (caller.expect("200", "GET", `settings/modules${query}`) as ModuleList).modules
    const all = list()
    const tagged = list("?feature_name=tags")
    expect(all.find((module) => module.api_name === "Deals")).toMatchObject({ module_name: "Potentials" })
    expect(all.map((module) => module.api_name)).toContain("Notes")
    expect(tagged.map((module) => module.api_name)).not.toContain("Notes")
    caller.zoho.setReadings({ featureName: "ignored" })
    expect(list("?feature_name=tags")).toHaveLength(all.length)
    expect(caller.send("GET", "settings/modules?status=scheduled_for_deletion").status).toBe(204)
  })
})

describe("records with a tag", () => {
  const caller = new Caller({
    tags: {
      Leads: [
        { name: "VIP", records: 450 },
        { name: "VIP (old), x", records: 3 },
        { name: "it's", records: 2 },
      ],
    },
  })

  interface Page {
    data: { id: string; Tag: { name: string }[] }[]
    info: { more_records: boolean }
  }

  const read = (body: string): Page => JSON.parse(body) as Page

  it("are found by search, page by page, with values escaped", () => {
    const page = (number: number): Page =>
      read(caller.send("GET", `Leads/search?criteria=(Tag:equals:VIP)&page=${number}&per_page=200`).body)
    expect([page(1), page(2), page(3)].map((one) => [one.data.length, one.info.more_records])).toEqual([
      [200, true],
      [200, true],
      [50, false],
    ])
    const criteria = encodeURIComponent("(Tag:equals:VIP \\(old\\)\\, x)")
    expect(read(caller.send("GET", `Leads/search?criteria=${criteria}`).body).data).toHaveLength(3)
    expect(caller.send("GET", "Leads/search?criteria=(Tag:equals:none)").status).toBe(204)
    expect(caller.send("GET", "Leads/search?criteria=(Tag:equals:VIP (old))").status).toBe(400)
    expect(caller.send("GET", "Leads/search").status).toBe(400)
  })

  it("are found by query, after an id", () => {
    const run = (query: string): Page => read(caller.send("POST", "coql", { select_query: query }).body)
    const first = run(
      "select id, Tag from Leads where (Tag like '%VIP%' and id > 0) order by id asc limit 300",
    )
    expect([first.data.length, first.info.more_records]).toEqual([300, true])
    const last = first.data.at(-1)?.id ?? ""
    const second = run(
      `select id, Tag from Leads where (Tag like '%VIP%' and id > ${last}) order by id asc limit 300`,
    )
    expect(second.data[0]?.id).not.toBe(last)
    expect(second.data.length).toBe(150)
    expect(run("select id, Tag from Leads where Tag = 'it\\'s'").data).toHaveLength(2)
    expect(caller.send("POST", "coql", { select_query: "select id from Leads" }).status).toBe(400)
    expect(
      caller.send("POST", "coql", { select_query: "select id from Leads where Tag = 'none'" }).status,
    ).toBe(204)
    expect(
      caller.send("POST", "coql", { select_query: "select id from Leads where Tag = 'VIP' limit 2001" })
        .status,
    ).toBe(400)
  })
})
