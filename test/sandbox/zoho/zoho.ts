/** The simulated Zoho, and how tests control it. */
import { rememberSession } from "./accounts/authorize"
import { makeAccessToken, makeCode } from "./accounts/make"
import { orgOfRequest } from "./api/authenticate"
import { deleteTag, settleJobs } from "./api/jobs"
import { describeOrg, type SeededOrg } from "./describe"
import { dispatch } from "./dispatch"
import { Faults, play, type Exchange } from "./faults"
import type { ZohoRequest, ZohoResponse } from "./http"
import { idSource } from "./ids"
import { seededRandom } from "./random"
import { defaultReadings, type Readings } from "./readings"
import { addTags, seedOrg, type OrgSeed, type TagSeed } from "./seed"
import type { Client, Clock, Job, Layout, Module, Org, State, Tag, ZohoRecord } from "./state"

export interface ZohoOptions {
  readonly clock: Clock
  /** Seed for ids, names and tokens. */
  readonly seed: number
  readonly readings: Partial<Readings>
}

export interface ClientSeed {
  readonly type?: Client["type"]
  readonly clientId?: string
  readonly clientSecret?: string
  readonly name?: string
  readonly redirectUris?: readonly string[]
  readonly javascriptDomains?: readonly string[]
  readonly knownIn?: readonly string[]
}

/** A grant without the consent page, for tests that do not cover signing in. */
export interface GrantSeed {
  readonly zgid: string
  readonly scopes: readonly string[]
  readonly clientId?: string
  /** Whether the user allowed it for the session, so it is renewed without asking. */
  readonly forSession?: boolean
}

export class Zoho {
  readonly faults = new Faults()
  readonly #state: State

