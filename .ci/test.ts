import { parseArgs } from "node:util"
import { requireNode } from "./node-version"
import { PHASES, type Step } from "./steps"
import { failedOnce, sum, type Tally } from "./tally"

const known = PHASES.flat(2).map((step) => step.name)

/** Runs the steps (all, or those of `--only=unit,lint`) and ends with the totals alone on the last line. */
async function main(): Promise<void> {
  requireNode()
  const chosen = chosenSteps()
  const tallies: Tally[] = []
  for (const phase of PHASES) {
    const lanes = phase.map((steps) => steps.filter((step) => chosen.includes(step.name)))
    tallies.push(...(await Promise.all(lanes.map(runLane))).flat())
  }
  const { passed, failed } = sum(tallies)
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1
}

async function runLane(steps: readonly Step[]): Promise<Tally[]> {
  const tallies: Tally[] = []
  for (const step of steps) tallies.push(await runStep(step))
  return tallies
}

async function runStep({ name, run }: Step): Promise<Tally> {
  const start = performance.now()
  const tally = await run().catch((error: unknown) => failedOnce(String(error)))
  const time = `${((performance.now() - start) / 1000).toFixed(1)} s`
  const mark = tally.failed === 0 ? "✓" : "✗"
  console.log(
    `${mark} ${name.padEnd(12)} ${time.padStart(7)}   ${tally.passed} passed, ${tally.failed} failed`,
  )
  for (const note of tally.notes) console.log(`    ${note}`)
  if (tally.failed > 0) console.log(tally.details.trim().replace(/^/gm, "    "))
  return tally
}

function chosenSteps(): readonly string[] {
  const { only } = parseArgs({ options: { only: { type: "string" } } }).values
  if (only === undefined) return known
  const names = only.split(",").map((name) => name.trim())
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new Error(`No step "${unknown.join(", ")}"; there are ${known.join(", ")}.`)
  return names
}

await main()
