/** The sandbox's faults occur when and where they are configured. */
import { beforeEach, describe, expect, it } from "vitest"
import { createZoho, request, type SeededOrg, type Zoho, type ZohoRequest } from "../sandbox"
import { zohoFetch } from "../sandbox/fetch"

let zoho: Zoho
let org: SeededOrg

beforeEach(() => {
  zoho = createZoho({ clock: { now: () => 0 } })
  org = zoho.seedOrg({ tags: { Leads: [{ name: "a" }] } })
})

function deletion(): ZohoRequest {
  const token = zoho.issueToken({ zgid: org.zgid, scopes: ["ZohoCRM.settings.ALL"] })
  const id = org.modules["Leads"]?.tags[0]?.id ?? ""
  const headers = { authorization: `Zoho-oauthtoken ${token}` }
  return request("DELETE", `${org.apiUrl}/crm/v7/settings/tags/${id}`, { headers })
}

const left = (): number => zoho.tags(org.zgid, "Leads").length
const match = { method: "DELETE", path: /\/settings\/tags\/\d+$/ }

describe("a fault", () => {
  it("before acceptance changes nothing", () => {
    zoho.faults.add({ match, fault: "drop-before" })
    expect(zoho.exchange(deletion())).toMatchObject({ response: undefined, accepted: false })
    zoho.faults.add({ match, fault: "html-maintenance" })
    expect(zoho.exchange(deletion()).response?.body).toContain("<!doctype html>")
    zoho.faults.add({ match, fault: { status: 500, body: { code: "INTERNAL_ERROR" } } })
    expect(zoho.exchange(deletion()).response).toMatchObject({
      status: 500,
      body: '{"code":"INTERNAL_ERROR"}',
    })
    expect(left()).toBe(1)
  })

  it.each(["drop-after", "empty", "truncate"] as const)("%s occurs after Zoho has acted", (fault) => {
    zoho.faults.add({ match, fault })
    const exchange = zoho.exchange(deletion())
    expect(exchange.accepted).toBe(true)
    expect(left()).toBe(0)
    expect(exchange.response?.body ?? "").not.toContain("successfully")
  })

  it("in transit lets Zoho act only when the call arrives", () => {
    const arrives = Promise.resolve()
    zoho.faults.add({ match, fault: { arrives } })
    const exchange = zoho.exchange(deletion())
    expect(exchange).toMatchObject({ response: undefined, accepted: true, later: { when: arrives } })
    expect(left()).toBe(1)
    expect(exchange.later?.arrive().status).toBe(200)
    expect(left()).toBe(0)
  })

  it("affects the configured calls, and can be removed", () => {
    zoho.faults.add({ match: { ...match, nth: 2, count: 2 }, fault: "drop-before" })
    const remove = zoho.faults.add({ match: { host: "www.zohoapis.com", nth: 4 }, fault: { delayMs: 70 } })
    const call = deletion()
    const outcomes = Array.from({ length: 4 }, () => zoho.exchange(call))
    expect(outcomes.map((one) => one.response?.status)).toEqual([200, undefined, undefined, 400])
    expect(outcomes[3]?.delay).toBe(70)
    remove()
    zoho.faults.clear()
    expect(zoho.exchange(call)).toMatchObject({ accepted: true, delay: 0 })
  })
})

describe("the model's fetch", () => {
  it("answers, waits, cuts answers and fails as the network would", async () => {
    const waited: number[] = []
    const fetch = zohoFetch(zoho, { wait: async (milliseconds) => void waited.push(milliseconds) })
    const { method, headers } = deletion()
    const address = `${org.apiUrl}/crm/v7/settings/tags?module=Leads`
    const call = { headers }
    zoho.setLatency(30)
    expect(await (await fetch(address, call)).json()).toMatchObject({ info: { count: 1 } })
    zoho.faults.add({ match: { method: "GET" }, fault: "truncate" })
    await expect((await fetch(address, call)).json()).rejects.toThrow(TypeError)
    zoho.faults.add({ match: { method: "DELETE" }, fault: "drop-after" })
    await expect(fetch(`${org.apiUrl}${deletion().path}`, { method, headers })).rejects.toThrow(TypeError)
    expect(left()).toBe(0)
    expect((await fetch(address, call)).status).toBe(204)
    expect(waited).toEqual([30, 30, 30, 30])
  })
})
