/** Time, handed in so that a simulation can run it. */
export interface Clock {
  /** Milliseconds since the epoch. May jump. */
  now(): number
  /** Calls back once, `delay` ms from now; returns what takes it back. */
  after(delay: number, callback: () => void): () => void
}

const SECOND = 1_000

/** Doubling from one second to half a minute: 1, 2, 4, 8, 16, 30, 30, … */
export function backOff(strikes: number): number {
  return Math.min(30 * SECOND, SECOND * 2 ** Math.min(Math.max(0, strikes), 5))
}

/** Whether a time has come; one further ahead than `longest` can only stem from a clock that was set, and has come too. */
export function hasCome(time: number, now: number, longest: number): boolean {
  return time <= now || time > now + longest
}
