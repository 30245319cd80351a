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
  /** Seed of ids, names and tokens. */
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

/** A grant without the consent page, for tests that are not about signing in. */
export interface GrantSeed {
  readonly zgid: string
  readonly scopes: readonly string[]
  readonly clientId?: string
  /** Whether the user has allowed it for the session, so that it is renewed without a question. */
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

  /** Zoho's answer, at once and without faults. */
  handle(request: ZohoRequest): ZohoResponse {
    return dispatch(this.#state, request)
  }

  /** One call with latency, faults and its place among the calls in flight; call `done` at its end. */
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

  /** Adds tags to a module (API name) as another user would; returns them with their ids. */
  addTags(zgid: string, module: string, tags: readonly TagSeed[]): Tag[] {
    const org = this.org(zgid)
    return addTags(this.#state, org, this.module(zgid, module), tags)
  }

  /** Removes tags as another user would. */
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

  /** How long jobs take from now on: `base + perTag * tags` milliseconds. */
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

  /** False: the CRM's pages come without their policy, as a page with a hole in it would. */
  setPagePolicy(strict: boolean): void {
    this.#state.settings.pagePolicy = strict
  }

  /** Seconds for which access tokens made from now on live. */
  setTokenLifetime(seconds: number): void {
    this.#state.settings.tokenLifetime = seconds
  }

  /** The org whose user is signed in in the browser; the first seeded org until set otherwise. */
  signIn(zgid: string): void {
    this.#state.signedIn = this.org(zgid).zgid
    this.#state.isWithoutCrm = false
  }

  /** The user signed in in the browser has no CRM account. */
  signInWithoutCrm(): void {
    this.#state.isWithoutCrm = true
  }

  // Accounts

  expireTokens(): void {
    for (const token of this.#state.accessTokens.values()) token.expiresAt = this.now()
  }

  /** Takes back everything the user has granted. */
  revokeAll(): void {
    for (const store of ["accessTokens", "refreshTokens", "codes", "sessionGrants"] as const)
      this.#state[store].clear()
  }

  /** An access token, as if the user had accepted. */
  issueToken(seed: GrantSeed): string {
    const { zgid, scopes, clientId = "", forSession = false } = seed
    const org = this.org(zgid)
    if (forSession) rememberSession(this.#state, clientId, scopes, org)
    return makeAccessToken(this.#state, clientId, org, scopes, undefined).token
  }

  /** A code from the console of a self client, good for three minutes or as long as chosen there. */
  issueSelfClientCode(seed: GrantSeed & { readonly clientId: string; readonly minutes?: number }): string {
    const { scopes, clientId, minutes = 3 } = seed
    const ask = { scopes, offline: true, challenge: undefined, client: { clientId }, redirectUri: undefined }
    const made = makeCode(this.#state, ask, this.org(seed.zgid), minutes * 60_000)
    if (!made) throw new Error("too many codes within ten minutes")
    return made.code
  }

  // A look at the state

  /** The org that an access token speaks for, good or not; undefined for one that never was. */
  orgOfToken(token: string): string | undefined {
    return this.#state.accessTokens.get(token)?.orgZgid
  }

  /** A client's refresh tokens that are alive. */
  refreshTokens(clientId: string): string[] {
    const all = [...this.#state.refreshTokens.values()]
    return all.filter((one) => one.clientId === clientId).map(({ token }) => token)
  }

  /** A client's access tokens that are good now. */
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

  /** Locks a record, or frees it. */
  lockRecord(zgid: string, apiName: string, id: string, locked = true): void {
    const record = this.module(zgid, apiName).records.get(id)
    if (record) record.locked = locked
  }

  /** Converts leads. */
  convertLeads(zgid: string, ids: readonly string[]): void {
    for (const id of ids) {
      const record = this.module(zgid, "Leads").records.get(id)
      if (record) record.converted = true
    }
  }

  /** Lets the user change a record, or not. */
  forbidRecord(zgid: string, apiName: string, id: string, forbidden = true): void {
    const record = this.module(zgid, apiName).records.get(id)
    if (record) record.forbidden = forbidden
  }

  jobs(zgid: string): Job[] {
    return [...this.org(zgid).jobs.values()]
  }
}
