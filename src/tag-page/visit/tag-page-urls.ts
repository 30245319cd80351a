/**
 * Tag pages at other addresses than the known one: the user finds them once; then they are remembered until
 * forgotten.
 */
import { send } from "../../messages/send"
import { rememberAddress, type Address, type AddressPattern } from "../../zoho/crm-address"
import { frame } from "../frame"
import type { Place } from "../ui/props"
import type { VisitModel } from "./state"

/** What the frame does when the user changes where to find tags. */
export interface Looking {
  /** Looks on this page for the tags of a module (API name). */
  readonly as: (module: string) => void
  /** Leaves the page alone until the user returns or asks. */
  readonly end: () => void
}

export interface TagPageUrls {
  /** Remembers a page's address for the org once it shows rows, if the user asked to find tags there. */
  found(): Promise<void>
  /** Forgets the page's address. */
  forget(): Promise<void>
}

export function createTagPageUrls(address: Address, model: VisitModel): TagPageUrls {
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
    async forget() {
      if (!pattern) return
      shared.remembered = others()
      await send("page.forget", pattern)
    },
  }
}

/** Why we read this page. */
export function placeOf({ isTagPage, remembered }: Address): Place {
  if (!isTagPage) return "asked"
  return remembered ? "remembered" : "known"
}
