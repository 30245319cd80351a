/** What a page of Zoho may have opened of ours: no more than its own button could ask for. */
import type { Sender } from "../messaging/sender"
import type { Store } from "../store/store"
import { mayActOn } from "./page-org"

/** Milliseconds between two tabs that one tab may have opened. */
const BETWEEN_TABS = 1_000

/** @returns whether the sender may have a page of ours opened, and at this account */
export function createPageOpens(
  store: Store,
): (account: string | undefined, sender: Sender) => Promise<boolean> {
  const openedAt = new Map<number, number>()

  /** At once and not after a wait, in which any number would find nothing against it. */
  function takeTurn(tabId: number): boolean {
    const now = Date.now()
    for (const [tab, at] of openedAt) if (Math.abs(now - at) >= BETWEEN_TABS) openedAt.delete(tab)
    if (openedAt.has(tabId)) return false
    openedAt.set(tabId, now)
    return true
  }

  return async (account, sender) => {
    if (sender.callerClass === "extension") return true
    return takeTurn(sender.tabId) && (account === undefined || mayActOn(store, account, sender))
  }
}