  constructor(options: Partial<ZohoOptions> = {}) {
    const random = seededRandom(options.seed ?? 1)
    this.#state = {
      clock: options.clock ?? { now: () => Date.now() },
      random,
      newId: idSource(random),
      settings: {
        latency: 0,
        jobBase: 600,
        jobPerTag: 10,
        jobsFail: false,
        tokenLifetime: 3600,
        layout: "A",
        pagePolicy: true,
        readings: { ...defaultReadings, ...options.readings },
      },
      orgs: new Map(),
      clients: new Map(),
      codes: new Map(),
      refreshTokens: new Map(),
      accessTokens: new Map(),
      sessionGrants: new Set(),
      signedIn: undefined,
      isWithoutCrm: false,
    }
  }

  now(): number {
    return this.#state.clock.now()
  }

  /** Zoho's answer, immediately and without faults. */
  handle(request: ZohoRequest): ZohoResponse {
    return dispatch(this.#state, request)
  }

  /** One call with latency and faults, counted as in flight until `done` is called. */
  exchange(request: ZohoRequest): Exchange {
    const org = orgOfRequest(this.#state, request)
    if (org) org.inFlight++
    const fault = this.faults.next(request)
    const played = play(fault, this.#state.settings.latency, () => this.handle(request))
    let open = true
    const done = (): void => {
      if (open && org) org.inFlight--
      open = false
    }
    return { ...played, done }
  }

  // Seeding

  seedOrg(seed: OrgSeed = {}): SeededOrg {
    return seedOrg(this.#state, seed)
  }

  /** Adds tags to a module (API name), as another user would. Returns them with their ids. */
  addTags(zgid: string, module: string, tags: readonly TagSeed[]): Tag[] {
    const org = this.org(zgid)
    return addTags(this.#state, org, this.module(zgid, module), tags)
  }

  /** Removes tags, as another user would. */
  removeTags(zgid: string, module: string, ids: readonly string[]): void {
    for (const id of ids) deleteTag(this.org(zgid), this.module(zgid, module), id)
  }

  registerClient(seed: ClientSeed = {}): Client {
    const client: Client = {
      type: seed.type ?? "client-based",
      clientId: seed.clientId ?? `1000.${this.#state.newId()}SANDBOX`,
      clientSecret: seed.clientSecret ?? `secret${this.#state.newId()}`,
      name: seed.name ?? "Tagsweep",
      redirectUris: seed.redirectUris ?? [],
      javascriptDomains: seed.javascriptDomains ?? [],
      knownIn: seed.knownIn,
    }
    this.#state.clients.set(client.clientId, client)
    return client
  }

  // Settings

  setReadings(readings: Partial<Readings>): void {
    Object.assign(this.#state.settings.readings, readings)
  }

  setLatency(milliseconds: number): void {
    this.#state.settings.latency = milliseconds
  }

  /** Sets how long jobs take from now on: `base + perTag * tags` milliseconds. */
  setJobLength(base: number, perTag = 0): void {
    this.#state.settings.jobBase = base
    this.#state.settings.jobPerTag = perTag
  }

  setJobsFail(fail: boolean): void {
    this.#state.settings.jobsFail = fail
  }

  setLayout(layout: Layout): void {
    this.#state.settings.layout = layout
  }

  /** False: the CRM's pages have no content security policy, as if they were vulnerable. */
  setPagePolicy(strict: boolean): void {
    this.#state.settings.pagePolicy = strict
  }

  /** Sets the lifetime of access tokens issued from now on. */
  setTokenLifetime(seconds: number): void {
    this.#state.settings.tokenLifetime = seconds
  }

  /** Signs in the user of this org in the browser. By default, it is the first seeded org. */
  signIn(zgid: string): void {
    this.#state.signedIn = this.org(zgid).zgid
    this.#state.isWithoutCrm = false
  }

  /** Signs in a user without a CRM account in the browser. */
  signInWithoutCrm(): void {
    this.#state.isWithoutCrm = true
  }

  // Accounts

  expireTokens(): void {
    for (const token of this.#state.accessTokens.values()) token.expiresAt = this.now()
  }

  /** Revokes everything the user has granted. */
  revokeAll(): void {
    for (const store of ["accessTokens", "refreshTokens", "codes", "sessionGrants"] as const)
      this.#state[store].clear()
  }

  /** Issues an access token, as if the user had accepted. */
  issueToken(seed: GrantSeed): string {
    const { zgid, scopes, clientId = "", forSession = false } = seed
    const org = this.org(zgid)
    if (forSession) rememberSession(this.#state, clientId, scopes, org)
    return makeAccessToken(this.#state, clientId, org, scopes, undefined).token
  }

  /** Issues a self client's code as the API console does, valid for three minutes unless specified. */
  issueSelfClientCode(seed: GrantSeed & { readonly clientId: string; readonly minutes?: number }): string {
    const { scopes, clientId, minutes = 3 } = seed
    const ask = { scopes, offline: true, challenge: undefined, client: { clientId }, redirectUri: undefined }
    const made = makeCode(this.#state, ask, this.org(seed.zgid), minutes * 60_000)
    if (!made) throw new Error("too many codes within ten minutes")
    return made.code
  }

  // Access to the state

  /** The org of an access token, even an expired one; undefined for an unknown token. */
  orgOfToken(token: string): string | undefined {
    return this.#state.accessTokens.get(token)?.orgZgid
  }

  /** A client's live refresh tokens. */
  refreshTokens(clientId: string): string[] {
    const all = [...this.#state.refreshTokens.values()]
    return all.filter((one) => one.clientId === clientId).map(({ token }) => token)
  }

  /** A client's valid access tokens. */
  accessTokens(clientId: string): string[] {
    const all = [...this.#state.accessTokens.values()]
    return all
      .filter((one) => one.clientId === clientId && one.expiresAt > this.now())
      .map(({ token }) => token)
  }

  org(zgid: string): Org {
    const org = this.#state.orgs.get(zgid)
    if (!org) throw new Error(`no org ${zgid}`)
    settleJobs(this.#state, org)
    return org
  }

  describe(zgid: string): SeededOrg {
    return describeOrg(this.org(zgid))
  }

  module(zgid: string, apiName: string): Module {
    const module = this.org(zgid).modules.find((one) => one.apiName === apiName)
    if (!module) throw new Error(`no module ${apiName}`)
    return module
  }

  tags(zgid: string, apiName: string): Tag[] {
    return [...this.module(zgid, apiName).tags.values()]
  }

  records(zgid: string, apiName: string): ZohoRecord[] {
    return [...this.module(zgid, apiName).records.values()]
  }

  /** Locks or unlocks a record. */
  lockRecord(zgid: string, apiName: string, id: string, locked = true): void {
    const record = this.module(zgid, apiName).records.get(id)
    if (record) record.locked = locked
  }

  convertLeads(zgid: string, ids: readonly string[]): void {
    for (const id of ids) {
      const record = this.module(zgid, "Leads").records.get(id)
      if (record) record.converted = true
    }
  }

  /** Forbids or allows the user to change a record. */
  forbidRecord(zgid: string, apiName: string, id: string, forbidden = true): void {
    const record = this.module(zgid, apiName).records.get(id)
    if (record) record.forbidden = forbidden
  }

  jobs(zgid: string): Job[] {
    return [...this.org(zgid).jobs.values()]
  }
}
