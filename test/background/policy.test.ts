/** Features that the managed policy switches off stay off, for every command and for running jobs. */
import { fakeBrowser } from "@webext-core/fake-browser"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import browser from "webextension-polyfill"
import { connect } from "../../src/accounts/connect"
import { reconnect } from "../../src/accounts/reconnect"
import { scopesNeeded } from "../../src/accounts/scopes"
import { findTagsHandlers } from "../../src/background/handlers/tag-page"
import { savedHandler } from "../../src/background/housekeeping"
import { arrangeScripts, changeTagPages, tagPagesOf } from "../../src/background/content-scripts"
import { newBackup, type BackupTag, type TagBefore } from "../../src/backup/backup"
import { planDeletion, planMerge, planRestore } from "../../src/jobs/plan"
import type { CheckedRequestOf } from "../../src/messages/contract"
import type { Outcome } from "../../src/messages/views"
import type { Account } from "../../src/storage/accounts"
import type { Switchable } from "../../src/storage/managed-policy"
import { dataCenterByCrmHost } from "../../src/zoho/data-centers"
import { scopesFor } from "../../src/zoho/scopes"
import type { SeededOrg } from "../sandbox"
import { accountsWorld, type AccountsWorld } from "../support/accounts-world"
import { OWN_PAGE, startBackground, type Background } from "../support/background"
import { pageScripts } from "../support/page-scripts"

let world: AccountsWorld
let org: SeededOrg
let account: Account

