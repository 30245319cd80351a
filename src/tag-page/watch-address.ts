/**
 * The only script on CRM pages that are not the tag page: waits for the tag page's address, then asks the background
 * for the tag-page script. No observer, no style, no interface. On a page loaded at the tag page's address, the browser
 * runs the tag-page script itself (`background/content-scripts.ts`).
 */
import { MARK, platformRuntime } from "../messages/send"
import { parseAddress, type AddressPattern } from "../zoho/crm-address"
import { frame } from "./frame"

/**
 * If a user has found a moved tag page, the background also injects this script into that data center's pages
 * (`background/content-scripts.ts`), so that all other pages are spared the question.
 */
export function watchForTagPage(): void {
  // A sandboxed frame has no origin and belongs to no org.
  if (origin === "null") return
  const here = frame()
  if (here.refreshRemembered) {
    here.refreshRemembered()
    return
  }
  const end = new AbortController()
  watchAddress(look, end.signal)

  function look(): void {
    if (!here.look && parseAddress(location.href, here.remembered).isTagPage) void ask("page.activate")
  }

  function ask(name: string): Promise<unknown> | undefined {
    const runtime = platformRuntime()
    if (!runtime) end.abort()
    return runtime?.sendMessage({ mark: MARK, name, request: {} })
  }

  here.refreshRemembered = () =>
    void ask("page.addresses")?.then((reply) => {
      here.remembered = (reply as { value?: AddressPattern[] } | undefined)?.value ?? []
      look()
    })
}

const POLL_MS = 500

/**
 * Calls back each time the page's address may have changed without a load, as in single-page apps.
 * Uses the Navigation API at no cost; without it, reads the address twice a second while the tab is visible. Touches
 * no object of the page before that: the first access to each costs the page memory.
 */
export function watchAddress(onChange: () => void, signal: AbortSignal): void {
  // Missing in Firefox before 147: https://developer.mozilla.org/docs/Web/API/Navigation_API
  if (typeof navigation === "object") navigation.addEventListener("currententrychange", onChange, { signal })
  else pollAddress(onChange, signal)
}

function pollAddress(onChange: () => void, signal: AbortSignal): void {
  let href = location.href
  const check = (): void => {
    if (location.href === href) return
    href = location.href
    onChange()
  }
  for (const type of ["popstate", "hashchange"] as const) addEventListener(type, check, { signal })
  const timer = setInterval(() => document.hidden || check(), POLL_MS)
  signal.addEventListener("abort", () => clearInterval(timer))
}
