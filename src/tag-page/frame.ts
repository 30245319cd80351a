/** State that our scripts in one frame share, however often they are injected. It lives in their isolated world. */
import { isWrapped, type AddressPattern } from "../zoho/crm-address"

export interface Frame {
  /** Addresses, other than Zoho's known one, where a tag page was found. */
  remembered: readonly AddressPattern[]
  /**
   * Looks for tags on the current page; set once the tag-page script runs here. Returns false where that is
   * impossible.
   */
  look?: () => boolean
  /** Retries what could not be read, after an org was connected or a host granted. */
  refresh?: () => void
  /** Asks for the remembered addresses again; set by the watcher. */
  refreshRemembered?: () => void
}

/**
 * The background calls `look` and `refresh` through this key: `background/find-tags.ts`,
 * `background/content-scripts.ts`.
 */
const KEY = Symbol.for("tagsweep")

export function frame(): Frame {
  const world = globalThis as unknown as Record<symbol, Frame | undefined>
  return (world[KEY] ??= { remembered: [] })
}

// CRM Plus and Zoho One show the CRM in a frame. The page around it has the same path, but there is nothing to do
// there.

/** Help and chat frames take a smaller share of the window than this. */
const MIN_SHARE = 0.4

/** Whether this page is only the wrapper around a frame with the CRM. */
export function isCrmWrapper(): boolean {
  if (!isWrapped(location.pathname)) return false
  const least = MIN_SHARE * innerWidth * innerHeight
  return [...document.querySelectorAll("iframe")].some(
    ({ offsetWidth, offsetHeight }) => offsetWidth * offsetHeight >= least,
  )
}

/** The root of everything we draw on Zoho's page: a plain element, never registered as a custom element. */
export const HOST_NAME = "tagsweep-root"
/** Whether a node is that root: what happens in it is no change by the page, and it covers nothing of the page. */
export const isOurs = (node: Node): boolean => (node as Partial<Element>).localName === HOST_NAME
/** Carries the names of `name-probe.ts`. */
export const PROBE_NAME = "tagsweep-probe"
