/** The tag page's script in one frame: a visit for each module, however the user gets there and away. */
import type { Address } from "./address"
import { parseAddress } from "./address"
import { markStarted } from "./presence"
import { startVisit } from "./visit/visit"
import type { Visit } from "./visit/visit"
import { retireOlder } from "./visit/retire"
import { watchAddress } from "./watch-address"

export function startTagPage(): void {
  // A sandboxed frame has no origin and no business with an org.
  if (origin === "null" || !markStarted()) return
  const retired = retireOlder()
  const shapes = new Set<string>()
  let left = new AbortController()
  let visit: Visit | null = null
  let here = ""

  function arrive(address: Address): void {
    // Other parameters of the address (a page of the list, a sort order) do not make another visit.
    const place = address.isTagPage ? `${address.orgId ?? ""} ${address.module ?? ""}` : ""
    if (place === here) return
    const stale = visit?.standing() ?? new Map<Element, string>()
    here = place
    left.abort()
    left = new AbortController()
    const signal = AbortSignal.any([left.signal, retired])
    visit = address.isTagPage ? startVisit(address, { stale, shapes }, signal) : null
  }

  watchAddress(arrive, retired)
  arrive(parseAddress(location.href))
}
