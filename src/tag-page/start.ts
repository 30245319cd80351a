/** The tag page's script in one frame: a visit for each module, however the user gets there and away. */
import { platformRuntime } from "../messages/send"
import { parseAddress, type Address } from "../zoho/crm-address"
import { frame, holdsTheCrm, HOST_NAME, PROBE_NAME, type Frame } from "./frame"
import { RowMemory } from "./recognition/row-memory"
import { startVisit, type Visit } from "./visit/visit"
import { watchAddress } from "./watch-address"

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
  /** The path on which the user has tags looked for, and the module they chose where the address names none. */
  let asked: { readonly path: string; readonly module: string | null } | null = null
  /** The path on which the user has closed the bar. */
  let closedAt: string | null = null

  function arrive(address: Address, anew = false): void {
    if (asked?.path !== location.pathname) asked = null
    if (closedAt !== location.pathname) closedAt = null
    const isOurs = (address.isTagPage || asked !== null) && closedAt === null && !holdsTheCrm()
    const to = isOurs ? { ...address, module: asked?.module ?? address.module } : null
    // Other parameters of the address (a page of the list, a sort order) do not make another visit.
    const place = to ? [to.orgId, to.module].join(" ") : ""
    if (place !== here || anew) go(to, place)
  }

  function go(to: Address | null, place: string): void {
    const stale = visit?.rowsLeftBehind() ?? new Map<Element, string>()
    if (place !== here) memory.forgetRows()
    here = place
    left.abort()
    left = new AbortController()
    const signal = AbortSignal.any([left.signal, retired])
    visit = to && startVisit(to, { stale, shapes, memory, looking }, signal)
  }

  const now = (): Address => parseAddress(location.href, shared.remembered)

  function look(module: string | null): void {
    closedAt = null
    asked = { path: location.pathname, module }
    arrive(now(), true)
  }

  const looking = {
    as: look,
    end(): void {
      asked = null
      closedAt = location.pathname
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

// One bar, and the newest version's: a script that comes to a page asks the one before it to go. They live in
// separate worlds and share only the document, so a DOM event is the way. A page that forges it, or the refusal,
// gains nothing but that our bar goes or stays away.

const EVENT = "tagsweep-newer"

/**
 * Sends older scripts away.
 * @returns a signal that aborts when a newer one comes; null when the one that is here is newer and works
 */
export function retireOlder(): AbortSignal | null {
  const version = platformRuntime()?.getManifest().version ?? ""
  // Refused by `preventDefault`, the one answer that an event can carry.
  const isAlone = document.dispatchEvent(new CustomEvent(EVENT, { cancelable: true, detail: version }))
  if (!isAlone) return null
  for (const host of document.querySelectorAll(`${HOST_NAME},${PROBE_NAME}`)) host.remove()
  const retired = new AbortController()
  const { signal } = retired
  const onAsked = (event: Event): void => {
    // One that outlived its extension can do nothing, however new.
    const stays = platformRuntime() !== undefined && isNewer(version, versionIn(event))
    if (stays) event.preventDefault()
    else retired.abort()
  }
  document.addEventListener(EVENT, onAsked, { signal })
  return signal
}

/** A forged event may hold anything. */
function versionIn(event: Event): string {
  const { detail } = event as CustomEvent<unknown>
  return typeof detail === "string" ? detail : ""
}

/** Whether one version of a manifest (up to four numbers and dots) comes after another. */
function isNewer(one: string, other: string): boolean {
  const [mine = [], theirs = []] = [one, other].map((version) => version.split(".").map(Number))
  const at = [0, 1, 2, 3].find((part) => (mine[part] ?? 0) !== (theirs[part] ?? 0))
  return at !== undefined && (mine[at] ?? 0) > (theirs[at] ?? 0)
}
