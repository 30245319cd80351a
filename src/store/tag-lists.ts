/** Modules' tags as they were last read, so that the manager has something to show before Zoho has answered. */
import * as v from "valibot"

import type { Database } from "./database"
import { ofAccount } from "./tag-usage"

const text = v.exactOptional(v.string())

const listSchema = v.object({
  accountId: v.string(),
  /** API name. */
  apiName: v.string(),
  module: v.object({ id: v.string(), apiName: v.string(), pluralLabel: v.string() }),
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
  /** When Zoho gave it (ms). */
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
      return stored.flatMap((each) => {
        const list = v.safeParse(listSchema, each)
        return list.success ? [list.output] : []
      })
    },
    async keep(list): Promise<void> {
      await db.put("tagLists", { ...list, apiName: list.module.apiName })
    },
    async forget(accountId): Promise<void> {
      await db.delete("tagLists", ofAccount(accountId))
    },
  }
}
