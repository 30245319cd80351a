/** The confirmation window for requests from Zoho's page or the popup. Only one is open at a time. */
import browser, { type Tabs } from "webextension-polyfill"

import { oneByOne } from "../lib/async"
import type { Draft, SavedDraft } from "../storage/drafts"
import type { Store } from "../storage/store"

/** CSS pixels, unless the browser window is smaller. */
const WIDTH = 560
const HEIGHT = 720

/** Of two simultaneous requests, the second waits until the first has its window. */
const inTurn = oneByOne()

type Drafts = Pick<Store, "drafts">

/** The draft that is asked about in a window right now. */
export function currentQuestion(store: Drafts): Promise<SavedDraft | undefined> {
  return inTurn(() => openQuestion(store))
}

/** Asks about a draft, unless another is being asked about: then that one comes to the front, and is returned. */
export function showQuestion(store: Drafts, draft: Draft): Promise<SavedDraft | undefined> {
  return inTurn(async () => {
    const { drafts } = store
    const open = await openQuestion(store)
    if (open) {
      await bringToFront(open.window)
      return open.draft.draftId === draft.draftId ? undefined : open
    }
    // The same tab may have asked again, or be closed, while this one waited.
    if (!(await drafts.get(draft.draftId)) || (await isClosed(draft.tabId))) return undefined
    const window = await openWindow(draft)
    if (!(await drafts.putInWindow(draft.draftId, window))) await browser.tabs.remove(window)
    return undefined
  })
}

async function openQuestion({ drafts }: Drafts): Promise<SavedDraft | undefined> {
  for (const saved of await drafts.inWindows()) {
    const isOpen = (await tabOf(saved.window)) !== undefined
    if (isOpen && !saved.isExpired) return saved
    // Closing the window is Cancel. One whose question is too old makes room for the next.
    await drafts.remove(saved.draft.draftId)
    if (isOpen) await browser.tabs.remove(saved.window ?? -1)
  }
  return undefined
}

/** Our own pages ask outside tabs, too. */
const isClosed = async (tabId: number | null): Promise<boolean> => tabId !== null && !(await tabOf(tabId))

async function tabOf(tabId: number | null): Promise<Tabs.Tab | undefined> {
  return tabId === null ? undefined : browser.tabs.get(tabId).catch(() => undefined)
}

/** @returns the tab in it */
async function openWindow({ draftId, tabId }: Draft): Promise<number> {
  const url = `${browser.runtime.getURL("tabs/confirm.html")}?draft=${draftId}`
  const asking = await tabOf(tabId)
  // Firefox for Android has no windows.
  const { windows } = browser as Partial<typeof browser>
  if (!windows) {
    const opener = asking?.id === undefined ? {} : { openerTabId: asking.id }
    return (await browser.tabs.create({ url, ...opener })).id ?? -1
  }
  const { windowId } = asking ?? {}
  const near = await (windowId === undefined ? windows.getLastFocused() : windows.get(windowId))
  const popup = { url, type: "popup", focused: true } as const
  // A place that is out of the screen is refused: https://developer.chrome.com/docs/extensions/reference/api/windows#method-create
  const opened = await windows
    .create({ ...popup, ...centered(near) })
    .catch(() => windows.create({ ...popup, width: WIDTH, height: HEIGHT }))
  return opened.tabs?.[0]?.id ?? -1
}

type Bounds = Partial<Record<"left" | "top" | "width" | "height", number>>

/** The middle of the browser window. Headless Firefox tells no place of a window. */
export function centered({ left = 0, top = 0, width = WIDTH, height = HEIGHT }: Bounds): Required<Bounds> {
  const size = (whole: number, most: number): number => Math.min(most, Math.max(whole, 400))
  const at = (start: number, whole: number, part: number): number => Math.round(start + (whole - part) / 2)
  const [ownWidth, ownHeight] = [size(width, WIDTH), size(height, HEIGHT)]
  const place = { left: at(left, width, ownWidth), top: at(top, height, ownHeight) }
  return { ...place, width: ownWidth, height: ownHeight }
}

async function bringToFront(tabId: number | null): Promise<void> {
  const tab = await browser.tabs.update(tabId ?? -1, { active: true })
  const { windows } = browser as Partial<typeof browser>
  if (tab.windowId !== undefined) await windows?.update(tab.windowId, { focused: true, drawAttention: true })
}
