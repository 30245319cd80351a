/** Runs all jobs, each by one actor. Only one worker's runner works at a time; it takes up what the journal holds. */
import { shareByKey } from "../lib/async"
import { createActor, RULES, type Actor, type Rules } from "./actor"
import type { JobEvent } from "./events"
import type { Ports } from "./ports"
import { RateLimiter } from "./rate-limiter"
import type { JobRecord } from "./record"
import { retry } from "./timing"

export interface Runner {
  /** Resolves once this runner is the only one and has taken up every unfinished job. */
  readonly ready: Promise<void>
  /** Stores a new job and starts it; adding it again changes nothing. Rejects when it cannot be stored. */
  add(record: JobRecord): Promise<void>
  /** Applies a user's action. Unknown jobs are ignored. */
  dispatch(id: string, event: JobEvent): Promise<void>
  /** Every job of this account that waits for a sign-in goes on. */
  resumeWaiting(accountId: string): Promise<void>
  /** The alarm rang, or the worker woke for another reason. */
  wake(): void
  /**
   * When the worker has to be awake again (ms since the epoch); null: not at all. To be asked after every save, and right
   * after calling `add` or `dispatch`: the worker may end before they have answered.
   */
  nextWake(): number | null
}

interface Actors {
  all(): Actor[]
  start(record: JobRecord): Actor
  /** Concurrent calls for the same job add it once. */
  add(record: JobRecord): Promise<void>
  /** The job's actor; a finished one's comes from the journal. Undefined: the journal does not know it. */
  of(id: string): Promise<Actor | undefined>
}

function createActors(ports: Ports, rules: Rules): Actors {
  const { clock, journal } = ports
  const limiter = new RateLimiter(clock, ports.random, ports.maxConcurrency)
  const working = new Map<string, Actor>()
  const load = shareByKey<Actor | undefined>()
  const add = shareByKey<unknown>()

  function onOutOfCredits(orgId: string): void {
    for (const actor of working.values())
      if (actor.record().job.org.id === orgId) void actor.dispatch({ type: "out-of-credits" })
  }

  function start(record: JobRecord): Actor {
    const { id } = record.job
    const onIdle = (): boolean => working.delete(id)
    const actor = createActor(record, { ports, rules, limiter, onIdle, onOutOfCredits })
    working.set(id, actor)
    return actor
  }

  function of(id: string): Promise<Actor | undefined> {
    const known = working.get(id)
    if (known) return Promise.resolve(known)
    return load(id, () => journal.load(id).then((record) => working.get(id) ?? (record && start(record))))
  }

  async function addNew(record: JobRecord): Promise<void> {
    if (await of(record.job.id)) return
    await journal.save(record.job, record.steps)
    start(record).look()
    ports.onSaved(record.job)
  }

  return {
    ...{ start, of },
    all: () => [...working.values()],
    async add(record): Promise<void> {
      await add(record.job.id, () => addNew(record))
    },
  }
}

export function createRunner(ports: Ports, rules: Rules = RULES): Runner {
  const { clock, journal, acquireLeadership } = ports
  const actors = createActors(ports, rules)
  /** Number of requests being processed: until they finish, the worker must be woken again. */
  let arriving = 1
  const ready = takeUp()

  async function takeUp(): Promise<void> {
    await acquireLeadership()
    const records = await retry(clock, () => journal.unfinished())
    for (const record of records) void actors.start(record).dispatch({ type: "woke" })
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
    add: (record) => arrive(() => actors.add(record)),
    dispatch: (id, event) =>
      arrive(async () => {
        const actor = await actors.of(id)
        await actor?.dispatch(event)
      }),
    resumeWaiting: (accountId) =>
      arrive(async () => {
        const waiting = actors.all().filter((actor) => actor.record().job.accountId === accountId)
        await Promise.all(waiting.map((actor) => actor.dispatch({ type: "signed-in" })))
      }),
    wake(): void {
      for (const actor of actors.all()) void actor.dispatch({ type: "tick" })
    },
    nextWake(): number | null {
      if (arriving > 0) return clock.now()
      const times = actors.all().flatMap((actor) => actor.wakeAt() ?? [])
      return times.length === 0 ? null : Math.min(...times)
    },
  }
}
