/** Undocumented behavior of an org, detected at run time and stored with the time, so that it can expire. */
import * as v from "valibot"

import { TAG_CALLS } from "../zoho/scopes"
import { announceChange } from "./change-events"
import type { Database } from "./database"

/** A value with the time when it was detected (ms since the epoch). */
const found = <T>(
  value: v.GenericSchema<unknown, T>,
): v.OptionalSchema<v.GenericSchema<unknown, { value: T; at: number }>, undefined> =>
  v.optional(v.object({ value, at: v.number() }))

const orgFeaturesSchema = v.object({
  orgId: v.string(),
  /** Maximum number of tags per mass_delete call. */
  tagsPerCall: found(v.number()),
  /** Whether `feature_name=tags` returns the modules with tags. */
  modulesByFeature: found(v.boolean()),
  /** API names of modules that have no tags, according to Zoho. */
  untaggedModules: found(v.array(v.string())),
  /** Whether `include=associated_record_count` works. */
  recordCounts: found(v.boolean()),
  /** Calls for which single tag scopes are refused, so that they need `tags.ALL`. */
  tagsAll: found(v.array(v.picklist(TAG_CALLS))),
  /** Moved tag pages that the user found: the path after the org, and the name of the module parameter. */
  tagPages: found(v.array(v.object({ path: v.string(), moduleParam: v.nullable(v.string()) }))),
})

export type OrgFeatures = v.InferOutput<typeof orgFeaturesSchema>
export type OrgFeature = Exclude<keyof OrgFeatures, "orgId">
export type ValueOf<F extends OrgFeature> = NonNullable<OrgFeatures[F]>["value"]

export interface OrgFeatureStore {
  of(orgId: string): Promise<OrgFeatures>
  remember<F extends OrgFeature>(orgId: string, feature: F, value: ValueOf<F>, at: number): Promise<void>
}

export function createOrgFeatureStore(db: Database): OrgFeatureStore {
  return {
    of: async (orgId) => checked(orgId, await db.get("orgFeatures", orgId)),
    async remember(orgId, feature, value, at): Promise<void> {
      // One transaction, so that concurrent changes do not overwrite each other.
      const tx = db.transaction("orgFeatures", "readwrite")
      const known = (await tx.store.get(orgId)) as object | undefined
      await tx.store.put({ ...known, orgId, [feature]: { value, at } })
      await tx.done
      announceChange("orgFeatures")
    },
  }
}

/** Ignores unreadable values and keeps the others. */
function checked(orgId: string, stored: unknown): OrgFeatures {
  const known = (stored ?? {}) as Readonly<Record<string, unknown>>
  const readable = Object.entries(orgFeaturesSchema.entries).flatMap(([name, schema]) => {
    const feature = v.safeParse<v.GenericSchema>(schema, known[name])
    return feature.success && feature.output !== undefined ? [[name, feature.output]] : []
  })
  return { ...(Object.fromEntries(readable) as Partial<OrgFeatures>), orgId }
}
