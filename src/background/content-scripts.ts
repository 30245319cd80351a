/** The scripts on Zoho's pages (`tag-page/`), registered at run time for the hosts that the user has granted. */
import browser, { type Scripting } from "webextension-polyfill"

import { oneByOne } from "../lib/async"
import type { Account } from "../storage/accounts"
import { isOff } from "../storage/managed-policy"
import type { Store } from "../storage/store"
import { type AddressPattern, isNarrow } from "../zoho/crm-address"
import { crmMatches, crmMatchesOf, dataCenterByLocation, tagPageMatch } from "../zoho/data-centers"

/** Paths in the package, as named by the build (`.ci/parcel-manifest.cjs`). */
export const CONTENT_SCRIPTS = { tagPage: ["/tag-page.js"], watcher: ["/watch.js"] }

/**
 * Registers our scripts on the pages of granted hosts and unregisters all others. Registrations survive restarts, not
 * updates: https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/scripting/registerContentScripts
 * @param moved match patterns of pages whose org has its tag page at another address
 */
export async function registerContentScripts(moved: readonly string[]): Promise<void> {
  const wanted = scriptsFor(await grantedPages(), moved)
  const registered = (await browser.scripting.getRegisteredContentScripts()).map(({ id }) => id)
  const ids = registered.filter((id) => wanted.every((script) => script.id !== id))
  if (ids.length > 0) await browser.scripting.unregisterContentScripts({ ids })
  // Updated rather than registered again, which would miss a page that loads in between.
  const kept = wanted.filter(({ id }) => registered.includes(id))
  if (kept.length > 0) await browser.scripting.updateContentScripts(kept)
  const added = wanted.filter(({ id }) => !registered.includes(id))
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
    // Runs before the app's own scripts, to see every change of the address.
    { id: "watch", js: watcher, matches: [...granted], runAt: "document_start" },
    // Needs another `runAt` than "watch": Chrome runs a file only once per `runAt`.
    { id: "moved-pages", js: watcher, matches: movedHere, runAt: "document_end" },
  ]
  return scripts
    .filter(({ matches = [] }) => matches.length > 0)
    .map((each) => ({ ...each, allFrames: true }))
}

/** Runs the scripts in pages that are already open, after a host is granted. Running them twice is harmless. */
export async function runInOpenTabs(): Promise<void> {
  const granted = await grantedPages()
  await runIn(granted, { files: CONTENT_SCRIPTS.watcher })
  await runIn(granted.map(tagPageMatch), { files: CONTENT_SCRIPTS.tagPage })
  // A page that already has the scripts may wait for the granted host.
  await refreshOpenTabs()
}

/** Lets open tag pages notice that an org was connected. */
export async function refreshOpenTabs(): Promise<void> {
  await runIn(await grantedPages(), { func: callRefresh })
}

async function runIn(url: string[], what: { files: string[] } | { func: () => void }): Promise<void> {
  // Without a URL filter, a browser may return every tab.
  const tabs = url.length > 0 ? await browser.tabs.query({ url }) : []
  const into = (tabId: number): Promise<unknown> =>
    // A tab may have closed or navigated away.
    browser.scripting.executeScript({ target: { tabId, allFrames: true }, ...what }).catch(() => undefined)
  await Promise.all(tabs.flatMap(({ id }) => (id === undefined ? [] : [into(id)])))
}

/** Runs in the page and is sent there as text. See `tag-page/frame.ts`. */
function callRefresh(): void {
  const world = globalThis as unknown as Record<symbol, { refresh?: () => void } | undefined>
  world[Symbol.for("tagsweep")]?.refresh?.()
}

/** Match patterns of CRM pages that the user has granted. */
async function grantedPages(): Promise<string[]> {
  const patterns = crmMatches()
  const granted = await Promise.all(
    patterns.map((pattern) => browser.permissions.contains({ origins: [pattern] })),
  )
  return patterns.filter((_, at) => granted[at])
}

// Tag pages that the user found at an address other than Zoho's default. The patterns are stored per org. Pages of that
// org's data center get the watcher a second time, and it requests the patterns.

/** More than anyone finds by hand. Beyond it, the oldest pattern is dropped. */
const MAX_PATTERNS = 10

/** Where the tag pages of an account's org are, besides Zoho's default address. */
export async function tagPagesOf({ orgFeatures }: Store, { org }: Account): Promise<AddressPattern[]> {
  return ((await orgFeatures.of(org.id)).tagPages?.value ?? []).filter(isNarrow)
}

/** Remembers or forgets the address of a tag page, then registers the scripts accordingly. */
export async function changeTagPages(
  store: Store,
  account: Account,
  change: "remember" | "forget",
  pattern: AddressPattern,
): Promise<void> {
  const { path, moduleParam } = pattern
  const known = await tagPagesOf(store, account)
  const others = known.filter((each) => each.path !== path || each.moduleParam !== moduleParam)
  const patterns = change === "remember" ? [...others, pattern].slice(-MAX_PATTERNS) : others
  await store.orgFeatures.remember(account.org.id, "tagPages", patterns, Date.now())
  await arrangeScripts(store)
}

const inTurn = oneByOne()

/** Registers the scripts on Zoho's pages for the current host permissions, accounts and tag-page addresses. */
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
