/**
 * The managed policy: what an organization has decided for its people in `storage.managed`, which only the browser's own
 * policies can write. It overrides the user's settings. docs/policy.md is for administrators.
 */
import * as v from "valibot"
import browser from "webextension-polyfill"

import { DATA_CENTERS, type DataCenterLocation } from "../zoho/data-centers"
import { DOCUMENTED_KINDS } from "../zoho/oauth/grant"
import type { Feature } from "../zoho/scopes"
import { announceChange } from "./change-events"
import { SETTING_VALUES, type SettingKey, type Settings } from "./settings"

/** What an organization can switch off as a whole. */
export const SWITCHABLE = ["look", "records", "restore", "merge", "notifications"] as const
export type Switchable = (typeof SWITCHABLE)[number]

const LOCATIONS = DATA_CENTERS.map(({ location }) => location) as [DataCenterLocation]

// A notification needs the user's own permission, so no policy switches it on; `featuresOff` switches it off.
const { notify: _, ...FIXABLE } = SETTING_VALUES

/** What each entry of the policy may be. */
export const POLICY_VALUES = {
  /** The organization's own client at Zoho; another one cannot be connected then. */
  clientId: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  clientKind: v.picklist(DOCUMENTED_KINDS),
  dataCenter: v.picklist(LOCATIONS),
  featuresOff: v.array(v.picklist(SWITCHABLE)),
  ...FIXABLE,
}

export type Policy = {
  readonly [K in keyof typeof POLICY_VALUES]?: v.InferOutput<(typeof POLICY_VALUES)[K]>
}

// Written into the bundle: https://docs.plasmo.com/framework/env
declare const process: { readonly env: { readonly PLASMO_PUBLIC_CLIENT_ID?: string } }

/** The publisher's client-based client, for every org in every data center: `client` in `.plasmorc`; empty: none. */
const publishersClient = (): string => process.env.PLASMO_PUBLIC_CLIENT_ID ?? ""

/** A client at Zoho that nobody has to register: people connect by it with one click. */
export interface ProvidedClient {
  readonly clientId: string
  /** The only data center where people may connect; null: they choose. */
  readonly location: DataCenterLocation | null
  /** Whether people may connect another client as well. */
  readonly isOnlyOne: boolean
}

/** The organization's own client, or the one that the build carries; null where neither is there or fits the policy. */
export function providedClient(policy: Policy, publishers = publishersClient()): ProvidedClient | null {
  const { clientId = publishers, clientKind = "client-based", dataCenter = null } = policy
  // The others take a secret, which has no place in a policy or a build.
  if (clientId === "" || clientKind !== "client-based") return null
  return { clientId, location: dataCenter, isOnlyOne: policy.clientId !== undefined }
}

export interface PolicyReading {
  readonly policy: Policy
  /** Entries that are unknown or not as they must be. They are left out, and the others hold. */
  readonly wrong: readonly string[]
}

/** One wrong entry must not undo all that an organization has forbidden, so each is checked by itself. */
export function readPolicy(raw: unknown): PolicyReading {
  const entries = Object.entries((raw ?? {}) as Record<string, unknown>)
  const good: [string, unknown][] = []
  const wrong: string[] = []
  for (const [key, value] of entries) {
    const schema = Object.hasOwn(POLICY_VALUES, key) ? POLICY_VALUES[key as keyof Policy] : undefined
    const parsed = schema && v.safeParse(schema, value)
    if (parsed?.success) good.push([key, parsed.output])
    else wrong.push(key)
  }
  return { policy: Object.fromEntries(good), wrong }
}

/** The settings that the user cannot change. Protected names can still be added to. */
export function lockedBy(policy: Policy): ReadonlySet<SettingKey> {
  const fixed = (Object.keys(FIXABLE) as (keyof typeof FIXABLE)[]).filter((key) => policy[key] !== undefined)
  const locked = new Set<SettingKey>(fixed)
  locked.delete("protectedTags")
  if (isOff(policy, "records")) locked.add("backupRecords")
  if (isOff(policy, "notifications")) locked.add("notify")
  return locked
}

/** The settings that hold: the user's own, and the policy above them. */
export function governed(own: Settings, policy: Policy): Settings {
  const fixed = Object.fromEntries([...lockedBy(policy)].map((key) => [key, policy[key as keyof Policy]]))
  return {
    ...own,
    ...fixed,
    protectedTags: [...new Set([...(policy.protectedTags ?? []), ...own.protectedTags])],
    ...(isOff(policy, "records") ? { backupRecords: false } : {}),
    ...(isOff(policy, "notifications") ? { notify: false } : {}),
  }
}

export function isOff(policy: Policy, feature: Switchable): boolean {
  return policy.featuresOff?.includes(feature) ?? false
}

/** What an account then may not do, whatever its scopes allow. */
const WITHOUT: Partial<Record<Switchable, readonly Feature[]>> = {
  records: ["records"],
  // Nothing else puts tags on records.
  restore: ["restore", "retag"],
  merge: ["merge"],
}

/** The features of an account that the policy has switched off. */
export function featuresOff(policy: Policy): Feature[] {
  return (policy.featuresOff ?? []).flatMap((each) => WITHOUT[each] ?? [])
}

export interface PolicyStore {
  get(): Promise<Policy>
  /** With what is wrong in it, for diagnostics. */
  read(): Promise<PolicyReading>
}

export function createPolicyStore(): PolicyStore {
  const read = async (): Promise<PolicyReading> => readPolicy(await fromBrowser())
  return { read, get: async () => (await read()).policy }
}

/** Firefox rejects where no policy names us, and Chrome gives an empty object. */
async function fromBrowser(): Promise<unknown> {
  try {
    return await browser.storage.managed.get()
  } catch {
    return {}
  }
}

/** Tells every context, and `onChange`, when the policy changes. To be called once, in the background. */
export function watchPolicy(onChange: () => void): void {
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area !== "managed") return
    announceChange("policy")
    onChange()
  })
}
