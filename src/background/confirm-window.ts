/** The confirmation window for requests of Zoho's page or the popup. Only one is open at a time. */
import browser, { type Tabs } from "webextension-polyfill"

import { oneByOne } from "../lib/async"
import type { Draft, SavedDraft } from "../storage/drafts"
import type { Store } from "../storage/store"

/** CSS pixels, unless the browser window is smaller. */
const WIDTH = 560
const HEIGHT = 720

/** Concurrent requests run in turn: each waits until the other's window is open. */
const inTurn = oneByOne()

type Drafts = Pick<Store, "drafts">

/** The draft whose question is open in a window now. */
export function currentQuestion(store: Drafts): Promise<SavedDraft | undefined> {
  return inTurn(() => openQuestion(store))
}

/** Opens a draft's question. If another question is open, brings that to the front instead and returns its draft. */
export function showQuestion(store: Drafts, draft: Draft): Promise<SavedDraft | undefined> {
  return inTurn(async () => {
    const { drafts } = store
    const open = await openQuestion(store)
    if (open) {
      await bringToFront(open.window)
      return open.draft.draftId === draft.draftId ? undefined : open
    }
    // While this request waited, the tab may have replaced the draft or been closed.
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
    // Closing the window means Cancel. An expired question is closed to make room for the next.
    await drafts.remove(saved.draft.draftId)
    if (isOpen) await browser.tabs.remove(saved.window ?? -1)
  }
  return undefined
}

/** Our own pages may also request a draft outside tabs (null). */
const isClosed = async (tabId: number | null): Promise<boolean> => tabId !== null && !(await tabOf(tabId))

async function tabOf(tabId: number | null): Promise<Tabs.Tab | undefined> {
  return tabId === null ? undefined : browser.tabs.get(tabId).catch(() => undefined)
}

/** Opens the confirmation window near the requesting tab. @returns the id of the new window's tab */
async function openWindow({ draftId, tabId }: Draft): Promise<number> {
  const url = `${browser.runtime.getURL("tabs/confirm.html")}?draft=${draftId}`
  const requester = await tabOf(tabId)
  // Firefox for Android has no windows.
  const { windows } = browser as Partial<typeof browser>
  if (!windows) {
    const opener = requester?.id === undefined ? {} : { openerTabId: requester.id }
    return (await browser.tabs.create({ url, ...opener })).id ?? -1
  }
  const { windowId } = requester ?? {}
  const near = await (windowId === undefined ? windows.getLastFocused() : windows.get(windowId))
  const popup = { url, type: "popup", focused: true } as const
  // Chrome rejects bounds outside the screen:
  // https://developer.chrome.com/docs/extensions/reference/api/windows#method-create
  const opened = await windows
    .create({ ...popup, ...centered(near) })
    .catch(() => windows.create({ ...popup, width: WIDTH, height: HEIGHT }))
  return opened.tabs?.[0]?.id ?? -1
}

type Bounds = Partial<Record<"left" | "top" | "width" | "height", number>>

/** Bounds in the middle of the browser window. Headless Firefox does not report a window's position. */
export function centered({ left = 0, top = 0, width = WIDTH, height = HEIGHT }: Bounds): Required<Bounds> {
  const size = (whole: number, most: number): number => Math.min(most, Math.max(whole, 400))
  const middle = (start: number, whole: number, part: number): number =>
    Math.round(start + (whole - part) / 2)
  const [ownWidth, ownHeight] = [size(width, WIDTH), size(height, HEIGHT)]
  const position = { left: middle(left, width, ownWidth), top: middle(top, height, ownHeight) }
  return { ...position, width: ownWidth, height: ownHeight }
}

async function bringToFront(tabId: number | null): Promise<void> {
  const tab = await browser.tabs.update(tabId ?? -1, { active: true })
  const { windows } = browser as Partial<typeof browser>
  if (tab.windowId !== undefined) await windows?.update(tab.windowId, { focused: true, drawAttention: true })
}
