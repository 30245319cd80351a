/** Learned features of an org are remembered; the call limit is tried again after a month. */
import "fake-indexeddb/auto"
import { deleteDB } from "idb"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { openStore, type Store } from "../../src/storage/store"
import { featuresOf } from "../../src/accounts/scopes"
import type { Account } from "../../src/storage/accounts"
import {
  rememberFromFault,
  rememberFromJob,
  rememberRefused,
  tagsPerCallOf,
} from "../../src/background/org-features"
import { fault } from "../../src/zoho/errors/fault"
import { scopesFor } from "../../src/zoho/scopes"
import { liveSettings } from "../../src/background/start"
import { settlePending } from "../../src/jobs/items"
import type { Reason } from "../../src/jobs/job"
import { withSteps } from "../../src/jobs/record"
import messages from "../../assets/_locales/en/messages.json"
import { installI18n } from "../gallery/fake-i18n"
import { NOW, plan } from "../support/job-records"

const DAY = 24 * 3_600_000
let name = ""
let store: Store

beforeEach(async () => {
  name = `findings ${Math.random()}`
  store = await openStore(name)
})

afterEach(() => {
  void deleteDB(name)
})

const limitAt = async (at: number): Promise<number> => tagsPerCallOf(await store.orgFeatures.of("org"), at)

describe("the number of tags per call", () => {
  it("is the documented limit until an org shows a smaller one, which is remembered", async () => {
    expect(await limitAt(NOW)).toBe(200)
    await rememberFromJob(store, plan(1, 100).job, NOW)
    expect(await limitAt(NOW + DAY)).toBe(100)
  })

  it("is not raised by a job that was planned with a higher limit", async () => {
    await rememberFromJob(store, plan(1, 100).job, NOW)
    await rememberFromJob(store, plan(1, 200).job, NOW + 1)
    expect(await limitAt(NOW + DAY)).toBe(100)
    await rememberFromJob(store, plan(1, 50).job, NOW + 2)
    expect(await limitAt(NOW + DAY)).toBe(50)
  })

  it("is tried again after a month", async () => {
    await rememberFromJob(store, plan(1, 100).job, NOW)
    expect(await limitAt(NOW + 31 * DAY)).toBe(200)
  })
})

describe("a tag that Zoho refuses because something uses it", () => {
  async function refusedWith(reason: Reason): Promise<unknown> {
    installI18n(messages)
    const record = plan(1)
    const refused = withSteps(record, ...record.steps.map((step) => settlePending(step, "refused", reason)))
    await store.jobs.save(refused.job, refused.steps)
    await rememberRefused(store, refused.job, NOW)
    return (await store.tagUsage.of("account")).get("t0")
  }

  it("counts as used by the rule that Zoho names", async () => {
    const places = ["Workflow: Big deals"]
    expect(await refusedWith({ kind: "tag-in-use", places })).toMatchObject({ records: null, usedIn: places })
  })

  it("counts as used by its known rules, or by some automation, if Zoho names no rule", async () => {
    expect(await refusedWith({ kind: "tag-in-use" })).toMatchObject({ usedIn: ["automation"] })
    const known = { accountId: "account", tagId: "t0", records: 3, usedIn: ["Blueprint: Sales"], at: 1 }
    await store.tagUsage.remember(known)
    expect(await refusedWith({ kind: "tag-in-use" })).toEqual({ ...known, at: NOW })
  })

  it("does not count as used if it was refused for another reason", async () => {
    expect(await refusedWith({ kind: "no-permission" })).toBe(undefined)
  })
})

describe("a missing scope", () => {
  const account: Account = {
    ...{ id: "us-production-1", kind: "client-based", clientId: "1000.A", name: null, user: null },
    org: { id: "org", name: "Acme", location: "us", environment: "production" },
    scopes: scopesFor(["delete", "merge", "restore"]),
  } as never

  it.each([
    ["merge", ["delete", "restore"]],
    ["delete", ["restore", "merge"]],
  ] as const)("does not affect other features: scopes for %s", async (feature, others) => {
    await rememberFromFault(store.orgFeatures, account, fault("scope-missing"), feature)
    expect((await store.orgFeatures.of("org")).tagsAll?.value).toEqual([feature])
    expect(await featuresOf(store, account)).toEqual(others)
  })

  it("is remembered per feature, unless the documented scopes were not granted", async () => {
    await rememberFromFault(store.orgFeatures, account, fault("scope-missing"), "merge")
    await rememberFromFault(store.orgFeatures, account, fault("scope-missing"), "restore")
    await rememberFromFault(store.orgFeatures, { ...account, scopes: [] }, fault("scope-missing"), "delete")
    expect((await store.orgFeatures.of("org")).tagsAll?.value).toEqual(["merge", "restore"])
  })
})

it("remembers features that are learned at the same time", async () => {
  await Promise.all([
    store.orgFeatures.remember("org", "recordCounts", true, NOW),
    store.orgFeatures.remember("org", "modulesByFeature", false, NOW),
    store.orgFeatures.remember("org", "tagsAll", ["delete"], NOW),
  ])
  expect(await store.orgFeatures.of("org")).toEqual({
    orgId: "org",
    recordCounts: { value: true, at: NOW },
    modulesByFeature: { value: false, at: NOW },
    tagsAll: { value: ["delete"], at: NOW },
  })
})

it("follows changes of the settings", async () => {
  const end = new AbortController()
  const settings = liveSettings(store, end.signal)
  expect(settings().concurrency).toBe(5)
  await store.settings.change({ concurrency: 12, graceSeconds: 30 })
  await vi.waitFor(() => expect(settings()).toMatchObject({ concurrency: 12, graceSeconds: 30 }))
  end.abort()
})
