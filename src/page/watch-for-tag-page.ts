/**
 * All that runs on CRM pages which are not ours: waits for the address of the tag page and then asks the
 * background for the real script. No observer, no style, no interface.
 */
import { MARK } from "../messaging/envelope"
import { platformRuntime } from "../messaging/platform"
import type { Address } from "./address"
import { parseAddress } from "./address"
import { isStarted } from "./presence"
import { watchAddress } from "./watch-address"

export function watchForTagPage(): void {
  // A sandboxed frame has no origin and no business with an org.
  if (origin === "null") return
  const ended = new AbortController()
  const look = ({ isTagPage }: Address): void => {
    const runtime = platformRuntime()
    if (!runtime) ended.abort()
    else if (isTagPage && !isStarted())
      void runtime.sendMessage({ mark: MARK, name: "page.activate", request: {} })
  }
  watchAddress(look, ended.signal)
  look(parseAddress(location.href))
}
