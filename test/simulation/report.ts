/** Runs many seeds, adds up their results, and describes failures. */
import { NATURES, TROUBLES } from "./world/scenario"
import { simulate, type Options } from "./world/simulate"

export interface Report {
  seeds: number
  jobs: number
  tags: number
  posts: number
  kills: number
  events: number
  boundaries: number
  virtualMs: number
  ms: number
  readonly faults: Map<string, number>
  readonly outcomes: Map<string, number>
  /** Seeds that violated an invariant. */
  readonly failures: number[]
}

/** A run stops after this many failing seeds. */
const MOST_FAILURES = 20

export async function runSeeds(
  from: number,
  count: number,
  onSeed: (sofar: Report) => void = () => undefined,
  options: Options = {},
): Promise<Report> {
  const report: Report = {
    ...{ seeds: 0, jobs: 0, tags: 0, posts: 0, kills: 0, events: 0, boundaries: 0, virtualMs: 0, ms: 0 },
    ...{ faults: new Map<string, number>(), outcomes: new Map<string, number>(), failures: [] },
  }
  const start = performance.now()
  for (let seed = from; seed < from + count && report.failures.length < MOST_FAILURES; seed++) {
    const result = await simulate(seed, options)
    report.seeds++
    for (const key of ["jobs", "tags", "posts", "kills", "events", "boundaries", "virtualMs"] as const)
      report[key] += result[key]
    addAll(report.faults, result.faults)
    addAll(report.outcomes, Object.entries(result.outcomes))
    if (result.violation !== null) report.failures.push(seed)
    report.ms = performance.now() - start
    onSeed(report)
    // Let the test runner do its work.
    if (seed % 100 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  return report
}

function addAll(sums: Map<string, number>, more: Iterable<readonly [string, number]>): void {
  for (const [name, count] of more) sums.set(name, (sums.get(name) ?? 0) + count)
}

export function summary(report: Report): string {
  const { seeds, jobs, tags, posts, kills, events, boundaries, virtualMs, ms } = report
  const list = (sums: Map<string, number>): string =>
    [...sums]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, count]) => `${name} ${count}`)
      .join(", ")
  // Names in parentheses are counted but are not faults.
  const faults = [...report.faults].reduce(
    (sum, [name, count]) => sum + (name.startsWith("(") ? 0 : count),
    0,
  )
  return [
    `${seeds} seeds in ${(ms / 1000).toFixed(1)} s (${(ms / seeds).toFixed(2)} ms each), ${report.failures.length} failed`,
    `${jobs} jobs, ${tags} tags, ${posts} POSTs, ${kills} workers killed, ${boundaries} port-call boundaries,`,
    `${events} events, ${(virtualMs / 3_600_000).toFixed(0)} hours of virtual time, ${faults} faults:`,
    list(report.faults),
    `tags by outcome: ${list(report.outcomes)}`,
  ].join("\n")
}

/** Number of lines shown from the end of the trace. */
const LAST_LINES = 40

/** Describes a failure with as few troubles as possible: the violation, the replay command, the end of the trace. */
export async function describeFailure(seed: number, options: Options = {}): Promise<string> {
  const without = await needless(seed, options)
  const result = await simulate(seed, { ...options, without, isTracing: true })
  const left = without.size > 0 ? ` --without ${[...without].join(",")}` : ""
  return [
    `seed ${seed}: ${result.violation ?? "does not fail again"}`,
    `replay: npm run simulate -- --seed ${seed}${left}`,
    `features: ${result.features.join(", ")}`,
    ...result.trace.slice(-LAST_LINES),
  ].join("\n")
}

/** Troubles that the failure does not depend on: each is removed in turn, and stays out if the seed still fails. */
async function needless(seed: number, options: Options): Promise<Set<string>> {
  let without = new Set<string>()
  for (const feature of [...TROUBLES, ...NATURES]) {
    const fewer = new Set([...without, feature])
    const result = await simulate(seed, { ...options, without: fewer })
    if (result.violation !== null) without = fewer
  }
  return without
}
