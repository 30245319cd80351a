/**
 * Draws every story without screenshots and checks it with axe, in the light theme, in the narrowest usual window. The
 * dark theme changes only colors, whose contrast `test/unit/ui-contrast.test.ts` computes. For a release, also in the
 * dark theme and right to left, and in the pseudo-locale, whose words are about 40 % longer: nothing may be cut off or
 * pushed out, and no text hard-coded. `tsx test/gallery/check.ts [filter]`. Writes the totals to
 * build/reports/gallery.json.
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { isRelease } from "../../.ci/release"
import type { Tally } from "../../.ci/tally"
import { pseudoFindings, tableFindings } from "./look"
import { axeFindings, openStage, openBrowser, prepareStories, show, type Showing } from "./theatre"

const RELEASE: readonly Showing[] = [
  // Colors and direction are independent, so one pass covers both.
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
const browser = await openBrowser()
let passed = 0
const details: string[] = []

async function checkAll(showing: Showing): Promise<void> {
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

await Promise.all(SHOWINGS.map(checkAll))
await browser.close()
const checks = stories.length * SHOWINGS.length
const tally: Tally = { passed, failed: checks - passed, details: details.join("\n"), notes: [] }
await mkdir("build/reports", { recursive: true })
await writeFile("build/reports/gallery.json", JSON.stringify(tally))
console.log(`${details.join("\n")}\n${passed} passed, ${tally.failed} failed`)
process.exitCode = tally.failed > 0 || checks === 0 ? 1 : 0
