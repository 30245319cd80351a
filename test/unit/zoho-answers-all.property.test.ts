/** An altered answer to any call is never mistaken for a success. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { ZohoAnswer, ZohoClient } from "../../src/zoho/api/client"
import { massDeleteStatus, submitMassDelete } from "../../src/zoho/api/mass-delete"
import { currentUser, getModule, getOrg, listModules } from "../../src/zoho/api/org"
import { addTags, queryByTag, searchByTag, tagUsage } from "../../src/zoho/api/records"
import { createTags, deleteTag, listTags, mergeTags } from "../../src/zoho/api/tags"
import { dataCenterByLocation, type DataCenter } from "../../src/zoho/data-centers"
import { FAULT_KINDS } from "../../src/zoho/errors/catalog"
import type { ZohoResult } from "../../src/zoho/errors/fault"
import { readCodeRedirect } from "../../src/zoho/oauth/code"

/*
 * Every call, given every correct answer with any part removed, changed or replaced: none throws, and a success
 * contains only what is in the answer.
 */

const ID = "4150868000000002181"
const JOB = "900000000000000111"

type Call = (client: ZohoClient) => Promise<ZohoResult<unknown>>

const two = { module: "Leads", tags: [{ name: "VIP" }], recordIds: ["1", "2"] }
const named = { name: "VIP", colorCode: null }
const success = (id: string): object => ({ code: "SUCCESS", status: "success", details: { id } })

/** Each call with a correct answer. */
const CALLS: Readonly<Record<string, readonly [Call, object]>> = {
  submitMassDelete: [
    (client) => submitMassDelete(client, { module: { id: ID, apiName: "Leads" }, tagIds: ["1"] }),
    { status: "success", code: "SCHEDULED", details: { job_id: JOB } },
  ],
  massDeleteStatus: [
    (client) => massDeleteStatus(client, { jobId: JOB }),
    {
      mass_delete: [{ job_id: JOB, status: "COMPLETED", total_count: 2, deleted_count: 2, failed_count: 0 }],
    },
  ],
  listTags: [
    (client) => listTags(client, { module: "Leads", withRecordCounts: true }),
    {
      tags: [{ id: ID, name: "VIP", color_code: "#57B1FD", created_by: { id: "1", name: "Ada" } }],
      info: { count: 1 },
    },
  ],
  listModules: [
    (client) => listModules(client),
    { modules: [{ id: ID, api_name: "Leads", plural_label: "Leads" }] },
  ],
  getModule: [
    (client) => getModule(client, { apiName: "Leads" }),
    { modules: [{ id: ID, api_name: "Leads", plural_label: "Leads" }] },
  ],
  getOrg: [
    (client) => getOrg(client),
    { org: [{ id: ID, zgid: "600", company_name: "Acme", type: "sandbox" }] },
  ],
  currentUser: [(client) => currentUser(client), { users: [{ id: ID, full_name: "Ada" }] }],
  tagUsage: [
    (client) => tagUsage(client, { tagId: ID, module: "Leads" }),
    {
      count: "18",
      configured_areas: {
        workflow_tagActionRecords: { Workflow: { [ID]: { AddTags: [{ id: "1", name: "Big deals" }] } } },
        custom_view: { cvids: ["1"], cvnames: ["Mine"] },
      },
    },
  ],
  deleteTag: [(client) => deleteTag(client, { tagId: ID }), { tags: [success(ID)] }],
  createTags: [
    (client) => createTags(client, { module: "Leads", tags: [named, named] }),
    { tags: [success("1"), success("2")] },
  ],
  mergeTags: [(client) => mergeTags(client, { keepId: ID, absorbId: "1" }), { tags: [success(ID)] }],
  addTags: [(client) => addTags(client, two), { data: [success("1"), success("2")] }],
  searchByTag: [
    (client) => searchByTag(client, { module: "Leads", tagName: "VIP", page: 1 }),
    { data: [{ id: ID, Tag: [{ id: "1", name: "VIP" }] }], info: { more_records: false } },
  ],
  queryByTag: [
    (client) => queryByTag(client, { module: "Leads", tagName: "VIP", afterId: "0" }),
    { data: [{ id: ID, Tag: [{ name: "VIP" }] }], info: { more_records: true } },
  ],
}

