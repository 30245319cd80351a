/** Checks that jobs survive a kill of the background worker at every port call. */
import { expect, it } from "vitest"
import { isRelease } from "../../.ci/release"
import { describeFailure } from "./report"
import { TROUBLES } from "./world/scenario"
import { simulate, type Options } from "./world/simulate"

/**
 * Seeds small enough to kill the worker at every port call: deletions with refused tags, a restore, a self-test,
 * a merge beside three deletions. Release-only seeds have ten times as many calls and take a hundred times as long.
 */
const SEEDS = [70, 170, 270, 350, 380, 460, ...(isRelease() ? [180, 360, 490] : [])]
const without = new Set<string>(TROUBLES)

it.each(SEEDS)("survives a kill at every port call of seed %i, before and after its effect", async (seed) => {
  const { boundaries, violation } = await simulate(seed, { without })
  expect(violation).toBeNull()
  expect(boundaries).toBeGreaterThan(20)

  let kills = 0
  for (let at = 0; at < boundaries; at++) {
    const once = new Set([at])
    // The second kill hits the worker that took over.
    const twice = new Set([at, at + 7])
    // Alternates between the two, and runs both for a release.
    for (const killAt of isRelease() ? [once, twice] : [at % 2 === 0 ? once : twice]) {
      const options: Options = { without, killAt }
      const result = await simulate(seed, options)
      kills += result.kills
      if (result.violation !== null) expect.fail(`killed at ${at}: ${await describeFailure(seed, options)}`)
    }
  }
  console.log(`seed ${seed}: ${boundaries} boundaries, ${kills} workers killed`)
  expect(kills).toBeGreaterThan(boundaries)
})
