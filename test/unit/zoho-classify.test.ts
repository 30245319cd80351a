/** Classifies Zoho's refusals: whose fault, which tag, which limit. */
import { describe, expect, it } from "vitest"
import { classify, classifyTokenAnswer, type CallSubject } from "../../src/zoho/errors/classify"
import type { ZohoFault } from "../../src/zoho/errors/fault"

const error = (code: string, message = "", details: unknown = {}): unknown => ({
  code,
  status: "error",
  message,
  details,
})
const of = (httpStatus: number, body: unknown, subject: CallSubject = "tags"): ZohoFault =>
  classify({ httpStatus, body, subject })

const tagPath = { api_name: "id", json_path: "$.mass_delete[0].tags[3].id" }
const listPath = { api_name: "tags", json_path: "$.mass_delete[0].tags" }

describe("the documented conditions of mass delete", () => {
  it.each<[string, number, unknown, ZohoFault["kind"]]>([
    ["unknown tag", 400, error("INVALID_DATA", "tags not found", tagPath), "tag-not-found"],
    [
      "tag of another module",
      400,
      error("INVALID_DATA", "one of the tags seems not found.", tagPath),
      "tag-not-found",
    ],
    [
      "more than 200 tags",
      400,
      error("INVALID_DATA", "invalid data", { ...listPath, maximum_length: 200 }),
      "too-many-tags",
    ],
    [
      "two modules",
      400,
      error("INVALID_DATA", "invalid data", {
        api_name: "mass_delete",
        json_path: "$.mass_delete",
        maximum_length: 1,
      }),
      "invalid-data",
    ],
    [
      "tags that are not a list",
      400,
      error("INVALID_DATA", "invalid data", { ...listPath, expected_data_type: "jsonarray" }),
      "invalid-data",
    ],
    ["tag in use", 400, error("NOT_ALLOWED", "tags has been associated to features", tagPath), "tag-in-use"],
    [
      "module id and name disagree",
      400,
      error("AMBIGUITY_DURING_PROCESSING", "ambiguous module identifiers", { ambiguity_due_to: [tagPath] }),
      "module-mismatch",
    ],
    ["a missing key", 400, error("MANDATORY_NOT_FOUND", "required field not found", tagPath), "invalid-data"],
    [
      "one of several keys missing",
      400,
      error("EXPECTED_FIELD_MISSING", "", { expected_fields: [tagPath] }),
      "invalid-data",
    ],
    ["wrong method", 400, error("INVALID_REQUEST_METHOD"), "invalid-data"],
    [
      "scope not granted",
      401,
      error("OAUTH_SCOPE_MISMATCH", "invalid oauth scope to access this URL"),
      "scope-missing",
    ],
    ["unusable token", 401, error("AUTHENTICATION_FAILURE"), "token-invalid"],
    ["token expired", 401, error("INVALID_TOKEN"), "token-invalid"],
    [
      "no right",
      403,
      error("NO_PERMISSION", "permission denied", { permissions: ["Crm_Implied_Edit_Tags"] }),
      "no-permission",
    ],
    ["wrong address", 404, error("INVALID_URL_PATTERN"), "address-unknown"],
    ["Zoho's own failure", 500, error("INTERNAL_ERROR"), "server-error"],
  ])("%s", (_, httpStatus, body, kind) => {
    expect(of(httpStatus, body).kind).toBe(kind)
  })
})

