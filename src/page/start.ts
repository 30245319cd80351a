/** The tag page's script in one frame: a visit for each module, however the user gets there and away. */
import type { Address } from "../zoho/crm-address"
import { parseAddress } from "../zoho/crm-address"
import { frame } from "./frame"
import type { Frame } from "./frame"
import { RowMemory } from "./recognise"
import { retireOlder } from "./visit/retire"
import { startVisit } from "./visit/visit"
import type { Visit } from "./visit/visit"
import { watchAddress } from "./watch-address"
import { holdsTheCrm } from "./wrapper"

/** Starts here, unless it is here already or a newer version is. */
export function startTagPage(): void {
  const shared = frame()
  // A sandboxed frame has no origin and no business with an org.
  if (origin === "null" || shared.look) return
  const retired = retireOlder()
  // A newer version is here.
  if (retired) followAddress(shared, retired)
}

function followAddress(shared: Frame, retired: AbortSignal): void {
  const shapes = new Set<string>()
  const memory = new RowMemory()
  let left = new AbortController()
  let visit: Visit | null = null
  let here = ""
  /** The path on which the user has tags looked for, and the module they chose where the address tells none. */
  let asked: { readonly path: string; readonly module: string | null } | null = null

  function arrive(address: Address, anew = false): void {
    if (asked?.path !== location.pathname) asked = null
    const isOurs = (address.isTagPage || asked !== null) && !holdsTheCrm()
    const to = isOurs ? { ...address, module: asked?.module ?? address.module } : null
    // Other parameters of the address (a page of the list, a sort order) do not make another visit.
    const place = to ? [to.orgId, to.module].join(" ") : ""
    if (place !== here || anew) go(to, place)
  }

  function go(to: Address | null, place: string): void {
    const stale = visit?.standing() ?? new Map<Element, string>()
    if (place !== here) memory.forgetRows()
    here = place
    left.abort()
    left = new AbortController()
    const signal = AbortSignal.any([left.signal, retired])
    visit = to && startVisit(to, { stale, shapes, memory, looking }, signal)
  }

  const now = (): Address => parseAddress(location.href, shared.remembered)

  function look(module: string | null): void {
    asked = { path: location.pathname, module }
    arrive(now(), true)
  }

  const looking = {
    as: look,
    end(): void {
      asked = null
      arrive(now())
    },
  }

  shared.look = () => {
    const isPlace = now().route !== null && !holdsTheCrm()
    if (isPlace) look(null)
    return isPlace
  }
  shared.refresh = () => visit?.refresh()
  retired.addEventListener(
    "abort",
    watchAddress(() => arrive(now())),
  )
  arrive(now())
}