const answering = (answer: ZohoResult<ZohoAnswer>): ZohoClient => ({
  origin: "https://www.zohoapis.eu",
  call: () => Promise.resolve(answer),
})

/** `answer` with the value at one place replaced or removed. */
function altered(answer: unknown, place: number, instead: unknown, isGone: boolean): unknown {
  let left = place
  const walk = (value: unknown): unknown => {
    if (left-- === 0) return isGone ? undefined : instead
    if (Array.isArray(value)) return value.map(walk).filter((each) => !isGone || each !== undefined)
    if (typeof value !== "object" || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]))
  }
  return walk(answer)
}

const ERROR = { code: "INVALID_DATA", status: "error", message: "tags not found", details: {} }
const instead = fc.oneof(
  fc.anything(),
  fc.jsonValue(),
  fc.constantFrom<unknown>(ERROR, [ERROR], { tags: [ERROR] }, "COMPLETED", -1, 1e300, "", [], {}, null),
)
const httpStatus = fc.constantFrom(200, 201, 202, 204, 207)

/** IDs, names and words in a value, at any depth. */
function texts(value: unknown): string[] {
  if (typeof value === "string") return [value]
  if (typeof value === "number") return [String(value)]
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : []
}

describe.each(Object.entries(CALLS))("whatever Zoho answers to %s", (_name, [call, right]) => {
  it("is understood if it is correct", async () => {
    expect(await call(answering({ ok: true, value: { httpStatus: 200, body: right } }))).toMatchObject({
      ok: true,
    })
  })

  it("does not make it throw, and no success contains an ID that the answer lacks", () =>
    fc.assert(
      fc.asyncProperty(httpStatus, fc.nat(24), instead, fc.boolean(), async (status, place, put, isGone) => {
        const body = altered(right, place, put, isGone)
        const result = await call(answering({ ok: true, value: { httpStatus: status, body } }))
        if (!result.ok) {
          expect(FAULT_KINDS).toContain(result.fault.kind)
          return
        }
        const ids = texts(result.value).filter((text) => /^\d{15,25}$/.test(text))
        expect(texts(body)).toEqual(expect.arrayContaining(ids))
      }),
      { numRuns: 150 },
    ))

  it("is no success if it contains “error” or is empty", async () => {
    for (const body of [
      ERROR,
      { tags: [ERROR] },
      { data: [ERROR] },
      { mass_delete: [ERROR] },
      undefined,
      null,
      [],
      "<html>",
    ]) {
      const result = await call(answering({ ok: true, value: { httpStatus: 200, body } }))
      // Calls for several items return a result for each.
      const items = result.ok && Array.isArray(result.value) ? (result.value as { ok: boolean }[]) : []
      const isSuccess = result.ok && result.value !== undefined && items.every(({ ok }) => ok)
      expect({ body, isSuccess }).toEqual({ body, isSuccess: false })
    }
  })
})

it("no redirect makes the reader of codes throw, and none from another address yields a code", () => {
  const asked = {
    clientId: "1000.C",
    dataCenter: dataCenterByLocation("eu") as DataCenter,
    environment: "production" as const,
    scopes: ["A"],
    redirectUri: "https://abc.chromiumapp.org/",
  }
  const address = fc.oneof(
    fc.string(),
    fc
      .tuple(
        fc.constantFrom(asked.redirectUri, "https://evil.example/", "http://abc.chromiumapp.org/", "data:,"),
        fc.string(),
        fc.string(),
      )
      .map(([start, query, hash]) => `${start}?code=1000.aa&${query}#${hash}`),
    fc.string().map((tail) => `${asked.redirectUri}?code=1000.aa&state=s${tail}`),
  )
  fc.assert(
    fc.property(address, (redirected) => {
      const code = readCodeRedirect(redirected, asked, "s")
      if (code.ok) expect(redirected.startsWith(asked.redirectUri)).toBe(true)
      else expect(FAULT_KINDS).toContain(code.fault.kind)
    }),
    { numRuns: 60 },
  )
})
