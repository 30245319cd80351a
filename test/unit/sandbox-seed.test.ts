/** The sandbox's orgs are the same for the same seed. */
import { describe, expect, it } from "vitest"
import { awkwardNames, createZoho, request } from "../sandbox"

describe("seeding", () => {
  it("is the same for the same seed, and different for another", () => {
    const tags = (seed: number): unknown => {
      const zoho = createZoho({ seed, clock: { now: () => 0 } })
      return zoho.tags(zoho.seedOrg({ tagsPerModule: { Leads: 50 } }).zgid, "Leads")
    }
    expect(tags(7)).toEqual(tags(7))
    expect(tags(7)).not.toEqual(tags(8))
  })

  it("creates 5,000 distinct tags, some with awkward names, none too long", () => {
    const zoho = createZoho()
    const org = zoho.seedOrg({ tagsPerModule: { Leads: 5000 } })
    const names = zoho.tags(org.zgid, "Leads").map((tag) => tag.name)
    expect(new Set(names).size).toBe(5000)
    expect(Math.max(...names.map((name) => name.length))).toBeLessThanOrEqual(25)
    expect(names).toEqual(expect.arrayContaining([...awkwardNames]))
    expect(zoho.org(org.zgid).tagLimit).toBe(5000)
  })

  it("fills a module with 500 tags, with at most 20 on a record", () => {
    const zoho = createZoho()
    const org = zoho.seedOrg({ tagsPerModule: { Leads: 500 }, tagLimit: 500 })
    const token = zoho.issueToken({ zgid: org.zgid, scopes: ["ZohoCRM.settings.ALL"] })
    const headers = { authorization: `Zoho-oauthtoken ${token}` }
    const list = zoho.handle(request("GET", `${org.apiUrl}/crm/v7/settings/tags?module=Leads`, { headers }))
    const { tags, info } = JSON.parse(list.body) as { tags: unknown[]; info: object }
    expect(tags).toHaveLength(500)
    expect(info).toEqual({ count: 500, allowed_count: 500, record_limit: 20 })
    const onRecords = zoho.records(org.zgid, "Leads").map(({ tagIds }) => tagIds.size)
    expect(Math.max(...onRecords)).toBe(20)
  })

  it("assigns IDs that exceed a number's precision", () => {
    const zoho = createZoho()
    const ids = (zoho.seedOrg({ tagsPerModule: { Leads: 50 } }).modules["Leads"]?.tags ?? []).map(
      (tag) => tag.id,
    )
    expect(ids.every((id) => /^\d{19}$/.test(id) && BigInt(id) > BigInt(Number.MAX_SAFE_INTEGER))).toBe(true)
    expect(new Set(ids.map(Number)).size).toBeLessThan(50)
  })

  it("puts a tag on as many records as requested", () => {
    const zoho = createZoho()
    const { zgid } = zoho.seedOrg({
      tags: {
        Deals: [
          { name: "a", records: 7 },
          { name: "b", records: 300 },
        ],
      },
    })
    const counts = zoho
      .tags(zgid, "Deals")
      .map((tag) => zoho.records(zgid, "Deals").filter((one) => one.tagIds.has(tag.id)).length)
    expect(counts).toEqual([7, 300])
  })

  it("has each host's address in every data center and environment", () => {
    const zoho = createZoho()
    const org = zoho.seedOrg({ dataCenter: "ca", environment: "sandbox", zgid: "42" })
    expect([org.accountsUrl, org.apiUrl, org.homeUrl, org.tagPageUrl("Deals")]).toEqual([
      "https://accounts.zohocloud.ca",
      "https://sandbox.zohoapis.ca",
      "https://crmsandbox.zohocloud.ca/crm/org42/tab/Home/begin",
      "https://crmsandbox.zohocloud.ca/crm/org42/settings/manage-tags?module=Potentials",
    ])
  })
})
