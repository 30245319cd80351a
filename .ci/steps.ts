import { existsSync, readFileSync } from "node:fs"
import { mkdir, rm } from "node:fs/promises"
import { lintExtension } from "./extension-lint"
import { runNode, type Ended } from "./process"
import { TARGETS, type Target } from "./profile"
import { failedFiles, failedOnce, passedOnce, sum, tallyReport, withLastTries, type Tally } from "./tally"

export interface Step {
  readonly name: string
  readonly run: () => Promise<Tally>
}

/** Whatever takes longer (ms) hangs: a slow machine takes a third of it. */
const HANGS = 20 * 60_000
/** The same for real browsers. */
const BROWSERS_HANG = 45 * 60_000
const VITEST = "node_modules/vitest/vitest.mjs"
const TSX = "node_modules/tsx/dist/cli.mjs"

/** A program that is one check: passed when it ends with 0. */
function check(name: string, script: string, ...args: string[]): Step {
  return { name, run: async () => verdict(await runNode(script, args, { timeout: HANGS })) }
}

function verdict({ code, output }: Ended): Tally {
  return code === 0 ? passedOnce : failedOnce(output)
}

/** One run of the test runner; undefined where it wrote no report. */
async function runSuite(
  name: string,
  {
    files = [],
    workers,
    timeout,
  }: { readonly files?: readonly string[]; readonly workers?: 1; readonly timeout: number },
): Promise<{ readonly output: string; readonly report: string | undefined }> {
  const file = `build/reports/${name}.json`
  await mkdir("build/reports", { recursive: true })
  await rm(file, { force: true })
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`]
  const args = ["run", "--config", "test/vitest.config.ts", "--project", name, ...reporters, ...files]
  const { output } = await runNode(VITEST, args, {
    timeout,
    env: { NODE_ENV: "test", ...(workers && { TAGSWEEP_E2E_WORKERS: String(workers) }) },
  })
  return { output, report: existsSync(file) ? readFileSync(file, "utf8") : undefined }
}

/** One kind of test; its own report says how many passed and failed. */
function suite(name: string): Step {
  return {
    name,
    run: async () => {
      const { output, report } = await runSuite(name, { timeout: HANGS })
      const tally = tallyReport(report)
      return tally.failed === 0 ? tally : { ...tally, details: `${output}\n${tally.details}` }
    },
  }
}

/** So many files may be tried again; where more fail, it is not chance. */
const MOST_AGAIN = 4
const TRIES = 3

/**
 * Real browsers on a starved machine stall now and then, so the few files that fail run again, one at a time. All runs
 * are printed: what only a later one passed is a fault to be found, of the product or the test.
 */
async function endToEnd(): Promise<Tally> {
  let { output, report } = await runSuite("e2e", { timeout: BROWSERS_HANG })
  let tally = tallyReport(report)
  for (let tries = 1; tries < TRIES && report !== undefined; tries++) {
    const files = failedFiles(report)
    if (files.length === 0 || files.length > MOST_AGAIN) break
    console.log(`${output}\n${tally.details}`)
    const again = await runSuite("e2e", { files, workers: 1, timeout: BROWSERS_HANG })
    if (again.report === undefined) break
    const both = withLastTries(report, again.report)
    tally = {
      ...tallyReport(both),
      notes: [...tally.notes, ...tally.details.split("\n").map((each) => `at a try before, ${each}`)],
    }
    report = both
    output = again.output
  }
  return tally.failed === 0 ? tally : { ...tally, details: `${output}\n${tally.details}` }
}

/** Every state of every screen: axe in light, dark and right to left, and the pseudo-locale. */
async function gallery(): Promise<Tally> {
  const report = "build/reports/gallery.json"
  await rm(report, { force: true })
  const { output } = await runNode(TSX, ["test/gallery/check.ts"], { timeout: HANGS })
  return existsSync(report) ? (JSON.parse(readFileSync(report, "utf8")) as Tally) : failedOnce(output)
}

/** One check per target: Plasmo's errors, the manifest against the profile, the files. */
async function build(): Promise<Tally> {
  const one = async (target: Target): Promise<Tally> =>
    verdict(await runNode(TSX, [".ci/build.ts", `--target=${target}`], { timeout: HANGS }))
  const tallies: Tally[] = []
  for (const target of TARGETS) tallies.push(await one(target))
  return sum(tallies)
}

/**
 * Lanes run at the same time, the steps of a lane one after the other; phases wait for each other.
 * Two lanes for two cores; browsers have the machine to themselves.
 */
export const PHASES: readonly (readonly Step[])[][] = [
  [
    [
      check("types", "node_modules/typescript/bin/tsc"),
      suite("conformance"),
      suite("simulation"),
      suite("unit"),
    ],
    [
      { name: "build", run: build },
      { name: "web-ext", run: lintExtension },
      check("package", TSX, ".ci/package.ts", "--prebuilt", "--twice"),
      { name: "gallery", run: gallery },
      check("lint", "node_modules/eslint/bin/eslint.js", "."),
      check("format", "node_modules/prettier/bin/prettier.cjs", "--check", "--log-level=warn", "."),
      check("dead-code", "node_modules/knip/bin/knip.js"),
    ],
  ],
  [[{ name: "e2e", run: endToEnd }]],
  [[check("bench", TSX, "test/bench/bench.ts", "--short")]],
]