beforeEach(async () => {
  vi.useFakeTimers({ now: 1_800_000_000_000, toFake: ["Date"] })
  world = await accountsWorld()
  org = world.zoho.seedOrg({
    ...{ dataCenter: "eu", modules: ["Leads"] },
    tags: { Leads: [{ name: "VIP", records: 3 }, { name: "Old", records: 2 }, { name: "Older" }] },
  })
  world.zoho.setJobLength(100)
  await world.store.settings.change({ graceSeconds: 0 })
  account = await connected()
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** Connects an account with all features. */
async function connected(): Promise<Account> {
  const { clientId } = world.client("client-based")
  const made = await connect(world.store, {
    kind: "client-based",
    clientId,
    location: "eu",
    environment: "production",
  })
  if (!made.ok) return expect.fail(made.fault.kind)
  const features = ["user", "restore", "merge", "records", "retag"] as const
  const all = await reconnect(world.store, made.value.id, { features })
  world.calls.splice(0)
  return all.ok ? all.value : expect.fail(all.fault.kind)
}

const managed = fakeBrowser.storage.managed as unknown as typeof fakeBrowser.storage.local
const switchOff = (...featuresOff: Switchable[]): Promise<void> => managed.set({ featuresOff })

const tags = (): { id: string; name: string }[] =>
  world.zoho.tags(org.zgid, "Leads").map(({ id, name }) => ({ id, name }))
const good = <T>(outcome: Outcome<T>): T =>
  outcome.ok ? outcome.value : expect.fail(`${outcome.problem.kind}: ${outcome.problem.happened}`)
type On = Background["on"]
type DraftRequest = CheckedRequestOf<"draft">

/** Requests a draft as one of our own pages. @returns the draft's id */
const drafted = async (on: On, request: DraftRequest): Promise<string> =>
  good(await on.draft(request, OWN_PAGE)).draftId
const backupIn = async (draftId: string): Promise<unknown> => {
  const draft = (await world.store.drafts.get(draftId))?.draft
  return draft?.kind === "deletion" ? draft.backup : expect.fail("no such draft")
}
const answer = { typed: null, records: false, only: null }
const restore: DraftRequest = { kind: "restore", backupId: "b", tags: null }
const merge = (): DraftRequest => {
  const [keep, ...absorb] = tags()
  return { kind: "merge", accountId: account.id, module: "Leads", keep: keep!, absorb }
}

const byPolicy = { ok: false, problem: { kind: "policy" } }

/** Calls that read which records have a tag. */
const recordCalls = (): string[] => world.calls.filter((call) => /\/coql|\/search/.test(call))
/** Calls that change something, without queries sent by POST. */
const changes = (): string[] =>
  world.calls.filter((call) => /^(POST|PUT|DELETE) www\.zohoapis/.test(call) && !call.includes("/coql"))

const confirmed = (id: string): Parameters<typeof planRestore>[0] => ({
  ...{ id, now: Date.now(), org: account.org, accountId: account.id, confirmedBy: "Ada" },
  module: { id: "1", apiName: "Leads", pluralLabel: "Leads" },
  ...{ backupId: "b", tags: [], confirmBy: "records" },
})

const before = ({ id, name }: { id: string; name: string }): TagBefore => ({
  ...{ id, name, colorCode: null, records: null, createdBy: null, createdTime: null },
  ...{ modifiedBy: null, modifiedTime: null },
})

describe("reading which records have a tag", () => {
  it("is refused at the confirmation of a deletion, even if allowed when it was drafted", async () => {
    const { on } = startBackground(world)
    const parts = ["Leads"].map((module) => ({ module, tags: tags() }))
    const deletion: DraftRequest = { kind: "deletion", accountId: account.id, parts }
    const draftId = await drafted(on, deletion)
    expect(await backupIn(draftId)).toMatchObject({ records: true })
    await switchOff("records")
    expect(await on.confirm({ draftId, ...answer, records: true }, OWN_PAGE)).toMatchObject(byPolicy)
    expect([await world.store.jobs.open(), await world.store.backups.list()]).toEqual([[], []])
    expect(await backupIn(await drafted(on, deletion))).toMatchObject({ records: false })
  })

  it("is refused at the confirmation of a merge", async () => {
    const { on } = startBackground(world)
    const draftId = await drafted(on, merge())
    await switchOff("records")
    expect(await on.confirm({ draftId, ...answer, records: true }, OWN_PAGE)).toMatchObject(byPolicy)
    expect(await world.store.jobs.open()).toEqual([])
  })

  it("cannot be granted, and its scopes are no longer requested at a sign-in", async () => {
    const { on } = startBackground(world)
    await switchOff("records")
    const granted = await on["account.grant"]({ accountId: account.id, features: ["records"] }, OWN_PAGE)
    expect(granted).toMatchObject(byPolicy)
    await world.store.accounts.put({ ...account, wanted: ["records"] })
    const { scopes } = await scopesNeeded(world.store, { ...account, wanted: ["records"] }, [])
    expect(scopes.filter((scope) => scopesFor(["records"]).includes(scope))).toEqual([])
    expect(scopes).toContain("ZohoCRM.settings.tags.DELETE")
  })

  it("stops in a running backup: the job waits for the user, who may skip the records", async () => {
    const record = planDeletion({
      ...{ ...confirmed("job"), grace: 0, tagsPerCall: 200, backup: { records: true } },
      tags: tags().map((tag) => ({ ...tag, colorCode: null, records: null })),
    })
    await world.store.backups.write(newBackup(record.job, 3, true), tags().map(before))
    await world.store.jobs.save(record.job, record.steps)
    await switchOff("records")
    const { on, settled } = startBackground(world)
    expect(await settled("job")).toMatchObject({
      pause: { why: "backup", reason: { kind: "switched-off" } },
      tags: { pending: 3 },
    })
    await on["job.resume"]({ jobId: "job" }, OWN_PAGE)
    expect(await settled("job")).toMatchObject({ pause: { why: "backup" } })
    expect([recordCalls(), changes()]).toEqual([[], []])
    await on["job.skipRecords"]({ jobId: "job" }, OWN_PAGE)
    expect(await settled("job")).toMatchObject({ state: "completed", tags: { done: 3 } })
    expect(recordCalls()).toEqual([])
  })

  it("is not used to verify a restore, which relies on Zoho's answer for each record", async () => {
    const { on, settled } = startBackground(world)
    await backedUp()
    await switchOff("records")
    const draftId = await drafted(on, restore)
    expect(good(await on.confirm({ draftId, ...answer }, OWN_PAGE)).jobIds).toEqual([draftId])
    expect(await settled(draftId)).toMatchObject({ state: "completed", confirmBy: "answers" })
    expect(recordCalls()).toEqual([])
  })

  it("stops in a running restore", async () => {
    const found = await backedUp()
    await put(planRestore({ ...confirmed("restore"), tags: found }))
    await switchOff("records")
    const { settled } = startBackground(world)
    expect(await settled("restore")).toMatchObject({ state: "completed" })
    expect(recordCalls()).toEqual([])
    const { steps } = (await world.store.jobs.load("restore")) ?? expect.fail("gone")
    expect(steps.find(({ call }) => call === "add-tags")).toMatchObject({ confirmedBy: "answers" })
  })
})

describe("restoring", () => {
  it("is refused at the confirmation, even if allowed when it was drafted", async () => {
    const { on } = startBackground(world)
    await backedUp()
    const draftId = await drafted(on, restore)
    await switchOff("restore")
    expect(await on.draft(restore, OWN_PAGE)).toMatchObject(byPolicy)
    expect(await on.confirm({ draftId, ...answer }, OWN_PAGE)).toMatchObject(byPolicy)
    expect(await world.store.jobs.open()).toEqual([])
  })

  it.each(["restore", "retag"] as const)("cannot be granted: %s", async (feature) => {
    const { on } = startBackground(world)
    await switchOff("restore")
    const asked = { accountId: account.id, features: [feature] }
    expect(await on["account.grant"](asked, OWN_PAGE)).toMatchObject(byPolicy)
  })

  it("sends nothing for a running job, even if resumed or requested again", async () => {
    await put(planRestore({ ...confirmed("restore"), tags: await backedUp() }))
    await switchOff("restore")
    const { on, settled } = startBackground(world)
    expect(await settled("restore")).toMatchObject({ state: "failed", tags: { refused: 1 } })
    await on["job.resume"]({ jobId: "restore" }, OWN_PAGE)
    expect(await on.draft({ kind: "again", jobIds: ["restore"] }, OWN_PAGE)).toMatchObject(byPolicy)
    expect(await world.store.jobs.head("restore")).toMatchObject({ state: "failed" })
    expect(changes()).toEqual([])
    const [step] = (await world.store.jobs.load("restore"))?.steps ?? []
    expect(step).toMatchObject({ tags: [{ reason: { kind: "switched-off" } }] })
  })
})

describe("merging", () => {
  it("is refused at the draft and at the confirmation", async () => {
    const { on } = startBackground(world)
    const draftId = await drafted(on, merge())
    await switchOff("merge")
    expect(await on.draft(merge(), OWN_PAGE)).toMatchObject(byPolicy)
    expect(await on.confirm({ draftId, ...answer }, OWN_PAGE)).toMatchObject(byPolicy)
    expect(await on["account.grant"]({ accountId: account.id, features: ["merge"] }, OWN_PAGE)).toMatchObject(
      byPolicy,
    )
  })

  it("sends nothing for a running job, even if resumed or requested again", async () => {
    const [keep, ...absorb] = tags().map((tag) => ({ ...tag, colorCode: null }))
    await put(planMerge({ ...confirmed("merge"), keep: keep!, absorb, backup: null }))
    await switchOff("merge")
    const { on, settled } = startBackground(world)
    expect(await settled("merge")).toMatchObject({ state: "failed", tags: { refused: 2 } })
    await on["job.resume"]({ jobId: "merge" }, OWN_PAGE)
    expect(await on.draft({ kind: "again", jobIds: ["merge"] }, OWN_PAGE)).toMatchObject(byPolicy)
    expect(await world.store.jobs.head("merge")).toMatchObject({ state: "failed" })
    expect(changes()).toEqual([])
    expect(tags()).toHaveLength(3)
  })
})

describe("looking for tags on any page", () => {
  const pattern = { path: "setup/labels", moduleParam: "of" }
  it("does nothing for any of its commands, and its watchers are unregistered", async () => {
    const { store } = world
    const { registered, executeScript } = pageScripts()
    const ids = (): string[] => registered.map(({ id }) => id)
    await changeTagPages(store, account, "remember", pattern)
    await browser.storage.session.set({ "looked-tabs": [7] })
    expect(ids()).toEqual(["tag-page", "watch", "moved-pages"])
    await switchOff("look")

    const on = findTagsHandlers({ store })
    const url = new URL(`https://crm.zoho.eu/crm/org${org.zgid}/setup/labels?of=Leads`)
    const host = dataCenterByCrmHost(url.hostname) ?? expect.fail("no host")
    const page = { callerClass: "page", tabId: 7, frameId: 0, url, host } as const
    expect(await on["page.addresses"]({}, page)).toEqual([])
    await on["page.remember"]({ path: "setup/others", moduleParam: null }, page)
    await on["page.forget"](pattern, page)
    expect(await tagPagesOf(store, account)).toEqual([pattern])
    expect(await on["look.offered"]({ tabId: 7 }, OWN_PAGE)).toEqual({ may: false, origins: [] })
    expect(await on["look.start"]({ tabId: 7 }, OWN_PAGE)).toBe(false)
    expect(executeScript).not.toHaveBeenCalled()
    await arrangeScripts(store)
    expect(ids()).toEqual(["tag-page", "watch"])
  })
})

it("shows no notifications, whatever the user's settings", async () => {
  const create = vi.fn(() => Promise.resolve(""))
  Object.assign(browser.notifications, { create })
  Object.assign(browser.runtime, { getManifest: () => ({ icons: { 128: "icon.png" } }) })
  const { store } = world
  await store.settings.change({ notify: true })
  const afterSave = savedHandler(store, () => Promise.resolve())
  const done = { state: "completed", finishedAt: Date.now() } as const
  const one = { ...confirmed("1"), grace: 0, tagsPerCall: 200, backup: null }
  const { job } = planDeletion({ ...one, tags: [{ id: "1", name: "x", colorCode: null, records: null }] })
  const { job: restoring } = planRestore({ ...confirmed("2"), tags: await backedUp() })
  await switchOff("notifications")
  await afterSave({ ...job, ...done })
  await afterSave({ ...restoring, ...done })
  expect(create).not.toHaveBeenCalled()
  await switchOff()
  await afterSave({ ...job, ...done })
  expect(create).toHaveBeenCalledTimes(1)
})

/** Stores a backup of a deleted tag with one record. */
async function backedUp(): Promise<BackupTag[]> {
  const [record] = world.zoho.records(org.zgid, "Leads")
  const tag: BackupTag = {
    ...{ ...before({ id: "9001", name: "Gone" }), backupId: "b", index: 0 },
    ...{ recordIds: [record?.id ?? ""], recordsComplete: true },
  }
  const { module } = confirmed("b")
  const head = newBackup({ ...confirmed("b"), id: "b", createdAt: Date.now(), module }, 1, true)
  await world.store.backups.take({ backup: { ...head, origin: "file", complete: true }, tags: [tag] })
  return [tag]
}

async function put({ job, steps }: ReturnType<typeof planRestore>): Promise<void> {
  await world.store.jobs.save(job, steps)
}
