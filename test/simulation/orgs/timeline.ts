/** Virtual time for code that also waits for real promises: the next timer goes off once nothing else moves. */
import { vi } from "vitest"
import type { Clock } from "../../../src/jobs/timing"

export interface Timeline extends Clock {
  /** Lets everything that moves come to rest. */
  rest(): Promise<void>
  /** Lets everything come to rest, then sets the clock to the next timer and lets it go off; false when none is left. */
  next(): Promise<boolean>
}

/** Rounds of the event loop in which a chain of calls, locks and transactions has surely come to rest. */
const ROUNDS = 60

async function rest(): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) await new Promise((resolve) => setImmediate(resolve))
}

export function createTimeline(): Timeline {
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>()
  return {
    now: () => Date.now(),
    after(delay, callback): () => void {
      const timer = { at: Date.now() + Math.max(0, delay), callback }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    rest,
    async next(): Promise<boolean> {
      await rest()
      const [first] = [...timers].sort((a, b) => a.at - b.at)
      if (!first) return false
      timers.delete(first)
      vi.setSystemTime(Math.max(Date.now(), first.at))
      first.callback()
      return true
    },
  }
}
