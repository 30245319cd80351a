/** Whatever arrives from the network, no parser throws and no tag is silently lost. */
import fc from "fast-check"
import { afterEach, describe, expect, it, vi } from "vitest"
import { createZohoClient, type ZohoAnswer } from "../../src/zoho/api/client"
import { massDeleteStatus, submitMassDelete, type MassDeleteStatus } from "../../src/zoho/api/mass-delete"
import { getOrg, listModules } from "../../src/zoho/api/org"
import { deleteTag, listTags, type TagList } from "../../src/zoho/api/tags"
import { dataCenterByLocation, type DataCenter } from "../../src/zoho/data-centers"
import { FAULT_KINDS } from "../../src/zoho/errors/catalog"
import { classify, classifyTokenAnswer } from "../../src/zoho/errors/classify"
import type { ZohoResult } from "../../src/zoho/errors/fault"
import { readImplicitRedirect } from "../../src/zoho/oauth/web-flow"
import { readTokenAnswer } from "../../src/zoho/oauth/token-endpoint"
import { answered, fakeClient } from "./zoho-fake"

type Answer = ZohoResult<ZohoAnswer>
type Result<T> = Promise<ZohoResult<T>>
const submitted = (answer: Answer): Result<{ jobId: string }> =>
  submitMassDelete(fakeClient(answer), { module: { id: "1", apiName: "Leads" }, tagIds: ["1"] })
const statusOf = (answer: Answer): Result<MassDeleteStatus> =>
  massDeleteStatus(fakeClient(answer), { jobId: JOB })
const tagsOf = (answer: Answer): Result<TagList> => listTags(fakeClient(answer), { module: "Leads" })

const JOB = "900000000000000111"

/** Words that the parsers look for, so that arbitrary data reaches their branches. */
const word = fc.constantFrom(
  "success",
  "error",
  "SUCCESS",
  "COMPLETED",
  "FAILED",
  "SCHEDULED",
  "INVALID_DATA",
  "NOT_ALLOWED",
  JOB,
  "$.mass_delete[0].tags[3].id",
  "__proto__",
  "constructor",
  "1",
  "",
)
const key = fc.constantFrom(
  "mass_delete",
  "tags",
  "status",
  "code",
  "message",
  "details",
  "job_id",
  "id",
  "name",
  "json_path",
  "info",
  "count",
  "maximum_length",
  "associated_places",
  "resources",
  "permissions",
  "modules",
  "org",
  "zgid",
  "api_name",
  "error",
  "access_token",
  "api_domain",
  "location",
  "__proto__",
)
/** Random JSON built from Zoho's own words. */
const zohoLike = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    word,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(key, tie("value"), { maxKeys: 6 }),
  ),
})).value
const anything = fc.oneof(zohoLike, fc.jsonValue(), fc.anything())
const httpStatus = fc.constantFrom(
  200,
  201,
  202,
  204,
  207,
  301,
  304,
  400,
  401,
  403,
  404,
  413,
  429,
  500,
  502,
  503,
)

/** Expects a fault to be well formed. */
function expectWellFormed(result: ZohoResult<unknown>): void {
  if (result.ok) return
  expect(FAULT_KINDS).toContain(result.fault.kind)
  expect(result.fault.code?.length ?? 0).toBeLessThanOrEqual(64)
  expect(result.fault.zohoMessage?.length ?? 0).toBeLessThanOrEqual(300)
}

const runs = { numRuns: 2_000 }

describe("whatever Zoho answers", () => {
  it("every refusal is in the catalog", () => {
    fc.assert(
      fc.property(httpStatus, anything, fc.boolean(), (status, body, renewing) => {
        for (const subject of ["tags", "job", "module", "records", "other"] as const) {
          expect(FAULT_KINDS).toContain(classify({ httpStatus: status, body, subject }).kind)
        }
        expect(FAULT_KINDS).toContain(classifyTokenAnswer(status, body, renewing).kind)
      }),
      runs,
    )
  })

  it("no parser throws, and none succeeds without the data it guarantees", () =>
    fc.assert(
      fc.asyncProperty(httpStatus, anything, async (status, body) => {
        const answer = answered(body, status)
        expectWellFormed(await listModules(fakeClient(answer)))
        expectWellFormed(await getOrg(fakeClient(answer)))
        const accepted = await submitted(answer)
        expectWellFormed(accepted)
        if (accepted.ok) expect(accepted.value.jobId).toMatch(/^\d+$/)
        const list = await tagsOf(answer)
        expectWellFormed(list)
        if (list.ok)
          expect(list.value.tags.every(({ id, name }) => /^\d+$/.test(id) && typeof name === "string")).toBe(
            true,
          )
        const job = await statusOf(answer)
        expectWellFormed(job)
        if (job.ok && job.value.state === "completed")
          expect(JSON.stringify(body).toUpperCase()).toContain('"COMPLETED"')
      }),
      runs,
    ))

  it("no answer that contains “error” counts as accepted, listed, completed or deleted", () => {
    const refusal = fc.record({
      code: fc.oneof(word, fc.string()),
      status: fc.constant("error"),
      message: fc.string(),
      details: anything,
    })
    const wrapped = refusal.chain((each) =>
      fc.constantFrom<unknown>(each, { mass_delete: [each] }, { mass_delete: [[each]] }, { tags: [each] }),
    )
    return fc.assert(
      fc.asyncProperty(httpStatus, wrapped, async (status, body) => {
        const answer = status === 204 ? answered(body) : answered(body, status)
        expect((await submitted(answer)).ok).toBe(false)
        expect((await tagsOf(answer)).ok).toBe(false)
        expect((await statusOf(answer)).ok).toBe(false)
        expect((await deleteTag(fakeClient(answer), { tagId: "1" })).ok).toBe(false)
      }),
    )
  })

  it("an incomplete or changed tag list never silently loses a tag", () => {
    const tags = Array.from({ length: 5 }, (_, n) => ({
      id: String(n + 1),
      name: `tag ${String(n)}`,
      color_code: null,
    }))
    const info = { count: tags.length, allowed_count: 100 }
    return fc.assert(
      fc.asyncProperty(fc.nat(tags.length - 1), anything, async (at, instead) => {
        const shorter = await tagsOf(answered({ tags: tags.filter((_, n) => n !== at), info }))
        expect(shorter.ok).toBe(false)
        const altered = await tagsOf(
          answered({ tags: tags.map((each, n) => (n === at ? instead : each)), info }),
        )
        if (altered.ok) expect(altered.value.tags).toHaveLength(tags.length)
      }),
    )
  })
})

