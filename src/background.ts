import browser from "webextension-polyfill"
import * as v from "valibot"
import ky from "ky"
import { openDB } from "idb"
const S = v.object({ a: v.string() })
browser.runtime.onMessage.addListener(async (m: unknown): Promise<unknown> => { const r = v.safeParse(S, m); if (r.success) { await openDB("x"); return ky.get("https://www.zohoapis.com/x").json() } return 1 })
export {}
