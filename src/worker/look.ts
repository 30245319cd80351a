/** "Look for tags on this page": puts the tag-page script into whatever page of the CRM a tab shows. */
import browser from "webextension-polyfill"

import { shippedScript } from "./shipped-script"

/** Whether a tab shows a page of the CRM that we may look at. */
export async function canLook(tabId: number): Promise<boolean> {
  return (await crmFrame(tabId)) !== undefined
}

/** Looks for tags in a tab. False when it shows no page of the CRM, or forbids scripts. */
export async function look(tabId: number): Promise<boolean> {
  const frameId = await crmFrame(tabId)
  if (frameId === undefined) return false
  const target = { tabId, frameIds: [frameId] }
  await browser.scripting.executeScript({ target, files: shippedScript("tag-page") })
  const [looked] = await browser.scripting.executeScript({ target, func: callLook })
  return looked?.result === true
}

/** The frame in which the CRM stands: by itself rather than wrapped, and the largest of several. */
async function crmFrame(tabId: number): Promise<number | undefined> {
  try {
    const target = { tabId, allFrames: true }
    const frames = await browser.scripting.executeScript({ target, func: describeFrame })
    const rated = frames.map(({ frameId, result }) => ({ frameId, rating: Number(result ?? 0) }))
    const [best] = rated.filter(({ rating }) => rating > 0).sort((a, b) => b.rating - a.rating)
    return best?.frameId
  } catch {
    // A tab of another site, of the browser itself, or one that is gone.
    return undefined
  }
}

// Both run in the page and are sent there as text: they know nothing of what stands around them here.

/** The frame's area where it holds the CRM's own page; a wrapper's counts for less than any other; else 0. */
function describeFrame(): number {
  if (origin === "null" || !location.pathname.includes("/crm/")) return 0
  const area = Math.max(1, innerWidth * innerHeight)
  return location.pathname.startsWith("/crm/") ? area : area / 1e9
}

/** See `page/frame.ts`. */
function callLook(): boolean {
  const world = globalThis as unknown as Record<symbol, { look?: () => boolean } | undefined>
  return world[Symbol.for("tagsweep")]?.look?.() ?? false
}
