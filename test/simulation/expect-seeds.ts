/** Runs a range of seeds as one test. */
import { expect, it } from "vitest"

import { describeFailure, runSeeds, summary } from "./report"

/** In ms. A run takes half a minute on an idle machine with two cores; busy machines get more time. */
const TIMEOUT = 180_000

/** Expects every invariant to hold in `count` seeds. Shows failing seeds with the command that replays them. */
export function expectSeedsToHold(from: number, count: number): void {
  it(
    `holds every invariant in seeds ${from} to ${from + count - 1}`,
    async () => {
      const report = await runSeeds(from, count)
      console.log(summary(report))
      const shown = await Promise.all(report.failures.slice(0, 3).map((seed) => describeFailure(seed)))
      expect(shown.join("\n\n")).toBe("")
      expect(report).toMatchObject({ seeds: count, failures: [] })
      // The invariants would also hold in a simulation in which nothing happens.
      expect(report.kills).toBeGreaterThan(count / 2)
      expect(report.outcomes.get("done")).toBeGreaterThan(report.tags / 2)
      expect(report.outcomes.get("pending")).toBe(0)
    },
    TIMEOUT,
  )
}
