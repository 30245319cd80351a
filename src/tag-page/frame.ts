/** What our scripts in one frame know of each other, however often they were put in; their world is not the page's. */
import { isWrapped, type AddressPattern } from "../zoho/crm-address"

export interface Frame {
  /** Tag pages at other addresses than Zoho's known one. */
  remembered: readonly AddressPattern[]
  /** Looks for tags on the page as it is; set once the tag-page script lives here. False when this is no place to. */
  look?: () => boolean
  /** Reads again what could not be read before, once an org was connected or a host granted. */
  refresh?: () => void
  /** Asks where else the tag page is; set by the watcher. */
  learn?: () => void
}

/** The background calls `look` and `refresh` by this name: `background/find-tags.ts`, `background/content-scripts.ts`. */
const KEY = Symbol.for("tagsweep")

export function frame(): Frame {
  const world = globalThis as unknown as Record<symbol, Frame | undefined>
  return (world[KEY] ??= { remembered: [] })
}

// CRM Plus and Zoho One show the CRM in a frame: the page around it has the same path and nothing of ours to do.

/** Smallest share of the window that is more than a help or chat frame. */
const MOST = 0.4

/** Whether this page is only the wrapper around a frame with the CRM. */
export function holdsTheCrm(): boolean {
  if (!isWrapped(location.pathname)) return false
  const least = MOST * innerWidth * innerHeight
  return [...document.querySelectorAll("iframe")].some(
    ({ offsetWidth, offsetHeight }) => offsetWidth * offsetHeight >= least,
  )
}

/** The element that carries everything of ours on Zoho's page. Never registered; it is a plain element. */
export const HOST_NAME = "tagsweep-root"
/** Holds the names of `name-probe.ts`. */
export const PROBE_NAME = "tagsweep-probe"