describe("other answers", () => {
  it.each<[string, number, unknown, ZohoFault["kind"], CallSubject?]>([
    [
      "an unknown job",
      400,
      { mass_delete: [error("INVALID_DATA", "job details not found", { job_id: "900" })] },
      "job-not-found",
      "job",
    ],
    [
      "the same, doubly nested",
      400,
      { mass_delete: [[error("INVALID_DATA", "x", { job_id: "900" })]] },
      "job-not-found",
      "job",
    ],
    [
      "no job id (400)",
      400,
      error("REQUIRED_PARAM_MISSING", "", { param_name: "job_id" }),
      "invalid-data",
      "job",
    ],
    [
      "no job id (401)",
      401,
      error("REQUIRED_PARAM_MISSING", "", { param_name: "job_id" }),
      "invalid-data",
      "job",
    ],
    [
      "no such module",
      400,
      error("INVALID_MODULE", "the module name given seems to be invalid"),
      "module-unknown",
    ],
    [
      "a module without tags",
      400,
      error("INVALID_MODULE", "the given module is not supported for this api"),
      "module-unsupported",
    ],
    [
      "an existing name",
      400,
      { tags: [error("DUPLICATE_DATA", "", { id: "12", api_name: "name" })] },
      "name-taken",
    ],
    [
      "a name that is too long",
      400,
      {
        tags: [
          error("INVALID_DATA", "invalid data", {
            api_name: "name",
            json_path: "$.tags[0].name",
            maximum_length: 25,
          }),
        ],
      },
      "name-too-long",
    ],
    [
      "too many records",
      400,
      error("INVALID_DATA", "", { api_name: "ids", json_path: "$.ids", maximum_length: 500 }),
      "request-too-large",
      "records",
    ],
    [
      "a missing record",
      400,
      { data: [error("INVALID_DATA", "the id given seems to be invalid", { id: "5" })] },
      "record-not-found",
      "records",
    ],
    [
      "plan's limit",
      400,
      { tags: [error("LICENSE_LIMIT_EXCEEDED", "tags edition limit exceeded")] },
      "plan-limit",
    ],
    ["plan's limit, by the client's list", 400, error("LIMIT_REACHED"), "plan-limit"],
    [
      "a search beyond its limit",
      400,
      error("LIMIT_REACHED", "", { limit: 2000 }),
      "search-limit",
      "records",
    ],
    ["a color", 400, error("INVALID_DATA", "", { api_name: "color_code" }), "color-refused"],
    [
      "a color that is too long",
      400,
      {
        tags: [
          error("INVALID_DATA", "invalid data", {
            api_name: "color_code",
            json_path: "$.tags[0].color_code",
            maximum_length: 7,
          }),
        ],
      },
      "color-refused",
    ],
    [
      "a locked record",
      400,
      error("RECORD_LOCKED", "", { action: "record_locking", id: "5" }),
      "record-locked",
      "records",
    ],
    ["a record without permission", 400, { data: [error("FAILURE")] }, "record-forbidden", "records"],
    ["a converted lead", 400, { data: [error("CONVERTED_RECORD")] }, "record-converted", "records"],
    [
      "a record by its position",
      400,
      error("INVALID_DATA", "invalid data", { api_name: "ids", json_path: "$.ids[3]" }),
      "record-not-found",
      "records",
    ],
    ["an unknown tag ID", 404, error("INVALID_DATA", "x", { api_name: "id" }), "tag-not-found"],
    ["an invalid tag ID", 400, error("TAG_ID_NOT_FOUND", "invalid tag id"), "tag-not-found"],
    ["the same in other words", 400, error("INVALID_DATA", "invalid tag id"), "tag-not-found", "records"],
    ["too many criteria", 400, error("CRITERIA_LIMIT_EXCEEDED"), "query-refused", "records"],
    ["a rate limit", 429, error("RATE_LIMIT_EXCEEDED"), "throttled"],
    ["a rate limit under another status", 400, error("RATE_LIMIT_EXCEEDED"), "throttled"],
    ["an unavailable service", 503, error("SERVICE_UNAVAILABLE"), "server-error"],
    ["the same under another status", 400, error("SERVICE_UNAVAILABLE"), "server-error"],
    ["not authorized", 400, error("AUTHORIZATION_FAILED"), "no-permission"],
    ["scope with 403", 403, error("OAUTH_SCOPE_MISMATCH"), "scope-missing"],
    ["too many calls", 429, error("TOO_MANY_REQUESTS"), "throttled"],
    ["429 with nothing", 429, undefined, "throttled"],
    ["401 with nothing", 401, undefined, "token-invalid"],
    ["503 with nothing", 503, undefined, "server-error"],
    ["5xx that blames the request", 502, error("INVALID_DATA", "tags not found", tagPath), "server-error"],
    ["413", 413, undefined, "request-too-large"],
    ["415", 415, undefined, "request-refused"],
    ["200 with nothing", 200, undefined, "incomplete-answer"],
    ["200 with something else", 200, { hello: 1 }, "wrong-shape"],
    ["an undocumented code", 400, error("SOMETHING_NEW"), "unknown-code"],
    ["a code that is a number", 400, { code: 42, status: "error" }, "unknown-code"],
  ])("%s", (_, httpStatus, body, kind, subject) => {
    expect(of(httpStatus, body, subject).kind).toBe(kind)
  })

  it("reads the refused item's position and Zoho's limit", () => {
    expect(of(400, error("NOT_ALLOWED", "m", tagPath)).details).toEqual({
      apiName: "id",
      jsonPath: "$.mass_delete[0].tags[3].id",
      tagIndex: 3,
    })
    expect(
      of(400, error("INVALID_DATA", "m", { ...listPath, maximum_length: 100 })).details.maximumLength,
    ).toBe(100)
  })

  it("reads where a tag is used, in both forms", () => {
    const places = [
      { type: "workflow", resources: [{ id: "9", name: "Big deals", details: { associations: ["x"] } }] },
      { type: "blueprint", resources: ["12"] },
    ]
    expect(of(400, { tags: [error("NOT_ALLOWED", "m", { associated_places: places })] })).toMatchObject({
      kind: "tag-in-use",
      details: {
        associatedPlaces: [
          { type: "workflow", resources: [{ id: "9", name: "Big deals" }] },
          { type: "blueprint", resources: [{ name: "12" }] },
        ],
      },
    })
  })

  it("truncates Zoho's texts and blanks tokens in them", () => {
    const token = "1000.8cb99dabcdef0123.9b8abcdef012345"
    const result = of(400, error("X".repeat(500), `bad ${token} ${"y".repeat(999)}`))
    expect(result.code).toHaveLength(64)
    expect(result.zohoMessage?.length).toBeLessThanOrEqual(300)
    expect(result.zohoMessage).not.toContain("8cb99d")
  })

  it("survives a deeply nested body", () => {
    let body: unknown = error("NOT_ALLOWED")
    for (let depth = 0; depth < 10_000; depth++) body = [body]
    expect(of(400, body).kind).toBe("request-refused")
  })
})

