/** Virtual time for code that also awaits real promises: the next timer fires when nothing else is running. */
import { vi } from "vitest"
import type { Clock } from "../../../src/jobs/timing"

export interface Timeline extends Clock {
  /** Waits until nothing is running. */
  rest(): Promise<void>
  /** Waits until nothing is running, then advances the clock to the next timer and fires it. False if none is left. */
  next(): Promise<boolean>
}

/** Enough rounds of the event loop for any chain of calls, locks and transactions to finish. */
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
