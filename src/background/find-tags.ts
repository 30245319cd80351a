/** "Look for tags on this page": puts the tag-page script into whatever page of the CRM a tab shows. */
import * as v from "valibot"
import browser from "webextension-polyfill"

import { t } from "../i18n/translate"
import { createPolicyStore, isOff } from "../storage/managed-policy"
import { isWrapped } from "../zoho/crm-address"
import { crmMatches, dataCenterByCrmHost, patternsOfPage } from "../zoho/data-centers"
import { CONTENT_SCRIPTS } from "./content-scripts"

/** Whether the managed policy has switched looking off. */
export async function isFindTagsDisabled(): Promise<boolean> {
  return isOff(await createPolicyStore().get(), "look")
}

/** Whether a tab shows a page of the CRM that we may look at, and that has no bar yet. */
export async function canFindTags(tabId: number): Promise<boolean> {
  return (await crmFrame(tabId))?.hasBar === false
}

/** Hosts that the page in a tab needs and a person has not granted yet; none where that page is not the CRM's. */
export async function missingHosts(tabId: number): Promise<readonly string[]> {
  const { url = "" } = await browser.tabs.get(tabId).catch(() => ({ url: undefined }))
  const origins = patternsOfPage(url)
  return !origins || (await browser.permissions.contains({ origins })) ? [] : origins
}

/** Looks for tags in a tab. False when it shows no page of the CRM, or forbids scripts. */
export async function findTags(tabId: number): Promise<boolean> {
  const frame = await crmFrame(tabId)
  if (frame === undefined) return false
  const target = { tabId, frameIds: [frame.frameId] }
  // First: what is found on the page may arrive before the scripts' answers are here.
  await noteLook(tabId)
  await browser.scripting.executeScript({ target, files: CONTENT_SCRIPTS.tagPage })
  const [looked] = await browser.scripting.executeScript({ target, func: callLook })
  return looked?.result === true
}

const LOOKED = "looked-tabs"
const tabsSchema = v.fallback(v.array(v.number()), [])
/** Tabs that are known; a session has no more in which anyone looks. */
const MOST_TABS = 50

/** Whether a person had tags looked for in that tab, since the browser was started. */
export async function wasSearched(tabId: number): Promise<boolean> {
  return (await lookedTabs()).includes(tabId)
}

/** In the session's memory, since the worker may end before the page has found its list. */
async function lookedTabs(): Promise<number[]> {
  return v.parse(tabsSchema, (await browser.storage.session.get(LOOKED))[LOOKED])
}

async function noteLook(tabId: number): Promise<void> {
  const others = (await lookedTabs()).filter((each) => each !== tabId)
  await browser.storage.session.set({ [LOOKED]: [...others, tabId].slice(-MOST_TABS) })
}

/** The frame that holds the CRM: by itself rather than wrapped, and the largest of several. */
async function crmFrame(tabId: number): Promise<{ frameId: number; hasBar: boolean } | undefined> {
  // A click on our icon lets us into any page; we go into those of granted hosts alone.
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
    // A tab of another site, of the browser itself, or one that is gone.
    return undefined
  }
}

const frameSchema = v.object({ href: v.string(), area: v.number(), hasBar: v.optional(v.boolean(), false) })

/** A frame's area where it holds a page of the CRM's own hosts; a wrapper's counts for less than any other; else 0. */
function ratingOf({ href, area }: v.InferOutput<typeof frameSchema>): number {
  if (!URL.canParse(href)) return 0
  const { protocol, hostname, port, pathname } = new URL(href)
  const isCrm = protocol === "https:" && port === "" && dataCenterByCrmHost(hostname) !== undefined
  if (!isCrm || !pathname.includes("/crm/")) return 0
  return isWrapped(pathname) ? area / 1e9 : area
}

// Both run in the page and are sent there as text: they know nothing of what is around them here.

/** Where a frame is, how large, and whether the bar is in it; null without an origin, which has nothing of an org. */
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

// The entry of the context menu on the CRM's pages.

const ENTRY = "look-for-tags"

/** The browser keeps it until the next update. */
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
    // At once: the browser asks only as long as it remembers the click. Where it does not, looking finds out.
    const asked = browser.permissions.request({ origins }).catch(() => false)
    // The managed policy may have switched it off since the entry was made.
    void Promise.all([isFindTagsDisabled(), asked]).then(([off]) => off || findTags(tabId))
  })
}
