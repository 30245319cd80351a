/** The product works under every reading of what Zoho's documents leave open. */
import { afterEach, describe, expect, it, vi } from "vitest"
import { createZohoClient, type ZohoClient } from "../../src/zoho/api/client"
import { massDeleteStatus, submitMassDelete } from "../../src/zoho/api/mass-delete"
import { currentUser, getOrg, listModules } from "../../src/zoho/api/org"
import { addTags, queryByTag, searchByTag, tagUsage } from "../../src/zoho/api/records"
import { createTags, deleteTag, listTags, mergeTags } from "../../src/zoho/api/tags"
import { dataCenterByLocation, type DataCenter } from "../../src/zoho/data-centers"
import type { ZohoResult } from "../../src/zoho/errors/fault"
import { createCodeGrant, createSelfClientGrant } from "../../src/zoho/oauth/code"
import type { LaunchWebFlow, SignInRequest } from "../../src/zoho/oauth/grant"
import { createImplicitGrant } from "../../src/zoho/oauth/web-flow"
import { revoke } from "../../src/zoho/oauth/token-endpoint"
import { FEATURES, scopesFor, SIGN_IN_FEATURES } from "../../src/zoho/scopes"
import { createZoho, request as toRequest, type Readings, type SeededOrg, type Zoho } from "../sandbox/zoho"

/*
 * Runs the client against each reading of Zoho's documents that the sandbox can play.
 */

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const REDIRECT = "https://abcdefghijklmnop.chromiumapp.org/"

/** The sandbox as a fetch, without sockets. */
function fetchFrom(zoho: Zoho): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const { status, headers, body } = zoho.handle(
      toRequest(request.method, request.url, {
        headers: Object.fromEntries(request.headers),
        body: await request.text(),
      }),
    )
    return new Response(body === "" ? null : body, { status, headers })
  }
}

interface World {
  readonly zoho: Zoho
  readonly org: SeededOrg
  readonly client: ZohoClient
  readonly clock: { time: number }
}

function world(readings: Partial<Readings> = {}, scopes: readonly string[] = scopesFor(FEATURES)): World {
  const clock = { time: 1_800_000_000_000 }
  const zoho = createZoho({ clock: { now: () => clock.time }, readings })
  const org = zoho.seedOrg({
    dataCenter: "eu",
    modules: ["Leads", "Deals"],
    tags: {
      Leads: [
        { name: "Trade fair", records: 3 },
        { name: "Old" },
        { name: "Used", usedIn: ["Big deals"] },
        { name: "Other (x), 'y'", records: 1 },
      ],
    },
  })
  const token = zoho.issueToken({ zgid: org.zgid, scopes })
  const client = createZohoClient({
    origin: org.apiUrl,
    token: () => Promise.resolve(token),
  })
  vi.stubGlobal("fetch", fetchFrom(zoho))
  vi.spyOn(Date, "now").mockImplementation(() => clock.time)
  return { zoho, org, client, clock }
}

function value<T>(result: ZohoResult<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.fault))
  return result.value
}

const leads = ({ org }: World): { id: string; apiName: string } => ({
  id: org.modules["Leads"]?.id ?? "",
  apiName: "Leads",
})
const tagNamed = ({ org }: World, name: string): string =>
  org.modules["Leads"]?.tags.find((each) => each.name === name)?.id ?? ""

