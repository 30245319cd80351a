/** State shared by all parts of a simulation: time, randomness, faults, trace, and the first violation. */
import { createRandom, type Random } from "./random"
import type { Feature, Scenario } from "./scenario"
import { createTimeline, type Timeline } from "./timeline"

/** Counts by name. */
export type Tally = Map<string, number>

export class World {
  readonly random: Random
  readonly timeline: Timeline = createTimeline()
  /** Counts of injected faults, by kind. */
  readonly faults: Tally = new Map<string, number>()
  readonly trace: string[] = []
  /** Difference between the wall clock and the timeline, in ms. */
  offset = 1_700_000_000_000
  calm = false
  violation: string | null = null

  constructor(
    readonly seed: number,
    readonly scenario: Scenario,
    readonly isTracing: boolean,
  ) {
    this.random = createRandom(seed)
  }

  /** The wall clock, in ms. */
  clock(): number {
    return this.timeline.now() + this.offset
  }

  after(delay: number, run: () => void): () => void {
    return this.timeline.after(delay, run)
  }

  /** Whether this trouble happens now. Counts it if so. */
  happens(trouble: Feature, probability: number): boolean {
    if (this.calm || !this.scenario.has(trouble) || !this.random.chance(probability)) return false
    this.count(trouble)
    return true
  }

  count(fault: string): void {
    this.faults.set(fault, (this.faults.get(fault) ?? 0) + 1)
  }

  /** Adds a line to the trace. */
  note(line: () => string): void {
    if (this.isTracing)
      this.trace.push(`${(this.timeline.now() / 1000).toFixed(3).padStart(10)} s  ${line()}`)
  }

  /** Records that an invariant does not hold. Does not throw, because the system under test might catch it. */
  violated(what: string): void {
    this.violation ??= what
    this.note(() => `VIOLATED: ${what}`)
  }
}
