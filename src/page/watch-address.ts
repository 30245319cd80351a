import type { Address, AddressPattern } from "./address"
import { parseAddress } from "./address"

const POLL_MS = 500

/**
 * Calls back each time the page's address changes without a load, as single-page apps do.
 * The Navigation API tells at no cost; where it is missing, the address is read twice a second while visible.
 * @param signal ends it
 */
export function watchAddress(
  onChange: (address: Address) => void,
  signal: AbortSignal,
  remembered: () => readonly AddressPattern[] = () => [],
): void {
  let href = location.href
  const check = (): void => {
    if (location.href === href) return
    href = location.href
    onChange(parseAddress(href, remembered()))
  }
  addEventListener("popstate", check, { signal })
  addEventListener("hashchange", check, { signal })
  // Missing in Firefox before 147: https://developer.mozilla.org/docs/Web/API/Navigation_API
  if (typeof navigation === "object") {
    navigation.addEventListener("currententrychange", check, { signal })
    navigation.addEventListener("navigatesuccess", check, { signal })
    return
  }
  const timer = setInterval(() => {
    if (!document.hidden) check()
  }, POLL_MS)
  signal.addEventListener("abort", () => clearInterval(timer))
}
