/** Zoho's official SDK works against the sandbox: it lists, counts, creates and renames tags. */
import { EUDataCenter, MassDeleteTags, Tags } from "@zohocrm/nodejs-sdk-7.0"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import type { Sandbox, SeededOrg } from "../sandbox"
import { accepted, massDelete, names, statusOf } from "./sdk-calls"
import { endForSdk, params, sdkScopes, signIn, startForSdk, useAccessToken } from "./sdk-session"

const {
  TagsOperations,
  GetTagsParam,
  CreateTagsParam,
  UpdateTagsParam,
  UpdateTagParam,
  GetRecordCountForTagParam,
} = Tags

let sandbox: Sandbox
let org: SeededOrg
const tags = new TagsOperations()

beforeAll(async () => {
  sandbox = await startForSdk()
})

afterAll(() => endForSdk(sandbox))

beforeEach(async () => {
  org = sandbox.zoho.seedOrg({
    tags: {
      Leads: [
        { name: "VIP", color_code: "#F17574", records: 18 },
        { name: "vip", color_code: null },
        { name: 'say "hello" <b>', records: 2 },
      ],
    },
  })
  sandbox.zoho.setJobLength(0)
  await signIn(sandbox, org)
})

function leadTag(name: string): bigint {
  const tag = sandbox.zoho.tags(org.zgid, "Leads").find((one) => one.name === name)
  if (!tag) throw new Error(`no tag ${name}`)
  return BigInt(tag.id)
}

function newTag(name: string): InstanceType<typeof Tags.Tag> {
  const tag = new Tags.Tag()
  tag.setName(name)
  return tag
}

function body(...list: InstanceType<typeof Tags.Tag>[]): InstanceType<typeof Tags.BodyWrapper> {
  const wrapper = new Tags.BodyWrapper()
  wrapper.setTags(list)
  return wrapper
}

