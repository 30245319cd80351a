/** Zoho's official SDK reads the sandbox's refusals like Zoho's. */
import { MassDeleteTags, Tags, type APIResponse, type Exception } from "@zohocrm/nodejs-sdk-7.0"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { defaultReadings, type Sandbox, type SeededOrg } from "../sandbox"
import { element, jobAnswer, massDelete, moduleOf, send } from "./sdk-calls"
import { endForSdk, params, sdkScopes, signIn, startForSdk, useAccessToken } from "./sdk-session"

const tags = new Tags.TagsOperations()
const massDeletePath = "/actions/mass_delete"

let sandbox: Sandbox
let org: SeededOrg
let lead: bigint[]

beforeAll(async () => {
  sandbox = await startForSdk()
})

afterAll(() => endForSdk(sandbox))

beforeEach(async () => {
  org = sandbox.zoho.seedOrg({
    tags: {
      Leads: [{ name: "a" }, { name: "b" }, { name: "c" }, { name: "used", usedIn: ["Assign owner"] }],
      Deals: [{ name: "a deal's" }],
    },
  })
  lead = (org.modules["Leads"]?.tags ?? []).map((tag) => BigInt(tag.id))
  await signIn(sandbox, org)
})

afterEach(() => {
  sandbox.zoho.setReadings(defaultReadings)
  sandbox.zoho.faults.clear()
})

/** The content of a refusal. Fails the test unless the SDK turned it into its own exception class. */
function exception(object: unknown, type: new () => Exception): unknown[] {
  expect(object).toBeInstanceOf(type)
  const error = object as Exception
  expect(error.getStatus().getValue()).toBe("error")
  const message = error.getMessage()
  return [
    error.getCode().getValue(),
    typeof message === "string" ? message : message.getValue(),
    Object.fromEntries(error.getDetails()),
  ]
}

function refused(answer: APIResponse): unknown[] {
  return [answer.getStatusCode(), ...exception(answer.getObject(), MassDeleteTags.APIException)]
}

const leadIds = (...indexes: number[]): bigint[] => indexes.map((index) => lead[index] as bigint)
const fieldOf = (index: number): object => ({
  api_name: "id",
  json_path: `$.mass_delete[0].tags[${index}].id`,
})

describe("a refused mass delete, as read by Zoho's SDK", () => {
  it("names a tag that never existed", async () => {
    const answer = await massDelete(org, "Leads", [...leadIds(0, 1, 2), 900n])
    expect(refused(answer)).toEqual([400, "INVALID_DATA", "tags not found", fieldOf(3)])
  })

  it("names a tag of another module", async () => {
    const other = BigInt(org.modules["Deals"]?.tags[0]?.id ?? "")
    const answer = await massDelete(org, "Leads", [other, ...leadIds(0)])
    expect(refused(answer)).toEqual([400, "INVALID_DATA", "one of the tags seems not found.", fieldOf(0)])
  })

  it("names a tag in use, and deletes none of the others", async () => {
    const answer = await massDelete(org, "Leads", leadIds(0, 3))
    expect(refused(answer)).toEqual([400, "NOT_ALLOWED", "tags has been associated to features", fieldOf(1)])
    expect(sandbox.zoho.jobs(org.zgid)).toEqual([])
    expect(sandbox.zoho.tags(org.zgid, "Leads")).toHaveLength(4)
  })

  it("names the limit of tags", async () => {
    sandbox.zoho.setReadings({ massDeleteLimit: 2 })
    const details = { api_name: "tags", json_path: "$.mass_delete[0].tags", maximum_length: 2 }
    expect(refused(await massDelete(org, "Leads", leadIds(0, 1, 2)))).toEqual([
      400,
      "INVALID_DATA",
      "invalid data",
      details,
    ])
  })

  it("accepts only one element", async () => {
    const one = element(moduleOf(org, "Leads"), leadIds(0))
    const details = { api_name: "mass_delete", json_path: "$.mass_delete", maximum_length: 1 }
    expect(refused(await send(one, one))).toEqual([400, "INVALID_DATA", "invalid data", details])
  })

  it("reports an id and a name of two different modules as ambiguous", async () => {
    const mixed = { id: moduleOf(org, "Deals").id, apiName: "Leads" }
    const [status, code, message, details] = refused(await send(element(mixed, leadIds(0))))
    expect([status, code, message]).toEqual([
      400,
      "AMBIGUITY_DURING_PROCESSING",
      "ambiguous module identifiers",
    ])
    expect(details).toHaveProperty("ambiguity_due_to")
  })

  it("names a missing field", async () => {
    const path = "$.mass_delete[0].module"
    const noModule = refused(await send(element(undefined, leadIds(0))))
    expect(noModule).toEqual([
      400,
      "MANDATORY_NOT_FOUND",
      "required field not found",
      { api_name: "module", json_path: path },
    ])
    const noName = refused(await send(element({ id: moduleOf(org, "Leads").id }, leadIds(0))))
    expect(noName[3]).toEqual({ api_name: "api_name", json_path: `${path}.api_name` })
  })

  it("reports an insufficient scope, token or permission", async () => {
    await signIn(sandbox, org, ["ZohoCRM.settings.tags.READ", ...sdkScopes.slice(1)])
    expect(refused(await massDelete(org, "Leads", leadIds(0))).slice(0, 2)).toEqual([
      401,
      "OAUTH_SCOPE_MISMATCH",
    ])
    await useAccessToken("1000.not.known")
    expect(refused(await massDelete(org, "Leads", leadIds(0))).slice(0, 3)).toEqual([
      401,
      "INVALID_TOKEN",
      "invalid oauth token",
    ])
    sandbox.zoho.org(org.zgid).missingPermissions.add("Crm_Implied_Edit_Tags")
    await signIn(sandbox, org)
    expect(refused(await massDelete(org, "Leads", leadIds(0))).slice(0, 3)).toEqual([
      403,
      "NO_PERMISSION",
      "permission denied",
    ])
  })

  it("reports an internal error of Zoho", async () => {
    const body = { code: "INTERNAL_ERROR", status: "error", message: "internal error", details: {} }
    sandbox.zoho.faults.add({ match: { method: "POST", path: massDeletePath }, fault: { status: 500, body } })
    expect(refused(await massDelete(org, "Leads", leadIds(0)))).toEqual([
      500,
      "INTERNAL_ERROR",
      "internal error",
      {},
    ])
  })
})

