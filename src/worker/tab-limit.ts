/**
 * How often a tab of Zoho's may have us ask Zoho. A person never comes near it; a page that asks without end costs
 * nobody a call.
 */

const MOST = 30
const WITHIN_MS = 60_000

export interface TabLimit {
  /** Counts one more request of the tab. False: it has asked too often. */
  allows(tabId: number): boolean
}

export function createTabLimit(now: () => number = Date.now): TabLimit {
  const asked = new Map<number, number[]>()
  return {
    allows(tabId): boolean {
      const since = now() - WITHIN_MS
      const lately = (asked.get(tabId) ?? []).filter((at) => at > since)
      const isAllowed = lately.length < MOST
      // What is refused does not count, so that a tab which goes on asking is let in again after a while.
      if (isAllowed) lately.push(now())
      asked.set(tabId, lately)
      return isAllowed
    },
  }
}
