/** On random layouts no row is ever taken for another tag. */
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

/** The same layouts in each run, for a red one must be the change's fault; LAYOUTS_SEED tries others. */
const SEED = Number(process.env["LAYOUTS_SEED"] ?? 20261124)
const RUNS = Number(process.env["LAYOUTS"] ?? (isRelease() ? 5000 : 1000))
const LEAST_RECOGNIZED = 0.99
/** What was once taken for a heading stays one, though its row is reused: safe, and seldom less than what is there. */
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

function hold(layout: Layout, found: Recognition): Verdict {
  const verdict = judgeLayout(layout, found)
  tally.wrong += verdict.wrong.length
  expect(verdict.wrong).toEqual([])
  return verdict
}

/** Recognizes one random layout, then again after its rows were reused, and throws at a wrong tag. */
async function tryLayout(seed: number): Promise<void> {
  // Happy-dom holds elements by WeakRef, and what one holds is only let go when a task ends.
  if (tally.layouts % 20 === 0) await new Promise((resolve) => setTimeout(resolve))

  const layout = generateLayout(seed, document)
  document.body.replaceChildren(layout.page)
  const { tags, created, commonNames } = layout
  const options = { commonNames }
  const read = (which: readonly PageTag[]): Recognizer => new Recognizer(which, options)
  const early = created.length > 0 ? read(tags).recognize() : undefined
  // A tag that was made since is unknown, and so is what the list shows; read again, it is known.
  if (early) hold(layout, early)
  const all = [...tags, ...created]
  const recognizer = read(all)

  const start = performance.now()
  const first = recognizer.recognize()
  tally.ms += performance.now() - start
  const verdict = hold(layout, first)
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
    hold(layout, again)
    const fresh = read(all).recognize()
    if (again.rows.length < fresh.rows.length) tally.fewer++
    if (signatureOf(again) !== signatureOf(fresh)) tally.unlike++
  }
  if (isRelease() || tally.layouts % 2 === 0) await tryTranslated(seed, layout)
}

/** Has names of the layout changed to others', before it is first read or after. */
async function tryTranslated(seed: number, layout: Layout): Promise<void> {
  const random = createRandom(seed)
  const style = random.pick(translatorStyles)
  const isLate = random.chance(0.5)
  const all = [...layout.tags, ...layout.created]
  const lifetime = new AbortController()
  // As in the browsers: Firefox translates on the device, and may see the names that are not on the screen.
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
  hold(layout, during)
  if (during.distrust === "translated") tally.noticed++
  showOriginal()
  const after = recognizer.recognize([document.body])
  hold(layout, after)
  if (before) {
    tally.back++
    expect(signatureOf(after)).toBe(signatureOf(before))
  }
  lifetime.abort()
}

/** Some names become other tags' names, as if by a translator, and some become names that no tag has. */
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
  // A smaller seed is no simpler layout: no shrinking, no favor for small numbers.
  const seed = fc.noBias(fc.noShrink(fc.integer({ min: 0, max: 2 ** 31 - 1 })))
  await fc.assert(fc.asyncProperty(seed, tryLayout), { numRuns: RUNS, seed: SEED })
})

declare module "vitest" {
  interface TaskMeta {
    /** Printed by the runner under the step, see `.ci/tally.ts`. */
    note?: string
  }
}

test("recognizes the layouts in which a person could tell the rows", ({ task }) => {
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
