/** A clock that passes the time while everybody waits: the next timer rings as soon as nothing is going on. */
import { vi } from "vitest"
import type { Clock } from "../../src/jobs/timing"

/** Turns of the event loop in a row without a call in flight, after which everybody waits. */
const QUIET_TURNS = 12

export interface QuietClock extends Clock {
  /** Time does not pass while this is under way. */
  busyWith<T>(work: Promise<T>): Promise<T>
  /** Lets time pass until `is` holds. Rejects when nothing happens any more, or too much. */
  until(is: () => boolean): Promise<void>
}

/** Needs `Date` to be faked: it is set forward. */
export function quietClock(): QuietClock {
  const timers = new Map<object, { readonly due: number; readonly ring: () => void }>()
  let inFlight = 0
  let moves = 0

  function ringNext(): void {
    const next = [...timers].sort(([, a], [, b]) => a.due - b.due)[0]
    if (!next) return
    const [timer, { due, ring }] = next
    timers.delete(timer)
    vi.setSystemTime(Math.max(Date.now(), due))
    ring()
  }

  return {
    now: () => Date.now(),
    after(delay, ring): () => void {
      const timer = {}
      timers.set(timer, { due: Date.now() + delay, ring })
      return () => void timers.delete(timer)
    },
    async busyWith(work) {
      inFlight++
      moves++
      return work.finally(() => inFlight--)
    },
    async until(is): Promise<void> {
      for (let turns = 0, quiet = 0, seen = moves; !is(); turns++) {
        if (turns > 200_000) throw new Error("it never comes to that")
        await new Promise((resolve) => setImmediate(resolve))
        quiet = inFlight === 0 && seen === moves ? quiet + 1 : 0
        seen = moves
        if (quiet < QUIET_TURNS) continue
        quiet = 0
        ringNext()
      }
    },
  }
}
