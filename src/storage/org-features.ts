/** Behavior of an org that no document settles, observed at run time and stored with its date, because it may change. */
import * as v from "valibot"

import { TAG_CALLS } from "../zoho/scopes"
import { announceChange } from "./change-events"
import type { Database } from "./database"

/** A value with the time (ms) at which an org showed it. */
const found = <T>(
  value: v.GenericSchema<unknown, T>,
): v.OptionalSchema<v.GenericSchema<unknown, { value: T; at: number }>, undefined> =>
  v.optional(v.object({ value, at: v.number() }))

const orgFeaturesSchema = v.object({
  orgId: v.string(),
  /** Tags that a mass_delete call may carry. */
  tagsPerCall: found(v.number()),
  /** Whether `feature_name=tags` gives the modules with tags. */
  modulesByFeature: found(v.boolean()),
  /** API names of modules that Zoho says have no tags. */
  untaggedModules: found(v.array(v.string())),
  /** Whether `include=associated_record_count` answers. */
  recordCounts: found(v.boolean()),
  /** What single tag scopes are refused for, so that `tags.ALL` is needed. */
  tagsAll: found(v.array(v.picklist(TAG_CALLS))),
  /** Where a person found tag pages that had moved: the path behind the org, and the parameter with the module. */
  tagPages: found(v.array(v.object({ path: v.string(), moduleParam: v.nullable(v.string()) }))),
})

export type OrgFeatures = v.InferOutput<typeof orgFeaturesSchema>
export type OrgFeature = Exclude<keyof OrgFeatures, "orgId">
export type ValueOf<F extends OrgFeature> = NonNullable<OrgFeatures[F]>["value"]

export interface OrgFeatureStore {
  of(orgId: string): Promise<OrgFeatures>
  remember<F extends OrgFeature>(orgId: string, finding: F, value: ValueOf<F>, at: number): Promise<void>
}

export function createOrgFeatureStore(db: Database): OrgFeatureStore {
  return {
    of: async (orgId) => checked(orgId, await db.get("orgFeatures", orgId)),
    async remember(orgId, finding, value, at): Promise<void> {
      // In one transaction: several findings may be made at once, and none must be lost over another.
      const work = db.transaction("orgFeatures", "readwrite")
      const known = (await work.store.get(orgId)) as object | undefined
      await work.store.put({ ...known, orgId, [finding]: { value, at } })
      await work.done
      announceChange("orgFeatures")
    },
  }
}

/** Ignores a value that cannot be read, and keeps the others. */
function checked(orgId: string, stored: unknown): OrgFeatures {
  const known = (stored ?? {}) as Readonly<Record<string, unknown>>
  const readable = Object.entries(orgFeaturesSchema.entries).flatMap(([name, schema]) => {
    const finding = v.safeParse<v.GenericSchema>(schema, known[name])
    return finding.success && finding.output !== undefined ? [[name, finding.output]] : []
  })
  return { ...(Object.fromEntries(readable) as Partial<OrgFeatures>), orgId }
}
