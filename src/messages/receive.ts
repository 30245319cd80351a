/** The background's end of the contract: who sent it, may they, is it well-formed; only then a handler sees it. */
import * as v from "valibot"
import type { Runtime } from "webextension-polyfill"

import { commands, type CheckedRequestOf, type CommandName, type CommandSpec, type ReplyOf } from "./contract"
import { identifySender, type Sender } from "./identify-sender"
import { MARK, type Reply } from "./send"

export type Handlers = {
  readonly [N in CommandName]: (request: CheckedRequestOf<N>, sender: Sender) => Promise<ReplyOf<N>>
}

/** The handlers of a topic: of `account`, those of `account.list`, `account.check`, … */
export type HandlersOf<T extends string> = Pick<Handlers, Extract<CommandName, T | `${T}.${string}`>>

const envelopeSchema = v.strictObject({ mark: v.literal(MARK), name: v.string(), request: v.unknown() })

/** The listener for `runtime.onMessage`. Messages without our mark are left to other listeners. */
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
