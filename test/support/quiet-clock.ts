/** A fake clock that jumps to the next timer as soon as all code is idle. */
import { vi } from "vitest"
import type { Clock } from "../../src/jobs/timing"

/** Consecutive turns of the event loop without a call in flight, after which all code counts as idle. */
const QUIET_TURNS = 12

export interface QuietClock extends Clock {
  /** Stops the clock until `work` settles. */
  busyWith<T>(work: Promise<T>): Promise<T>
  /** Lets time pass until `isReached` returns true. Rejects after 200,000 turns of the event loop. */
  until(isReached: () => boolean): Promise<void>
}

/** Needs a faked `Date`, which it advances. */
export function quietClock(): QuietClock {
  const timers = new Map<object, { readonly due: number; readonly ring: () => void }>()
  let inFlight = 0
  let calls = 0

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
      calls++
      return work.finally(() => inFlight--)
    },
    async until(isReached): Promise<void> {
      for (let turns = 0, quiet = 0, seen = calls; !isReached(); turns++) {
        if (turns > 200_000) throw new Error("the condition was not reached")
        await new Promise((resolve) => setImmediate(resolve))
        quiet = inFlight === 0 && seen === calls ? quiet + 1 : 0
        seen = calls
        if (quiet < QUIET_TURNS) continue
        quiet = 0
        ringNext()
      }
    },
  }
}
