import { dispatch } from "./dispatch"
import { Faults, play, type Exchange } from "./faults"
import { orgOfRequest } from "./api/authenticate"
import { settleJobs } from "./api/jobs"
import type { ZohoRequest, ZohoResponse } from "./http"
import { idSource } from "./ids"
import { seededRandom } from "./random"
import { defaultReadings, type Readings } from "./readings"
import { addTags, describeOrg, seedOrg, type OrgSeed, type SeededOrg, type TagSeed } from "./seed"
import type { Client, Clock, Job, Layout, Module, Org, State, Tag, ZohoRecord } from "./state"

export type { Exchange, Fault, FaultRule } from "./faults"
export type { Readings } from "./readings"
export type { OrgSeed, SeededModule, SeededOrg, TagSeed } from "./seed"
export type { Client, Clock, Job, Layout, Module, Org, Plan, Tag, TagUse, ZohoRecord } from "./state"
export { request } from "./http"
export type { ZohoRequest, ZohoResponse } from "./http"

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
}

/** Makes a simulated Zoho: requests in, answers out, with no sockets, timers or hidden time. */
export function createZoho(options: Partial<ZohoOptions> = {}): Zoho {
  return new Zoho(options)
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
        readings: { ...defaultReadings, ...options.readings },
      },
      orgs: new Map(),
      clients: new Map(),
      codes: new Map(),
      refreshTokens: new Map(),
      accessTokens: new Map(),
      sessionGrants: new Set(),
      signedIn: undefined,
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

  registerClient(seed: ClientSeed = {}): Client {
    const client: Client = {
      type: seed.type ?? "client-based",
      clientId: seed.clientId ?? `1000.${this.#state.newId()}SANDBOX`,
      clientSecret: seed.clientSecret ?? `secret${this.#state.newId()}`,
      name: seed.name ?? "Tagsweep",
      redirectUris: seed.redirectUris ?? [],
      javascriptDomains: seed.javascriptDomains ?? [],
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

  /** Seconds for which access tokens made from now on live. */
  setTokenLifetime(seconds: number): void {
    this.#state.settings.tokenLifetime = seconds
  }

  /** The org whose user is signed in in the browser; the first seeded org until told otherwise. */
  signIn(zgid: string): void {
    this.#state.signedIn = this.org(zgid).zgid
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

  // A look at the state

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

  jobs(zgid: string): Job[] {
    return [...this.org(zgid).jobs.values()]
  }
}
