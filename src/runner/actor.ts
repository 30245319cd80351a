/** One record at work: its events one after the other, each written down before anything follows from it. */
import type { Clock } from "./clock"
import type { CallOutcome, Lanes } from "./lanes"
import type { CarriedOut, CommonEvent, Teller, Trade } from "./trade"
import { untilDone } from "./until-done"

export interface Actor<R, E> {
  /** Applies an event after those before it; resolves with the record as journalled. */
  tell(event: E | CommonEvent): Promise<R>
  /** Looks whether anything has become due. */
  look(): void
  /** When it next has to look (ms since the epoch); null: only a person moves it. */
  wakeAt(): number | null
}

export interface Surroundings<R, E, C> {
  readonly clock: Clock
  readonly lanes: Lanes
  readonly trade: Trade<R, E, C>
  /** The record is finished, and nothing of it is under way any more. */
  readonly idle: () => void
}

const NO_CALL: CallOutcome = { answer: "none", credits: undefined }

export function createActor<R, E, C>(loaded: R, around: Surroundings<R, E, C>): Actor<R, E> {
  const { clock, trade } = around
  const { rules, alone } = trade
  const carry = carrying(around, loaded, { tell, record: () => record })
  const underWay = new Set<string>()
  let record = loaded
  let told = 0
  let queue: Promise<R> = Promise.resolve(loaded)
  let disarm: (() => void) | null = null

  function tell(event: E | CommonEvent): Promise<R> {
    told++
    return (queue = queue.then(() => apply(event)))
  }

  async function apply(event: E | CommonEvent): Promise<R> {
    const before = record
    const next = rules.step(before, event, clock.now())
    if (next !== before) {
      // A full or failing disk holds the record where it is: nothing happens that is not written down.
      await untilDone(clock, () => trade.save(before, next))
      record = next
      trade.onSaved(next)
    }
    told--
    look()
    return record
  }

  function look(): void {
    const now = clock.now()
    for (const command of rules.dueCommands(record, now)) start(command)
    arm(now)
    if (trade.about(record).isFinished && told === 0 && underWay.size === 0) around.idle()
  }

  function start(command: C): void {
    const key = trade.keyOf(command)
    // A token or a module is changed between calls: answers to the old one must not be held against the new.
    if (underWay.has(key) || alone.some((other) => underWay.has(other))) return
    if (alone.includes(key) && underWay.size > 0) return
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

  return { tell, look, wakeAt: () => rules.wakeAt(record, clock.now()) }
}

/** Makes the calls of one record when it is their turn, and tells it what came of them. */
function carrying<R, E, C>(
  { clock, lanes, trade }: Surroundings<R, E, C>,
  loaded: R,
  teller: Teller<R, E>,
): (command: C) => Promise<void> {
  const { orgId } = trade.about(loaded)
  const carryOut = trade.carrier(loaded)

  function isStillDue(command: C): boolean {
    const key = trade.keyOf(command)
    return trade.rules.dueCommands(teller.record(), clock.now()).some((due) => trade.keyOf(due) === key)
  }

  async function made(command: C): Promise<CarriedOut<E> | null> {
    return isStillDue(command) ? carryOut(command, teller) : null
  }

  return async (command) => {
    const turn = trade.turnOf?.(command, teller.record()) ?? "first"
    if (turn !== "none") await lanes.enter(orgId, turn)
    const result = await made(command)
    const outOfCredits = turn !== "none" && lanes.leave(orgId, result ?? NO_CALL)
    if (result) await teller.tell(result.event)
    if (outOfCredits) lanes.tellOutOfCredits(orgId)
  }
}
