/** The browser's permission to reach Zoho's hosts, from one of the extension's own pages. */
import type Browser from "webextension-polyfill"
import { crmMatches } from "../../../src/zoho/data-centers"
import type { BrowserUnderTest, Tab } from "./driver"

/** Of these match patterns, the CRM's pages. */
export function pagesOf(origins: readonly string[]): string[] {
  return crmMatches().filter((page) => origins.includes(page))
}

/** Runs in a page of ours, as in a click: asks for hosts, which the test's profile answers with yes. */
export async function requestHosts(origins: string[]): Promise<void> {
  const globals = globalThis as unknown as Partial<Record<"browser" | "chrome", typeof Browser>>
  const granted = await (globals.browser ?? globals.chrome)?.permissions.request({ origins })
  if (granted !== true) throw new Error(`not granted: ${origins.join(" ")}`)
}

/** Runs in a page of ours: waits until our scripts are registered for these match patterns of the CRM's pages. */
export async function scriptsRegistered(pages: string[]): Promise<void> {
  const globals = globalThis as unknown as Partial<Record<"browser" | "chrome", typeof Browser>>
  const api = globals.browser ?? globals.chrome
  const matches = async (): Promise<string[]> =>
    ((await api?.scripting.getRegisteredContentScripts()) ?? []).flatMap(({ matches = [] }) => matches)
  for (;;) {
    const there = await matches()
    if (pages.every((page) => there.includes(page))) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** As the user does it in the browser's own settings. @returns what the browser answers */
export async function takeAway(browser: BrowserUnderTest, origins: readonly string[]): Promise<string> {
  const ours = await browser.openExtensionPage("manifest.json")
  const answer = await ours.evaluate(
    (hosts) => {
      const globals = globalThis as unknown as Partial<Record<"browser" | "chrome", typeof Browser>>
      const removal = (globals.browser ?? globals.chrome)?.permissions.remove({ origins: hosts })
      return (removal ?? Promise.reject(new Error("no such API"))).then(String, String)
    },
    [...origins],
  )
  await ours.close()
  return answer
}

/** Match patterns of the hosts that the extension may reach now. */
export async function hostsGranted(browser: BrowserUnderTest): Promise<string[]> {
  const ours = await browser.openExtensionPage("manifest.json")
  const origins = await ours.evaluate(async () => {
    const globals = globalThis as unknown as Partial<Record<"browser" | "chrome", typeof Browser>>
    return (await (globals.browser ?? globals.chrome)?.permissions.getAll())?.origins ?? []
  })
  await ours.close()
  return origins.sort()
}

/** The names of our scripts that are registered for Zoho's pages. */
export async function scriptsOf(browser: BrowserUnderTest): Promise<string[]> {
  const ours = await browser.openExtensionPage("manifest.json")
  const ids = await ours.evaluate(async () => {
    const globals = globalThis as unknown as Partial<Record<"browser" | "chrome", typeof Browser>>
    const scripts = await (globals.browser ?? globals.chrome)?.scripting.getRegisteredContentScripts()
    return (scripts ?? []).map(({ id }) => id)
  })
  await ours.close()
  return ids
}

/** The next question for hosts on this page is answered with no, as the browser tells it; then it asks again. */
export function refuseHosts(ours: Tab): Promise<void> {
  return ours.evaluate(() => {
    const { chrome } = globalThis as unknown as { chrome: { permissions: { request: unknown } } }
    const { request } = chrome.permissions
    chrome.permissions.request = () => {
      chrome.permissions.request = request
      return Promise.resolve(false)
    }
  })
}
