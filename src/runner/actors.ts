/** The records that are being worked on, each by one actor and never by two. */
import { createActor } from "./actor"
import type { Actor } from "./actor"
import type { Clock } from "./clock"
import type { Lanes } from "./lanes"
import type { About, Trade } from "./trade"

export interface Working<R, E> {
  readonly about: About
  readonly actor: Actor<R, E>
}

export interface Actors<R, E> {
  all(): Iterable<Working<R, E>>
  /** Starts to work on a record of the journal's. */
  take(record: R): Actor<R, E>
  /** Writes a new record down and starts to work on it. One that is known already stays as it is. */
  add(record: R): Promise<void>
  /** The record's actor; a finished one's comes from the journal. Undefined: the journal does not know it. */
  of(id: string): Promise<Actor<R, E> | undefined>
}

export function createActors<R, E, C>(clock: Clock, lanes: Lanes, trade: Trade<R, E, C>): Actors<R, E> {
  const working = new Map<string, Working<R, E>>()
  const loads = new Map<string, Promise<Working<R, E> | undefined>>()
  const adds = new Map<string, Promise<void>>()
  lanes.whenOutOfCredits((orgId) => {
    for (const { about, actor } of working.values())
      if (about.orgId === orgId) void actor.tell({ type: "out-of-credits" })
  })

  function start(record: R): Working<R, E> {
    const about = trade.about(record)
    const idle = (): boolean => working.delete(about.id)
    const started = { about, actor: createActor(record, { clock, lanes, trade, idle }) }
    working.set(about.id, started)
    return started
  }

  /** Two who ask at once get the same actor. */
  function load(id: string): Promise<Working<R, E> | undefined> {
    const loading =
      loads.get(id) ??
      trade
        .load(id)
        .then((record) => working.get(id) ?? (record && start(record)))
        .finally(() => loads.delete(id))
    loads.set(id, loading)
    return loading
  }

  async function of(id: string): Promise<Actor<R, E> | undefined> {
    const known = working.get(id) ?? (await load(id))
    if (known) working.set(id, known)
    return known?.actor
  }

  async function addNew(record: R): Promise<void> {
    if (await of(trade.about(record).id)) return
    await trade.save(undefined, record)
    start(record).actor.look()
    trade.onSaved(record)
  }

  return {
    all: () => working.values(),
    take: (record) => start(record).actor,
    of,
    add(record): Promise<void> {
      const { id } = trade.about(record)
      const adding = adds.get(id) ?? addNew(record).finally(() => adds.delete(id))
      adds.set(id, adding)
      return adding
    },
  }
}
