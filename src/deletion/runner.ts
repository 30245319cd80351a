/**
 * Runs all deletions. Only one runner works at a time; it takes up what the journal holds, whatever ended the
 * last one, and never does anything that the journal does not already say.
 */
import type { DeletionEvent } from "./events"
import type { JobRecord } from "./job"
import type { Ports } from "./ports"
import { createActor } from "./runner/actor"
import type { Actor } from "./runner/actor"
import { createLanes } from "./runner/lanes"

export interface Runner {
  /** Resolves once this runner is the only one and has taken up every unfinished job. */
  readonly ready: Promise<void>
  /** Writes a new job down and starts it. */
  add(record: JobRecord): Promise<void>
  /** Tells a job of something the user did. Unknown jobs are ignored. */
  tell(jobId: string, event: DeletionEvent): Promise<void>
  /** Lets every job of these accounts that waits for the user go on; used after signing in again. */
  resumeWaiting(accountId: string): Promise<void>
  /** The alarm rang, or the worker woke for another reason. */
  wake(): void
  /** When somebody has to be awake again (ms since the epoch); null: not at all. */
  nextWake(): number | null
}

export function createRunner(ports: Ports): Runner {
  const lanes = createLanes(ports.clock, ports.random, ports.widest)
  const actors = new Map<string, { actor: Actor; record: JobRecord }>()

  function take(record: JobRecord): Actor {
    const actor = createActor(record, ports, lanes, {
      outOfCredits,
      finished: (jobId) => actors.delete(jobId),
    })
    actors.set(record.job.id, { actor, record })
    return actor
  }

  function outOfCredits(orgId: string): void {
    for (const { actor, record } of actors.values())
      if (record.job.org.id === orgId) void actor.tell({ type: "out-of-credits" })
  }

  async function takeUp(): Promise<void> {
    await ports.becomeOnly()
    for (const record of await ports.journal.unfinished()) void take(record).tell({ type: "woke" })
  }

  const ready = takeUp()

  async function tell(jobId: string, event: DeletionEvent): Promise<void> {
    await ready
    const known = actors.get(jobId)?.actor
    const record = known ? undefined : await ports.journal.load(jobId)
    const actor = known ?? (record && take(record))
    await actor?.tell(event)
  }

  return {
    ready,
    tell,
    async add(record): Promise<void> {
      await ready
      await ports.journal.save(record.job, record.chunks)
      ports.onSaved(record.job)
      take(record).look()
    },
    async resumeWaiting(accountId): Promise<void> {
      await ready
      const waiting = [...actors.values()].filter(({ record }) => record.job.accountId === accountId)
      await Promise.all(waiting.map(({ actor }) => actor.tell({ type: "signed-in" })))
    },
    wake(): void {
      for (const { actor } of actors.values()) void actor.tell({ type: "tick" })
    },
    nextWake(): number | null {
      const times = [...actors.values()].map(({ actor }) => actor.wakeAt()).filter((time) => time !== null)
      return times.length === 0 ? null : Math.min(...times)
    },
  }
}
