/** The versions whose news nobody has dismissed yet. */
import * as v from "valibot"

import { announceChange } from "./changes"
import type { Database } from "./database"

export interface NewsStore {
  waiting(): Promise<string[]>
  /** Adds the news of an update to what waits already. */
  add(versions: readonly string[]): Promise<void>
  dismiss(): Promise<void>
}

const KEY = "news"
const schema = v.fallback(v.array(v.string()), [])

export function createNewsStore(db: Database): NewsStore {
  const waiting = async (): Promise<string[]> => v.parse(schema, await db.get("settings", KEY))
  const put = async (versions: readonly string[]): Promise<void> => {
    await db.put("settings", versions, KEY)
    announceChange("news")
  }
  return {
    waiting,
    async add(versions): Promise<void> {
      if (versions.length > 0) await put([...new Set([...(await waiting()), ...versions])])
    },
    dismiss: () => put([]),
  }
}
