/** Every step of `npm test` and `npm run test:release`. Steps that only a release needs are marked here. */
import { existsSync, readFileSync } from "node:fs"
import { mkdir, rm } from "node:fs/promises"
import { lintExtension } from "./extension-lint"
import { runNode, type Ended } from "./process"
import { TARGETS, type Target } from "./profile"
import { failedOnce, passedOnce, sum, tallyReport, type Tally } from "./tally"

export interface Step {
  readonly name: string
  /** Not part of `npm test`. */
  readonly release?: true
  /** Reads the output of the step `build`, so it never runs without it. */
  readonly built?: true
  /** Runs with no other step in parallel. */
  readonly alone?: true
  readonly run: () => Promise<Tally>
}

/** Timeout of a step (ms). On a slow machine, steps take a third of this. */
const TIMEOUT = 20 * 60_000
/** Timeout of a step with real browsers (ms). */
const BROWSER_TIMEOUT = 45 * 60_000
const VITEST = "node_modules/vitest/vitest.mjs"
const TSX = "node_modules/tsx/dist/cli.mjs"

/**
 * In the order in which two workers take them: as soon as there is a build, one runs the real browsers, which mostly
 * wait, while the other runs the steps that keep a core busy. Steps that run alone come last, in this order.
 */
export const STEPS: readonly Step[] = [
  { name: "build", run: build },
  { ...suite("e2e", BROWSER_TIMEOUT), built: true },
  suite("unit"),
  suite("background"),
  suite("dom"),
  // Also checks types: it runs the TypeScript compiler.
  check("lint", "node_modules/oxlint/bin/oxlint"),
  suite("simulation"),
  { name: "gallery", run: gallery },
  check("format", "node_modules/oxfmt/bin/oxfmt", "--check"),
  suite("conformance"),
  { ...check("dead-code", "node_modules/knip/bin/knip.js"), release: true },
  { name: "web-ext", run: lintExtension, release: true, built: true },
  {
    ...check("package", TSX, ".ci/package.ts", "--prebuilt", "--twice"),
    release: true,
    built: true,
    alone: true,
  },
  { ...suite("packages", BROWSER_TIMEOUT), release: true, built: true, alone: true },
  // Timings depend on the machine, so they are checked for a release, not for each change.
  { ...check("bench", TSX, "test/bench/bench.ts", "--short"), release: true, built: true, alone: true },
]

/** A program that counts as one check: passed if it exits with 0. */
function check(name: string, script: string, ...args: string[]): Step {
  return { name, run: async () => verdict(await runNode(script, args, { timeout: TIMEOUT })) }
}

function verdict({ code, output }: Ended): Tally {
  return code === 0 ? passedOnce : failedOnce(output)
}

/** One vitest project. Its report gives the numbers of passed and failed tests. */
function suite(name: string, timeout = TIMEOUT): Step {
  return {
    name,
    run: async () => {
      const report = `build/reports/${name}.json`
      await mkdir("build/reports", { recursive: true })
      await rm(report, { force: true })
      const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`]
      const args = ["run", "--config", "test/vitest.config.ts", "--project", name, ...reporters]
      const { output } = await runNode(VITEST, args, { timeout, env: { NODE_ENV: "test" } })
      const tally = tallyReport(existsSync(report) ? readFileSync(report, "utf8") : undefined)
      return tally.failed === 0 ? tally : { ...tally, details: `${output}\n${tally.details}` }
    },
  }
}

/** Every state of every screen, checked by axe. Its report gives the numbers of passed and failed checks. */
async function gallery(): Promise<Tally> {
  const report = "build/reports/gallery.json"
  await rm(report, { force: true })
  const { output } = await runNode(TSX, ["test/gallery/check.ts"], { timeout: TIMEOUT })
  return existsSync(report) ? (JSON.parse(readFileSync(report, "utf8")) as Tally) : failedOnce(output)
}

/** One check per target: Plasmo's errors, the manifest against the profile, the built files. */
async function build(): Promise<Tally> {
  const one = async (target: Target): Promise<Tally> =>
    verdict(await runNode(TSX, [".ci/build.ts", `--target=${target}`], { timeout: TIMEOUT }))
  const tallies: Tally[] = []
  for (const target of TARGETS) tallies.push(await one(target))
  return sum(tallies)
}
