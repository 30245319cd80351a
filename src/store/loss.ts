/**
 * Whether the browser has lost the database, and with it what was kept: a small mark outside it, in `storage.local`,
 * names the database that held something. It is no secret: content scripts can read it in Firefox.
 */
import * as v from "valibot"
import browser from "webextension-polyfill"

import { announceChange } from "./changes"
import { DATABASE_ID } from "./database"
import type { Database } from "./database"

const MARK = "database"
const idSchema = v.fallback(v.nullable(v.string()), null)

export interface LossStore {
  /** Something was kept in a database that is gone, and nobody has been told yet. */
  isLost(): Promise<boolean>
  /** From now on this database is the one to miss: it holds something, or the person knows of the loss. */
  mark(): Promise<void>
}

export function createLossStore(db: Database): LossStore {
  const here = async (): Promise<string | null> => v.parse(idSchema, await db.get("settings", DATABASE_ID))
  return {
    async isLost(): Promise<boolean> {
      const marked = await readMark()
      return marked !== null && marked !== (await here())
    },
    async mark(): Promise<void> {
      const id = await here()
      if (id === null || id === (await readMark())) return
      await browser.storage.local.set({ [MARK]: id })
      announceChange("storage")
    },
  }
}

/** Null, too, where the browser keeps nothing there either. */
async function readMark(): Promise<string | null> {
  try {
    return v.parse(idSchema, (await browser.storage.local.get(MARK))[MARK])
  } catch {
    return null
  }
}
