/** What our scripts in one frame know of each other, however often they were put in; their world is not the page's. */
import type { PagePart } from "../messaging/page-parts"
import type { AddressPattern } from "../zoho/crm-address"
import type { createMeasure } from "./measure"
import type { mountPageUi } from "./ui/mount"
import type { watchRows } from "./watch-rows"

/** By the names that the background knows them by. */
export interface Parts {
  readonly ui: typeof mountPageUi
  readonly rows: { readonly watchRows: typeof watchRows; readonly createMeasure: typeof createMeasure }
}

export interface Frame {
  /** Tag pages at other addresses than Zoho's known one. */
  remembered: readonly AddressPattern[]
  /** Looks for tags on the page as it is; set once the tag-page script lives here. False when this is no place to. */
  look?: () => boolean
  /** Asks where else the tag page is; set by the watcher. */
  learn?: () => void
  /** See `parts.ts`. */
  parts?: Partial<Parts>
}

/** The background calls `look` by this name, see `worker/look.ts`. */
const KEY = Symbol.for("tagsweep")

export function frame(): Frame {
  const world = globalThis as unknown as Record<symbol, Frame | undefined>
  return (world[KEY] ??= { remembered: [] })
}

/** A part says that it is here, see `parts.ts`. */
export function offerPart<P extends PagePart>(name: P, own: Parts[P]): void {
  const here = frame()
  here.parts = { ...here.parts, [name]: own }
}
