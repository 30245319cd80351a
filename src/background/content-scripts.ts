/** The scripts on Zoho's pages (`tag-page/`): registered at run time, for the hosts that a person has granted. */
import browser, { type Scripting } from "webextension-polyfill"

import { oneByOne } from "../lib/async"
import type { Account } from "../storage/accounts"
import { isOff } from "../storage/managed-policy"
import type { Store } from "../storage/store"
import { type AddressPattern, isNarrow } from "../zoho/crm-address"
import { crmMatches, crmMatchesOf, dataCenterByLocation, tagPageMatch } from "../zoho/data-centers"

/** Paths in the package; the build gives the files these names (`.ci/parcel-manifest.cjs`). */
export const CONTENT_SCRIPTS = { tagPage: ["/tag-page.js"], watcher: ["/watch.js"] }

/**
 * Registers what belongs on the pages of granted hosts, and nothing else. The browser keeps it across restarts, not updates:
 * https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/scripting/registerContentScripts
 * @param moved match patterns of the pages whose org has its tag page at another address
 */
export async function registerContentScripts(moved: readonly string[]): Promise<void> {
  const wanted = scriptsFor(await grantedPages(), moved)
  const there = (await browser.scripting.getRegisteredContentScripts()).map(({ id }) => id)
  const ids = there.filter((id) => wanted.every((script) => script.id !== id))
  if (ids.length > 0) await browser.scripting.unregisterContentScripts({ ids })
  // Updated rather than registered again: a page that loads in between would go without.
  const kept = wanted.filter(({ id }) => there.includes(id))
  if (kept.length > 0) await browser.scripting.updateContentScripts(kept)
  const added = wanted.filter(({ id }) => !there.includes(id))
  if (added.length > 0) await browser.scripting.registerContentScripts(added)
}

function scriptsFor(
  granted: readonly string[],
  moved: readonly string[],
): Scripting.RegisteredContentScript[] {
  const { tagPage, watcher } = CONTENT_SCRIPTS
  const movedHere = granted.filter((match) => moved.includes(match))
  const scripts: Scripting.RegisteredContentScript[] = [
    { id: "tag-page", js: tagPage, matches: granted.map(tagPageMatch), runAt: "document_idle" },
    // Before the app's own scripts, so that no change of the address goes unseen.
    { id: "watch", js: watcher, matches: [...granted], runAt: "document_start" },
    // A second time, at another of these times: Chrome runs a file once only at each.
    { id: "moved-pages", js: watcher, matches: movedHere, runAt: "document_end" },
  ]
  return scripts
    .filter(({ matches = [] }) => matches.length > 0)
    .map((each) => ({ ...each, allFrames: true }))
}

/** Puts them into the pages that are open already, where a host has just been granted. Twice does no harm. */
export async function runInOpenTabs(): Promise<void> {
  const granted = await grantedPages()
  await runIn(granted, { files: CONTENT_SCRIPTS.watcher })
  await runIn(granted.map(tagPageMatch), { files: CONTENT_SCRIPTS.tagPage })
  // Where they are already, a page may wait for the host that was granted.
  await refreshOpenTabs()
}

/** Lets open tag pages notice that an org was connected. */
export async function refreshOpenTabs(): Promise<void> {
  await runIn(await grantedPages(), { func: callRefresh })
}

async function runIn(url: string[], what: { files: string[] } | { func: () => void }): Promise<void> {
  // Without an address to look for, a browser may give every tab.
  const tabs = url.length > 0 ? await browser.tabs.query({ url }) : []
  const into = (tabId: number): Promise<unknown> =>
    // A tab may close or go elsewhere meanwhile.
    browser.scripting.executeScript({ target: { tabId, allFrames: true }, ...what }).catch(() => undefined)
  await Promise.all(tabs.flatMap(({ id }) => (id === undefined ? [] : [into(id)])))
}

/** Runs in the page and is sent there as text. See `tag-page/frame.ts`. */
function callRefresh(): void {
  const world = globalThis as unknown as Record<symbol, { refresh?: () => void } | undefined>
  world[Symbol.for("tagsweep")]?.refresh?.()
}

/** Of the match patterns of the CRM's pages, those that a person has granted. */
async function grantedPages(): Promise<string[]> {
  const patterns = crmMatches()
  const granted = await Promise.all(
    patterns.map((pattern) => browser.permissions.contains({ origins: [pattern] })),
  )
  return patterns.filter((_, at) => granted[at])
}

// Tag pages that a person found at another address than Zoho's. The patterns are kept per org; only pages of that org's
// data center get the watcher a second time, which asks for them.

/** More places than anyone finds by hand; the oldest goes. */
const MOST = 10

/** Where the tag pages of an account's org are, beside Zoho's own address. */
export async function tagPagesOf({ orgFeatures }: Store, { org }: Account): Promise<AddressPattern[]> {
  return ((await orgFeatures.of(org.id)).tagPages?.value ?? []).filter(isNarrow)
}

/** Remembers such a place, or forgets it, and has the scripts follow. */
export async function changeTagPages(
  store: Store,
  account: Account,
  change: "remember" | "forget",
  pattern: AddressPattern,
): Promise<void> {
  const { path, moduleParam } = pattern
  const known = await tagPagesOf(store, account)
  const others = known.filter((each) => each.path !== path || each.moduleParam !== moduleParam)
  const patterns = change === "remember" ? [...others, pattern].slice(-MOST) : others
  await store.orgFeatures.remember(account.org.id, "tagPages", patterns, Date.now())
  await arrangeScripts(store)
}

const inTurn = oneByOne()

/** Registers the scripts for Zoho's pages, as the browser's permissions, the accounts and these places are now. */
export function arrangeScripts(store: Store): Promise<void> {
  return inTurn(async () => {
    const moved: string[] = []
    const off = isOff(await store.policy.get(), "look")
    for (const account of off ? [] : await store.accounts.list()) {
      const dataCenter = dataCenterByLocation(account.org.location)
      if (dataCenter && (await tagPagesOf(store, account)).length > 0)
        moved.push(...crmMatchesOf(dataCenter, account.org.environment))
    }
    await registerContentScripts(moved)
  })
}
