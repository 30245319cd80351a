import { describe, expect, it } from "vitest"

import { PLANTED } from "./planted"
import { describeFailure } from "./report"
import { simulate } from "./world/simulate"

describe("a seed", () => {
  it.each([1, 2, 3, 57, 1_234])("goes the same way each time: %i", async (seed) => {
    const first = await simulate(seed, { isTracing: true })
    expect(first.trace.length).toBeGreaterThan(10)
    expect(await simulate(seed, { isTracing: true })).toEqual(first)
  })

  it("goes another way than the next", async () => {
    const [one, other] = [await simulate(1), await simulate(2)]
    expect(one.boundaries).not.toBe(other.boundaries)
  })
})

describe("a failure", () => {
  it("is shown with what was violated, the command that replays it, and the end of its trace", async () => {
    const shown = await describeFailure(90, {
      plant: PLANTED["a refused tag is bisected although it is named"],
    })
    const lines = shown.split("\n")
    expect(lines[0]).toMatch(/^seed 90: job job-\d made \d+ POSTs, \d+ are allowed$/)
    expect(lines[1]).toMatch(/^replay: npm run simulate -- --seed 90( --without [a-z,-]+)?$/)
    expect(lines.at(-1)).toContain("VIOLATED")
    expect(lines.length).toBeLessThan(50)
  })
})
