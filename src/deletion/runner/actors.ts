/** The jobs that are being worked on, each by one actor and never by two. */
import type { Job, JobRecord } from "../job"
import type { Ports } from "../ports"
import { createActor } from "./actor"
import type { Actor, Rules } from "./actor"
import { createLanes } from "./lanes"

export interface Working {
  readonly job: Job
  readonly actor: Actor
}

export interface Actors {
  all(): Iterable<Working>
  /** Starts to work on a job that nobody works on yet. */
  take(record: JobRecord): Actor
  /** The job's actor; a finished job's comes from the journal. Undefined: the journal does not know the job. */
  of(jobId: string): Promise<Actor | undefined>
}

export function createActors(ports: Ports, rules: Rules): Actors {
  const lanes = createLanes(ports.clock, ports.random, ports.widest)
  const working = new Map<string, Working>()
  const loads = new Map<string, Promise<Working | undefined>>()

  function start(record: JobRecord): Working {
    const { job } = record
    const idle = (): boolean => working.delete(job.id)
    const started = { job, actor: createActor(record, { ports, lanes, rules, outOfCredits, idle }) }
    working.set(job.id, started)
    return started
  }

  function outOfCredits(orgId: string): void {
    for (const { job, actor } of working.values())
      if (job.org.id === orgId) void actor.tell({ type: "out-of-credits" })
  }

  /** Two who ask at once get the same actor. */
  function load(jobId: string): Promise<Working | undefined> {
    const loading =
      loads.get(jobId) ??
      ports.journal
        .load(jobId)
        .then((record) => working.get(jobId) ?? (record && start(record)))
        .finally(() => loads.delete(jobId))
    loads.set(jobId, loading)
    return loading
  }

  return {
    all: () => working.values(),
    take: (record) => start(record).actor,
    async of(jobId): Promise<Actor | undefined> {
      const known = working.get(jobId) ?? (await load(jobId))
      if (known) working.set(jobId, known)
      return known?.actor
    },
  }
}
