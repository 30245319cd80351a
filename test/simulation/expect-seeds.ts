import { expect, it } from "vitest"

import { describeFailure, runSeeds, summary } from "./report"

/** Half a minute on a quiet machine of two cores; a busy one gets time to spare, in ms. */
const TIMEOUT = 180_000

/** Every invariant holds in every one of these seeds. A seed that fails is shown with the command that replays it. */
export function expectSeedsToHold(from: number, count: number): void {
  it(
    `holds every invariant in seeds ${from} to ${from + count - 1}`,
    async () => {
      const report = await runSeeds(from, count)
      console.log(summary(report))
      const shown = await Promise.all(report.failures.slice(0, 3).map((seed) => describeFailure(seed)))
      expect(shown.join("\n\n")).toBe("")
      expect(report).toMatchObject({ seeds: count, failures: [] })
      // A simulation in which nothing happens would hold, too.
      expect(report.kills).toBeGreaterThan(count / 2)
      expect(report.outcomes.get("done")).toBeGreaterThan(report.tags / 2)
      expect(report.outcomes.get("pending")).toBe(0)
    },
    TIMEOUT,
  )
}
