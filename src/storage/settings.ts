/**
 * The user's settings, stored in one record, with their defaults and bounds. Only the managed policy can set
 * `concurrency` and `backupRecords`.
 */
import * as v from "valibot"

import { checkedBy } from "../lib/schema"
import { CONCURRENCY_BY_EDITION, CONCURRENCY_OF_ANY_EDITION } from "../zoho/limits"
import { announceChange } from "./change-events"
import type { Database } from "./database"

export interface Bounds {
  readonly least: number
  readonly most: number
  readonly otherwise: number
}

export const BOUNDS = {
  /** Above this number of tags, the user must type the number to confirm. */
  typedAbove: { least: 0, most: 1_000, otherwise: 20 },
  /** Seconds between the confirmation and the first call that deletes. */
  graceSeconds: { least: 0, most: 60, otherwise: 5 },
  /** Calls in flight per org. If the org's edition allows fewer, Zoho refuses calls, which slows the job down. */
  concurrency: { least: 1, most: CONCURRENCY_BY_EDITION.ultimate, otherwise: CONCURRENCY_OF_ANY_EDITION },
  backupDays: { least: 1, most: 3_650, otherwise: 90 },
} as const satisfies Record<string, Bounds>

type BoundedSetting = keyof typeof BOUNDS

/** Number of finished jobs to keep. */
export const KEPT_JOBS = 200
/** Maximum size of all backups together (bytes). */
export const BACKUP_BYTES = 200_000_000

/** Maximum number and length of protected names and patterns, so that matching stays cheap. */
export const PROTECTED = { most: 2_000, longest: 400 } as const

function eachBounded<T>(make: (bounds: Bounds) => T): Record<BoundedSetting, T> {
  return Object.fromEntries(Object.entries(BOUNDS).map(([key, bounds]) => [key, make(bounds)])) as never
}

export const SETTING_VALUES = {
  ...eachBounded(({ least, most }) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))),
  /** Whether tags are backed up before they are deleted. */
  backups: v.boolean(),
  /** Whether a backup also contains the records that carry each tag, if the org lets us read them. */
  backupRecords: v.boolean(),
  /** Whether to show a browser notification when a job ends. */
  notify: v.boolean(),
  /** Names and patterns (`*` matches any characters) of tags that no action may delete or merge away. */
  protectedTags: v.pipe(
    v.array(v.pipe(v.string(), v.maxLength(PROTECTED.longest))),
    v.maxLength(PROTECTED.most),
  ),
}

export type Settings = {
  readonly [K in keyof typeof SETTING_VALUES]: v.InferOutput<(typeof SETTING_VALUES)[K]>
}
export type SettingKey = keyof Settings

export const DEFAULTS: Settings = {
  ...eachBounded(({ otherwise }) => otherwise),
  backups: true,
  backupRecords: true,
  notify: false,
  protectedTags: [],
}

type Entries = Record<SettingKey, v.GenericSchema<unknown, never>>

const entries = Object.entries<v.GenericSchema>(SETTING_VALUES).map(([key, value]) => {
  const defaultValue = DEFAULTS[key as SettingKey]
  return [key, v.optional(v.fallback(value, defaultValue), defaultValue)]
})

/** Stored settings. Damaged or out-of-bounds values count as not set. */
export const settingsSchema = v.object(Object.fromEntries(entries) as Entries) as v.GenericSchema<
  unknown,
  Settings
>

export interface SettingsStore {
  /** The settings with defaults, overridden by the managed policy. */
  get(): Promise<Settings>
  /** The user's settings with defaults, without the policy. */
  own(): Promise<Settings>
  /** Changes only the user's settings in `patch`. */
  change(patch: Partial<Settings>): Promise<void>
}

const KEY = "user"

/** @param applyPolicy overrides the user's settings with the managed policy */
export function createSettingsStore(
  db: Database,
  applyPolicy: (own: Settings) => Promise<Settings>,
): SettingsStore {
  const own = async (): Promise<Settings> =>
    checkedBy(settingsSchema)((await db.get("settings", KEY)) ?? {}) ?? DEFAULTS
  return {
    get: async () => applyPolicy(await own()),
    own,
    async change(patch): Promise<void> {
      // Flushed: settings shown as saved must survive a crash of the browser.
      const tx = db.transaction("settings", "readwrite", { durability: "strict" })
      const before = (await tx.store.get(KEY)) as object | undefined
      await tx.store.put({ ...before, ...withinBounds(patch) }, KEY)
      await tx.done
      announceChange("settings")
    },
  }
}

/** The patch with defaults in place of values out of bounds. */
function withinBounds(patch: Partial<Settings>): object {
  const checked = v.parse(settingsSchema, patch)
  return Object.fromEntries(Object.keys(patch).map((key) => [key, checked[key as SettingKey]]))
}