describe("a mass delete", () => {
  it.each<Partial<Readings>>([
    {},
    { massDeletePost: "wrapped" },
    { acceptedCode: "202" },
    { acceptedCode: "QUEUED" },
    { jobId: "number" },
    { jobId: "number", massDeletePost: "wrapped", jobWords: "in_progress" },
    { jobWords: "in_progress", jobDeletes: "at-end" },
    { emptyList: 200 },
  ])("completes under %j", async (readings) => {
    const here = world(readings)
    const tagIds = [tagNamed(here, "Trade fair"), tagNamed(here, "Old")]
    const { jobId } = value(await submitMassDelete(here.client, { module: leads(here), tagIds }))
    expect(jobId).toBe(here.zoho.jobs(here.org.zgid)[0]?.id)
    expect(value(await massDeleteStatus(here.client, { jobId })).state).toBe("pending")
    here.clock.time += 60_000
    expect(value(await massDeleteStatus(here.client, { jobId }))).toMatchObject({
      state: "completed",
      deleted: 2,
    })
    const left = value(await listTags(here.client, { module: "Leads" })).tags
    expect(left.map((each) => each.name).sort()).toEqual(["Other (x), 'y'", "Used"])
  })

  it("is refused with the index of the tag", async () => {
    const here = world()
    const tagIds = [tagNamed(here, "Old"), tagNamed(here, "Used")]
    expect(await submitMassDelete(here.client, { module: leads(here), tagIds })).toMatchObject({
      fault: { kind: "tag-in-use", details: { tagIndex: 1 } },
    })
    expect(await submitMassDelete(here.client, { module: leads(here), tagIds: ["12345"] })).toMatchObject({
      fault: { kind: "tag-not-found", details: { tagIndex: 0 } },
    })
  })

  it("recognizes the same refusal without a path", async () => {
    const here = world({ jsonPath: "absent" })
    const refused = await submitMassDelete(here.client, {
      module: leads(here),
      tagIds: [tagNamed(here, "Used")],
    })
    expect(refused).toMatchObject({ ok: false, fault: { kind: "tag-in-use" } })
    expect(!refused.ok && refused.fault.details.tagIndex).toBeUndefined()
  })

  it("is refused with Zoho's limit", async () => {
    const here = world({ massDeleteLimit: 1 })
    const tagIds = [tagNamed(here, "Old"), tagNamed(here, "Trade fair")]
    expect(await submitMassDelete(here.client, { module: leads(here), tagIds })).toMatchObject({
      fault: { kind: "too-many-tags", details: { maximumLength: 1 } },
    })
  })

  it("detects a module whose ID and name disagree", async () => {
    const here = world()
    const module = { id: here.org.modules["Deals"]?.id ?? "", apiName: "Leads" }
    expect(await submitMassDelete(here.client, { module, tagIds: [tagNamed(here, "Old")] })).toMatchObject({
      fault: { kind: "module-mismatch" },
    })
  })

  it.each<Partial<Readings>>([{ jobError: "wrapped" }, { jobError: "doubly" }])(
    "recognizes an unknown job under %j",
    async (readings) => {
      expect(await massDeleteStatus(world(readings).client, { jobId: "12345" })).toMatchObject({
        fault: { kind: "job-not-found" },
      })
    },
  )
})

describe("the scopes", () => {
  it("requested at sign-in suffice if Zoho accepts single scopes", async () => {
    const here = world({}, scopesFor(SIGN_IN_FEATURES))
    const tagIds = [tagNamed(here, "Old")]
    expect((await submitMassDelete(here.client, { module: leads(here), tagIds })).ok).toBe(true)
    expect((await tagUsage(here.client, { tagId: tagNamed(here, "Used"), module: "Leads" })).ok).toBe(true)
    expect(value(await getOrg(here.client))).toMatchObject({
      zgid: here.org.zgid,
      companyName: here.org.name,
    })
  })

  it.each([401, 403] as const)(
    "are requested again with tags.ALL if HTTP %i demands it",
    async (scopeMismatchStatus) => {
      const readings: Partial<Readings> = { tagScopes: "all", scopeMismatchStatus }
      const few = world(readings, scopesFor(SIGN_IN_FEATURES))
      expect(
        await submitMassDelete(few.client, { module: leads(few), tagIds: [tagNamed(few, "Old")] }),
      ).toMatchObject({ fault: { kind: "scope-missing" } })
      const all = world(readings, scopesFor(SIGN_IN_FEATURES, SIGN_IN_FEATURES))
      expect(
        (await submitMassDelete(all.client, { module: leads(all), tagIds: [tagNamed(all, "Old")] })).ok,
      ).toBe(true)
    },
  )

  it.each(["INVALID_TOKEN", "AUTHENTICATION_FAILURE", "INVALID_OAUTHTOKEN"] as const)(
    "of an expired token are refused with %s",
    async (expiredTokenCode) => {
      const here = world({ expiredTokenCode })
      here.zoho.expireTokens()
      expect(await listTags(here.client, { module: "Leads" })).toMatchObject({
        fault: { kind: "token-invalid" },
      })
    },
  )
})

describe("reading", () => {
  it.each(["filters", "ignored", "error"] as const)("modules with feature_name %s", async (featureName) => {
    const { client } = world({ featureName })
    const filtered = await listModules(client, { featureName: "tags" })
    expect(filtered.ok).toBe(featureName !== "error")
    expect(value(await listModules(client)).map((each) => each.apiName)).toContain("Leads")
  })

  it.each(["ignored", "answered", "error"] as const)("record counts with include %s", async (include) => {
    const { client } = world({ include })
    const list = await listTags(client, { module: "Leads", withRecordCounts: true })
    expect(list.ok).toBe(include !== "error")
    if (list.ok) expect(list.value.recordsIncluded).toBe(include === "answered")
  })

  it("the count of one tag, and where it is used", async () => {
    const here = world({ configuredAreas: true })
    const view = { type: "CustomView", id: "1", name: "Secret", hidden: true } as const
    const [hidden] = here.zoho.addTags(here.org.zgid, "Leads", [{ name: "Hidden", usedIn: [view] }])
    const usage = (tagId: string): Promise<unknown> =>
      tagUsage(here.client, { tagId, module: "Leads" }).then(value)
    const of = (name: string): Promise<unknown> => usage(tagNamed(here, name))
    expect(await of("Trade fair")).toMatchObject({ records: 3 })
    expect(await of("Used")).toMatchObject({ uses: [{ feature: "Workflow", name: "Big deals" }] })
    expect(await usage(hidden?.id ?? "")).toMatchObject({ uses: [{ feature: "Custom view", name: null }] })
    expect(await of("Old")).toMatchObject({ uses: [] })
  })

  it("the user", async () => {
    expect(value(await currentUser(world().client)).fullName).not.toBe("")
  })
})

