/**
 * Runs the main job with each behavior that the sandbox can simulate for Zoho, alone and in pairs: sign-in, list, draft,
 * confirmation, and the real engine with the real store and API client, without sockets.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import browser from "webextension-polyfill"
import { createTokens } from "../../src/accounts/tokens"
import { accountHandlers } from "../../src/background/handlers/accounts"
import { draftHandlers } from "../../src/background/handlers/drafts"
import { managerHandlers } from "../../src/background/handlers/tags"
import { Catalog } from "../../src/background/org-catalog"
import { rememberFromJob } from "../../src/background/org-features"
import { createStoredBackups, createZohoPort } from "../../src/background/ports"
import { tagsOf } from "../../src/jobs/items"
import { isFinished, type Job } from "../../src/jobs/job"
import type { JobRecord } from "../../src/jobs/record"
import { createRunner } from "../../src/jobs/runner"
import type { Outcome } from "../../src/messages/views"
import type { Readings, SeededOrg } from "../sandbox/zoho"
import { accountsWorld, type AccountsWorld } from "../support/accounts-world"
import { pairwise } from "./pairwise"
import { quietClock, type QuietClock } from "../support/quiet-clock"

/** All behaviors with their values. The first value is the sandbox's default. */
const READINGS: { readonly [R in keyof Readings]: readonly Readings[R][] } = {
  massDeleteLimit: [200, 100],
  massDeletePost: ["bare", "wrapped"],
  acceptedCode: ["SCHEDULED", "QUEUED", "RUNNING", "202"],
  jobId: ["string", "number"],
  jobWords: ["sdk", "in_progress"],
  jobDeletes: ["progressively", "at-end"],
  jobError: ["wrapped", "doubly"],
  missingJobIdStatus: [400, 401],
  jsonPath: ["present", "absent"],
  featureName: ["filters", "ignored", "error"],
  include: ["ignored", "answered", "error"],
  configuredAreas: [false, true],
  associatedPlaces: ["objects", "names"],
  tagScopes: ["fine", "all", "all-for-some"],
  scopeMismatchStatus: [401, 403],
  wrongMethodStatus: [400, 405],
  unknownTagCountStatus: [404, 400],
  emptyList: [204, 200],
  colors: ["any", "picker"],
  createErrors: ["item", "call"],
  planLimit: ["call", "item"],
  lockedRecords: ["call", "call-unnamed", "item"],
  mergeAnswer: ["absorbed", "kept"],
  convertedQuery: ["answered", "refused"],
  convertedSearch: ["answered", "ignored", "refused"],
  convertedTags: ["taken", "refused"],
  nameCase: ["sensitive", "insensitive"],
  nameLength: [25, 255],
  expiredTokenCode: ["INVALID_TOKEN", "AUTHENTICATION_FAILURE", "INVALID_OAUTHTOKEN"],
  // "refused" prevents every deletion: see the last test.
  extensionOrigin: ["accepted"],
  implicitState: ["echoed", "dropped"],
  implicitFragment: ["plain", "leading-ampersand"],
  implicitDomain: ["both", "location", "none"],
  accountsServer: ["present", "absent"],
  secretWithPkce: ["required", "optional"],
  clientCredentials: ["granted", "refused"],
  throttleStatus: [400, 200],
  revoke: ["both", "older", "newer"],
  silentGrant: ["allowed", "refused"],
}

const OWN_PAGE = { callerClass: "extension", tabId: null } as const
const TAGS = 130

let world: AccountsWorld
let org: SeededOrg

