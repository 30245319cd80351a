/** The host permissions for Zoho, from one of the extension's own pages. */
import type Browser from "webextension-polyfill"
import { crmMatches } from "../../../src/zoho/data-centers"
import type { BrowserUnderTest, Tab } from "./driver"

/** The CRM's pages among these match patterns. */
export function pagesOf(origins: readonly string[]): string[] {
  return crmMatches().filter((page) => origins.includes(page))
}

/** Runs on one of our pages, as in a click: requests hosts, which the test's profile grants. */
export async function requestHosts(origins: string[]): Promise<void> {
  const globals = globalThis as unknown as Partial<Record<"browser" | "chrome", typeof Browser>>
  const granted = await (globals.browser ?? globals.chrome)?.permissions.request({ origins })
  if (granted !== true) throw new Error(`not granted: ${origins.join(" ")}`)
}

/** Runs on one of our pages: waits until our scripts are registered for these match patterns of the CRM's pages. */
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

/** Revokes hosts as the user does in the browser's settings. @returns the browser's answer */
export async function revokeHosts(browser: BrowserUnderTest, origins: readonly string[]): Promise<string> {
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

/** Refuses the next request for hosts on this page as the browser reports it; later ones are passed on. */
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
