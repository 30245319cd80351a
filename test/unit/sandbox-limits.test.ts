/** The sandbox limits calls in flight and counts credits. */
import { describe, expect, it } from "vitest"
import { createZoho, request, type Exchange, type Zoho, type ZohoRequest } from "../sandbox"

let now = 0

function setUp(plan: "Free" | "Ultimate"): { zoho: Zoho; zgid: string; call: ZohoRequest } {
  const zoho = createZoho({ clock: { now: () => now } })
  const org = zoho.seedOrg({ plan, tags: { Leads: [{ name: "a" }] } })
  zoho.setTokenLifetime(2 * 24 * 60 * 60)
  const token = zoho.issueToken({ zgid: org.zgid, scopes: ["ZohoCRM.settings.ALL"] })
  const headers = { authorization: `Zoho-oauthtoken ${token}` }
  return {
    zoho,
    zgid: org.zgid,
    call: request("GET", `${org.apiUrl}/crm/v7/settings/tags?module=Leads`, { headers }),
  }
}

const statuses = (exchanges: readonly Exchange[]): (number | undefined)[] =>
  exchanges.map((one) => one.response?.status)

describe("calls in flight", () => {
  it("are limited by the plan until a call has ended", () => {
    const { zoho, call } = setUp("Free")
    const open = Array.from({ length: 6 }, () => zoho.exchange(call))
    expect(statuses(open)).toEqual([200, 200, 200, 200, 200, 429])
    expect(open[5]?.response?.headers).not.toHaveProperty("retry-after")
    open[0]?.done()
    open[0]?.done()
    open[5]?.done()
    expect(statuses([zoho.exchange(call), zoho.exchange(call)])).toEqual([200, 429])
  })
})

describe("credits", () => {
  it("are reported once half are used, refused when used up, and renewed a day later", () => {
    const { zoho, zgid, call } = setUp("Ultimate")
    const org = zoho.org(zgid)
    expect(zoho.handle(call).headers).not.toHaveProperty("x-api-credits-remaining")
    org.creditsUsed = org.creditLimit / 2 - 1
    expect(zoho.handle(call).headers["x-api-credits-remaining"]).toBe(String(org.creditLimit / 2))
    org.creditsUsed = org.creditLimit - 1
    expect(zoho.handle(call).status).toBe(200)
    expect(JSON.parse(zoho.handle(call).body)).toMatchObject({ code: "TOO_MANY_REQUESTS" })
    now += 24 * 60 * 60 * 1000
    expect(zoho.handle(call).status).toBe(200)
  })
})
