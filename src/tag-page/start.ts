/** Runs the tag page's script in one frame: a visit for each module, however the user navigates. */
import { platformRuntime } from "../messages/send"
import { parseAddress, type Address } from "../zoho/crm-address"
import { frame, isCrmWrapper, HOST_NAME, PROBE_NAME, type Frame } from "./frame"
import { RowMemory } from "./recognition/row-memory"
import { startVisit, type Visit } from "./visit/visit"
import { watchAddress } from "./watch-address"

/** Starts the script, unless it already runs here or a newer version does. */
export function startTagPage(): void {
  const shared = frame()
  // A sandboxed frame has no origin and belongs to no org.
  if (origin === "null" || shared.look) return
  const retired = retireOlder()
  // A newer version is here.
  if (retired) followAddress(shared, retired)
}

function followAddress(shared: Frame, retired: AbortSignal): void {
  const memory = new RowMemory()
  let left = new AbortController()
  let visit: Visit | null = null
  let here = ""
  /** The path where the user asked to find tags, and the module they chose if the address names none. */
  let asked: { readonly path: string; readonly module: string | null } | null = null
  /** The path where the user closed the bar. */
  let closedAt: string | null = null

  function arrive(address: Address, force = false): void {
    if (asked?.path !== location.pathname) asked = null
    if (closedAt !== location.pathname) closedAt = null
    const isOurs = (address.isTagPage || asked !== null) && closedAt === null && !isCrmWrapper()
    const to = isOurs ? { ...address, module: asked?.module ?? address.module } : null
    // Other parameters of the address, such as a page number or a sort order, do not start another visit.
    const place = to ? [to.orgId, to.module].join(" ") : ""
    if (place !== here || force) go(to, place)
  }

  function go(to: Address | null, place: string): void {
    const stale = visit?.rowsLeftBehind() ?? new Map<Element, string>()
    if (place !== here) memory.forgetRows()
    here = place
    left.abort()
    left = new AbortController()
    const signal = AbortSignal.any([left.signal, retired])
    visit = to && startVisit(to, { stale, memory, looking }, signal)
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
    const isPlace = now().route !== null && !isCrmWrapper()
    if (isPlace) look(null)
    return isPlace
  }
  shared.refresh = () => visit?.refresh()
  watchAddress(() => arrive(now()), retired)
  arrive(now())
}

// The newest version draws the only bar: a new script asks its predecessor to leave. They live in separate worlds and
// share only the document, so they use a DOM event. A page that forges the event, or the refusal, can only make our
// bar leave or stay away.

const EVENT = "tagsweep-newer"

/**
 * Asks older scripts to leave.
 * @returns a signal that aborts when a newer script arrives; null if the one already here is newer and works
 */
export function retireOlder(): AbortSignal | null {
  const version = platformRuntime()?.getManifest().version ?? ""
  // `preventDefault` refuses: it is the only answer an event can carry.
  const isAlone = document.dispatchEvent(new CustomEvent(EVENT, { cancelable: true, detail: version }))
  if (!isAlone) return null
  for (const host of document.querySelectorAll(`${HOST_NAME},${PROBE_NAME}`)) host.remove()
  const retired = new AbortController()
  const { signal } = retired
  const onAsked = (event: Event): void => {
    // A script that outlived its extension can do nothing, however new it is.
    const stays = platformRuntime() !== undefined && isNewer(version, versionIn(event))
    if (stays) event.preventDefault()
    else retired.abort()
  }
  document.addEventListener(EVENT, onAsked, { signal })
  return signal
}

/** A forged event may contain anything. */
function versionIn(event: Event): string {
  const { detail } = event as CustomEvent<unknown>
  return typeof detail === "string" ? detail : ""
}

/** Whether one manifest version (up to four numbers separated by dots) is newer than another. */
function isNewer(one: string, other: string): boolean {
  const [mine = [], theirs = []] = [one, other].map((version) => version.split(".").map(Number))
  const at = [0, 1, 2, 3].find((part) => (mine[part] ?? 0) !== (theirs[part] ?? 0))
  return at !== undefined && (mine[at] ?? 0) > (theirs[at] ?? 0)
}
