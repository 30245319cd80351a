/** The background's side of the contract: checks the sender, its rights and the request before a handler runs. */
import * as v from "valibot"
import type { Runtime } from "webextension-polyfill"
import { type CheckedRequestOf, type CommandName, commands, type CommandSpec, type ReplyOf } from "./contract"
import { MARK, type Reply } from "./send"
import { type ZohoPlace, dataCenterByCrmHost } from "../zoho/data-centers"

export type Handlers = {
  readonly [N in CommandName]: (request: CheckedRequestOf<N>, sender: Sender) => Promise<ReplyOf<N>>
}

/** The handlers of a topic: for `account`, those of `account.list`, `account.check`, … */
export type HandlersOf<T extends string> = Pick<Handlers, Extract<CommandName, T | `${T}.${string}`>>

const envelopeSchema = v.strictObject({ mark: v.literal(MARK), name: v.string(), request: v.unknown() })

/** The listener for `runtime.onMessage`. It leaves messages without our mark to other listeners. */
export function createReceiver(
  handlers: Handlers,
  own: { readonly id: string; readonly origin: string },
): (message: unknown, sender: Runtime.MessageSender) => Promise<Reply> | undefined {
  return (message, from) => {
    const sender = identifySender(from, own.id, own.origin)
    const envelope = v.safeParse(envelopeSchema, message)
    if (!envelope.success) return undefined
    if (!sender) return Promise.resolve(refused("sender"))
    return answer(handlers, envelope.output.name, envelope.output.request, sender)
  }
}

async function answer(handlers: Handlers, name: string, request: unknown, sender: Sender): Promise<Reply> {
  if (!isCommand(name)) return refused("command")
  const command: CommandSpec = commands[name]
  if (!command.callers.includes(sender.callerClass)) return refused("caller")
  const { request: schema, requestOfPage = schema } = command
  const checked = v.safeParse(sender.callerClass === "page" ? requestOfPage : schema, request)
  if (!checked.success) return refused("request")
  try {
    const handler = handlers[name] as (request: unknown, sender: Sender) => Promise<unknown>
    return { done: true, value: await handler(checked.output, sender) }
  } catch (error) {
    return { done: false, error: error instanceof Error ? error.name : "failed" }
  }
}

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name)
}

function refused(what: string): Reply {
  return { done: false, error: `refused: ${what}` }
}

// Identifies the sender before the message is read, from what the browser reports. The origin decides: no renderer can
// forge it for another site. `sender.tab` is no help, because our own pages also open in tabs.

export type Sender =
  | { readonly callerClass: "extension"; readonly tabId: number | null }
  /** Our content script in a frame of an allowed Zoho host. */
  | {
      readonly callerClass: "page"
      readonly tabId: number
      readonly frameId: number
      readonly url: URL
      readonly host: ZohoPlace
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
  // All supported browsers have it: https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/runtime/MessageSender
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
