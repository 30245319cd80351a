// @vitest-environment happy-dom
import fc from "fast-check"
import { expect, test } from "vitest"
import { createRecogniser } from "../../src/page/recognise"
import { generateLayout } from "./layouts/generate"
import { isShown, judgeLayout } from "./layouts/judge"

/** The same layouts in each run, for a red one must be the change's fault; LAYOUTS_SEED tries others. */
const SEED = Number(process.env["LAYOUTS_SEED"] ?? 20261124)
const RUNS = Number(process.env["LAYOUTS"] ?? 5000)
const LEAST_RECOGNISED = 0.99
/** What was once taken for a heading stays one, though its row is reused: safe, and seldom less than what is there. */
const MOST_FEWER = 0.005

const tally = {
  layouts: 0,
  wrong: 0,
  tellable: 0,
  recognised: 0,
  rows: 0,
  mirrored: 0,
  recycled: 0,
  unlike: 0,
  fewer: 0,
  ms: 0,
}
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
  const verdict = judgeLayout(layout, first)
  tally.wrong += verdict.wrong.length
  expect(verdict.wrong).toEqual([])
  tally.layouts++
  tally.rows += first.rows.length
  if (first.level === "mirrored") tally.mirrored++
  if (layout.tellable) {
    tally.tellable++
    if (verdict.complete) tally.recognised++
    else missed.push(seed)
  }

  if (tally.layouts % 3 > 0) return
  tally.recycled++
  const again = recogniser.pass(layout.recycle())
  const { wrong } = judgeLayout(layout, again)
  tally.wrong += wrong.length
  expect(wrong).toEqual([])
  const fresh = createRecogniser(document, tags, options).pass()
  if (again.rows.length < fresh.rows.length) tally.fewer++
  if (again.signature !== fresh.signature) tally.unlike++
}

test(`never a wrong tag on ${RUNS} random layouts`, { timeout: 340_000 }, async () => {
  // A smaller seed is no simpler layout: no shrinking, no favour for small numbers.
  const seed = fc.noBias(fc.noShrink(fc.integer({ min: 0, max: 2 ** 31 - 1 })))
  await fc.assert(fc.asyncProperty(seed, tryLayout), { numRuns: RUNS, seed: SEED })
})

declare module "vitest" {
  interface TaskMeta {
    /** Printed by the runner under the step, see `.ci/tally.ts`. */
    note?: string
  }
}

test("recognises the layouts in which a person could tell the rows", ({ task }) => {
  task.meta.note = rates()
  console.log(task.meta.note)
  expect(
    tally.recognised / tally.tellable,
    `seeds missed: ${missed.slice(0, 20).join()}`,
  ).toBeGreaterThanOrEqual(LEAST_RECOGNISED)
  expect(tally.fewer / tally.recycled).toBeLessThanOrEqual(MOST_FEWER)
})

function rates(): string {
  const { layouts, tellable, recognised, wrong, rows, mirrored, recycled, unlike, fewer, ms } = tally
  const share = ((100 * recognised) / tellable).toFixed(2)
  return (
    `${layouts} random layouts: ${rows} rows, ${wrong} wrong tags; ${tellable} tellable, ${recognised} of them recognised (${share} %); ` +
    `${mirrored} mirrored; ${recycled} recycled, ${unlike} of them seen other than afresh, ${fewer} with fewer rows; ${(ms / layouts).toFixed(2)} ms a pass`
  )
}
