import type { Environment } from "../hosts"
import type { Random } from "./random"
import type { Readings } from "./readings"

/** Everything the simulated Zoho remembers. Handlers read and change it; nothing else holds truth. */

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
}

export interface Person {
  readonly id: string
  readonly name: string
}

/** Where a tag is configured; such a tag cannot be deleted. */
export interface TagUse {
  readonly type: "Workflow" | "Blueprint" | "Orchestration" | "CustomView"
  readonly id: string
  readonly name: string
  /** A view that the user may not see: Zoho tells only that there is one. */
  readonly hidden?: boolean
}

export interface Tag {
  readonly id: string
  name: string
  colorCode: string | null
  readonly createdBy: Person
  readonly createdTime: number
  modifiedBy: Person
  modifiedTime: number
  usedIn: TagUse[]
  /** A deletion job counts this tag as failed and keeps it. */
  failsInJob: boolean
}

export interface ZohoRecord {
  readonly id: string
  readonly name: string
  readonly tagIds: Set<string>
  /** By a person or a rule: its tags cannot be changed. */
  locked?: boolean
  /** A lead that became a contact, an account or a deal: searches and queries leave it out unless asked. */
  converted?: boolean
  /** The user may not change it. */
  forbidden?: boolean
}

export interface Module {
  readonly id: string
  readonly apiName: string
  /** The internal name, as in the CRM's own addresses: Deals is `Potentials`. */
  readonly moduleName: string
  readonly singularLabel: string
  readonly pluralLabel: string
  readonly generatedType: "default" | "custom" | "web" | "linking"
  readonly apiSupported: boolean
  readonly hasTags: boolean
  readonly status: "visible" | "user_hidden" | "system_hidden"
  readonly tags: Map<string, Tag>
  readonly records: Map<string, ZohoRecord>
}

export type Plan = "Free" | "Standard" | "Professional" | "Enterprise" | "Ultimate"

export interface Job {
  readonly id: string
  readonly module: string
  readonly tagIds: readonly string[]
  readonly acceptedAt: number
  readonly runsFrom: number
  readonly endsAt: number
  readonly fails: boolean
  deleted: string[]
  failed: string[]
}

export interface Org {
  /** The `zgid` of the CRM addresses (`/crm/org<zgid>/`). */
  readonly zgid: string
  readonly id: string
  readonly name: string
  readonly dataCenter: string
  readonly environment: Environment
  readonly plan: Plan
  readonly user: Person
  readonly modules: Module[]
  readonly jobs: Map<string, Job>
  /** Ids of tags that are gone; Zoho words its refusal differently for them. */
  readonly deletedTags: Set<string>
  /** Permissions the user's profile lacks, for instance `Crm_Implied_Edit_Tags`. */
  readonly missingPermissions: Set<string>
  /** Tags a module may hold. */
  tagLimit: number
  /** Tags a record may carry. */
  recordTagLimit: number
  creditsUsed: number
  /** When the current day of credits began. */
  creditsSince: number
  creditLimit: number
  concurrencyLimit: number
  inFlight: number
}

export interface Client {
  readonly type: "client-based" | "server-based" | "self" | "mobile"
  readonly clientId: string
  readonly clientSecret: string
  readonly name: string
  readonly redirectUris: readonly string[]
  readonly javascriptDomains: readonly string[]
  /** Locations of the data centers that know it; undefined: all, as with multi-DC switched on. */
  readonly knownIn: readonly string[] | undefined
}

export interface GrantCode {
  readonly code: string
  readonly clientId: string
  readonly redirectUri: string | undefined
  readonly scopes: readonly string[]
  readonly orgZgid: string
  readonly offline: boolean
  readonly challenge: { readonly value: string; readonly method: string } | undefined
  readonly createdAt: number
  readonly expiresAt: number
  used: boolean
}

export interface RefreshToken {
  readonly token: string
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly orgZgid: string
  readonly createdAt: number
  /** When access tokens were made from it, for the throttle. */
  minted: number[]
}

export interface AccessToken {
  readonly token: string
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly orgZgid: string
  readonly refreshToken: string | undefined
  readonly createdAt: number
  expiresAt: number
}

export type Layout = "A" | "B" | "C" | "D" | "E" | "F" | "G"

export interface Settings {
  /** Milliseconds before each answer. */
  latency: number
  jobBase: number
  jobPerTag: number
  /** Every job from now on ends FAILED, having deleted nothing. */
  jobsFail: boolean
  /** Seconds an access token lives. */
  tokenLifetime: number
  layout: Layout
  /** Whether the CRM's pages come with their policy; without it they may frame and be framed. */
  pagePolicy: boolean
  readings: Readings
}

export interface State {
  readonly clock: Clock
  readonly random: Random
  readonly newId: () => string
  readonly settings: Settings
  readonly orgs: Map<string, Org>
  readonly clients: Map<string, Client>
  readonly codes: Map<string, GrantCode>
  readonly refreshTokens: Map<string, RefreshToken>
  readonly accessTokens: Map<string, AccessToken>
  /** `clientId orgZgid scopes` that the user has granted for the session. */
  readonly sessionGrants: Set<string>
  /** The org whose user is signed in in the browser; none means the first one. */
  signedIn: string | undefined
  /** The user who is signed in in the browser has no CRM account at all. */
  isWithoutCrm: boolean
}
