/** Disconnecting an org ends its open jobs and no other org's. */
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { accountHandlers } from "../../src/background/handlers/accounts"
import { planDeletion, planMerge } from "../../src/jobs/plan"
import type { ZohoPort } from "../../src/jobs/ports"
import { createRunner } from "../../src/jobs/runner"
import type { Account } from "../../src/storage/accounts"
import { accountsWorld, type AccountsWorld } from "../support/accounts-world"
import { confirmed, states } from "../support/job-records"
import { quietClock } from "../support/quiet-clock"

const own = { callerClass: "extension", tabId: null } as const

const account = (id: string): Account => ({
  id: `eu-production-${id}`,
  org: { id, name: `Org ${id}`, location: "eu", environment: "production" },
  kind: "client-based",
  clientId: "1000.X",
  apiEnvironment: "production",
  scopes: [],
  user: null,
  connectedAt: 1,
})

let world: AccountsWorld

beforeEach(async () => {
  vi.useFakeTimers({ now: 1_800_000_000_000, toFake: ["Date"] })
  world = await accountsWorld()
  for (const id of ["600", "700"]) await world.store.accounts.put(account(id))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const never = (): Promise<never> => new Promise(() => undefined)

/** Zoho accepts the first call but never reports its completion. */
const zoho = {
  massDelete: () => Promise.resolve({ ok: true, value: { jobId: "z1" } }),
  status: never,
  listTags: never,
  permitted: () => Promise.resolve(true),
} as unknown as ZohoPort

it("ends waiting and accepted jobs, and sends nothing of them when the org is connected again", async () => {
  const { store } = world
  const clock = quietClock()
  const posts: string[] = []
  const runner = createRunner({
    ...{
      clock,
      random: () => 0.5,
      journal: store.jobs,
      maxConcurrency: () => 5,
      backups: { collect: never },
    },
    zoho: ({ id }) => ({
      ...zoho,
      massDelete: (...asked) => (posts.push(id), zoho.massDelete(...asked)),
    }),
    acquireLeadership: () => Promise.resolve(),
    protectedNow: () => Promise.resolve(() => false),
    onSaved: () => undefined,
  })
  const on = accountHandlers({ store, runner })
  const now = Date.now()
  const job = (id: string, org: string, grace: number): Promise<void> =>
    runner.add(planDeletion(confirmed(2, { id, now, grace, accountId: `eu-production-${org}` })))
  await job("waits", "600", 60_000)
  await job("is sent", "600", 0)
  await job("another's", "700", 60_000)
  await runner.add(
    planMerge({
      ...{ id: "a merge", now, org: account("600").org, accountId: "eu-production-600", confirmedBy: null },
      ...{ module: { id: "1", apiName: "Leads", pluralLabel: "Leads" }, backup: { records: true } },
      ...{ keep: { id: "1", name: "a", colorCode: null }, absorb: [{ id: "2", name: "b", colorCode: null }] },
    }),
  )
  await clock.until(() => posts.length === 1)
  await vi.waitFor(async () => expect((await store.jobs.load("is sent"))?.steps[0]?.phase).toBe("accepted"))

  expect(await on["account.disconnect"]({ accountId: "eu-production-600" }, own)).toEqual({
    ok: true,
    value: null,
  })
  const end = async (id: string): Promise<unknown> => {
    const record = await store.jobs.load(id)
    return record && [record.job.state, states(record)]
  }
  expect(await end("waits")).toEqual(["cancelled", { t0: "not-sent", t1: "not-sent" }])
  expect(await end("is sent")).toEqual(["cancelled", { t0: "unknown", t1: "unknown" }])
  expect(await end("a merge")).toEqual(["cancelled", { 2: "unknown" }])
  expect(await end("another's")).toEqual(["waiting", { t0: "pending", t1: "pending" }])

  await store.accounts.put(account("600"))
  await runner.resumeWaiting("eu-production-600")
  await clock.until(() => posts.length === 2)
  expect(posts).toEqual(["is sent", "another's"])
})

it("names the org if its tokens could not be revoked at Zoho", async () => {
  const nothing = (): Promise<void> => Promise.resolve()
  const runner = { add: nothing, dispatch: nothing, resumeWaiting: nothing }
  const on = accountHandlers({ store: world.store, runner })
  await world.store.secrets.write("eu-production-600", { refreshToken: "1000.r" })
  world.online = false
  expect(await on["account.disconnect"]({ accountId: "eu-production-600" }, own)).toMatchObject({
    ok: false,
    problem: { kind: "not-revoked", happened: expect.stringContaining("Org 600 is disconnected") as string },
  })
})

it("removes the host permissions of a data center with its last org", async () => {
  const nothing = (): Promise<void> => Promise.resolve()
  const runner = { add: nothing, dispatch: nothing, resumeWaiting: nothing }
  const on = accountHandlers({ store: world.store, runner })
  await on["account.disconnect"]({ accountId: "eu-production-600" }, own)
  expect(world.givenBack).toEqual([])
  await on["account.disconnect"]({ accountId: "eu-production-700" }, own)
  expect(world.givenBack.map((pattern) => new URL(pattern).host)).toEqual([
    ...["www.zohoapis.eu", "sandbox.zohoapis.eu", "developer.zohoapis.eu"],
    ...["accounts.zoho.eu", "crm.zoho.eu", "crmsandbox.zoho.eu", "crmplus.zoho.eu"],
  ])
})
