/**
 * What asks a person or begins something waits until this worker is the only one that works. Two can be alive at once,
 * around an update for one, and the browser gives every message to both and the sender the first answer. The idle one
 * must open no second question, and neither take what was confirmed nor answer that it is taken.
 */
import type { CommandName } from "../messaging/contract"
import type { Handlers } from "../messaging/receive"

const BEGIN = ["draft", "draft.show", "confirm", "check.start"] as const satisfies readonly CommandName[]

/** @param only resolves when this worker is the only one that works; if the other ends first, this one takes over. */
export function whenOnly(handlers: Handlers, only: Promise<void>): Handlers {
  const waiting = BEGIN.map((name) => {
    const handler = handlers[name] as (request: never, sender: never) => Promise<unknown>
    return [name, async (request: never, sender: never) => only.then(() => handler(request, sender))]
  })
  return { ...handlers, ...(Object.fromEntries(waiting) as Partial<Handlers>) }
}

/**
 * Held until this worker ends, which a stored flag would not notice, or loses its storage: then it can write nothing
 * down any more, and so does nothing, and another may go on.
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
