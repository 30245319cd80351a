/** What no document settles and an org has shown at run time: remembered with its date, never assumed for ever. */
import * as v from "valibot"

import type { Database } from "./database"

const capabilitiesSchema = v.object({
  orgId: v.string(),
  /** Tags that a mass_delete call may carry. */
  chunkLimit: v.optional(v.object({ value: v.number(), at: v.number() })),
  /** Whether `feature_name=tags` gives the modules with tags. */
  modulesByFeature: v.optional(v.object({ value: v.boolean(), at: v.number() })),
  /** API names of modules that Zoho says have no tags. */
  untaggedModules: v.optional(v.object({ value: v.array(v.string()), at: v.number() })),
  /** Whether `include=associated_record_count` answers. */
  recordCounts: v.optional(v.object({ value: v.boolean(), at: v.number() })),
  /** Whether single tag scopes are refused and `tags.ALL` is needed. */
  tagsAll: v.optional(v.object({ value: v.boolean(), at: v.number() })),
})

export type Capabilities = v.InferOutput<typeof capabilitiesSchema>
type Finding = Exclude<keyof Capabilities, "orgId">
type ValueOf<F extends Finding> = NonNullable<Capabilities[F]>["value"]

export interface CapabilityStore {
  of(orgId: string): Promise<Capabilities>
  learn<F extends Finding>(orgId: string, finding: F, value: ValueOf<F>, at: number): Promise<void>
}

export function createCapabilityStore(db: Database): CapabilityStore {
  async function of(orgId: string): Promise<Capabilities> {
    const parsed = v.safeParse(capabilitiesSchema, await db.get("capabilities", orgId))
    return parsed.success ? parsed.output : { orgId }
  }
  return {
    of,
    async learn(orgId, finding, value, at): Promise<void> {
      await db.put("capabilities", { ...(await of(orgId)), [finding]: { value, at } })
    },
  }
}
