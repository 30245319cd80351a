/** What our own pages can do with the browser's APIs that no user could do by hand. */
import type Browser from "webextension-polyfill"
import type { BrowserUnderTest, Tab } from "./driver"

/** Injects the tag page's script into a tab again, this many times. */
export async function putInAgain(browser: BrowserUnderTest, tab: Tab, times: number): Promise<void> {
  const ours = await browser.openExtensionPage("manifest.json")
  await ours.evaluate(
    async (url, count) => {
      const globals = globalThis as unknown as Partial<Record<"browser" | "chrome", typeof Browser>>
      const api = globals.browser ?? globals.chrome
      if (!api) throw new Error("not on a page of the extension")
      const [found] = await api.tabs.query({ url })
      const files = ["/tag-page.js"]
      const target = { tabId: found?.id ?? -1 }
      for (let time = 0; time < count; time++) await api.scripting.executeScript({ target, files })
    },
    await tab.url(),
    times,
  )
  await ours.close()
}

/** Zooms a tab, as its user does in the browser's menu. */
export async function zoom(browser: BrowserUnderTest, tab: Tab, factor: number): Promise<void> {
  const ours = await browser.openExtensionPage("manifest.json")
  await ours.evaluate(
    async (url, times) => {
      const globals = globalThis as unknown as Partial<Record<"browser" | "chrome", typeof Browser>>
      const api = globals.browser ?? globals.chrome
      const [found] = (await api?.tabs.query({ url })) ?? []
      await api?.tabs.setZoom(found?.id ?? -1, times)
    },
    await tab.url(),
    factor,
  )
  await ours.close()
  await tab.bringToFront()
}

/** Sends a command to the background from one of our own pages, as its screens do, and returns the raw answer. */
export function askBackground(ours: Tab, command: string, request: object): Promise<unknown> {
  return ours.evaluate(
    async (name, asked) => {
      const globals = globalThis as unknown as Partial<Record<"browser" | "chrome", typeof Browser>>
      const reply: { done?: boolean; value?: unknown; error?: string } | undefined = await (
        globals.browser ?? globals.chrome
      )?.runtime.sendMessage({ mark: "tagsweep/1", name, request: asked })
      if (!reply?.done) throw new Error(`${name}: ${reply?.error ?? "no answer"}`)
      return reply.value
    },
    command,
    request,
  )
}
