/** A tag that becomes protected while a deletion or a merge waits or runs is kept with a reason; the rest continues. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { connect } from "../../src/accounts/connect"
import { reconnect } from "../../src/accounts/reconnect"
import { tagsOf } from "../../src/jobs/items"
import type { CheckedRequestOf } from "../../src/messages/contract"
import type { Outcome } from "../../src/messages/views"
import type { Account } from "../../src/storage/accounts"
import type { SeededOrg } from "../sandbox"
import { accountsWorld, type AccountsWorld } from "../support/accounts-world"
import { OWN_PAGE, startBackground, type Background } from "../support/background"

let world: AccountsWorld
let org: SeededOrg
let account: Account
let background: Background

beforeEach(async () => {
  vi.useFakeTimers({ now: 1_800_000_000_000, toFake: ["Date"] })
  world = await accountsWorld()
  const names = ["VIP", "Old", "Older", "Oldest"]
  org = world.zoho.seedOrg({
    dataCenter: "eu",
    modules: ["Leads"],
    tags: { Leads: names.map((name) => ({ name })) },
  })
  world.zoho.setJobLength(100)
  account = await connected()
  background = startBackground(world)
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

async function connected(): Promise<Account> {
  const { clientId, clientSecret } = world.client("server-based")
  const client = {
    kind: "server-based",
    clientId,
    clientSecret,
    location: "eu",
    environment: "production",
  } as const
  const made = await connect(world.store, client)
  if (!made.ok) return expect.fail(made.fault.kind)
  const all = await reconnect(world.store, made.value.id, { features: ["merge"] })
  return all.ok ? all.value : expect.fail(all.fault.kind)
}

const good = <T>(outcome: Outcome<T>): T =>
  outcome.ok ? outcome.value : expect.fail(`${outcome.problem.kind}: ${outcome.problem.happened}`)

const protect = (...protectedTags: string[]): Promise<void> => world.store.settings.change({ protectedTags })
const remaining = (): string[] =>
  world.zoho
    .tags(org.zgid, "Leads")
    .map(({ name }) => name)
    .toSorted()
const tags = (): { id: string; name: string }[] =>
  world.zoho.tags(org.zgid, "Leads").map(({ id, name }) => ({ id, name }))

type DraftRequest = CheckedRequestOf<"draft">

/** Drafts and confirms a request. @returns the id of the first started job */
async function confirmed(request: DraftRequest): Promise<string> {
  const { on } = background
  const { draftId } = good(await on.draft(request, OWN_PAGE))
  const { jobIds } = good(await on.confirm({ draftId, typed: null, records: false, only: null }, OWN_PAGE))
  return jobIds[0] ?? expect.fail("nothing was started")
}

/** Confirms a deletion of all tags. @returns the job's id */
async function confirm(graceSeconds = 0): Promise<string> {
  await world.store.settings.change({ graceSeconds })
  const parts = [{ module: "Leads", tags: tags() }]
  return confirmed({ kind: "deletion", accountId: account.id, parts })
}

/** The state and reason of each tag in the journal, by name. */
async function resultsOf(jobId: string): Promise<Record<string, string>> {
  const { steps } = (await world.store.jobs.load(jobId)) ?? expect.fail("the job is gone")
  const all = steps.flatMap(tagsOf)
  return Object.fromEntries(
    all.map(({ name, state, reason }) => [name, [state, reason?.kind].filter(Boolean).join(", ")]),
  )
}

const REST = { Old: "done", Older: "done", Oldest: "done" }
const massDeleteCalls = (): number => world.calls.filter((call) => /^POST .*\/mass_delete$/.test(call)).length

/** Runs an action once, while a call that matches the pattern is in flight. */
function during(call: RegExp, action: () => Promise<unknown>): void {
  const ask = globalThis.fetch
  const once = vi.fn(action)
  vi.stubGlobal("fetch", async (input: string | URL | Request, init?: RequestInit) => {
    const request = new Request(input, init)
    const isMatch = call.test(`${request.method} ${request.url}`)
    await (isMatch && once.mock.calls.length === 0 ? once() : null)
    return ask(request)
  })
}

