import type Browser from "webextension-polyfill"
import type { BrowserUnderTest, Tab } from "./driver"

/** Opens the popup in its own tab from another tab, which is then the tab that it acts on. */
export async function openPopupFor(browser: BrowserUnderTest, about: Tab): Promise<Tab> {
  const helper = await browser.openExtensionPage("manifest.json")
  await helper.evaluate(
    async (url) => {
      const globals = globalThis as unknown as Partial<Record<"browser" | "chrome", typeof Browser>>
      const tabs = (globals.browser ?? globals.chrome)?.tabs
      const [opener] = (await tabs?.query({ url })) ?? []
      if (opener?.id === undefined) throw new Error(`no tab shows ${url}`)
      await tabs?.create({ url: "popup.html", openerTabId: opener.id })
    },
    await about.url(),
  )
  await helper.close()
  return browser.waitForTab((url) => url === `${browser.extensionOrigin}/popup.html`)
}
