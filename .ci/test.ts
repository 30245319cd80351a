/**
 * `npm test`: the checks during development. `npm run test:release`: all checks. `-- --only=unit,lint`: some steps.
 * Each step prints its duration in seconds; the last line contains only the totals.
 */
import { parseArgs } from "node:util"
import { requireNode } from "./process"
import { isRelease, proveRelease } from "./release"
import { chooseSteps, runSteps } from "./schedule"
import { STEPS, type Step } from "./steps"
import { sum, type Tally } from "./tally"

async function main(): Promise<void> {
  requireNode()
  const { only, release } = parseArgs({
    options: { only: { type: "string" }, release: { type: "boolean", default: false } },
  }).values
  if (release) proveRelease()
  const steps = chooseSteps(STEPS, { only, release: isRelease() })
  const start = performance.now()
  const { passed, failed } = sum(await runSteps(steps, print))
  console.log(`  ${"together".padEnd(12)} ${seconds(performance.now() - start)}`)
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1
}

function print({ name }: Step, { passed, failed, notes, details }: Tally, ms: number): void {
  const mark = failed === 0 ? "✓" : "✗"
  console.log(`${mark} ${name.padEnd(12)} ${seconds(ms)}   ${passed} passed, ${failed} failed`)
  for (const note of notes) console.log(`    ${note}`)
  if (failed > 0) console.log(details.trim().replace(/^/gm, "    "))
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`.padStart(8)
}

await main()
