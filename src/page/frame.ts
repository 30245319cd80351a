/** What our scripts in one frame know of each other, however often they were put in; their world is not the page's. */
import type { AddressPattern } from "../zoho/crm-address"

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

/** The background calls `look` and `refresh` by this name: `worker/look.ts`, `worker/content-scripts.ts`. */
const KEY = Symbol.for("tagsweep")

export function frame(): Frame {
  const world = globalThis as unknown as Record<symbol, Frame | undefined>
  return (world[KEY] ??= { remembered: [] })
}
