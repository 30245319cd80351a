/** Every step of `npm test` and `npm run test:release`. What only a release needs says so, here and nowhere else. */
import { existsSync, readFileSync } from "node:fs"
import { mkdir, rm } from "node:fs/promises"
import { lintExtension } from "./extension-lint"
import { runNode, type Ended } from "./process"
import { TARGETS, type Target } from "./profile"
import { failedOnce, passedOnce, sum, tallyReport, type Tally } from "./tally"

export interface Step {
  readonly name: string
  /** Left out of `npm test`. */
  readonly release?: true
  /** Reads what the step `build` has written, and so never runs without it. */
  readonly built?: true
  /** Has both cores to itself. */
  readonly alone?: true
  readonly run: () => Promise<Tally>
}

/** A step that takes longer (ms) hangs: on a slow machine it takes a third of this. */
const HANGS = 20 * 60_000
/** The same for real browsers. */
const BROWSERS_HANG = 45 * 60_000
const VITEST = "node_modules/vitest/vitest.mjs"
const TSX = "node_modules/tsx/dist/cli.mjs"

/**
 * In the order in which two queues take them: real browsers, which mostly wait, in one queue as soon as there is a build,
 * and what keeps a core busy in the other. Steps that run alone come after all others, in this order.
 */
export const STEPS: readonly Step[] = [
  { name: "build", run: build },
  { ...suite("e2e", BROWSERS_HANG), built: true },
  suite("unit"),
  suite("background"),
  suite("dom"),
  // Types as well: it runs the TypeScript compiler.
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
  { ...suite("packages", BROWSERS_HANG), release: true, built: true, alone: true },
  // Milliseconds are the machine's: they judge a release, not a change.
  { ...check("bench", TSX, "test/bench/bench.ts", "--short"), release: true, built: true, alone: true },
]

/** A program that is one check: passed when it ends with 0. */
function check(name: string, script: string, ...args: string[]): Step {
  return { name, run: async () => verdict(await runNode(script, args, { timeout: HANGS })) }
}

function verdict({ code, output }: Ended): Tally {
  return code === 0 ? passedOnce : failedOnce(output)
}

/** One kind of test, run once; its own report says how many passed and failed. */
function suite(name: string, timeout = HANGS): Step {
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

/** Every state of every screen, judged by axe; its own report says how many passed and failed. */
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
