/** The complete state of the simulated Zoho. Handlers read and change it; there is no other state. */
import type { Environment } from "../hosts"
import type { Random } from "./random"
import type { Readings } from "./readings"

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
}

export interface Person {
  readonly id: string
  readonly name: string
}

/** A feature that uses a tag; such a tag cannot be deleted. */
export interface TagUse {
  readonly type: "Workflow" | "Blueprint" | "Orchestration" | "CustomView"
  readonly id: string
  readonly name: string
  /** A view that the user may not see: Zoho only reports that one exists. */
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
  /** A delete job counts this tag as failed and keeps it. */
  failsInJob: boolean
}

export interface ZohoRecord {
  readonly id: string
  readonly name: string
  readonly tagIds: Set<string>
  /** Locked by a person or a rule: its tags cannot be changed. */
  locked?: boolean
  /** A lead that became a contact, an account or a deal. Searches and queries omit it unless requested. */
  converted?: boolean
  /** The user may not change this record. */
  forbidden?: boolean
}

export interface Module {
  readonly id: string
  readonly apiName: string
  /** The internal name, used in the CRM's URLs: `Potentials` for Deals. */
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
  /** The `zgid` in the CRM's URLs (`/crm/org<zgid>/`). */
  readonly zgid: string
  readonly id: string
  readonly name: string
  readonly dataCenter: string
  readonly environment: Environment
  readonly plan: Plan
  readonly user: Person
  readonly modules: Module[]
  readonly jobs: Map<string, Job>
  /** Ids of deleted tags; Zoho words its refusal differently for them. */
  readonly deletedTags: Set<string>
  /** Permissions that the user's profile lacks, for example `Crm_Implied_Edit_Tags`. */
  readonly missingPermissions: Set<string>
  /** Maximum number of tags per module. */
  tagLimit: number
  /** Maximum number of tags per record. */
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
  /** Locations of the data centers that know this client; undefined: all, as with multi-DC enabled. */
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
  /** When access tokens were issued from it (ms), for throttling. */
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
  /** Delay of each answer (ms). */
  latency: number
  /** Length of a job (ms): `jobBase + jobPerTag * tags`. */
  jobBase: number
  jobPerTag: number
  /** Every job from now on ends as FAILED without deleting anything. */
  jobsFail: boolean
  /** Lifetime of an access token, in seconds. */
  tokenLifetime: number
  layout: Layout
  /** Whether the CRM's pages have a content security policy; without it they may frame and be framed. */
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
  /** Grants for the session, as `clientId orgZgid scopes`. */
  readonly sessionGrants: Set<string>
  /** The org whose user is signed in in the browser; undefined: the first one. */
  signedIn: string | undefined
  /** The user signed in in the browser has no CRM account. */
  isWithoutCrm: boolean
}
