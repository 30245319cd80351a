/** What Zoho told of single tags when it was asked: how many records carry them, and what uses them. */
import * as v from "valibot"

import type { Database } from "./database"

const usageSchema = v.object({
  accountId: v.string(),
  tagId: v.string(),
  records: v.number(),
  usedIn: v.nullable(v.array(v.string())),
  at: v.number(),
})

export type Usage = v.InferOutput<typeof usageSchema>

export interface TagUsageStore {
  /** By tag id. */
  of(accountId: string): Promise<ReadonlyMap<string, Usage>>
  learn(usage: Usage): Promise<void>
  forget(accountId: string): Promise<void>
}

/** All keys that begin with this account. */
export const ofAccount = (accountId: string): IDBKeyRange => IDBKeyRange.bound([accountId], [accountId, []])

export function createTagUsageStore(db: Database): TagUsageStore {
  return {
    async of(accountId): Promise<ReadonlyMap<string, Usage>> {
      const stored = await db.getAll("tagUsage", ofAccount(accountId))
      const usable = stored.map((each) => v.safeParse(usageSchema, each))
      return new Map(usable.flatMap((each) => (each.success ? [[each.output.tagId, each.output]] : [])))
    },
    async learn(usage): Promise<void> {
      await db.put("tagUsage", usage)
    },
    async forget(accountId): Promise<void> {
      await db.delete("tagUsage", ofAccount(accountId))
    },
  }
}
