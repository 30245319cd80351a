/** Runs one job: applies its events one by one, and stores each before acting on it. */
import type { ZohoResult } from "../zoho/errors/fault"
import { COQL_LARGEST } from "../zoho/limits"
import { dueCommands, wakeAt } from "./due"
import { commandKey, type Command, type JobEvent } from "./events"
import { execute, priorityOf, type CallPorts, type Dispatcher, type Executed } from "./execute"
import { isFinished } from "./job"
import { transition } from "./machine"
import type { Ports } from "./ports"
import { outcomeOf, type CallOutcome, type RateLimiter } from "./rate-limiter"
import { changedSteps, type JobRecord } from "./record"
import { retry } from "./timing"

/** The rules of an actor, passed in so that a simulation can observe them or plant a bug. */
export const RULES = { transition, dueCommands, wakeAt }
export type Rules = Readonly<typeof RULES>

export interface Actor extends Dispatcher {
  look(): void
  wakeAt(): number | null
}

interface ActorNeeds {
  readonly ports: Ports
  readonly rules: Rules
  readonly limiter: RateLimiter
  readonly onIdle: () => void
  readonly onOutOfCredits: (orgId: string) => void
}

/** Commands that run alone: answers to calls with the old token or module must not count against the new one. */
const EXCLUSIVE: readonly Command["type"][] = ["renew", "read-module"]

const NO_CALL: CallOutcome = { answer: "none" }

export function createActor(loaded: JobRecord, needs: ActorNeeds): Actor {
  const { ports, rules } = needs
  const { clock, journal } = ports
  const inFlight = new Set<string>()
  let record = loaded
  let pending = 0
  let queue: Promise<JobRecord> = Promise.resolve(loaded)
  let disarm: (() => void) | null = null
  const dispatcher: Dispatcher = { dispatch, record: () => record }
  const makeCall = caller(needs, dispatcher)

  function dispatch(event: JobEvent): Promise<JobRecord> {
    pending++
    return (queue = queue.then(() => apply(event)))
  }

  async function apply(event: JobEvent): Promise<JobRecord> {
    const before = record
    const next = rules.transition(before, event, clock.now())
    if (next !== before) {
      // If the disk is full or failing, the job waits: nothing happens that is not stored.
      await retry(clock, () => journal.save(next.job, changedSteps(before, next)))
      record = next
      ports.onSaved(next.job)
    }
    pending--
    look()
    return record
  }

  function look(): void {
    const now = clock.now()
    for (const command of rules.dueCommands(record, now)) start(command)
    arm(now)
    if (isFinished(record.job.state) && pending === 0 && inFlight.size === 0) needs.onIdle()
  }

  function start(command: Command): void {
    const key = commandKey(command)
    if (inFlight.has(key) || EXCLUSIVE.some((type) => inFlight.has(type))) return
    if (EXCLUSIVE.includes(command.type) && inFlight.size > 0) return
    inFlight.add(key)
    void makeCall(command).finally(() => {
      inFlight.delete(key)
      look()
    })
  }

  function arm(now: number): void {
    disarm?.()
    const time = rules.wakeAt(record, now)
    // A command that is due now is already in flight, and calls `look` when it finishes.
    disarm =
      time === null || time <= now ? null : clock.after(time - now, () => void dispatch({ type: "tick" }))
  }

  return { ...dispatcher, look, wakeAt: () => rules.wakeAt(record, clock.now()) }
}

/** Makes the calls of one job within the rate limit, and dispatches the resulting events. */
function caller(
  { ports, rules, limiter, onOutOfCredits }: ActorNeeds,
  job: Dispatcher,
): (command: Command) => Promise<void> {
  const { clock, backups, protectedNow } = ports
  const { job: head } = job.record()
  const orgId = head.org.id
  const calls: CallPorts = { zoho: ports.zoho(head), backups, protectedNow, clock, withinLimit }

  function isStillDue(command: Command): boolean {
    const key = commandKey(command)
    return rules.dueCommands(job.record(), clock.now()).some((due) => commandKey(due) === key)
  }

  async function withinLimit<T>(call: () => Promise<ZohoResult<T>> | null): Promise<ZohoResult<T> | null> {
    await limiter.enter(orgId)
    let result: ZohoResult<T> | null = null
    try {
      result = isStillDue({ type: "back-up" }) ? await call() : null
      return result
    } finally {
      // Storage may fail before the call is made: the slot must be released anyway.
      const outcome = result ? { ...outcomeOf(result), price: COQL_LARGEST.credits } : NO_CALL
      if (limiter.leave(orgId, outcome)) onOutOfCredits(orgId)
    }
  }

  return async (command) => {
    const priority = priorityOf(command)
    if (priority !== "none") await limiter.enter(orgId, priority)
    const executed: Executed | null = isStillDue(command) ? await execute(command, calls, job) : null
    const isOutOfCredits = priority !== "none" && limiter.leave(orgId, executed ?? NO_CALL)
    if (executed) await job.dispatch(executed.event)
    if (isOutOfCredits) onOutOfCredits(orgId)
  }
}
