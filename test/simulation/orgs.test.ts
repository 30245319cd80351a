/** Checks that simultaneous jobs of three orgs never touch each other's tags or tokens. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { sideBySide } from "./orgs/side-by-side"

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"] }))
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const SEEDS = Array.from({ length: 40 }, (_, at) => at + 1)

describe("three orgs side by side", () => {
  it("never mix, no matter who signs in and whatever expires meanwhile", async () => {
    let deleted = 0
    let signIns = 0
    for (const seed of SEEDS) {
      const result = await sideBySide(seed)
      expect(`seed ${seed}: ${result.violation ?? "fine"}`).toBe(`seed ${seed}: fine`)
      deleted += result.deleted
      signIns += result.signIns
    }
    expect(deleted).toBeGreaterThan(SEEDS.length * 10)
    // More than the three initial sign-ins: users had to sign in again.
    expect(signIns).toBeGreaterThan(SEEDS.length * 3)
  })

  it("are reported as mixed up when a token of the wrong account is used", async () => {
    const found: string[] = []
    for (const seed of SEEDS.slice(0, 10)) {
      const { violation } = await sideBySide(seed, true)
      if (violation !== null) found.push(violation)
    }
    expect(found.length).toBeGreaterThan(0)
  })
})