describe("the token endpoint", () => {
  it.each<[number, unknown, boolean, ZohoFault["kind"]]>([
    [200, { error: "invalid_code" }, false, "invalid-code"],
    [200, { error: "invalid_code" }, true, "refresh-token-invalid"],
    [400, { error: "invalid_grant" }, true, "refresh-token-invalid"],
    [200, { error: "invalid_client" }, false, "invalid-client"],
    [200, { error: "invalid_client_secret" }, false, "invalid-client-secret"],
    [200, { error: "invalid_redirect_uri" }, false, "invalid-redirect"],
    [200, { error: "access_denied" }, false, "access-denied"],
    [200, { error: "no_org" }, false, "no-org"],
    [400, { error: "missing_org_info" }, false, "missing-org-info"],
    [
      400,
      {
        error: "Access Denied",
        error_description: "You have made too many requests continuously. Please try again after some time.",
        status: "failure",
      },
      true,
      "too-many-token-requests",
    ],
    [200, { error: "Access Denied", status: "failure" }, true, "too-many-token-requests"],
    [429, undefined, true, "too-many-token-requests"],
    [500, undefined, true, "server-error"],
    [400, undefined, false, "sign-in-refused"],
    [200, undefined, false, "incomplete-answer"],
    [200, {}, false, "wrong-shape"],
    [200, { error: "something_new" }, false, "unknown-code"],
  ])("HTTP %i %j (renewing: %s) is %s", (httpStatus, body, renewing, kind) => {
    expect(classifyTokenAnswer(httpStatus, body, renewing).kind).toBe(kind)
  })
})
