/**
 * All that runs on CRM pages which are not ours: waits for the address of the tag page and then asks the
 * background for the real script. No observer, no style, no interface. A page loaded at the tag page's address
 * needs no watcher: the manifest puts the real script there.
 */
import { MARK, platformRuntime } from "../messages/send"
import { parseAddress, type AddressPattern } from "../zoho/crm-address"
import { frame } from "./frame"

/**
 * Where a person has found a moved tag page, the background has this script put in a second time, for that
 * data center's pages only (`background/tag-page-urls.ts`); nobody else's pages pay for asking where it is.
 */
export function watchForTagPage(): void {
  // A sandboxed frame has no origin and no business with an org.
  if (origin === "null") return
  const here = frame()
  if (here.learn) {
    here.learn()
    return
  }
  const end = watchAddress(look)

  function look(): void {
    if (!here.look && parseAddress(location.href, here.remembered).isTagPage) void ask("page.activate")
  }

  function ask(name: string): Promise<unknown> | undefined {
    const runtime = platformRuntime()
    if (!runtime) end()
    return runtime?.sendMessage({ mark: MARK, name, request: {} })
  }

  here.learn = () =>
    void ask("page.addresses")?.then((reply) => {
      here.remembered = (reply as { value?: AddressPattern[] } | undefined)?.value ?? []
      look()
    })
}

const POLL_MS = 500

/**
 * Calls back each time the page's address may have changed without a load, as single-page apps do.
 * By the Navigation API, at no cost; where it is missing, the address is read twice a second while visible. Touches
 * nothing of the page before something changes: the first touch of each object costs the page memory.
 * @returns ends it
 */
export function watchAddress(onChange: () => void): () => void {
  // Missing in Firefox before 147: https://developer.mozilla.org/docs/Web/API/Navigation_API
  if (typeof navigation !== "object") return pollAddress(onChange)
  navigation.addEventListener("currententrychange", onChange)
  return () => navigation.removeEventListener("currententrychange", onChange)
}

function pollAddress(onChange: () => void): () => void {
  let href = location.href
  const check = (): void => {
    if (location.href === href) return
    href = location.href
    onChange()
  }
  addEventListener("popstate", check)
  addEventListener("hashchange", check)
  const timer = setInterval(() => {
    if (!document.hidden) check()
  }, POLL_MS)
  return () => {
    clearInterval(timer)
    removeEventListener("popstate", check)
    removeEventListener("hashchange", check)
  }
}
