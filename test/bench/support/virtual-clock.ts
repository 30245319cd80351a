/** Time that passes only when nothing else is left to do, for code whose promises pass through Node's own streams. */
import { setImmediate as turn } from "node:timers/promises"
import type { Clock } from "../../../src/jobs/timing"

/** Turns of the event loop after which nothing more follows from what was done: reading a body takes up to four. */
const QUIET_TURNS = 8

export class VirtualClock implements Clock {
  #now = 0
  #waiting: { readonly time: number; readonly run: () => void }[] = []

  now(): number {
    return this.#now
  }

  after(delay: number, run: () => void): () => void {
    const entry = { time: this.#now + Math.max(0, delay), run }
    this.#waiting.push(entry)
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry)
    }
  }

  sleep(delay: number): Promise<void> {
    return new Promise((resolve) => void this.after(delay, resolve))
  }

  /** Goes from one moment to the next until `isOver`. Throws when nothing is left to wait for. */
  async run(isOver: () => boolean): Promise<void> {
    for (;;) {
      for (let quiet = 0; quiet < QUIET_TURNS; quiet++) await turn()
      if (isOver()) return
      const next = Math.min(...this.#waiting.map(({ time }) => time))
      if (next === Infinity) throw new Error("it has stopped")
      this.#now = next
      const due = this.#waiting.filter(({ time }) => time <= next)
      this.#waiting = this.#waiting.filter(({ time }) => time > next)
      for (const { run } of due) run()
    }
  }
}
