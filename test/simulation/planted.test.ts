/** Each bug planted on purpose is found by the same seeds that prove the engine. */
import { expect, it } from "vitest"

import { PLANTED } from "./planted"
import { simulate, type Plant } from "./world/simulate"

/** The default seeds of `npm test`. */
const SEEDS = 10_000

/** Where the search for a rare bug begins, to spare minutes: at a seed that found it before. It goes on from there. */
const BEGIN: Readonly<Record<string, number>> = {
  "a call of a restore or a merge without an answer is sent again blindly": 1_482,
  "a call of a restore or a merge found in flight at a start is sent again blindly": 5_895,
  "cancelling forgets what a refusal puts back": 413,
  "nobody waits after being asked to slow down": 429,
  "tags are created without a look at what is there": 322,
  "Zoho's word that a tag was created is believed": 470,
  "tags that the plan does not allow are given up": 470,
  "what was refused of a restore counts as done": 1_035,
  "a check that is cancelled leaves its tags": 2_742,
}

async function firstToFind(plant: Plant, begin: number): Promise<{ seed: number; violation: string } | null> {
  for (let tried = 0; tried < SEEDS; tried++) {
    const seed = ((begin - 1 + tried) % SEEDS) + 1
    const { violation } = await simulate(seed, { plant })
    if (violation !== null) return { seed, violation }
  }
  return null
}

it.each(Object.entries(PLANTED))("finds the planted bug: %s", async (name, plant) => {
  const found = await firstToFind(plant, BEGIN[name] ?? 1)
  console.log(`${name}: seed ${found?.seed ?? "-"}: ${found?.violation ?? "not found"}`)
  expect(found).not.toBeNull()
})

it("begins its searches for bugs that there are", () => {
  expect(Object.keys(PLANTED)).toEqual(expect.arrayContaining(Object.keys(BEGIN)))
})
