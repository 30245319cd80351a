/**
 * Runs all records of one trade. Only one worker's runners work at a time; they take up what the journal holds,
 * whatever ended the last ones, and never do anything that the journal does not already say.
 */
import { createActors } from "./actors"
import type { Clock } from "./clock"
import type { Lanes } from "./lanes"
import type { CommonEvent, Trade } from "./trade"
import { untilDone } from "./until-done"

export interface RunnerOf<R, E> {
  /** Resolves once this runner is the only one and has taken up every unfinished record. */
  readonly ready: Promise<void>
  /**
   * Writes a new record down and starts it; adding it again changes nothing. Rejects, with nothing started, when it
   * cannot be written down.
   */
  add(record: R): Promise<void>
  /** Tells a record of something the user did. Unknown ones are ignored. */
  tell(id: string, event: E | CommonEvent): Promise<void>
  /** Lets every record of this account that waits for the user go on; used after signing in again. */
  resumeWaiting(accountId: string): Promise<void>
  /** The alarm rang, or the worker woke for another reason. */
  wake(): void
  /**
   * When somebody has to be awake again (ms since the epoch); null: not at all. Ask at the start, once `ready`,
   * after every save, and right after calling `add` or `tell`: the worker may die before they have answered.
   */
  nextWake(): number | null
}

export interface RunnerPorts {
  readonly clock: Clock
  readonly lanes: Lanes
  /** Resolves when this worker's runners are the only ones, and stay so until it ends. */
  readonly becomeOnly: () => Promise<void>
}

export function runTrade<R, E, C>(ports: RunnerPorts, trade: Trade<R, E, C>): RunnerOf<R, E> {
  const { clock, lanes, becomeOnly } = ports
  const actors = createActors(clock, lanes, trade)
  /** While something is on its way in, nobody may conclude that there is nothing to wake for. */
  let arriving = 1
  const ready = takeUp()

  async function takeUp(): Promise<void> {
    await becomeOnly()
    const records = await untilDone(clock, () => trade.unfinished())
    for (const record of records) void actors.take(record).tell({ type: "woke" })
    arriving--
  }

  async function arrive(work: () => Promise<void>): Promise<void> {
    arriving++
    try {
      await ready
      await work()
    } finally {
      arriving--
    }
  }

  return {
    ready,
    tell: (id, event) =>
      arrive(async () => {
        const actor = await actors.of(id)
        await actor?.tell(event)
      }),
    add: (record) => arrive(() => actors.add(record)),
    resumeWaiting: (accountId) =>
      arrive(async () => {
        const waiting = [...actors.all()].filter(({ about }) => about.accountId === accountId)
        await Promise.all(waiting.map(({ actor }) => actor.tell({ type: "signed-in" })))
      }),
    wake(): void {
      for (const { actor } of actors.all()) void actor.tell({ type: "tick" })
    },
    nextWake(): number | null {
      if (arriving > 0) return clock.now()
      const times = [...actors.all()].map(({ actor }) => actor.wakeAt()).filter((time) => time !== null)
      return times.length === 0 ? null : Math.min(...times)
    },
  }
}
