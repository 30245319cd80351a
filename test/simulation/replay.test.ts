/** Checks that a seed always runs the same way, so failures can be replayed. */
import { describe, expect, it } from "vitest"

import { PLANTED } from "./planted"
import { describeFailure } from "./report"
import { simulate } from "./world/simulate"

describe("a seed", () => {
  it.each([1, 2, 3, 57, 1_234])("runs the same way each time: %i", async (seed) => {
    const first = await simulate(seed, { isTracing: true })
    expect(first.trace.length).toBeGreaterThan(10)
    expect(await simulate(seed, { isTracing: true })).toEqual(first)
  })

  it("runs differently from the next seed", async () => {
    const [one, other] = [await simulate(1), await simulate(2)]
    expect(one.boundaries).not.toBe(other.boundaries)
  })
})

describe("a failure", () => {
  it("is shown with the violation, the command that replays it, and the end of its trace", async () => {
    const plant = PLANTED["the lock is not taken"]
    let seed = 1
    while ((await simulate(seed, { plant })).violation === null) seed++
    const shown = await describeFailure(seed, { plant })
    const lines = shown.split("\n")
    expect(lines[0]).toContain(`seed ${seed}: worker 1 writes while another has the lock`)
    expect(lines[1]).toMatch(/^replay: npm run simulate -- --seed \d+( --without [a-z,-]+)?$/)
    expect(shown).toContain("VIOLATED")
    expect(lines.length).toBeLessThan(50)
  })
})
