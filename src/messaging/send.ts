/** Sends a command to the background; request and reply are typed by the contract. */
import type { CommandName, ReplyOf, RequestOf } from "./contract"
import { MARK } from "./envelope"
import type { Reply } from "./envelope"
import { platformRuntime } from "./platform"

/** The extension was updated, reloaded or removed under this page: nothing works here until a reload. */
export class ContextInvalidated extends Error {
  override readonly name = "ContextInvalidated"
}

/**
 * @throws ContextInvalidated when this page outlived its extension
 * @throws Error when the background refused the command (a bug of ours, never something a user can mend)
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
