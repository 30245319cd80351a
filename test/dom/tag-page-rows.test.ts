/** The bar always says why nothing can be selected: no rows yet, no rows any more, no tags left. */
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { RowMemory } from "../../src/tag-page/recognition/row-memory"
import { createRows } from "../../src/tag-page/visit/rows"
import { barState, type ReadyContext, VisitModel } from "../../src/tag-page/visit/state"
import { acme, moduleTags } from "../gallery/fixtures"
import { markup } from "./layouts/markup"

const tags = moduleTags(5)
const context: ReadyContext = {
  ...{ status: "ready", account: { id: "a", org: acme }, tags, moduleName: "Potentials", commonNames: [] },
  ...{ jobs: [], question: null },
}
// There is no layout here, so nothing is hidden.
Element.prototype.checkVisibility = () => true

let left: AbortController
let model: VisitModel

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] })
  document.body.replaceChildren()
  left = new AbortController()
})
afterEach(() => {
  left.abort()
  vi.useRealTimers()
})

function visit(place: "known" | "asked" = "known"): void {
  model = new VisitModel(place, () => undefined, left.signal)
  model.set({ context })
  const nothing = (): void => undefined
  const handlers = { onMove: nothing, onBoxes: nothing, onFound: nothing, reload: () => Promise.resolve() }
  const inherited = { stale: new Map(), memory: new RowMemory() }
  createRows(model, inherited, handlers, left.signal).watch(context)
}

function draw(count = tags.tags.length): void {
  const rows = tags.tags.slice(0, count).map(({ name }) => `<li><span>${name}</span><em>1</em></li>`)
  document.body.replaceChildren(...markup(`<ul>${rows.join("")}</ul>`))
}
const after = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms)
const says = (): string => barState(model.state, model.selection.ids.size).kind

test("looks for rows, counts them, and gives up after twenty seconds without any", async () => {
  visit()
  await after(19_000)
  expect(says()).toBe("looking")
  await after(2_000)
  expect(says()).toBe("list-only")
  draw()
  await after(500)
  expect(says()).toBe("ready")
})

test("looks again for rows that vanish", async () => {
  visit()
  draw()
  await after(500)
  expect(says()).toBe("ready")
  document.body.replaceChildren()
  await after(1_000)
  expect(says()).toBe("looking")
  await after(20_000)
  expect(says()).toBe("list-only")
  draw()
  await after(500)
  document.body.replaceChildren()
  await after(1_000)
  expect(says()).toBe("looking")
})

test("keeps selected tags deletable if their rows vanish", async () => {
  visit()
  draw()
  await after(500)
  model.selection.selectAll([tags.tags[0]?.id ?? ""])
  document.body.replaceChildren()
  await after(30_000)
  expect(says()).toBe("ready")
  expect(model.remaining()).toHaveLength(5)
})

test("gives up sooner on a page where the user started the search", async () => {
  visit("asked")
  await after(5_000)
  expect(says()).toBe("list-only")
})

test("shows that a module whose tags are all deleted has no tags, not 0 of 0", async () => {
  visit()
  draw()
  await after(500)
  model.set({ gone: new Set(tags.tags.map(({ id }) => id)) })
  expect(says()).toBe("no-tags")
  // After Undo was confirmed, that is shown.
  model.set({ outcome: "restoring" })
  expect(says()).toBe("ready")
})
