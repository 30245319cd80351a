// @vitest-environment happy-dom
import fc from "fast-check"
import { afterAll, expect, test } from "vitest"
import { createRecogniser } from "../../src/page/recognise"
import { generateLayout } from "./layouts/generate"
import { isShown, judgeLayout } from "./layouts/judge"

/** The same layouts in each run, for a red one must be the change's fault; LAYOUTS_SEED tries others. */
const SEED = Number(process.env["LAYOUTS_SEED"] ?? 20261124)
const RUNS = Number(process.env["LAYOUTS"] ?? 5000)
const LEAST_RECOGNISED = 0.99

const tally = { layouts: 0, tellable: 0, recognised: 0, rows: 0, mirrored: 0, recycled: 0, unlike: 0, ms: 0 }
const missed: number[] = []

/** Recognises one random layout, then again after its rows were reused, and throws at a wrong tag. */
async function tryLayout(seed: number): Promise<void> {
  // Happy-dom holds elements by WeakRef, and what one holds is only let go when a task ends.
  if (tally.layouts % 20 === 0) await new Promise((resolve) => setTimeout(resolve))

  const layout = generateLayout(seed, document)
  document.body.replaceChildren(layout.page)
  const { tags, commonNames } = layout
  const options = { isVisible: isShown, commonNames }
  const recogniser = createRecogniser(document, tags, options)

  const start = performance.now()
  const first = recogniser.pass()
  tally.ms += performance.now() - start
  const verdict = judgeLayout(layout, first ?? { rows: [] })
  expect(verdict.wrong).toEqual([])
  tally.layouts++
  tally.rows += first?.rows.length ?? 0
  if (first?.level === "mirrored") tally.mirrored++
  if (layout.tellable) {
    tally.tellable++
    if (verdict.complete) tally.recognised++
    else missed.push(seed)
  }

  if (tally.layouts % 3 > 0) return
  tally.recycled++
  const again = recogniser.pass(layout.recycle())
  expect(judgeLayout(layout, again ?? { rows: [] }).wrong).toEqual([])
  // What a recogniser remembers may only add to what a fresh one sees.
  const fresh = createRecogniser(document, tags, options).pass()
  expect(again?.rows.length ?? 0).toBeGreaterThanOrEqual(fresh?.rows.length ?? 0)
  if (again?.signature !== fresh?.signature) tally.unlike++
}

test(`never a wrong tag on ${RUNS} random layouts`, { timeout: 240_000 }, async () => {
  // A smaller seed is no simpler layout: no shrinking, no favour for small numbers.
  const seed = fc.noBias(fc.noShrink(fc.integer({ min: 0, max: 2 ** 31 - 1 })))
  await fc.assert(fc.asyncProperty(seed, tryLayout), { numRuns: RUNS, seed: SEED })
})

test("recognises the layouts in which a person could tell the rows", () => {
  expect(
    tally.recognised / tally.tellable,
    `seeds missed: ${missed.slice(0, 20).join()}`,
  ).toBeGreaterThanOrEqual(LEAST_RECOGNISED)
})

afterAll(() => {
  const share = ((100 * tally.recognised) / tally.tellable).toFixed(2)
  console.log(
    `layouts ${tally.layouts}, tellable ${tally.tellable}, recognised ${tally.recognised} (${share} %), wrong 0 unless reported; ` +
      `rows ${tally.rows}, mirrored ${tally.mirrored}, recycled ${tally.recycled}, then other than fresh ${tally.unlike}, ` +
      `${(tally.ms / tally.layouts).toFixed(2)} ms a pass`,
  )
})
