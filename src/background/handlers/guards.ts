/**
 * Handlers that wait or refuse. Commands that open a question or start work wait until this worker is the only one: two
 * can be alive at once, for example during an update. The browser sends every message to both, and the sender receives
 * the first answer.
 */
import type { CommandName } from "../../messages/contract"
import type { Handlers } from "../../messages/receive"
import type { Outcome, Problem } from "../../messages/views"
import { activatePage, problemOnPage } from "./tag-page"

const LEADER_ONLY = [
  "draft",
  "draft.show",
  "confirm",
  "check.start",
] as const satisfies readonly CommandName[]

/** @param only resolves once this worker is the only active one, for example because the other has ended */
export function onlyAsLeader(handlers: Handlers, only: Promise<void>): Handlers {
  const waiting = LEADER_ONLY.map((name) => {
    const handler = handlers[name] as (request: never, sender: never) => Promise<unknown>
    return [name, async (request: never, sender: never) => only.then(() => handler(request, sender))]
  })
  return { ...handlers, ...(Object.fromEntries(waiting) as Partial<Handlers>) }
}

/**
 * Resolves once this worker holds the lock. It keeps the lock until it ends or its storage is closed. Then another
 * worker may continue. A stored flag would not do: it would outlive the worker.
 */
export function holdRunnerLock(closed: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const request = navigator.locks.request("tagsweep-runner", { signal: closed }, () => {
      resolve()
      return new Promise<void>((release) => closed.addEventListener("abort", () => release()))
    })
    request.catch(() => undefined)
  })
}

/** Commands that answer with the storage problem. */
const REFUSED = [
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

/** The handlers to use if the storage does not open. */
export function handlersWithoutStorage(problem: Problem): Partial<Handlers> {
  const refuse = (): Promise<Outcome<never>> => Promise.resolve({ ok: false, problem })
  return {
    ...(Object.fromEntries(REFUSED.map((name) => [name, refuse])) as Partial<Handlers>),
    "page.activate": (_request, sender) => activatePage(sender),
    "page.context": () => Promise.resolve(problemOnPage(problem)),
  }
}
