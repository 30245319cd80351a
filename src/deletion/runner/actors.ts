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
  /** Starts to work on a job of the journal's. */
  take(record: JobRecord): Actor
  /** Writes a new job down and starts to work on it. One that is known already stays as it is. */
  add(record: JobRecord): Promise<void>
  /** The job's actor; a finished job's comes from the journal. Undefined: the journal does not know the job. */
  of(jobId: string): Promise<Actor | undefined>
}

export function createActors(ports: Ports, rules: Rules): Actors {
  const lanes = createLanes(ports.clock, ports.random, ports.widest)
  const working = new Map<string, Working>()
  const loads = new Map<string, Promise<Working | undefined>>()
  const adds = new Map<string, Promise<void>>()

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

  async function of(jobId: string): Promise<Actor | undefined> {
    const known = working.get(jobId) ?? (await load(jobId))
    if (known) working.set(jobId, known)
    return known?.actor
  }

  async function addNew(record: JobRecord): Promise<void> {
    if (await of(record.job.id)) return
    await ports.journal.save(record.job, record.chunks)
    start(record).actor.look()
    ports.onSaved(record.job)
  }

  return {
    all: () => working.values(),
    take: (record) => start(record).actor,
    of,
    add(record): Promise<void> {
      const { id } = record.job
      const adding = adds.get(id) ?? addNew(record).finally(() => adds.delete(id))
      adds.set(id, adding)
      return adding
    },
  }
}
