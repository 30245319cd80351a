/**
 * Command line: `npm run simulate -- --seeds N [--from S]` runs seeds, `-- --seed X` replays one with its trace.
 * `--without a,b` turns troubles off in a replay.
 */
import { parseArgs } from "node:util"

import { describeFailure, runSeeds, summary } from "./report"
import { simulate } from "./world/simulate"

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "10000" },
    from: { type: "string", default: "1" },
    seed: { type: "string" },
    without: { type: "string", default: "" },
  },
})

async function replay(seed: number): Promise<boolean> {
  const without = new Set(values.without.split(",").filter((name) => name !== ""))
  const result = await simulate(seed, { without, isTracing: true })
  console.log(result.trace.join("\n"))
  console.log(`features: ${result.features.join(", ")}`)
  console.log(`outcomes: ${JSON.stringify(result.outcomes)}`)
  console.log(result.violation ?? "no invariant was violated")
  return result.violation === null
}

async function soak(): Promise<boolean> {
  const every = 10_000
  let shown = 0
  const report = await runSeeds(Number(values.from), Number(values.seeds), (sofar) => {
    for (; shown < sofar.failures.length; shown++) console.log(`seed ${sofar.failures[shown]} fails`)
    if (sofar.seeds % every === 0)
      console.log(
        `${sofar.seeds} seeds, ${(sofar.ms / 1000).toFixed(0)} s, ${sofar.failures.length} failures`,
      )
  })
  console.log(summary(report))
  for (const seed of report.failures.slice(0, 5)) console.log(await describeFailure(seed))
  return report.failures.length === 0
}

const isGood = values.seed === undefined ? await soak() : await replay(Number(values.seed))
process.exitCode = isGood ? 0 : 1
