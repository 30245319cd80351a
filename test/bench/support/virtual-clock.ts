/** A clock that advances only when nothing else is left to do, for code whose promises pass through Node's streams. */
import { setImmediate as turn } from "node:timers/promises"
import type { Clock } from "../../../src/jobs/timing"

/** Turns of the event loop after which all pending work is done: reading a body takes up to four. */
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

  /** Advances from one due time to the next until `isOver`. @throws if nothing is left to wait for */
  async run(isOver: () => boolean): Promise<void> {
    for (;;) {
      for (let quiet = 0; quiet < QUIET_TURNS; quiet++) await turn()
      if (isOver()) return
      const next = Math.min(...this.#waiting.map(({ time }) => time))
      if (next === Infinity) throw new Error("nothing is left to wait for")
      this.#now = next
      const due = this.#waiting.filter(({ time }) => time <= next)
      this.#waiting = this.#waiting.filter(({ time }) => time > next)
      for (const { run } of due) run()
    }
  }
}
