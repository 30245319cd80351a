/** One job at work: its events one after the other, each written down before anything follows from it. */
import * as due from "../due"
import { commandKey } from "../events"
import type { Command, DeletionEvent } from "../events"
import type { JobRecord } from "../job"
import { isFinished } from "../job"
import * as machine from "../machine"
import type { Ports } from "../ports"
import { changedChunks } from "../record"
import { attempt } from "./attempt"
import type { CallOutcome, Lanes } from "./lanes"
import { untilDone } from "./until-done"

/** The rules that an actor follows. Handed in, so that a simulation can watch them, or break one to be found out. */
export interface Rules {
  readonly step: typeof machine.step
  readonly dueCommands: typeof due.dueCommands
  readonly wakeAt: typeof due.wakeAt
}

export const RULES: Rules = { step: machine.step, dueCommands: due.dueCommands, wakeAt: due.wakeAt }

export interface Actor {
  /** Applies an event after those before it; resolves with the record as journalled. */
  tell(event: DeletionEvent): Promise<JobRecord>
  /** Looks whether anything has become due. */
  look(): void
  /** When it next has to look (ms since the epoch); null: only a person moves it. */
  wakeAt(): number | null
}

export interface Surroundings {
  readonly ports: Ports
  readonly lanes: Lanes
  readonly rules: Rules
  readonly outOfCredits: (orgId: string) => void
  /** The job is finished, and nothing of it is under way any more. */
  readonly idle: () => void
}

/** Keys of the commands that go on while no other does. */
const ALONE: readonly string[] = ["renew", "read-module"]

const NO_CALL: CallOutcome = { answer: "none", credits: undefined }

export function createActor(loaded: JobRecord, around: Surroundings): Actor {
  const { lanes, rules } = around
  const { clock, journal, onSaved } = around.ports
  const zoho = around.ports.zoho(loaded.job)
  const orgId = loaded.job.org.id
  const underWay = new Set<string>()
  let record = loaded
  let told = 0
  let queue = Promise.resolve(loaded)
  let disarm: (() => void) | null = null

  function tell(event: DeletionEvent): Promise<JobRecord> {
    told++
    return (queue = queue.then(() => apply(event)))
  }

  async function apply(event: DeletionEvent): Promise<JobRecord> {
    const next = rules.step(record, event, clock.now())
    if (next !== record) {
      const changed = changedChunks(record, next)
      // A full or failing disk holds the job where it is: nothing happens that is not written down.
      await untilDone(clock, () => journal.save(next.job, changed))
      record = next
      onSaved(next.job)
    }
    told--
    look()
    return record
  }

  function look(): void {
    const now = clock.now()
    for (const command of rules.dueCommands(record, now)) start(command)
    arm(now)
    if (isFinished(record.job.state) && told === 0 && underWay.size === 0) around.idle()
  }

  function start(command: Command): void {
    const key = commandKey(command)
    // A token or a module is changed between calls: answers to the old one must not be held against the new.
    if (underWay.has(key) || ALONE.some((alone) => underWay.has(alone))) return
    if (ALONE.includes(key) && underWay.size > 0) return
    underWay.add(key)
    void carry(command).finally(() => {
      underWay.delete(key)
      look()
    })
  }

  function arm(now: number): void {
    disarm?.()
    const time = rules.wakeAt(record, now)
    // What is due now is under way already, and looks again when it is back.
    disarm = time === null || time <= now ? null : clock.after(time - now, () => void tell({ type: "tick" }))
  }

  function isStillDue(command: Command): boolean {
    return rules.dueCommands(record, clock.now()).some((due) => commandKey(due) === commandKey(command))
  }

  async function carry(command: Command): Promise<void> {
    await lanes.enter(orgId)
    const result = isStillDue(command) ? await attempt(command, zoho, { tell, record: () => record }) : null
    const outOfCredits = lanes.leave(orgId, result ?? NO_CALL)
    if (result) await tell(result.event)
    if (outOfCredits) around.outOfCredits(orgId)
  }

  return { tell, look, wakeAt: () => rules.wakeAt(record, clock.now()) }
}