describe("changing", () => {
  it("creates, merges and deletes tags", async () => {
    const { client } = world()
    const tags = ["one", "two"].map((name) => ({ name, colorCode: "#57B1FD" }))
    const ids = value(await createTags(client, { module: "Leads", tags })).map((each) => value(each).id)
    const [one = "", two = ""] = ids
    value(await mergeTags(client, { keepId: one, absorbId: two }))
    value(await deleteTag(client, { tagId: one }))
    const left = value(await listTags(client, { module: "Leads" })).tags.map((each) => each.id)
    expect(left).not.toContain(one)
    expect(left).not.toContain(two)
  })

  it.each(["objects", "names"] as const)("reports where a tag is used, as %s", async (associatedPlaces) => {
    const here = world({ associatedPlaces })
    const refused = await deleteTag(here.client, { tagId: tagNamed(here, "Used") })
    expect(refused).toMatchObject({ fault: { kind: "tag-in-use" } })
    const places = refused.ok ? [] : (refused.fault.details.associatedPlaces ?? [])
    expect(places.flatMap((each) => each.resources.map(({ name }) => name))).toEqual(["Big deals"])
  })

  it("finds a tag's records by search and by query, and tags them again", async () => {
    const here = world()
    for (const tagName of ["Trade fair", "Other (x), 'y'"]) {
      const found = value(await searchByTag(here.client, { module: "Leads", tagName, page: 1 }))
      const queried = value(await queryByTag(here.client, { module: "Leads", tagName }))
      expect(found.records.length).toBe(tagName === "Trade fair" ? 3 : 1)
      expect(queried.records.map(({ id }) => id).sort()).toEqual(found.records.map(({ id }) => id).sort())
      const recordIds = found.records.map(({ id }) => id)
      const added = value(await addTags(here.client, { module: "Leads", tags: [{ name: "Old" }], recordIds }))
      expect(added.map((each) => value(each).id)).toEqual(recordIds)
    }
    const usage = await tagUsage(here.client, { tagId: tagNamed(here, "Old"), module: "Leads" })
    expect(value(usage).records).toBeGreaterThanOrEqual(3)
  })
})

