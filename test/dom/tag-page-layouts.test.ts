/** On random layouts no row is ever matched to the wrong tag. */
import fc from "fast-check"
import { expect, test } from "vitest"
import { isRelease } from "../../.ci/release"
import { NameProbe } from "../../src/tag-page/name-probe"
import { Recognizer } from "../../src/tag-page/recognition/recognize"
import type { PageTag, Recognition } from "../../src/tag-page/recognition/types"
import { showOriginal, translatePage, translatorStyles } from "../support/translator"
import { generateLayout, type Layout } from "./layouts/generate"
import { isShown, judgeLayout, signatureOf, type Verdict } from "./layouts/judge"
import { createRandom, type Random } from "./layouts/random"

Element.prototype.checkVisibility = isShown

/** The same layouts in each run, so that a failure is the change's fault. LAYOUTS_SEED tries others. */
const SEED = Number(process.env["LAYOUTS_SEED"] ?? 20261124)
const RUNS = Number(process.env["LAYOUTS"] ?? (isRelease() ? 5000 : 1000))
const LEAST_RECOGNIZED = 0.99
/** A row once classified as a heading stays one when it is reused. This is safe, and rarely loses rows. */
const MOST_FEWER = 0.005

const tally = {
  layouts: 0,
  wrong: 0,
  tellable: 0,
  recognized: 0,
  rows: 0,
  mirrored: 0,
  recycled: 0,
  unlike: 0,
  fewer: 0,
  ms: 0,
  changed: 0,
  noticed: 0,
  back: 0,
}
const missed: number[] = []

function expectCorrect(layout: Layout, found: Recognition): Verdict {
  const verdict = judgeLayout(layout, found)
  tally.wrong += verdict.wrong.length
  expect(verdict.wrong).toEqual([])
  return verdict
}

/** Recognizes a random layout twice, the second time after its rows were reused, and throws at a wrong tag. */
async function tryLayout(seed: number): Promise<void> {
  // Happy-dom keeps elements in WeakRefs, whose targets are released only when a task ends.
  if (tally.layouts % 20 === 0) await new Promise((resolve) => setTimeout(resolve))

  const layout = generateLayout(seed, document)
  document.body.replaceChildren(layout.page)
  const { tags, created, commonNames } = layout
  const options = { commonNames }
  const read = (which: readonly PageTag[]): Recognizer => new Recognizer(which, options)
  const early = created.length > 0 ? read(tags).recognize() : undefined
  // A tag created since then is unknown, and with it the list. After a re-read it is known.
  if (early) expectCorrect(layout, early)
  const all = [...tags, ...created]
  const recognizer = read(all)

  const start = performance.now()
  const first = recognizer.recognize()
  tally.ms += performance.now() - start
  const verdict = expectCorrect(layout, first)
  tally.layouts++
  tally.rows += first.rows.length
  if (first.level === "mirrored") tally.mirrored++
  if (layout.tellable) {
    tally.tellable++
    if (verdict.complete) tally.recognized++
    else missed.push(seed)
  }

  if (tally.layouts % 3 === 0) {
    tally.recycled++
    const again = recognizer.recognize(layout.recycle())
    expectCorrect(layout, again)
    const fresh = read(all).recognize()
    if (again.rows.length < fresh.rows.length) tally.fewer++
    if (signatureOf(again) !== signatureOf(fresh)) tally.unlike++
  }
  if (isRelease() || tally.layouts % 2 === 0) await tryTranslated(seed, layout)
}

/** Changes names of the layout to other names, before or after it is first read. */
async function tryTranslated(seed: number, layout: Layout): Promise<void> {
  const random = createRandom(seed)
  const style = random.pick(translatorStyles)
  const isLate = random.chance(0.5)
  const all = [...layout.tags, ...layout.created]
  const lifetime = new AbortController()
  // As in the browsers: Firefox translates on the device, so it may see names that are not on the screen.
  const probe = new NameProbe(style === "firefox", lifetime.signal)
  probe.write(all.map(({ name }) => name))
  const options = { commonNames: layout.commonNames, probe }
  const recognizer = new Recognizer(all, options)
  const before = isLate ? recognizer.recognize() : undefined
  if (isLate) probe.attach()
  const shown = layout.page.textContent
  translatePage(style, makeWords(random, all))
  probe.attach()
  await new Promise((resolve) => setTimeout(resolve))
  if (layout.page.textContent !== shown) tally.changed++
  const during = recognizer.recognize([document.body])
  expectCorrect(layout, during)
  if (during.distrust === "translated") tally.noticed++
  showOriginal()
  const after = recognizer.recognize([document.body])
  expectCorrect(layout, after)
  if (before) {
    tally.back++
    expect(signatureOf(after)).toBe(signatureOf(before))
  }
  lifetime.abort()
}

/** Turns some names into other tags' names, as a translator may, and some into unknown names. */
function makeWords(random: Random, tags: readonly PageTag[]): Record<string, string> {
  const names = tags.map(({ name }) => name.trim())
  const share = random.pick([0.1, 0.3, 1])
  const words = new Map<string, string>()
  for (const name of names) {
    if (random.chance(share)) words.set(name, random.chance(0.8) ? random.pick(names) : `${name} translated`)
  }
  return Object.fromEntries(words)
}

test(`never a wrong tag on ${RUNS} random layouts`, { timeout: 60_000 + 500 * RUNS }, async () => {
  // Smaller seeds are not simpler layouts, so no shrinking and no bias.
  const seed = fc.noBias(fc.noShrink(fc.integer({ min: 0, max: 2 ** 31 - 1 })))
  await fc.assert(fc.asyncProperty(seed, tryLayout), { numRuns: RUNS, seed: SEED })
})

declare module "vitest" {
  interface TaskMeta {
    /** The runner prints it below the step, see `.ci/tally.ts`. */
    note?: string
  }
}

test("recognizes the layouts in which a person could identify the rows", ({ task }) => {
  task.meta.note = rates()
  console.log(task.meta.note)
  expect(
    tally.recognized / tally.tellable,
    `seeds missed: ${missed.slice(0, 20).join()}`,
  ).toBeGreaterThanOrEqual(LEAST_RECOGNIZED)
  expect(tally.fewer / tally.recycled).toBeLessThanOrEqual(MOST_FEWER)
})

function rates(): string {
  const { layouts, tellable, recognized, wrong, rows, mirrored, recycled, unlike, fewer, ms } = tally
  const { changed, noticed, back } = tally
  const share = ((100 * recognized) / tellable).toFixed(2)
  return (
    `${layouts} random layouts: ${rows} rows, ${wrong} wrong tags; ${tellable} tellable, ${recognized} of them recognized (${share} %); ` +
    `${mirrored} mirrored; ${recycled} recycled, ${unlike} of them seen otherwise than in a new scan, ${fewer} with fewer rows; ${(ms / layouts).toFixed(2)} ms a pass; ` +
    `${changed} translated, ${noticed} of them refused as such, ${back} as before when it was taken back`
  )
}