describe("Zoho's SDK, for tags", () => {
  it("lists a module's tags with ids, colors and the limit", async () => {
    const answer = await tags.getTags(await params([GetTagsParam.MODULE, "Leads"]))
    expect(answer.getStatusCode()).toBe(200)
    const list = answer.getObject() as InstanceType<typeof Tags.ResponseWrapper>
    expect(list).toBeInstanceOf(Tags.ResponseWrapper)
    expect(list.getTags().map((tag) => [tag.getId(), tag.getName()])).toEqual(
      org.modules["Leads"]?.tags.map((tag) => [BigInt(tag.id), tag.name]),
    )
    expect(list.getInfo().getCount()).toBe(3)
    expect(list.getInfo().getAllowedCount()).toBe(200)
  })

  it("gets 204 and no object for a module without tags", async () => {
    const answer = await tags.getTags(await params([GetTagsParam.MODULE, "Deals"]))
    expect(answer.getStatusCode()).toBe(204)
    expect(answer.getObject()).toBeNull()
  })

  it("reaches the sandbox environment of another data center", async () => {
    const place = { dataCenter: "eu", environment: "sandbox" } as const
    const { zgid } = sandbox.zoho.seedOrg({ ...place, tags: { Leads: [{ name: "trial" }] } })
    await useAccessToken(sandbox.zoho.issueToken({ zgid, scopes: sdkScopes }), EUDataCenter.SANDBOX())
    const answer = await tags.getTags(await params([GetTagsParam.MODULE, "Leads"]))
    const [only] = (answer.getObject() as InstanceType<typeof Tags.ResponseWrapper>).getTags()
    expect(only?.getName()).toBe("trial")
    expect(sandbox.log.calls.at(-1)?.host).toBe("sandbox.zohoapis.eu")
  })

  it("counts a tag's records", async () => {
    const answer = await tags.getRecordCountForTag(
      leadTag("VIP"),
      await params([GetRecordCountForTagParam.MODULE, "Leads"]),
    )
    expect((answer.getObject() as InstanceType<typeof Tags.CountResponseWrapper>).getCount()).toBe("18")
  })

  it("creates tags", async () => {
    const answer = await tags.createTags(
      body(newTag("one"), newTag("two")),
      await params([CreateTagsParam.MODULE, "Leads"]),
    )
    expect(answer.getStatusCode()).toBe(201)
    const results = (answer.getObject() as InstanceType<typeof Tags.ActionWrapper>).getTags()
    expect(results).toHaveLength(2)
    for (const result of results) {
      expect(result).toBeInstanceOf(Tags.SuccessResponse)
      expect((result as InstanceType<typeof Tags.SuccessResponse>).getDetails().get("id")).toBeTypeOf(
        "bigint",
      )
    }
    expect(names(sandbox, org, "Leads")).toContain("two")
  })

  it("renames several tags, and a single one", async () => {
    const renamed = newTag("VIP customer")
    renamed.setId(leadTag("VIP"))
    const many = await tags.updateTags(body(renamed), await params([UpdateTagsParam.MODULE, "Leads"]))
    expect(many.getStatusCode()).toBe(200)
    const one = await tags.updateTag(
      leadTag("vip"),
      body(newTag("minor")),
      await params([UpdateTagParam.MODULE, "Leads"]),
    )
    expect(one.getStatusCode()).toBe(200)
    expect(names(sandbox, org, "Leads")).toEqual(["VIP customer", "minor", 'say "hello" <b>'])
  })

  it("merges one tag into another", async () => {
    const conflict = new Tags.ConflictWrapper()
    conflict.setConflictId(leadTag("VIP").toString())
    const wrapper = new Tags.MergeWrapper()
    wrapper.setTags([conflict])
    const kept = leadTag("vip")
    const answer = await tags.mergeTags(kept, wrapper)
    expect(answer.getStatusCode()).toBe(200)
    expect(names(sandbox, org, "Leads")).toEqual(["vip", 'say "hello" <b>'])
    const tagged = sandbox.zoho
      .records(org.zgid, "Leads")
      .filter((record) => record.tagIds.has(kept.toString()))
    expect(tagged).toHaveLength(18)
  })

  it("deletes a tag, also from its records", async () => {
    const id = leadTag("VIP")
    const answer = await tags.deleteTag(id)
    expect(answer.getStatusCode()).toBe(200)
    const [result] = (answer.getObject() as InstanceType<typeof Tags.ActionWrapper>).getTags()
    expect(result).toBeInstanceOf(Tags.SuccessResponse)
    expect(names(sandbox, org, "Leads")).not.toContain("VIP")
    expect(sandbox.zoho.records(org.zgid, "Leads").some((record) => record.tagIds.has(id.toString()))).toBe(
      false,
    )
  })

  it("adds tags to records and removes them again", async () => {
    const ids = sandbox.zoho
      .records(org.zgid, "Leads")
      .slice(0, 5)
      .map((record) => BigInt(record.id))
    const add = new Tags.NewTagRequestWrapper()
    add.setTags([newTag("brand new")])
    add.setIds(ids)
    const added = await tags.addTagsToMultipleRecords("Leads", add)
    expect(added.getStatusCode()).toBe(200)
    const wrapper = added.getObject() as InstanceType<typeof Tags.RecordActionWrapper>
    expect(wrapper.getSuccessCount()).toBe("5")
    expect(wrapper.getData()[0]).toBeInstanceOf(Tags.RecordSuccessResponse)
    const gone = new Tags.ExistingTag()
    gone.setName("brand new")
    const remove = new Tags.ExistingTagRequestWrapper()
    remove.setTags([gone])
    remove.setIds(ids)
    expect((await tags.removeTagsFromMultipleRecords("Leads", remove)).getStatusCode()).toBe(200)
    const left = leadTag("brand new").toString()
    expect(sandbox.zoho.records(org.zgid, "Leads").some((record) => record.tagIds.has(left))).toBe(false)
  })
})