describe("signing in", () => {
  const signInRequest = (clientId: string, location = "us"): SignInRequest => ({
    clientId,
    dataCenter: dataCenterByLocation(location) as DataCenter,
    environment: "production",
    scopes: scopesFor(SIGN_IN_FEATURES),
    redirectUri: REDIRECT,
  })

  /** A user who accepts the consent page. Without a window, Zoho only redirects automatically. */
  function windowAt(zoho: Zoho, decision = "accept"): LaunchWebFlow {
    return ({ url, interactive }) => {
      const asked = new URL(url)
      const form = new URLSearchParams(asked.search)
      form.set("decision", decision)
      form.set("session", "on")
      const answer = zoho.handle(
        interactive
          ? toRequest("POST", `${asked.origin}/oauth/v2/auth/decision`, {
              headers: { "content-type": "application/x-www-form-urlencoded" },
              body: form.toString(),
            })
          : toRequest("GET", url),
      )
      const to = answer.headers["location"]
      return to === undefined ? Promise.reject(new Error("User interaction required.")) : Promise.resolve(to)
    }
  }

  it.each<Partial<Readings>>([
    {},
    { implicitState: "dropped" },
    { implicitFragment: "leading-ampersand" },
    { implicitDomain: "location" },
    { accountsServer: "absent" },
    { implicitDomain: "none", accountsServer: "present" },
  ])("works with the implicit grant under %j, and renews without a window", async (readings) => {
    const { zoho, org, clock } = world(readings)
    const origin = new URL(REDIRECT).origin
    const { clientId } = zoho.registerClient({ redirectUris: [REDIRECT], javascriptDomains: [origin] })
    const grant = createImplicitGrant(signInRequest(clientId), windowAt(zoho))
    const token = value(await grant.signIn())
    expect(token).toMatchObject({ location: "eu", apiOrigin: org.apiUrl, expiresAt: clock.time + 3_600_000 })
    const renewed = value(await grant.renew(undefined))
    const client = createZohoClient({
      origin: renewed.apiOrigin,
      token: () => Promise.resolve(renewed.accessToken),
    })
    expect(value(await getOrg(client)).zgid).toBe(org.zgid)
  })

  it("reports that the user has no CRM", async () => {
    const { zoho } = world()
    const origin = new URL(REDIRECT).origin
    const { clientId } = zoho.registerClient({ redirectUris: [REDIRECT], javascriptDomains: [origin] })
    const server = zoho.registerClient({ type: "server-based", redirectUris: [REDIRECT] })
    zoho.signInWithoutCrm()
    const there = windowAt(zoho)
    const implicit = createImplicitGrant(signInRequest(clientId), there)
    expect(await implicit.signIn()).toMatchObject({ ok: false, fault: { kind: "no-org" } })
    const { clientSecret } = server
    const code = createCodeGrant({ ...signInRequest(server.clientId), clientSecret }, there)
    expect(await code.signIn()).toMatchObject({ ok: false, fault: { kind: "no-org" } })
  })

  it("requires the user if Zoho does not renew automatically, and accepts a denial", async () => {
    const { zoho } = world({ silentGrant: "refused" })
    const origin = new URL(REDIRECT).origin
    const { clientId } = zoho.registerClient({ redirectUris: [REDIRECT], javascriptDomains: [origin] })
    const grant = createImplicitGrant(signInRequest(clientId), windowAt(zoho))
    expect(await grant.signIn()).toMatchObject({ ok: true })
    expect(await grant.renew(undefined)).toMatchObject({ fault: { kind: "sign-in-needed" } })
    const refusing = createImplicitGrant(signInRequest(clientId), windowAt(zoho, "reject"))
    expect(await refusing.signIn()).toMatchObject({ fault: { kind: "access-denied" } })
  })

  it.each<Partial<Readings>>([{}, { accountsServer: "absent" }, { revoke: "newer" }, { revoke: "older" }])(
    "works with a code under %j, until revoked",
    async (readings) => {
      const { zoho, org } = world(readings)
      const { clientId, clientSecret } = zoho.registerClient({
        type: "server-based",
        redirectUris: [REDIRECT],
      })
      const here = windowAt(zoho)
      const grant = createCodeGrant({ ...signInRequest(clientId), clientSecret }, here)
      const token = value(await grant.signIn())
      expect(token.apiOrigin).toBe(org.apiUrl)
      const account = { ...signInRequest(clientId, token.location), clientSecret }
      const later = createCodeGrant(account, here)
      const renewed = value(await later.renew(token.refreshToken))
      expect(renewed.refreshToken).toBe(token.refreshToken)
      value(await revoke({ ...renewed, clientId, clientSecret }))
      expect(await later.renew(renewed.refreshToken)).toMatchObject({
        fault: { kind: "refresh-token-invalid" },
      })
    },
  )

  it.each([200, 400] as const)("recognizes too many renewals, with HTTP %i", async (throttleStatus) => {
    const { zoho } = world({ throttleStatus })
    const { clientId, clientSecret } = zoho.registerClient({ type: "server-based", redirectUris: [REDIRECT] })
    const grant = createCodeGrant({ ...signInRequest(clientId), clientSecret }, windowAt(zoho))
    const token = value(await grant.signIn())
    const account = { ...signInRequest(clientId, token.location), clientSecret }
    const later = createCodeGrant(account, windowAt(zoho))
    let last: ZohoResult<unknown> = { ok: true, value: token }
    for (let count = 0; count < 10 && last.ok; count++) last = await later.renew(token.refreshToken)
    expect(last).toMatchObject({ ok: false, fault: { kind: "too-many-token-requests" } })
  })

  it("works with a self client's code, once", async () => {
    const { zoho, org } = world()
    const { clientId, clientSecret } = zoho.registerClient({ type: "self" })
    const scopes = scopesFor(SIGN_IN_FEATURES)
    const code = zoho.issueSelfClientCode({ zgid: org.zgid, scopes, clientId })
    const request = {
      ...signInRequest(clientId),
      clientSecret,
      code,
      orgId: undefined,
      dataCenter: dataCenterByLocation("eu") as DataCenter,
    }
    const grant = createSelfClientGrant(request)
    expect(value(await grant.signIn())).toMatchObject({ apiOrigin: org.apiUrl, scopes })
    expect(await grant.signIn()).toMatchObject({ fault: { kind: "invalid-code" } })
    const wrong = createSelfClientGrant({ ...request, clientSecret: "x" })
    expect(await wrong.signIn()).toMatchObject({ fault: { kind: "invalid-client-secret" } })
  })
})
