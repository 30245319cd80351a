/** Each bug planted on purpose is found by the same seeds that prove the engine. */
import { expect, it } from "vitest"

import { PLANTED } from "./planted"
import { simulate, type Plant } from "./world/simulate"

/** The default seeds of `npm test`. */
const SEEDS = 10_000

async function firstToFind(plant: Plant): Promise<{ seed: number; violation: string } | null> {
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { violation } = await simulate(seed, { plant })
    if (violation !== null) return { seed, violation }
  }
  return null
}

it.each(Object.entries(PLANTED))("finds the planted bug: %s", async (name, plant) => {
  const found = await firstToFind(plant)
  console.log(`${name}: seed ${found?.seed ?? "-"}: ${found?.violation ?? "not found"}`)
  expect(found).not.toBeNull()
})
