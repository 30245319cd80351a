/** New rows are noticed at once, and a page that changes all the time stays responsive. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { NameProbe } from "../../src/tag-page/name-probe"
import { RowMemory } from "../../src/tag-page/recognition/row-memory"
import type { Recognition } from "../../src/tag-page/recognition/types"
import { rowsLeftBehind, watchRows, type RowWatch } from "../../src/tag-page/watch-rows"
import { markup } from "./layouts/markup"

const NAMES = ["VIP", "Gold", "Silver", "Cold"]
// There is no layout here, so nothing is hidden.
Element.prototype.checkVisibility = () => true

const tagsOf = (...names: string[]): RowWatch["tags"] =>
  names.map((name, at) => ({ id: `41508680000000${100 + at}`, name }))

let abort: AbortController
let onRows = vi.fn<RowWatch["onRows"]>()
let readNow: () => void

beforeEach(() => {
  vi.useFakeTimers({
    toFake: [
      "setTimeout",
      "clearTimeout",
      "setInterval",
      "clearInterval",
      "requestAnimationFrame",
      "performance",
    ],
  })
  document.body.replaceChildren()
  abort = new AbortController()
  onRows = vi.fn<RowWatch["onRows"]>()
})

afterEach(() => {
  abort.abort()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function draw(...names: string[]): void {
  const rows = names.map((name) => `<li><span>${name}</span><em>1</em></li>`)
  document.body.replaceChildren(...markup(`<ul>${rows.join("")}</ul>`))
}

function start(change: Partial<RowWatch> = {}): void {
  const watch: RowWatch = {
    tags: tagsOf(...NAMES),
    stale: new Map(),
    memory: new RowMemory(),
    probe: new NameProbe(true, abort.signal),
    onRows,
    ...change,
  }
  readNow = watchRows(watch, abort.signal)
}

const last = (): Recognition | undefined => onRows.mock.lastCall?.[0]

test("notices when a row without a tag's name leaves a long list", async () => {
  const names = Array.from({ length: 40 }, (_, at) => `Tag ${at}`)
  start({ tags: tagsOf(...names) })
  draw(...names, "Nobody knows")
  await vi.advanceTimersByTimeAsync(1000)
  // An unknown name may be a translation.
  expect(last()?.rows).toHaveLength(0)
  document.querySelector("li:last-child")?.remove()
  await vi.advanceTimersByTimeAsync(1000)
  expect(last()?.rows).toHaveLength(40)
})

test("finds rows in the first frame, and new ones within a tenth of a second", async () => {
  start()
  await vi.advanceTimersByTimeAsync(20)
  expect(last()?.rows).toHaveLength(0)
  await vi.advanceTimersByTimeAsync(1000)
  draw(...NAMES)
  await vi.advanceTimersByTimeAsync(100)
  expect(last()?.rows).toHaveLength(4)
})

test("processes changes in batches", async () => {
  draw(...NAMES)
  start()
  await vi.advanceTimersByTimeAsync(400)
  const before = onRows.mock.calls.length
  for (let at = 0; at < 10; at++) {
    document.querySelector("li em")?.replaceChildren(String(at))
    await vi.advanceTimersByTimeAsync(10)
  }
  expect(onRows.mock.calls.length - before).toBeLessThanOrEqual(4)
})

test("leaves longer breaks the longer a pass takes", async () => {
  draw(...NAMES)
  start()
  await vi.advanceTimersByTimeAsync(400)
  const before = onRows.mock.calls.length
  // The passes' clock advances by 25 ms each time it is read.
  let extra = 0
  const real = performance.now.bind(performance)
  vi.spyOn(performance, "now").mockImplementation(() => real() + (extra += 25))
  for (let at = 0; at < 20; at++) {
    document.querySelector("li em")?.replaceChildren(String(at))
    await vi.advanceTimersByTimeAsync(10)
  }
  expect(onRows.mock.calls.length - before).toBeLessThanOrEqual(2)
})

test("reads at once on demand", async () => {
  draw(...NAMES)
  start()
  await vi.advanceTimersByTimeAsync(400)
  const passes = onRows.mock.calls.length
  readNow()
  expect(onRows.mock.calls.length).toBe(passes)
  document.querySelector("li")?.remove()
  readNow()
  expect(last()?.rows).toHaveLength(3)
  await vi.advanceTimersByTimeAsync(400)
  expect(onRows.mock.calls.length).toBe(passes + 1)
})

test("ignores our own elements", async () => {
  draw(...NAMES)
  document.body.append(document.createElement("tagsweep-root"))
  start()
  await vi.advanceTimersByTimeAsync(400)
  const before = onRows.mock.calls.length
  document.querySelector("tagsweep-root")?.setAttribute("style", "top: 1px")
  await vi.advanceTimersByTimeAsync(400)
  expect(onRows.mock.calls.length).toBe(before)
})

test("does no work in a hidden tab, and catches up when it is shown", async () => {
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true)
  start()
  draw(...NAMES)
  await vi.advanceTimersByTimeAsync(2000)
  expect(onRows).not.toHaveBeenCalled()
  hidden.mockReturnValue(false)
  document.dispatchEvent(new Event("visibilitychange"))
  await vi.advanceTimersByTimeAsync(100)
  expect(last()?.rows).toHaveLength(4)
})

test("sees only the first change in a hidden tab, and every change again when it is shown", async () => {
  const disconnected = vi.spyOn(MutationObserver.prototype, "disconnect")
  draw(...NAMES)
  start()
  await vi.advanceTimersByTimeAsync(400)
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true)
  document.dispatchEvent(new Event("visibilitychange"))
  const passes = onRows.mock.calls.length
  for (let at = 0; at < 5; at++) {
    document.querySelector("li em")?.setAttribute("title", String(at))
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(disconnected).toHaveBeenCalledTimes(1)
  draw("VIP", "Gold")
  await vi.advanceTimersByTimeAsync(400)
  expect(onRows.mock.calls.length).toBe(passes)
  hidden.mockReturnValue(false)
  document.dispatchEvent(new Event("visibilitychange"))
  await vi.advanceTimersByTimeAsync(400)
  expect(last()?.rows).toHaveLength(2)
  draw(...NAMES)
  await vi.advanceTimersByTimeAsync(400)
  expect(last()?.rows).toHaveLength(4)
})

test("does not re-read a tab that was hidden while nothing changed", async () => {
  draw(...NAMES)
  start()
  await vi.advanceTimersByTimeAsync(400)
  const before = last()?.rows
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true)
  document.dispatchEvent(new Event("visibilitychange"))
  await vi.advanceTimersByTimeAsync(400)
  hidden.mockReturnValue(false)
  document.dispatchEvent(new Event("visibilitychange"))
  await vi.advanceTimersByTimeAsync(400)
  // The same object, so the recognizer has not run again.
  expect(last()?.rows).toBe(before)
})

test("ends everything on abort", async () => {
  draw(...NAMES)
  start()
  await vi.advanceTimersByTimeAsync(100)
  abort.abort()
  const before = onRows.mock.calls.length
  draw("VIP", "Gold", "Silver")
  await vi.advanceTimersByTimeAsync(30_000)
  expect(onRows.mock.calls.length).toBe(before)
})

describe("at another module's address", () => {
  /** Rows of the previous module that are still there. */
  async function leftRows(): Promise<ReturnType<typeof rowsLeftBehind>> {
    draw(...NAMES)
    start()
    await vi.advanceTimersByTimeAsync(100)
    abort.abort()
    abort = new AbortController()
    return rowsLeftBehind(last() ?? null)
  }

  test("ignores old rows until new ones are drawn", async () => {
    start({ stale: await leftRows(), tags: tagsOf("VIP", "Gold", "Silver", "New") })
    await vi.advanceTimersByTimeAsync(800)
    expect(last()?.rows).toHaveLength(0)
    draw("VIP", "Gold", "Silver", "New")
    await vi.advanceTimersByTimeAsync(200)
    expect(last()?.rows).toHaveLength(4)
  })

  test("treats rows written into the same elements as new", async () => {
    start({ stale: await leftRows(), tags: tagsOf("VIP", "Red", "Blue", "New") })
    await vi.advanceTimersByTimeAsync(800)
    const spans = document.querySelectorAll("li span")
    for (const [at, name] of ["VIP", "Red", "Blue", "New"].entries()) spans[at]?.replaceChildren(name)
    await vi.advanceTimersByTimeAsync(200)
    expect(last()?.rows).toHaveLength(4)
  })

  test("withholds equal lists in the same elements for some seconds", async () => {
    start({ stale: await leftRows() })
    document.title = "Contacts"
    document.body.append(document.createElement("p"))
    await vi.advanceTimersByTimeAsync(4000)
    expect(last()?.rows).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(1500)
    expect(last()?.rows).toHaveLength(4)
  })
})
