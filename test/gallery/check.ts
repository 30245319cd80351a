/**
 * Draws every story without pictures and lets axe judge it, in light, in the narrowest usual window: what dark changes are colors, whose contrast
 * `test/unit/ui-contrast.test.ts` computes. For a release, also in dark and right to left, and in the pseudo-locale,
 * whose words are some 40 % longer: there nothing may be cut or pushed out, and no sentence hard-coded.
 * `tsx test/gallery/check.ts [filter]`. Writes what it counted to build/reports/gallery.json.
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { isRelease } from "../../.ci/release"
import type { Tally } from "../../.ci/tally"
import { pseudoFindings, tableFindings } from "./look"
import { axeFindings, openStage, openTheatre, prepareStories, show, type Showing } from "./theatre"

const RELEASE: readonly Showing[] = [
  // Colors and direction have nothing to do with each other: one drawing serves both.
  { scheme: "dark", rtl: true },
  { scheme: "light", pseudo: true },
]
const SHOWINGS: readonly Showing[] = [
  { scheme: "light", low: true, width: 1024 },
  ...(isRelease() ? RELEASE : []),
]

async function sourceOfStories(): Promise<string> {
  const folder = fileURLToPath(new URL(".", import.meta.url))
  const files = (await readdir(folder)).filter((name) => /(?:fixtures|stories)\.tsx?$/.test(name))
  return (await Promise.all(files.map((name) => readFile(`${folder}${name}`, "utf8")))).join("\n")
}

const [filter = ""] = process.argv.slice(2)
const stories = (await prepareStories()).filter((story) => story.includes(filter))
const data = await sourceOfStories()
const browser = await openTheatre()
let passed = 0
const details: string[] = []

async function judgeAll(showing: Showing): Promise<void> {
  let faults: string[] = []
  const stage = await openStage(browser, showing)
  stage.on("pageerror", (error) => faults.push(error.message))
  for (const story of stories) {
    faults = []
    await show(stage, story, showing)
    faults.push(...(await (showing.pseudo ? pseudoFindings(stage, data) : axeFindings(stage, showing))))
    if (showing.width === 1024) faults.push(...(await tableFindings(stage)))
    if (faults.length === 0) passed += 1
    else details.push(...faults.map((fault) => `${story} ${JSON.stringify(showing)}: ${fault}`))
  }
}

await Promise.all(SHOWINGS.map(judgeAll))
await browser.close()
const checks = stories.length * SHOWINGS.length
const tally: Tally = { passed, failed: checks - passed, details: details.join("\n"), notes: [] }
await mkdir("build/reports", { recursive: true })
await writeFile("build/reports/gallery.json", JSON.stringify(tally))
console.log(`${details.join("\n")}\n${passed} passed, ${tally.failed} failed`)
process.exitCode = tally.failed > 0 || checks === 0 ? 1 : 0