describe("whatever arrives from the network", () => {
  const samples = [
    JSON.stringify({ status: "success", code: "SCHEDULED", details: { job_id: JOB } }),
    JSON.stringify({ tags: [{ id: JOB, name: "x", color_code: null }], info: { count: 1 } }),
    JSON.stringify({ tags: [{ code: "SUCCESS", status: "success", details: { id: "1" } }] }),
    `{"status":"success","details":{"job_id":${JOB}}}`,
    "<!doctype html><title>Zoho</title><p>We are down for maintenance</p>",
  ]
  /** A sample with a part removed, doubled or replaced. */
  const mutated = fc
    .tuple(fc.constantFrom(...samples), fc.nat(120), fc.nat(20), fc.string({ maxLength: 6 }))
    .map(([text, at, length, put]) => text.slice(0, at) + put + text.slice(at + length))
  const text = fc.oneof(mutated, fc.constantFrom(...samples), fc.string({ unit: "binary" }), fc.json())

  afterEach(() => vi.unstubAllGlobals())
  const answering = (body: string, status: number): ReturnType<typeof createZohoClient> => {
    const hasBody = status !== 204 && status !== 304
    vi.stubGlobal("fetch", () => Promise.resolve(new Response(hasBody ? body : null, { status })))
    return createZohoClient({
      origin: "https://www.zohoapis.com",
      token: () => Promise.resolve("1000.aa"),
    })
  }

  it("the client and its parsers return a result, and success only with HTTP 2xx", () =>
    fc.assert(
      fc.asyncProperty(text, httpStatus, async (body, status) => {
        const client = answering(body, status)
        const results = [
          await listTags(client, { module: "Leads" }),
          await deleteTag(client, { tagId: "1" }),
          await submitMassDelete(client, { module: { id: "1", apiName: "Leads" }, tagIds: ["1"] }),
        ]
        for (const result of results) {
          expectWellFormed(result)
          if (result.ok) expect(status).toBeLessThan(300)
        }
      }),
      { numRuns: 500 },
    ))
})

describe("whatever a sign-in answers", () => {
  afterEach(() => void vi.restoreAllMocks())
  const request = {
    clientId: "1000.C",
    dataCenter: dataCenterByLocation("us") as DataCenter,
    environment: "production" as const,
    scopes: ["A"],
    redirectUri: "https://abc.chromiumapp.org/",
  }
  const known = /^https:\/\/(www|sandbox|developer)\.zohoapis\.(com|eu|in|com\.au|jp|ca|sa|uk|com\.cn|ae)$/

  it("a token is for a Zoho host, or there is none", () => {
    const body = fc.oneof(
      anything,
      fc.record(
        {
          access_token: fc.oneof(fc.string(), fc.constant("1000.aa")),
          api_domain: fc.oneof(
            fc.webUrl(),
            fc.constantFrom("https://www.zohoapis.eu", "https://www.zohoapis.eu.evil.example"),
          ),
          location: fc.constantFrom("eu", "us", "zz"),
          expires_in: fc.oneof(fc.integer(), fc.string()),
        },
        { requiredKeys: ["access_token"] },
      ),
    )
    vi.spyOn(Date, "now").mockReturnValue(0)
    fc.assert(
      fc.property(httpStatus, body, (status, each) => {
        const token = readTokenAnswer({ httpStatus: status, body: each }, request)
        expectWellFormed(token)
        if (!token.ok) return
        expect(token.value.apiOrigin).toMatch(known)
        expect(token.value.expiresAt).toBeGreaterThan(0)
        expect(token.value.expiresAt).toBeLessThanOrEqual(3_600_000)
      }),
      runs,
    )
  })

  it("no redirect makes the reader throw", () => {
    const address = fc.oneof(
      fc.string(),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.string().map((tail) => `${request.redirectUri}#access_token=1000.aa${tail}`),
    )
    fc.assert(
      fc.property(address, (redirected) => {
        const token = readImplicitRedirect(redirected, request, "s")
        expectWellFormed(token)
        if (token.ok) expect(redirected.startsWith(request.redirectUri)).toBe(true)
      }),
      runs,
    )
  })
})
