/**
 * What asks a person or begins something waits until this worker is the only one. Two can be alive at once, around an update
 * for one: the browser gives every message to both, and the sender the first answer.
 */
import type { CommandName } from "../../messages/contract"
import type { Handlers } from "../../messages/receive"
import type { Outcome, Problem } from "../../messages/views"
import { activatePage, problemOnPage } from "./tag-page"

const BEGIN = ["draft", "draft.show", "confirm", "check.start"] as const satisfies readonly CommandName[]

/** @param only resolves when this worker is the only one that works; if the other ends first, this one takes over. */
export function onlyAsLeader(handlers: Handlers, only: Promise<void>): Handlers {
  const waiting = BEGIN.map((name) => {
    const handler = handlers[name] as (request: never, sender: never) => Promise<unknown>
    return [name, async (request: never, sender: never) => only.then(() => handler(request, sender))]
  })
  return { ...handlers, ...(Object.fromEntries(waiting) as Partial<Handlers>) }
}

/** Until this worker ends, which a stored flag would not notice, or loses its storage: then another may go on. */
export function holdRunnerLock(closed: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const request = navigator.locks.request("tagsweep-runner", { signal: closed }, () => {
      resolve()
      return new Promise<void>((release) => closed.addEventListener("abort", () => release()))
    })
    request.catch(() => undefined)
  })
}

const ASKED = [
  "page.connect",
  "draft",
  "draft.show",
  "confirm",
  "account.check",
  "account.connect",
  "account.reconnect",
  "account.grant",
  "account.disconnect",
  "modules.list",
  "tags.ofModule",
  "tags.usage",
  "check.start",
] as const satisfies readonly CommandName[]

export function handlersWithoutStorage(problem: Problem): Partial<Handlers> {
  const refuse = (): Promise<Outcome<never>> => Promise.resolve({ ok: false, problem })
  return {
    ...(Object.fromEntries(ASKED.map((name) => [name, refuse])) as Partial<Handlers>),
    "page.activate": (_request, sender) => activatePage(sender),
    "page.context": () => Promise.resolve(problemOnPage(problem)),
  }
}
