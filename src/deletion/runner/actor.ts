/** One job at work: its events one after the other, each written down before anything follows from it. */
import { dueCommands, wakeAt } from "../due"
import { commandKey } from "../events"
import type { Command, DeletionEvent } from "../events"
import type { JobRecord } from "../job"
import { isFinished } from "../job"
import { step } from "../machine"
import { backOff } from "../pacing"
import type { Ports } from "../ports"
import { changedChunks, chunkAt } from "../record"
import { carryOut } from "./carry-out"
import type { CarriedOut } from "./carry-out"
import type { Lanes } from "./lanes"

export interface Actor {
  /** Applies an event after those before it; resolves with the record as journalled. */
  tell(event: DeletionEvent): Promise<JobRecord>
  /** Looks whether anything has become due. */
  look(): void
  /** When it next has to look (ms since the epoch); null: only an event moves it. */
  wakeAt(): number | null
}

export function createActor(
  loaded: JobRecord,
  ports: Ports,
  lanes: Lanes,
  on: { readonly outOfCredits: (orgId: string) => void; readonly finished: (jobId: string) => void },
): Actor {
  const { clock, journal } = ports
  const zoho = ports.zoho(loaded.job)
  const orgId = loaded.job.org.id
  const underWay = new Set<string>()
  let record = loaded
  let queue: Promise<unknown> = Promise.resolve()
  let disarm: (() => void) | null = null

  function tell(event: DeletionEvent): Promise<JobRecord> {
    const done = queue.then(() => apply(event))
    queue = done
    return done
  }

  async function apply(event: DeletionEvent): Promise<JobRecord> {
    const next = step(record, event, clock.now())
    if (next !== record) {
      await write(next)
      record = next
    }
    if (isFinished(record.job.state)) on.finished(record.job.id)
    look()
    return record
  }

  /** A full or failing disk holds the job where it is: nothing happens that is not written down. */
  async function write(next: JobRecord): Promise<void> {
    for (let failures = 0; ; failures++) {
      try {
        await journal.save(next.job, changedChunks(record, next))
        ports.onSaved(next.job)
        return
      } catch {
        await new Promise<void>((resolve) => clock.after(backOff(failures), resolve))
      }
    }
  }

  function look(): void {
    const now = clock.now()
    for (const command of dueCommands(record, now)) {
      const key = commandKey(command)
      if (underWay.has(key)) continue
      underWay.add(key)
      void carry(command).finally(() => {
        underWay.delete(key)
        look()
      })
    }
    arm(now)
  }

  function arm(now: number): void {
    disarm?.()
    const time = wakeAt(record, now)
    // What is due now is under way already, and looks again when it is back.
    disarm = time === null || time <= now ? null : clock.after(time - now, () => void tell({ type: "tick" }))
  }

  function isStillDue(command: Command): boolean {
    return dueCommands(record, clock.now()).some((due) => commandKey(due) === commandKey(command))
  }

  async function carry(command: Command): Promise<void> {
    await lanes.enter(orgId)
    const result = isStillDue(command) ? await attempt(command) : null
    const outOfCredits = lanes.leave(orgId, result ?? { refused: false, credits: undefined })
    if (!result) return
    await tell(result.event)
    if (outOfCredits) on.outOfCredits(orgId)
  }

  async function attempt(command: Command): Promise<CarriedOut | null> {
    if (!(await zoho.permitted())) {
      await tell({ type: "permission-removed" })
      return null
    }
    if (command.type !== "submit") return carryOut(command, record, zoho)
    const written = await tell({ type: "submitting", chunk: command.chunk })
    const mine = chunkAt(written, command.chunk)?.phase === "submitting"
    return mine ? carryOut(command, written, zoho) : null
  }

  return { tell, look, wakeAt: () => wakeAt(record, clock.now()) }
}
