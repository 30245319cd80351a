/** "Look for tags on this page": runs the tag-page script on any CRM page that a tab shows. */
import * as v from "valibot"
import browser from "webextension-polyfill"

import { t } from "../i18n/translate"
import { createPolicyStore, isOff } from "../storage/managed-policy"
import { isWrapped } from "../zoho/crm-address"
import { crmMatches, dataCenterByCrmHost, patternsOfPage } from "../zoho/data-centers"
import { CONTENT_SCRIPTS } from "./content-scripts"

/** Whether the managed policy switches off looking for tags. */
export async function isFindTagsDisabled(): Promise<boolean> {
  return isOff(await createPolicyStore().get(), "look")
}

/** Whether a tab shows a CRM page that we have host permissions for and that has no bar yet. */
export async function canFindTags(tabId: number): Promise<boolean> {
  return (await crmFrame(tabId))?.hasBar === false
}

/** Host permissions that the page in a tab needs and the user has not granted; empty if it is not a CRM page. */
export async function missingHosts(tabId: number): Promise<readonly string[]> {
  const { url = "" } = await browser.tabs.get(tabId).catch(() => ({ url: undefined }))
  const origins = patternsOfPage(url)
  return !origins || (await browser.permissions.contains({ origins })) ? [] : origins
}

/** Looks for tags in a tab. False if the tab shows no CRM page or the page forbids scripts. */
export async function findTags(tabId: number): Promise<boolean> {
  const frame = await crmFrame(tabId)
  if (frame === undefined) return false
  const target = { tabId, frameIds: [frame.frameId] }
  // Before the scripts run: the page may report what it found before `executeScript` returns.
  await rememberSearchedTab(tabId)
  await browser.scripting.executeScript({ target, files: CONTENT_SCRIPTS.tagPage })
  const [looked] = await browser.scripting.executeScript({ target, func: callLook })
  return looked?.result === true
}

const SEARCHED_TABS = "looked-tabs"
const tabsSchema = v.fallback(v.array(v.number()), [])
/** How many tabs are remembered: more than anyone searches in a session. */
const MAX_TABS = 50

/** Whether the user looked for tags in that tab since the browser started. */
export async function wasSearched(tabId: number): Promise<boolean> {
  return (await searchedTabs()).includes(tabId)
}

/** Kept in session storage: the worker may end before the page has found its list. */
async function searchedTabs(): Promise<number[]> {
  return v.parse(tabsSchema, (await browser.storage.session.get(SEARCHED_TABS))[SEARCHED_TABS])
}

async function rememberSearchedTab(tabId: number): Promise<void> {
  const others = (await searchedTabs()).filter((each) => each !== tabId)
  await browser.storage.session.set({ [SEARCHED_TABS]: [...others, tabId].slice(-MAX_TABS) })
}

/** The frame that contains the CRM: the largest one, preferring the CRM itself to a page that wraps it. */
async function crmFrame(tabId: number): Promise<{ frameId: number; hasBar: boolean } | undefined> {
  // A click on our icon gives access to any page (`activeTab`), but we only enter pages of granted hosts.
  if ((await missingHosts(tabId)).length > 0) return undefined
  try {
    const target = { tabId, allFrames: true }
    const frames = await browser.scripting.executeScript({ target, func: describeFrame })
    const rated = frames.flatMap(({ frameId, result }) => {
      const { success, output } = v.safeParse(frameSchema, result)
      return success ? [{ frameId, hasBar: output.hasBar, rating: ratingOf(output) }] : []
    })
    const [best] = rated.filter(({ rating }) => rating > 0).sort((a, b) => b.rating - a.rating)
    return best
  } catch {
    // The tab shows another site or a browser page, or was closed.
    return undefined
  }
}

const frameSchema = v.object({ href: v.string(), area: v.number(), hasBar: v.optional(v.boolean(), false) })

/** The area of a frame with a CRM page, scaled down for a page that wraps the CRM, to rank last. 0 for other pages. */
function ratingOf({ href, area }: v.InferOutput<typeof frameSchema>): number {
  if (!URL.canParse(href)) return 0
  const { protocol, hostname, port, pathname } = new URL(href)
  const isCrm = protocol === "https:" && port === "" && dataCenterByCrmHost(hostname) !== undefined
  if (!isCrm || !pathname.includes("/crm/")) return 0
  return isWrapped(pathname) ? area / 1e9 : area
}

// Both functions run in the page and are sent there as text: they cannot use anything else in this module.

/** A frame's address and area, and whether it has the bar. Null without an origin: such a frame belongs to no org. */
function describeFrame(): v.InferInput<typeof frameSchema> | null {
  if (origin === "null") return null
  const area = Math.max(1, innerWidth * innerHeight)
  return { href: location.href, area, hasBar: document.querySelector("tagsweep-root") !== null }
}

/** See `tag-page/frame.ts`. */
function callLook(): boolean {
  const world = globalThis as unknown as Record<symbol, { look?: () => boolean } | undefined>
  return world[Symbol.for("tagsweep")]?.look?.() ?? false
}

// The context menu entry on CRM pages.

const ENTRY = "look-for-tags"

/** The browser keeps the entry until the next update. */
export async function createFindTagsMenu(): Promise<void> {
  const off = await isFindTagsDisabled()
  await browser.contextMenus.removeAll()
  if (off) return
  browser.contextMenus.create({
    id: ENTRY,
    title: t("look_for_tags"),
    contexts: ["page", "frame", "selection", "link", "image", "editable"],
    documentUrlPatterns: crmMatches(),
  })
}

export function listenToFindTagsMenu(): void {
  browser.contextMenus.onClicked.addListener(({ menuItemId, pageUrl }, tab) => {
    const tabId = tab?.id
    if (menuItemId !== ENTRY || tabId === undefined) return
    const origins = patternsOfPage(pageUrl ?? "") ?? []
    // Synchronously: the browser shows its prompt only during a user gesture. `findTags` checks the result itself.
    const requested = browser.permissions.request({ origins }).catch(() => false)
    // The managed policy may have switched the entry off since it was created.
    void Promise.all([isFindTagsDisabled(), requested]).then(([off]) => off || findTags(tabId))
  })
}
