/**
 * What a runner needs to know of the kind of work that it runs. A record stands in a journal, events move it, and
 * what is to be done next is read off it; what the record is about is nothing to the runner.
 */
import type { CallOutcome, Turn } from "./lanes"

/** What may happen to every record, whatever its trade. */
export type CommonEvent =
  /** A new runner has taken over: what was on its way when the old one died is in doubt. */
  | { readonly type: "woke" }
  /** Time has passed. */
  | { readonly type: "tick" }
  /** 429 for so long that it can only be the day's credits. */
  | { readonly type: "out-of-credits" }
  /** The account that the record belongs to was signed in to again, or given more rights. */
  | { readonly type: "signed-in" }

/** The rules that an actor follows. Handed in, so that a simulation can watch them, or break one to be found out. */
export interface Rules<R, E, C> {
  /** Moves a record by one event; the same object when the event changes nothing. */
  step(record: R, event: E | CommonEvent, now: number): R
  /** The calls that are due at `now` (ms), most urgent first. */
  dueCommands(record: R, now: number): readonly C[]
  /** When the record has to be looked at again (ms since the epoch); null: only a person can move it. */
  wakeAt(record: R, now: number): number | null
}

/** What the runner reads off a record. */
export interface About {
  readonly id: string
  readonly accountId: string
  readonly orgId: string
  readonly isFinished: boolean
}

export interface CarriedOut<E> extends CallOutcome {
  readonly event: E
}

/** A record, as whoever makes a call for it sees it. */
export interface Teller<R, E> {
  /** Applies an event; resolves with the record as journalled. */
  tell(event: E | CommonEvent): Promise<R>
  /** The record as it stands now. */
  record(): R
}

export interface Trade<R, E, C> {
  readonly rules: Rules<R, E, C>
  about(record: R): About
  /** Two commands with the same key are the same call. */
  keyOf(command: C): string
  /** Keys of the commands that go on while no other does. */
  readonly alone: readonly string[]
  /** Whom a command lets go first, `none` where Zoho is not called for it; it lets nobody when left out. */
  turnOf?(command: C, record: R): Turn | "none"
  /** Makes the calls of one record. Null: it must not, or need not, be made any more. */
  carrier(record: R): (command: C, teller: Teller<R, E>) => Promise<CarriedOut<E> | null>
  unfinished(): Promise<R[]>
  load(id: string): Promise<R | undefined>
  /** All or nothing; what it rejects has not been written. `before` is undefined for a new record. */
  save(before: R | undefined, after: R): Promise<void>
  /** Told after every save, when the runner already stands where the journal stands. */
  onSaved(record: R): void
}
