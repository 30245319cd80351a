/**
 * Runs all deletions. Only one runner works at a time; it takes up what the journal holds, whatever ended the
 * last one, and never does anything that the journal does not already say.
 */
import type { DeletionEvent } from "./events"
import type { JobRecord } from "./job"
import type { Ports } from "./ports"
import { RULES } from "./runner/actor"
import type { Rules } from "./runner/actor"
import { createActors } from "./runner/actors"
import { untilDone } from "./runner/until-done"

export interface Runner {
  /** Resolves once this runner is the only one and has taken up every unfinished job. */
  readonly ready: Promise<void>
  /**
   * Writes a new job down and starts it; adding it again changes nothing. Rejects, with nothing started, when it
   * cannot be written down.
   */
  add(record: JobRecord): Promise<void>
  /** Tells a job of something the user did. Unknown jobs are ignored. */
  tell(jobId: string, event: DeletionEvent): Promise<void>
  /** Lets every job of these accounts that waits for the user go on; used after signing in again. */
  resumeWaiting(accountId: string): Promise<void>
  /** The alarm rang, or the worker woke for another reason. */
  wake(): void
  /**
   * When somebody has to be awake again (ms since the epoch); null: not at all. Ask at the start, once `ready`,
   * after every save, and right after calling `add` or `tell`: the worker may die before they have answered.
   */
  nextWake(): number | null
}

export function createRunner(ports: Ports, rules: Rules = RULES): Runner {
  const { clock, journal } = ports
  const actors = createActors(ports, rules)
  /** While something is on its way in, nobody may conclude that there is nothing to wake for. */
  let arriving = 1
  const ready = takeUp()

  async function takeUp(): Promise<void> {
    await ports.becomeOnly()
    const records = await untilDone(clock, () => journal.unfinished())
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
    tell: (jobId, event) =>
      arrive(async () => {
        const actor = await actors.of(jobId)
        await actor?.tell(event)
      }),
    add: (record) => arrive(() => actors.add(record)),
    resumeWaiting: (accountId) =>
      arrive(async () => {
        const waiting = [...actors.all()].filter(({ job }) => job.accountId === accountId)
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
