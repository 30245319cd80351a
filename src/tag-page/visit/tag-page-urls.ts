/** Tag pages at other addresses than the known one: found once by the user, then remembered, or forgotten again. */
import { send } from "../../messages/send"
import { rememberAddress, type Address, type AddressPattern } from "../../zoho/crm-address"
import { frame } from "../frame"
import type { Place } from "../ui/props"
import type { VisitModel } from "./state"

/** What the frame does about where tags are looked for. */
export interface Looking {
  /** Looks on this page for the tags of a module (API name). */
  readonly as: (module: string) => void
  /** Leaves the page alone, until the user comes to it again or asks. */
  readonly end: () => void
}

export interface TagPageUrls {
  /** Remembers the address of a page for the org once rows are on it, where the user had them looked for. */
  found(): Promise<void>
  /** Looks for the tags of another module. */
  pick(module: string): void
  /** Leaves the page alone this time. */
  close(): void
  /** Leaves the page, and forgets its address. */
  leave(): Promise<void>
}

export function createTagPageUrls(address: Address, looking: Looking, model: VisitModel): TagPageUrls {
  let pattern = address.remembered
  const shared = frame()
  const others = (): AddressPattern[] => shared.remembered.filter((each) => each !== pattern)
  return {
    async found() {
      const ready = model.ready()
      if (address.isTagPage || pattern || !ready) return
      pattern = rememberAddress(address.href, [ready.moduleName, ready.tags.module.apiName])
      if (!pattern) return
      await send("page.remember", pattern)
      shared.remembered = [...others(), pattern]
      model.set({ place: "remembered" })
    },
    pick: looking.as,
    close: looking.end,
    async leave() {
      if (pattern) {
        shared.remembered = others()
        await send("page.forget", pattern)
      }
      looking.end()
    },
  }
}

/** How this page came to be looked at. */
export function placeOf({ isTagPage, remembered }: Address): Place {
  if (!isTagPage) return "asked"
  return remembered ? "remembered" : "known"
}
