/** The user's settings, in one record, with their defaults and bounds. The policy alone sets `concurrency` and `backupRecords`. */
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
  /** Above this number of tags the number itself must be typed to confirm. */
  typedAbove: { least: 0, most: 1_000, otherwise: 20 },
  /** Seconds between confirming and the first call that deletes. */
  graceSeconds: { least: 0, most: 60, otherwise: 5 },
  /** Calls in flight per org. More than the org's edition allows only earns refusals, which slow it down again. */
  concurrency: { least: 1, most: CONCURRENCY_BY_EDITION.ultimate, otherwise: CONCURRENCY_OF_ANY_EDITION },
  backupDays: { least: 1, most: 3_650, otherwise: 90 },
} as const satisfies Record<string, Bounds>

type BoundedSetting = keyof typeof BOUNDS

/** Finished jobs that are kept. */
export const KEPT_JOBS = 200
/** What all backups may take together (bytes). */
export const BACKUP_BYTES = 200_000_000

/** Protected names and patterns: so many, of such a length, that matching stays cheap. */
export const PROTECTED = { most: 2_000, longest: 400 } as const

function eachBounded<T>(make: (bounds: Bounds) => T): Record<BoundedSetting, T> {
  return Object.fromEntries(Object.entries(BOUNDS).map(([key, bounds]) => [key, make(bounds)])) as never
}

export const SETTING_VALUES = {
  ...eachBounded(({ least, most }) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))),
  /** Whether a deletion waits until what it deletes is backed up. */
  backups: v.boolean(),
  /** Whether a backup also holds which records carry each tag, where the org lets us read that. */
  backupRecords: v.boolean(),
  /** Whether the browser's notification tells when a job ends. */
  notify: v.boolean(),
  /** Names, and patterns with `*` for any characters, of tags that no action may delete or merge away. */
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
  const otherwise = DEFAULTS[key as SettingKey]
  return [key, v.optional(v.fallback(value, otherwise), otherwise)]
})

/** What is stored: what is damaged or out of bounds counts as not set. */
export const settingsSchema = v.object(Object.fromEntries(entries) as Entries) as v.GenericSchema<
  unknown,
  Settings
>

export interface SettingsStore {
  /** With defaults, and the managed policy above them. */
  get(): Promise<Settings>
  /** With defaults, whatever the policy says. */
  own(): Promise<Settings>
  /** Changes the user's settings named in `patch` and leaves the others. */
  change(patch: Partial<Settings>): Promise<void>
}

const KEY = "user"

/** @param govern puts the managed policy above what the user has set */
export function createSettingsStore(
  db: Database,
  govern: (own: Settings) => Promise<Settings>,
): SettingsStore {
  const own = async (): Promise<Settings> =>
    checkedBy(settingsSchema)((await db.get("settings", KEY)) ?? {}) ?? DEFAULTS
  return {
    get: async () => govern(await own()),
    own,
    async change(patch): Promise<void> {
      // What the screen reports as saved must survive a browser crash right after it.
      const work = db.transaction("settings", "readwrite", { durability: "strict" })
      const before = (await work.store.get(KEY)) as object | undefined
      await work.store.put({ ...before, ...taken(patch) }, KEY)
      await work.done
      announceChange("settings")
    },
  }
}

/** The valid part of a patch: out-of-bounds values become the default. */
function taken(patch: Partial<Settings>): object {
  const checked = v.parse(settingsSchema, patch)
  return Object.fromEntries(Object.keys(patch).map((key) => [key, checked[key as SettingKey]]))
}
