/**
 * All that runs on CRM pages which are not ours: waits for the address of the tag page and then asks the
 * background for the real script. No observer, no style, no interface. A page loaded at the tag page's address
 * needs no watcher: the manifest puts the real script there.
 */
import { MARK } from "../messaging/envelope"
import { platformRuntime } from "../messaging/platform"
import type { AddressPattern } from "../zoho/crm-address"
import { parseAddress } from "../zoho/crm-address"
import { frame } from "./frame"
import { watchAddress } from "./watch-address"

/**
 * Where a person has found a moved tag page, the background has this script put in a second time, for that
 * data centre's pages only (`worker/moved-pages.ts`); nobody else's pages pay for asking where it is.
 */
export function watchForTagPage(): void {
  // A sandboxed frame has no origin and no business with an org.
  if (origin === "null") return
  const here = frame()
  if (here.learn) {
    here.learn()
    return
  }
  const end = watchAddress(look)

  function look(): void {
    if (!here.look && parseAddress(location.href, here.remembered).isTagPage) void ask("page.activate")
  }

  function ask(name: string): Promise<unknown> | undefined {
    const runtime = platformRuntime()
    if (!runtime) end()
    return runtime?.sendMessage({ mark: MARK, name, request: {} })
  }

  here.learn = () =>
    void ask("page.addresses")?.then((reply) => {
      here.remembered = (reply as { value?: AddressPattern[] } | undefined)?.value ?? []
      look()
    })
}
