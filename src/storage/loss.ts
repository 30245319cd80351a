/** Whether the browser has lost the database: a mark in `storage.local`, no secret, names the one that had something in it. */
import * as v from "valibot"
import browser from "webextension-polyfill"

import { announceChange } from "./change-events"
import { DATABASE_ID, type Database } from "./database"

const KEY = "database"

export interface LossStore {
  /** The database that had something in it is gone, and the person does not know yet. */
  isLost(): Promise<boolean>
  /** This database holds something now, or the person knows of the loss. */
  mark(): Promise<void>
}

export function createLossStore(db: Database): LossStore {
  const here = async (): Promise<unknown> => db.get("settings", DATABASE_ID)
  return {
    async isLost(): Promise<boolean> {
      const marked = await readMark()
      return typeof marked === "string" && marked !== (await here())
    },
    async mark(): Promise<void> {
      const [id, marked] = [await here(), await readMark()]
      if (marked === UNREADABLE || marked === id) return
      await browser.storage.local.set({ [KEY]: id })
      announceChange("storage")
    },
  }
}

/** A newer version's mark, which stays, or the browser keeps nothing there either. */
const UNREADABLE = Symbol("unreadable")
const markSchema = v.fallback(v.union([v.string(), v.undefined(), v.literal(UNREADABLE)]), UNREADABLE)

/** The id of the database that has something in it; undefined: none did yet. */
async function readMark(): Promise<string | undefined | typeof UNREADABLE> {
  try {
    return v.parse(markSchema, (await browser.storage.local.get(KEY))[KEY])
  } catch {
    return UNREADABLE
  }
}