describe("a deletion", () => {
  it("keeps a tag that is protected during the countdown", async () => {
    const jobId = await confirm(30)
    await protect("vip")
    expect(await background.settled(jobId)).toMatchObject({ state: "completed-with-problems" })
    expect([remaining(), await resultsOf(jobId)]).toEqual([["VIP"], { VIP: "refused, protected", ...REST }])
    expect(massDeleteCalls()).toBe(1)
  })

  it("keeps a tag that is protected while it is paused", async () => {
    const jobId = await confirm(30)
    await background.on["job.pause"]({ jobId }, OWN_PAGE)
    expect(await background.settled(jobId)).toMatchObject({ state: "paused" })
    await protect("V*")
    await background.on["job.resume"]({ jobId }, OWN_PAGE)
    await background.settled(jobId)
    expect([remaining(), await resultsOf(jobId)]).toEqual([["VIP"], { VIP: "refused, protected", ...REST }])
  })

  it("keeps a tag that is protected while it waits for a sign-in", async () => {
    const jobId = await confirm(30)
    world.zoho.revokeAll()
    expect(await background.settled(jobId)).toMatchObject({ pause: { why: "sign-in" } })
    await protect("VIP")
    good(await background.on["account.reconnect"]({ accountId: account.id }, OWN_PAGE))
    await background.settled(jobId)
    expect([remaining(), await resultsOf(jobId)]).toEqual([["VIP"], { VIP: "refused, protected", ...REST }])
  })

  it("keeps a tag that is protected during the token renewal just before the call", async () => {
    // When the countdown ends, the token has less than five minutes left and is renewed first.
    vi.setSystemTime(Date.now() + 54.5 * 60_000)
    const jobId = await confirm(60)
    const renewals = (): number => world.calls.filter((call) => call.endsWith("/oauth/v2/token")).length
    const before = renewals()
    during(/oauth\/v2\/token/, () => protect("VIP"))
    await background.settled(jobId)
    expect(renewals()).toBe(before + 1)
    expect([remaining(), await resultsOf(jobId)]).toEqual([["VIP"], { VIP: "refused, protected", ...REST }])
  })

  it("sends nothing if all its tags are protected by now", async () => {
    const jobId = await confirm(30)
    await protect("*")
    expect(await background.settled(jobId)).toMatchObject({ state: "failed", tags: { refused: 4 } })
    expect([remaining(), massDeleteCalls()]).toEqual([["Old", "Older", "Oldest", "VIP"], 0])
  })

  it("keeps a protected tag when requested again, and deletes it once it is no longer protected", async () => {
    const jobId = await confirm(30)
    await protect("VIP")
    await background.settled(jobId)
    const again: DraftRequest = { kind: "again", jobIds: [jobId] }
    expect(await background.on.draft(again, OWN_PAGE)).toMatchObject({ problem: { kind: "nothing-left" } })
    await protect()
    const secondId = await confirmed(again)
    await protect("VIP")
    expect(await background.settled(secondId)).toMatchObject({ state: "failed" })
    expect(remaining()).toEqual(["VIP"])
    await protect()
    expect(await background.settled(await confirmed(again))).toMatchObject({ state: "completed" })
    expect(remaining()).toEqual([])
  })

  it("waits and sends nothing while the protected names cannot be read", async () => {
    const jobId = await confirm(30)
    const unread = vi.spyOn(world.store.settings, "get").mockRejectedValue(new Error("the disk fails"))
    await background.clock.until(() => unread.mock.calls.length > 3)
    expect([remaining().length, massDeleteCalls()]).toEqual([4, 0])
    unread.mockRestore()
    expect(await background.settled(jobId)).toMatchObject({ state: "completed" })
  })
})

describe("a merge", () => {
  it("keeps a tag that is protected between its calls", async () => {
    const all = tags()
    const keep = all.find(({ name }) => name === "Old") ?? expect.fail("no tag")
    const absorb = all.filter(({ name }) => name !== "Old")
    during(/tags.*merge/, () => protect("Oldest"))
    const jobId = await confirmed({ kind: "merge", accountId: account.id, module: "Leads", keep, absorb })
    expect(await background.settled(jobId)).toMatchObject({
      ...{ state: "completed-with-problems", tags: { done: 2, refused: 1 } },
    })
    expect(remaining()).toEqual(["Old", "Oldest"])
    const steps = (await world.store.jobs.load(jobId))?.steps ?? []
    const reasons = steps.flatMap((step) => (step.call === "merge-tags" ? [step.tags[0].reason?.kind] : []))
    expect(reasons.filter(Boolean)).toEqual(["protected"])
  })
})