beforeEach(async () => {
  vi.useFakeTimers({ now: 1_800_000_000_000, toFake: ["Date"] })
  world = await accountsWorld()
  org = world.zoho.seedOrg({
    dataCenter: "eu",
    modules: ["Leads", "Deals"],
    tags: {
      Leads: Array.from({ length: TAGS }, (_, at) => ({
        name: `Tag ${at}`,
        ...(at === 77 && { usedIn: ["Big deals"] }),
      })),
      Deals: [{ name: "Old" }, { name: "Older" }],
    },
  })
  world.zoho.setJobLength(2_000)
  const storage = { estimate: () => Promise.resolve({ usage: 0, quota: 1e9 }) }
  vi.stubGlobal("navigator", { locks: navigator.locks, storage })
  Object.assign(browser, { permissions: { contains: () => Promise.resolve(true) } })
  await world.store.settings.change({ graceSeconds: 0 })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function good<T>(outcome: Outcome<T>): T {
  return outcome.ok ? outcome.value : expect.fail(`${outcome.problem.kind}: ${outcome.problem.happened}`)
}

interface Part {
  readonly handlers: ReturnType<typeof accountHandlers> &
    ReturnType<typeof draftHandlers> &
    ReturnType<typeof managerHandlers>
  /** Jobs as last saved. */
  readonly saved: ReadonlyMap<string, Job>
  readonly clock: QuietClock
}

/** Assembles the parts of the background that the main job needs. @param expires whether tokens expire once midway */
function start(expires: boolean): Part {
  const { store, zoho } = world
  const clock = quietClock()
  const ask = globalThis.fetch
  let isFirst = expires
  vi.stubGlobal("fetch", async (input: Request | string | URL, init?: RequestInit) => {
    const request = new Request(input, init)
    const isPost = request.method !== "GET"
    // As browsers do for all methods except GET.
    const sent = isPost ? new Request(request, { headers: withOrigin(request.headers) }) : request
    const answer = await clock.busyWith(ask(sent))
    if (isFirst && isPost && request.url.endsWith("/mass_delete")) {
      isFirst = false
      zoho.expireTokens()
    }
    return answer
  })
  const tokens = createTokens(store)
  const catalog = new Catalog(store, tokens)
  const saved = new Map<string, Job>()
  const runner = createRunner({
    ...{ clock, random: () => 0.5, journal: store.jobs, backups: createStoredBackups(store, tokens) },
    zoho: (job) => createZohoPort({ store, tokens }, job),
    acquireLeadership: () => Promise.resolve(),
    protectedNow: () => Promise.resolve(() => false),
    maxConcurrency: () => 5,
    onSaved: (job) => {
      saved.set(job.id, job)
      if (job.finishedAt !== null) void rememberFromJob(store, job, job.finishedAt)
    },
  })
  const needs = {
    ...{ store, tokens, catalog, runner, isTooOften: () => false },
  }
  const handlers = {
    ...accountHandlers({ store, runner }),
    ...draftHandlers(needs),
    ...managerHandlers(needs),
  }
  return { handlers, saved, clock }
}

function withOrigin(headers: Headers): Headers {
  const all = new Headers(headers)
  all.set("origin", "chrome-extension://lddlnmkgkfdnppamdjalnammoigikgcd")
  return all
}

/** Deletes all tags of a module, signing in again if the job requires it. @returns the job as stored in the journal */
async function deleteAll(
  { handlers, saved, clock }: Part,
  accountId: string,
  module: string,
): Promise<JobRecord> {
  const list = (): ReturnType<(typeof handlers)["tags.ofModule"]> =>
    handlers["tags.ofModule"]({ accountId, module }, OWN_PAGE)
  let first = await list()
  if (!first.ok && first.problem.action !== "none") {
    // The button beside the problem.
    good(await handlers["account.reconnect"]({ accountId }, OWN_PAGE as never))
    first = await list()
  }
  const listed = good(first)
  const tags = listed.tags.map(({ id, name }) => ({ id, name }))
  const request = { kind: "deletion" as const, accountId, parts: [{ module, tags }] }
  const { draftId: jobId } = good(await handlers.draft(request, OWN_PAGE as never))
  const answer = { draftId: jobId, typed: String(tags.length), records: false, only: null }
  good(await handlers.confirm(answer, OWN_PAGE as never))
  for (let times = 0; times < 4; times++) {
    await clock.until(() => {
      const job = saved.get(jobId)
      return job !== undefined && (isFinished(job.state) || job.pause?.until === null)
    })
    const job = saved.get(jobId)
    if (job && isFinished(job.state)) break
    expect(["consent", "sign-in"]).toContain(job?.pause?.why)
    good(await handlers["account.reconnect"]({ accountId }, OWN_PAGE as never))
    await clock.until(() => saved.get(jobId)?.pause === null)
  }
  return (await world.store.jobs.load(jobId)) ?? expect.fail("the job is gone")
}

async function connected({ handlers }: Part): Promise<string> {
  const { clientId } = world.client("client-based")
  const request = { kind: "client-based", clientId, location: "eu", environment: "production" } as const
  return good(await handlers["account.connect"](request, OWN_PAGE as never)).id
}

const left = (module: string): number => world.zoho.tags(org.zgid, module).length

async function mainJob(readings: Partial<Readings>): Promise<void> {
  world.zoho.setReadings(readings)
  const part = start(true)
  const accountId = await connected(part)
  const modules = good(await part.handlers["modules.list"]({ accountId }, OWN_PAGE as never))
  expect(modules.map(({ apiName }) => apiName)).toContain("Leads")

  const leads = await deleteAll(part, accountId, "Leads")
  expect(leads.job.state).toBe("completed-with-problems")
  expect(leads.job.tags).toMatchObject({ done: TAGS - 1, refused: 1 })
  const refused = leads.steps.flatMap(tagsOf).find(({ state }) => state === "refused")
  expect(refused).toMatchObject({ name: "Tag 77", reason: { kind: "tag-in-use" } })
  expect(left("Leads")).toBe(1)

  // A module's last tags: afterwards, Zoho returns an empty list in one of its two forms.
  const deals = await deleteAll(part, accountId, "Deals")
  expect(deals.job).toMatchObject({ state: "completed", tags: { done: 2 } })
  expect(left("Deals")).toBe(0)
  await remembered(readings)
}

/** Expects that the learned org features are stored. */
async function remembered(readings: Partial<Readings>): Promise<void> {
  const found = await world.store.orgFeatures.of(org.zgid)
  const { massDeleteLimit = 200, featureName = "filters", include, tagScopes } = readings
  await vi.waitFor(async () =>
    expect((await world.store.orgFeatures.of(org.zgid)).tagsPerCall?.value).toBe(massDeleteLimit),
  )
  expect(found.modulesByFeature?.value).toBe(featureName === "error" ? false : undefined)
  expect(found.recordCounts?.value).toBe(include === "answered")
  expect(found.tagsAll?.value).toEqual(tagScopes === "all" ? ["delete"] : undefined)
}

describe("the main job succeeds", () => {
  it("with the sandbox's defaults", () => mainJob({}))

  const alone = Object.entries(READINGS).flatMap(([reading, values]) =>
    values.slice(1).map((value) => ({ [reading]: value })),
  )
  it.each(alone)("with %j alone", mainJob)

  const together = pairwise(READINGS)
  it.each(together)(`with every two behaviors together, in ${together.length} combinations: %#`, mainJob)
})

describe("an org that refuses changes from an extension", () => {
  it("keeps every tag, and the job has the reason", async () => {
    world.zoho.setReadings({ extensionOrigin: "refused" })
    const part = start(false)
    const accountId = await connected(part)
    const { job, steps } = await deleteAll(part, accountId, "Leads")
    expect(job).toMatchObject({ state: "failed", tags: { done: 0, refused: TAGS } })
    expect(tagsOf(steps[0])[0]?.reason?.kind).toBe("call-forbidden")
    expect(left("Leads")).toBe(TAGS)
  })
})
