import { expect, it } from "vitest"

import { PLANTED } from "./tasks/planted"
import { simulate } from "./tasks/simulate"
import type { Plant } from "./tasks/simulate"

const SEEDS = 1_500
/** Far more than it takes on a quiet machine, in ms. */
const TIMEOUT = 120_000

it.each([1, 1 + SEEDS])(
  "restores and merges hold every invariant in the seeds from %i",
  async (from) => {
    const sums = { kills: 0, calls: 0, faults: 0, done: 0 }
    const failures: string[] = []
    for (let seed = from; seed < from + SEEDS && failures.length < 5; seed++) {
      const result = await simulate(seed)
      for (const key of ["kills", "calls", "faults", "done"] as const) sums[key] += result[key]
      if (result.violation !== null) failures.push(`seed ${seed}: ${result.violation}`)
    }
    console.log(`${SEEDS} seeds: ${JSON.stringify(sums)}`)
    expect(failures).toEqual([])
    // A simulation in which nothing happens would hold, too.
    expect(sums.kills).toBeGreaterThan(SEEDS / 2)
    expect(sums.faults).toBeGreaterThan(SEEDS)
    expect(sums.done).toBeGreaterThan(10 * SEEDS)
  },
  TIMEOUT,
)

async function firstToFind(plant: Plant): Promise<string | null> {
  for (let seed = 1; seed <= 2 * SEEDS; seed++) {
    const { violation } = await simulate(seed, plant)
    if (violation !== null) return `seed ${seed}: ${violation.split("\n")[0] ?? ""}`
  }
  return null
}

it.each(Object.entries(PLANTED))(
  "finds the planted bug: %s",
  async (name, plant) => {
    const found = await firstToFind(plant)
    console.log(`${name}: ${found ?? "not found"}`)
    expect(found).not.toBeNull()
  },
  TIMEOUT,
)
