/**
 * Who sent a message: judged here alone, before the message is looked at, by what the browser says of the sender. The origin
 * decides, which no renderer can forge for another site; `sender.tab` is no help: our own pages open in tabs, too.
 */
import type { Runtime } from "webextension-polyfill"

import { dataCenterByCrmHost, type CrmHost } from "../zoho/data-centers"

export type Sender =
  | { readonly callerClass: "extension"; readonly tabId: number | null }
  /** Our content script in a frame of an allowed Zoho host. */
  | {
      readonly callerClass: "page"
      readonly tabId: number
      readonly frameId: number
      readonly url: URL
      readonly host: CrmHost
    }

/**
 * @param ownOrigin our pages' origin, without a trailing slash
 * @returns null for other extensions, other sites, frames without an origin
 */
export function identifySender(
  sender: Runtime.MessageSender,
  ownId: string,
  ownOrigin: string,
): Sender | null {
  if (sender.id !== ownId || sender.url === undefined || !URL.canParse(sender.url)) return null
  const url = new URL(sender.url)
  // Every browser that we support has it: https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/runtime/MessageSender
  const { origin } = sender as { readonly origin?: string }
  if (origin !== ownOrigin) return origin === url.origin ? identifyPage(sender, url) : null
  const topFrame = sender.frameId === undefined || sender.frameId === 0
  return topFrame ? { callerClass: "extension", tabId: sender.tab?.id ?? null } : null
}

function identifyPage(sender: Runtime.MessageSender, url: URL): Sender | null {
  const host = dataCenterByCrmHost(url.hostname)
  const tabId = sender.tab?.id
  const inZoho = url.protocol === "https:" && url.port === "" && host !== undefined
  if (!inZoho || tabId === undefined) return null
  return { callerClass: "page", tabId, frameId: sender.frameId ?? 0, url, host }
}
