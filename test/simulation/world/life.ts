/** One life of the background worker. Pending calls never return to a dead worker. */
import type { Runner } from "../../../src/jobs/runner"
import type { World } from "./world"

export interface Life {
  readonly id: number
  isAlive: boolean
  holdsLock: boolean
  runner: Runner | null
  /** Number of pending calls and writes. */
  waitsFor: number
  lastMoved: number
}

/** Points at which a worker may die: before and after each port call takes effect, and before its answer arrives. */
export class Boundaries {
  passed = 0

  constructor(
    private readonly world: World,
    private readonly kill: (life: Life, where: string) => void,
    /** Boundaries at which to kill the worker. Random if undefined. */
    private readonly killAt: ReadonlySet<number> | undefined,
  ) {}

  /** Passes a boundary. Returns whether the worker is still alive. */
  survives(life: Life, where: string): boolean {
    const at = this.passed++
    if (!life.isAlive) return false
    life.lastMoved = this.world.timeline.now()
    if (this.killAt ? this.killAt.has(at) : this.world.happens("kill", 0.01)) this.kill(life, where)
    return life.isAlive
  }
}

/** A port call: its delays in both directions (ms) and its effect. */
export interface Trip<T> {
  readonly what: string
  readonly there: number
  readonly back: number
  /** Whether the call still takes effect if the worker dies on the way. */
  readonly outlives: boolean
  /** Performs the call. An error is passed on to the caller. */
  readonly act: () => T
}

/** Performs a port call in virtual time. */
export function travel<T>(world: World, boundaries: Boundaries, life: Life, trip: Trip<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    if (!life.isAlive) return
    const { what, there, back } = trip
    if (!boundaries.survives(life, `${what}, asked`) && !trip.outlives) return
    life.waitsFor++
    const arrive = (): void => {
      if (!life.isAlive && !trip.outlives) return
      const settle = act(trip, resolve, reject)
      boundaries.survives(life, `${what}, done`)
      world.after(back, () => {
        if (!boundaries.survives(life, `${what}, answered`)) return
        life.waitsFor--
        settle()
      })
    }
    if (there > 0) world.after(there, arrive)
    else arrive()
  })
}

function act<T>(trip: Trip<T>, resolve: (value: T) => void, reject: (why: unknown) => void): () => void {
  try {
    const value = trip.act()
    return () => resolve(value)
  } catch (error) {
    return () => reject(error)
  }
}