describe("a refused status call, as read by Zoho's SDK", () => {
  it("reports an unknown job", async () => {
    const answer = await jobAnswer("900")
    expect(answer.getStatusCode()).toBe(400)
    const wrapper = answer.getObject() as InstanceType<typeof MassDeleteTags.StatusResponseWrapper>
    const [code, message] = exception(wrapper.getMassDelete()[0], MassDeleteTags.APIException)
    expect([code, message]).toEqual(["INVALID_DATA", "job details not found"])
  })

  it.each([400, 401] as const)("reports a missing job id, with HTTP %i", async (status) => {
    sandbox.zoho.setReadings({ missingJobIdStatus: status })
    const [seen, code, , details] = refused(await jobAnswer())
    expect([seen, code, details]).toEqual([status, "REQUIRED_PARAM_MISSING", { param_name: "job_id" }])
  })
})

describe("refused tag calls, as read by Zoho's SDK", () => {
  const { GetTagsParam, CreateTagsParam, GetRecordCountForTagParam } = Tags
  const bare = (answer: APIResponse): unknown[] => [
    answer.getStatusCode(),
    ...exception(answer.getObject(), Tags.APIException),
  ]

  it.each([
    ["Nothing", "the module name given seems to be invalid"],
    ["Notes", "the given module is not supported for this api"],
  ])("cannot list the tags of %s", async (module, message) => {
    expect(bare(await tags.getTags(await params([GetTagsParam.MODULE, module])))).toEqual([
      400,
      "INVALID_MODULE",
      message,
      {},
    ])
  })

  it("must name a module", async () => {
    expect(bare(await tags.getTags()).slice(0, 2)).toEqual([400, "REQUIRED_PARAM_MISSING"])
  })

  it("cannot count the records of an unknown tag", async () => {
    const [status, code, message] = bare(
      await tags.getRecordCountForTag(900n, await params([GetRecordCountForTagParam.MODULE, "Leads"])),
    )
    expect([status, code, message]).toEqual([404, "INVALID_DATA", "tags not found"])
  })

  it("cannot create a duplicate tag, or one beyond the limit", async () => {
    const org200 = sandbox.zoho.org(org.zgid)
    const create = async (name: string): Promise<unknown[]> => {
      const tag = new Tags.Tag()
      tag.setName(name)
      const body = new Tags.BodyWrapper()
      body.setTags([tag])
      const answer = await tags.createTags(body, await params([CreateTagsParam.MODULE, "Leads"]))
      const [only] = (answer.getObject() as InstanceType<typeof Tags.ActionWrapper>).getTags()
      return [answer.getStatusCode(), ...exception(only, Tags.APIException)]
    }
    const [status, code, , details] = await create("a")
    expect([status, code, details]).toEqual([
      400,
      "DUPLICATE_DATA",
      { id: String(lead[0]), api_name: "name", json_path: "$.tags[0].name" },
    ])
    org200.tagLimit = 4
    expect((await create("fifth")).slice(0, 2)).toEqual([400, "LICENSE_LIMIT_EXCEEDED"])
  })

  it("reports where a tag that cannot be deleted is used", async () => {
    sandbox.zoho.setReadings({ associatedPlaces: "names" })
    const answer = await tags.deleteTag(lead[3] as bigint)
    const [only] = (answer.getObject() as InstanceType<typeof Tags.ActionWrapper>).getTags()
    const [code, , details] = exception(only, Tags.APIException)
    expect([answer.getStatusCode(), code]).toEqual([400, "NOT_ALLOWED"])
    const [place] = (details as { associated_places: InstanceType<typeof Tags.AssociatedPlaces>[] })
      .associated_places
    expect(place).toBeInstanceOf(Tags.AssociatedPlaces)
    expect([place?.getType(), place?.getResources()[0]]).toEqual(["Workflow", "Assign owner"])
  })

  it("cannot delete an unknown tag", async () => {
    expect(bare(await tags.deleteTag(900n))).toEqual([400, "INVALID_DATA", "tags not found", { id: "900" }])
  })
})
