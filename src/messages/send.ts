/** Sends commands to the background; the contract types request and reply. */
import type { Runtime, Tabs } from "webextension-polyfill"

import type { CommandName, ReplyOf, RequestOf } from "./contract"

/** The extension was updated, reloaded or removed under this page, which must be reloaded. */
export class ContextInvalidated extends Error {
  override readonly name = "ContextInvalidated"
}

/**
 * Sends a command and returns its reply.
 * @throws ContextInvalidated if the extension is gone from this page
 * @throws Error if the background refused the command: a bug in this extension
 */
export async function send<N extends CommandName>(name: N, request: RequestOf<N>): Promise<ReplyOf<N>> {
  const runtime = platformRuntime()
  if (!runtime) throw new ContextInvalidated("The extension is gone from this page")
  let reply: Reply | undefined
  try {
    reply = await runtime.sendMessage<unknown, Reply | undefined>({ mark: MARK, name, request })
  } catch (error) {
    if (!platformRuntime() || /context invalidated/i.test(String(error)))
      throw new ContextInvalidated("The extension is gone from this page")
    throw error
  }
  if (!reply) throw new Error(`No answer to ${name}`)
  if (!reply.done) throw new Error(reply.error)
  return reply.value as ReplyOf<N>
}

// The message format. The mark distinguishes our messages from those of other listeners.

export const MARK = "tagsweep/1"

/** Replies are data: in Firefox, an exception would lose its type in transit. */
export type Reply =
  | { readonly done: true; readonly value: unknown }
  | { readonly done: false; readonly error: string }

// Not through webextension-polyfill: evaluating it in Zoho's page costs more than the rest of the script, and
// `sendMessage` returns promises in all supported browsers.

type PlatformRuntime = Pick<Runtime.Static, "sendMessage" | "id" | "getURL" | "getManifest">
type PlatformTabs = Pick<Tabs.Static, "query" | "getCurrent">
type Host = Partial<Record<"browser" | "chrome", { runtime?: PlatformRuntime; tabs?: PlatformTabs }>>

/** Undefined if the extension was reloaded or removed under this page. */
export function platformRuntime(): PlatformRuntime | undefined {
  const host = globalThis as Host
  const runtime = host.browser?.runtime ?? host.chrome?.runtime
  return runtime?.id ? runtime : undefined
}

/** Undefined in content scripts, which have no access to tabs. */
export function platformTabs(): PlatformTabs | undefined {
  const host = globalThis as Host
  return (host.browser ?? host.chrome)?.tabs
}
