/**
 * The managed policy: an organization's settings in `storage.managed`, which only browser policies can write.
 * Overrides the user's settings. Documented for administrators in docs/policy.md.
 */
import * as v from "valibot"
import browser from "webextension-polyfill"

import { DATA_CENTERS, type DataCenterLocation } from "../zoho/data-centers"
import { DOCUMENTED_KINDS } from "../zoho/oauth/grant"
import type { Feature } from "../zoho/scopes"
import { announceChange } from "./change-events"
import { SETTING_VALUES, type SettingKey, type Settings } from "./settings"

/** Features that an organization can turn off. */
export const SWITCHABLE = ["look", "records", "restore", "merge", "notifications"] as const
export type Switchable = (typeof SWITCHABLE)[number]

const LOCATIONS = DATA_CENTERS.map(({ location }) => location) as [DataCenterLocation]

// Notifications need the user's permission, so a policy cannot turn them on. `featuresOff` turns them off.
const { notify: _, ...OVERRIDABLE } = SETTING_VALUES

/** The schema of each policy entry. */
export const POLICY_VALUES = {
  /** The organization's own client at Zoho. If set, no other client can be connected. */
  clientId: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  clientKind: v.picklist(DOCUMENTED_KINDS),
  dataCenter: v.picklist(LOCATIONS),
  featuresOff: v.array(v.picklist(SWITCHABLE)),
  ...OVERRIDABLE,
}

export type Policy = {
  readonly [K in keyof typeof POLICY_VALUES]?: v.InferOutput<(typeof POLICY_VALUES)[K]>
}

// Inlined into the bundle: https://docs.plasmo.com/framework/env
declare const process: { readonly env: { readonly PLASMO_PUBLIC_CLIENT_ID?: string } }

/** The publisher's client-based client, for all orgs and data centers: `client` in `.plasmorc`; empty if none. */
const publisherClientId = (): string => process.env.PLASMO_PUBLIC_CLIENT_ID ?? ""

/** A client at Zoho that users need not register: they connect with one click. */
export interface ProvidedClient {
  readonly clientId: string
  /** The only data center where users may connect; null if they choose. */
  readonly location: DataCenterLocation | null
  /** Whether users cannot connect any other client. */
  readonly isOnlyOne: boolean
}

/** The organization's client, or else the build's; null if there is none or the policy sets another kind. */
export function providedClient(policy: Policy, publisherId = publisherClientId()): ProvidedClient | null {
  const { clientId = publisherId, clientKind = "client-based", dataCenter = null } = policy
  // Other kinds need a secret, which must not be in a policy or a build.
  if (clientId === "" || clientKind !== "client-based") return null
  return { clientId, location: dataCenter, isOnlyOne: policy.clientId !== undefined }
}

export interface PolicyReading {
  readonly policy: Policy
  /** Names of unknown or invalid entries. They are ignored; all others apply. */
  readonly wrong: readonly string[]
}

/** Checks each entry separately, so that an invalid one does not lift the organization's other restrictions. */
export function readPolicy(raw: unknown): PolicyReading {
  const entries = Object.entries((raw ?? {}) as Record<string, unknown>)
  const valid: [string, unknown][] = []
  const wrong: string[] = []
  for (const [key, value] of entries) {
    const schema = Object.hasOwn(POLICY_VALUES, key) ? POLICY_VALUES[key as keyof Policy] : undefined
    const parsed = schema && v.safeParse(schema, value)
    if (parsed?.success) valid.push([key, parsed.output])
    else wrong.push(key)
  }
  return { policy: Object.fromEntries(valid), wrong }
}

/** The settings that the user cannot change. The user can always add protected names. */
export function lockedBy(policy: Policy): ReadonlySet<SettingKey> {
  const overridden = (Object.keys(OVERRIDABLE) as (keyof typeof OVERRIDABLE)[]).filter(
    (key) => policy[key] !== undefined,
  )
  const locked = new Set<SettingKey>(overridden)
  locked.delete("protectedTags")
  if (isOff(policy, "records")) locked.add("backupRecords")
  if (isOff(policy, "notifications")) locked.add("notify")
  return locked
}

/** The effective settings: the user's own, overridden by the policy. */
export function governed(own: Settings, policy: Policy): Settings {
  const overridden = Object.fromEntries(
    [...lockedBy(policy)].map((key) => [key, policy[key as keyof Policy]]),
  )
  return {
    ...own,
    ...overridden,
    protectedTags: [...new Set([...(policy.protectedTags ?? []), ...own.protectedTags])],
    ...(isOff(policy, "records") ? { backupRecords: false } : {}),
    ...(isOff(policy, "notifications") ? { notify: false } : {}),
  }
}

export function isOff(policy: Policy, feature: Switchable): boolean {
  return policy.featuresOff?.includes(feature) ?? false
}

/** The account features that each switch turns off, regardless of scopes. */
const FEATURES_OF: Partial<Record<Switchable, readonly Feature[]>> = {
  records: ["records"],
  // Only a restore adds tags to records.
  restore: ["restore", "retag"],
  merge: ["merge"],
}

/** The features of an account that the policy has turned off. */
export function featuresOff(policy: Policy): Feature[] {
  return (policy.featuresOff ?? []).flatMap((each) => FEATURES_OF[each] ?? [])
}

export interface PolicyStore {
  get(): Promise<Policy>
  /** The policy with its invalid entries, for diagnostics. */
  read(): Promise<PolicyReading>
}

export function createPolicyStore(): PolicyStore {
  const read = async (): Promise<PolicyReading> => readPolicy(await fromBrowser())
  return { read, get: async () => (await read()).policy }
}

/** Without a policy for this extension, Firefox rejects and Chrome returns an empty object. */
async function fromBrowser(): Promise<unknown> {
  try {
    return await browser.storage.managed.get()
  } catch {
    return {}
  }
}

/** Notifies every context and `onChange` when the policy changes. Call once, in the background. */
export function watchPolicy(onChange: () => void): void {
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area !== "managed") return
    announceChange("policy")
    onChange()
  })
}
