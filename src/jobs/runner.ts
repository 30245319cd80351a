/** Runs all jobs, one actor each. Only one worker's runner is active at a time. It resumes unfinished jobs. */
import { shareByKey } from "../lib/async"
import { createActor, RULES, type Actor, type Rules } from "./actor"
import type { JobEvent } from "./events"
import type { Ports } from "./ports"
import { RateLimiter } from "./rate-limiter"
import type { JobRecord } from "./record"
import { retry } from "./timing"

export interface Runner {
  /** Resolves once this runner is the only active one and has resumed every unfinished job. */
  readonly ready: Promise<void>
  /** Stores a new job and starts it. Adding it again changes nothing. Rejects if it cannot be stored. */
  add(record: JobRecord): Promise<void>
  /** Applies a user's request to a job. Unknown jobs are ignored. */
  dispatch(id: string, event: JobEvent): Promise<void>
  /** Resumes every job of this account that waits for a sign-in. */
  resumeWaiting(accountId: string): Promise<void>
  /** Checks all jobs, after the alarm or another wake-up of the worker. */
  wake(): void
  /**
   * When the worker must be awake again (ms since the epoch); null: never. Call it after every save, and right after
   * calling `add` or `dispatch`: the worker may end before they resolve.
   */
  nextWake(): number | null
}

interface Actors {
  all(): Actor[]
  start(record: JobRecord): Actor
  /** Concurrent calls for the same job add it once. */
  add(record: JobRecord): Promise<void>
  /** The job's actor, loaded from the journal if it is not running. Undefined if the journal does not have it. */
  of(id: string): Promise<Actor | undefined>
}

function createActors(ports: Ports, rules: Rules): Actors {
  const { clock, journal } = ports
  const limiter = new RateLimiter(clock, ports.random, ports.maxConcurrency)
  const running = new Map<string, Actor>()
  const load = shareByKey<Actor | undefined>()
  const add = shareByKey<unknown>()

  function onOutOfCredits(orgId: string): void {
    for (const actor of running.values())
      if (actor.record().job.org.id === orgId) void actor.dispatch({ type: "out-of-credits" })
  }

  function start(record: JobRecord): Actor {
    const { id } = record.job
    const onIdle = (): boolean => running.delete(id)
    const actor = createActor(record, { ports, rules, limiter, onIdle, onOutOfCredits })
    running.set(id, actor)
    return actor
  }

  function of(id: string): Promise<Actor | undefined> {
    const known = running.get(id)
    if (known) return Promise.resolve(known)
    return load(id, () => journal.load(id).then((record) => running.get(id) ?? (record && start(record))))
  }

  async function addNew(record: JobRecord): Promise<void> {
    if (await of(record.job.id)) return
    await journal.save(record.job, record.steps)
    start(record).advance()
    ports.onSaved(record.job)
  }

  return {
    ...{ start, of },
    all: () => [...running.values()],
    async add(record): Promise<void> {
      await add(record.job.id, () => addNew(record))
    },
  }
}

/** @param rules replaced by the simulation only */
export function createRunner(ports: Ports, rules: Rules = RULES): Runner {
  const { clock, journal, acquireLeadership } = ports
  const actors = createActors(ports, rules)
  /** Requests not applied yet, including the initial load. Until it is zero, `nextWake` returns the current time. */
  let pendingRequests = 1
  const ready = resumeUnfinished()

  async function resumeUnfinished(): Promise<void> {
    await acquireLeadership()
    const records = await retry(clock, () => journal.unfinished())
    for (const record of records) void actors.start(record).dispatch({ type: "woke" })
    pendingRequests--
  }

  async function whenReady(work: () => Promise<void>): Promise<void> {
    pendingRequests++
    try {
      await ready
      await work()
    } finally {
      pendingRequests--
    }
  }

  return {
    ready,
    add: (record) => whenReady(() => actors.add(record)),
    dispatch: (id, event) =>
      whenReady(async () => {
        const actor = await actors.of(id)
        await actor?.dispatch(event)
      }),
    resumeWaiting: (accountId) =>
      whenReady(async () => {
        const waiting = actors.all().filter((actor) => actor.record().job.accountId === accountId)
        await Promise.all(waiting.map((actor) => actor.dispatch({ type: "signed-in" })))
      }),
    wake(): void {
      for (const actor of actors.all()) void actor.dispatch({ type: "tick" })
    },
    nextWake(): number | null {
      if (pendingRequests > 0) return clock.now()
      const times = actors.all().flatMap((actor) => actor.wakeAt() ?? [])
      return times.length === 0 ? null : Math.min(...times)
    },
  }
}
