/**
 * `npm run bench`: measures, prints a table, writes build/bench/figures.json, and fails if a budget is broken.
 * `-- --short`: what CI runs. `-- --only=page,job`: only some benches. `-- --runs=3`: repeats everything and shows the
 * spread; every run must keep the budgets. Needs a production build (`npm run build`).
 */
import { parseArgs } from "node:util"
import { backup } from "./backup"
import { confirmation } from "./confirmation"
import { engine } from "./engine"
import { job } from "./job"
import { manager } from "./manager"
import { overRuns, repeat, type Bench, type BenchOptions, type Figure } from "./measure"
import { page } from "./page"
import { popup } from "./popup"
import { faults, FIGURES_FILE, machine, table, writeFigures } from "./report"
import { worker } from "./worker"

/** All benches, in the order in which they run. */
const BENCHES: readonly Bench[] = [engine, worker, page, confirmation, popup, job, backup, manager]

async function main(): Promise<void> {
  const { short, only, ...rest } = parseArgs({
    options: {
      short: { type: "boolean", default: false },
      only: { type: "string" },
      runs: { type: "string", default: "1" },
    },
  }).values
  const chosen = chosenBenches(only)
  const runs = Number(rest.runs)
  const scope = { benches: chosen.map(({ name }) => name), short }
  const all = await repeat(runs, async (run) => {
    if (runs > 1) console.error(`run ${run + 1} of ${runs}`)
    return measured(chosen, { short, runs })
  })
  const figures = overRuns(all)
  writeFigures(figures, scope, all.length)
  console.log(`${machine()}\n\n${table(figures)}\n\n${FIGURES_FILE}`)
  const broken = all.flatMap((each, run) =>
    faults(each, scope).map((fault) => (all.length > 1 ? `run ${run + 1}: ${fault}` : fault)),
  )
  for (const fault of broken) console.error(`✗ ${fault}`)
  process.exitCode = broken.length === 0 ? 0 : 1
}

async function measured(benches: readonly Bench[], options: BenchOptions): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const bench of benches) {
    const start = performance.now()
    // If a bench fails, the other figures are kept; its own budgets count as broken, because their figures are missing.
    const own = await bench.run(options).catch((error: unknown) => console.error(bench.name, error))
    figures.push(...(own ?? []))
    console.error(`${bench.name}: ${((performance.now() - start) / 1000).toFixed(1)} s`)
  }
  return figures
}

function chosenBenches(only: string | undefined): readonly Bench[] {
  if (only === undefined) return BENCHES
  const names = only.split(",").map((name) => name.trim())
  const unknown = names.filter((name) => !BENCHES.some((bench) => bench.name === name))
  if (unknown.length > 0) throw new Error(`No bench "${unknown.join(", ")}"`)
  return BENCHES.filter(({ name }) => names.includes(name))
}

await main()