describe("Zoho's SDK, for locked records", () => {
  it("reads which record refused the whole call", async () => {
    const [locked, other] = sandbox.zoho.records(org.zgid, "Leads")
    if (!locked || !other) throw new Error("no records")
    sandbox.zoho.lockRecord(org.zgid, "Leads", locked.id)
    const add = new Tags.NewTagRequestWrapper()
    add.setTags([newTag("brand new")])
    add.setIds([other, locked].map((record) => BigInt(record.id)))
    const answer = await tags.addTagsToMultipleRecords("Leads", add)
    const refusal = answer.getObject() as InstanceType<typeof Tags.APIException>
    expect([answer.getStatusCode(), refusal.getCode().getValue()]).toEqual([400, "RECORD_LOCKED"])
    expect(String(refusal.getDetails().get("id"))).toBe(locked.id)
  })

  it("reads how many records were locked, and which, when tags are added and removed", async () => {
    sandbox.zoho.setReadings({ lockedRecords: "item" })
    const [locked, ...others] = sandbox.zoho.records(org.zgid, "Leads").slice(0, 3)
    if (!locked) throw new Error("no records")
    sandbox.zoho.lockRecord(org.zgid, "Leads", locked.id)
    const ids = [locked, ...others].map((record) => BigInt(record.id))
    const before = [...locked.tagIds]
    const add = new Tags.NewTagRequestWrapper()
    add.setTags([newTag("brand new")])
    add.setIds(ids)
    const gone = new Tags.ExistingTag()
    gone.setName("brand new")
    const remove = new Tags.ExistingTagRequestWrapper()
    remove.setTags([gone])
    remove.setIds(ids)
    for (const answer of [
      await tags.addTagsToMultipleRecords("Leads", add),
      await tags.removeTagsFromMultipleRecords("Leads", remove),
    ]) {
      expect(answer.getStatusCode()).toBe(207)
      const wrapper = answer.getObject() as InstanceType<typeof Tags.RecordActionWrapper>
      expect([wrapper.getSuccessCount(), wrapper.getLockedCount()]).toEqual(["2", "1"])
      const [first, second] = wrapper.getData()
      expect(first).toBeInstanceOf(Tags.APIException)
      expect((first as InstanceType<typeof Tags.APIException>).getCode().getValue()).toBe("RECORD_LOCKED")
      expect(second).toBeInstanceOf(Tags.RecordSuccessResponse)
    }
    expect([...locked.tagIds]).toEqual(before)
  })
})

describe("Zoho's SDK, for mass deletes", () => {
  it("starts a job, follows it and finds the tags gone", async () => {
    sandbox.zoho.setJobLength(200)
    const ids = [leadTag("VIP"), leadTag("vip")]
    const answer = await massDelete(org, "Leads", ids)
    expect(answer.getStatusCode()).toBe(202)
    const jobId = accepted(answer)
    expect((await statusOf(jobId)).getTotalCount()).toBe(2)
    await expect
      .poll(async () => (await statusOf(jobId)).getStatus().getValue(), { timeout: 5000, interval: 50 })
      .toBe("COMPLETED")
    const status = await statusOf(jobId)
    expect(status).toBeInstanceOf(MassDeleteTags.MassDeleteDetails)
    expect([status.getDeletedCount(), status.getFailedCount()]).toEqual([2, 0])
    expect(names(sandbox, org, "Leads")).toEqual(['say "hello" <b>'])
  })

  it("deletes 200 tags in one call", async () => {
    const many = sandbox.zoho.addTags(
      org.zgid,
      "Deals",
      Array.from({ length: 200 }, (_, index) => ({ name: `tag ${index}` })),
    )
    const jobId = accepted(
      await massDelete(
        org,
        "Deals",
        many.map((tag) => BigInt(tag.id)),
      ),
    )
    expect((await statusOf(jobId)).getDeletedCount()).toBe(200)
    expect(names(sandbox, org, "Deals")).toEqual([])
  })
})
