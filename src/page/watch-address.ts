const POLL_MS = 500

/**
 * Calls back each time the page's address may have changed without a load, as single-page apps do.
 * The Navigation API tells at no cost; where it is missing, the address is read twice a second while visible.
 * Reads nothing of the page before something changes: each object of the page that a script touches first costs
 * it kilobytes (`test/bench/foreign-page.ts`).
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
