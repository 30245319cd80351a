/** Seeds that once found a bug must pass. */
import { expect, it } from "vitest"

import { describeFailure } from "./report"
import { simulate } from "./world/simulate"

/** Seeds beyond the default range in which a longer run found a bug, with a description. */
const FOUND = [
  [50_073, "another user recreated a tag while its records were being read, and the two share some records"],
] as const

it.each(FOUND)("passes seed %i: %s", async (seed) => {
  const { violation } = await simulate(seed)
  expect(violation === null ? "" : await describeFailure(seed)).toBe("")
})
