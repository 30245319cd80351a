/** Caches the tags of modules and their usage, so that the tag manager can show them before Zoho answers. */
import * as v from "valibot"

import { moduleSchema } from "../jobs/schema"
import { checkedBy } from "../lib/schema"
import type { Database } from "./database"

const text = v.exactOptional(v.string())

const listSchema = v.object({
  accountId: v.string(),
  /** API name. */
  apiName: v.string(),
  module: moduleSchema,
  tags: v.array(
    v.object({
      id: v.string(),
      name: v.string(),
      colorCode: v.nullable(v.string()),
      records: v.exactOptional(v.nullable(v.number())),
      createdBy: text,
      createdTime: text,
      modifiedTime: text,
    }),
  ),
  allowed: v.nullable(v.number()),
  /** When it was read from Zoho (ms since the epoch). */
  readAt: v.number(),
})

export type TagList = v.InferOutput<typeof listSchema>

export interface TagListStore {
  of(accountId: string): Promise<TagList[]>
  keep(list: Omit<TagList, "apiName">): Promise<void>
  forget(accountId: string): Promise<void>
}

export function createTagListStore(db: Database): TagListStore {
  return {
    async of(accountId): Promise<TagList[]> {
      const stored = await db.getAll("tagLists", ofAccount(accountId))
      return stored.flatMap((each) => checkedBy(listSchema)(each) ?? [])
    },
    async keep(list): Promise<void> {
      await db.put("tagLists", { ...list, apiName: list.module.apiName })
    },
    async forget(accountId): Promise<void> {
      await db.delete("tagLists", ofAccount(accountId))
    },
  }
}

// How many records carry a tag and what uses it, as last reported by Zoho.

const usageSchema = v.object({
  accountId: v.string(),
  tagId: v.string(),
  /** Null if not counted: Zoho has only refused to delete the tag. */
  records: v.nullable(v.number()),
  usedIn: v.nullable(v.array(v.string())),
  at: v.number(),
})

export type Usage = v.InferOutput<typeof usageSchema>

export interface TagUsageStore {
  /** The usage by tag id. */
  of(accountId: string): Promise<ReadonlyMap<string, Usage>>
  remember(usage: Usage): Promise<void>
  forget(accountId: string): Promise<void>
}

/** All keys that begin with this account. */
const ofAccount = (accountId: string): IDBKeyRange => IDBKeyRange.bound([accountId], [accountId, []])

export function createTagUsageStore(db: Database): TagUsageStore {
  return {
    async of(accountId): Promise<ReadonlyMap<string, Usage>> {
      const stored = await db.getAll("tagUsage", ofAccount(accountId))
      const usable = stored.flatMap((each) => checkedBy(usageSchema)(each) ?? [])
      return new Map(usable.map((usage) => [usage.tagId, usage]))
    },
    async remember(usage): Promise<void> {
      await db.put("tagUsage", usage)
    },
    async forget(accountId): Promise<void> {
      await db.delete("tagUsage", ofAccount(accountId))
    },
  }
}
