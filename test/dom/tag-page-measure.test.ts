/** Where the rows stand: read as little as may be, and what lies over them asked about at once or right after. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { createMeasure, type Measure } from "../../src/tag-page/layout/measure"
import type { Recognition } from "../../src/tag-page/recognition/types"
import { markup } from "./layouts/markup"

const ROW = 36
const onOther = vi.fn()
/** What the page lays over its rows: the top of a menu as high as a row, in the window; null: nothing. */
let menuAt: number | null
let asked: number
let measure: Measure
let scrolled: number
/** Where the names stand in the window. */
let namesAt: number

function scroll(to: number): void {
  scrolled = to
  vi.stubGlobal("scrollY", to)
}

/** What lies on top there. */
function topAt(y: number): Element | null {
  const isMenu = menuAt !== null && y >= menuAt && y < menuAt + ROW
  if (isMenu) return document.querySelector("menu")
  return y < 100
    ? document.body
    : (document.querySelectorAll("li")[Math.floor((y - 100 + scrolled) / ROW)] ?? null)
}

beforeEach(() => {
  const names = Array.from({ length: 30 }, (_, at) => `<li><b>Tag ${at}</b></li>`)
  document.body.replaceChildren(...markup(`<ul>${names.join("")}</ul><menu>Menu</menu>`))
  ;[menuAt, asked, namesAt] = [null, 0, 340]
  scroll(0)
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
    const index = [...document.querySelectorAll("li")].indexOf(
      this.closest("li") ?? document.createElement("li"),
    )
    const isName = this.localName === "b"
    return new DOMRect(isName ? namesAt : 300, 100 + index * ROW - scrolled, isName ? 60 : 500, ROW)
  })
  document.elementFromPoint = (_x, y): Element | null => {
    asked++
    return topAt(y)
  }
  document.elementsFromPoint = (_x, y): Element[] => [topAt(y) ?? document.body]
  vi.stubGlobal("innerHeight", 100 + 10 * ROW)
  vi.stubGlobal("scheduler", { yield: () => Promise.resolve() })
  onOther.mockReset()
  measure = createMeasure(() => false, onOther)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const recognised = (): Recognition => ({
  level: "own",
  rows: [...document.querySelectorAll("li")].map((element, at) => ({
    tagId: String(at),
    element,
    nameElement: element.firstElementChild ?? element,
  })),
  unselectable: [],
  distrust: null,
  strangers: "",
  signature: "",
  structure: "",
  stats: { nodes: 0, hits: 0, candidates: 0, coverage: 1 },
})

const placed = (recognition: Recognition): string[] => measure(recognition).placed.map(({ row }) => row.tagId)
/** Lets the looks that follow a drawing happen: with nothing to let go first they are all microtasks. */
const looked = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve))

test("is the very same while nothing has moved", () => {
  const rows = recognised()
  const first = measure(rows)
  expect(measure(rows)).toBe(first)
  scroll(10)
  expect(measure(rows)).not.toBe(first)
  expect(measure(recognised())).not.toBe(first)
})

test("is read of a name out of view once only, and of one in view each time", () => {
  const rows = recognised()
  measure(rows)
  const reads = vi.mocked(Element.prototype.getBoundingClientRect).mock
  reads.contexts.length = 0
  const { placed: again } = measure({ ...rows, rows: [...rows.rows] })
  const names = new Set(reads.contexts.filter((element) => (element as Element).localName === "b"))
  // Ten in view, and the last one, by which the list's place is told.
  expect(names.size).toBe(10 + 2)
  expect(again.map(({ box }) => box.x)).toEqual(again.map(() => again[0]?.box.x))
})

test("is read of every name again when a column was made wider", () => {
  const rows = recognised()
  measure(rows)
  namesAt += 60
  const boxes = measure(rows).placed.map(({ box }) => box.x)
  // In one column still, right in front of the names.
  expect(boxes).toEqual(boxes.map(() => namesAt - 300 - 24 - 4))
})

describe("a row that something lies over", () => {
  test("gets no box, wherever the list is first seen or scrolled to", () => {
    menuAt = 100 + 2 * ROW
    const rows = recognised()
    expect(placed(rows)).not.toContain("2")
    scroll(3 * ROW + 5)
    expect(placed(rows)).toContain("2")
    expect(placed(rows).slice(0, 8)).not.toContain("5")
  })

  test("is noticed right after a drawing, without asking again while drawing", async () => {
    const rows = recognised()
    expect(placed(rows)).toHaveLength(30)
    await looked()
    menuAt = 100 + 4 * ROW
    const before = asked
    expect(placed({ ...rows, rows: [...rows.rows] })).toHaveLength(30)
    expect(asked).toBe(before)
    await looked()
    expect(onOther).toHaveBeenCalledTimes(1)
    expect(placed(rows)).not.toContain("4")
    menuAt = null
    await looked()
    expect(onOther).toHaveBeenCalledTimes(2)
    expect(placed(rows)).toContain("4")
  })

  test("is asked about after the drawing where a row has come to a new place by itself", async () => {
    const rows = recognised()
    measure(rows)
    await looked()
    menuAt = 100 + 2 * ROW + 9
    const before = asked
    // A notice of half a row's height above the list.
    scrolled = -9
    expect(placed(rows)).toContain("2")
    expect(asked).toBe(before)
    await looked()
    expect(onOther).toHaveBeenCalledTimes(1)
    expect(placed(rows)).not.toContain("2")
  })

  test("is noticed, too, when it comes while the look before is under way", async () => {
    const rows = recognised()
    measure(rows)
    await looked()
    let isFirst = true
    vi.stubGlobal("scheduler", {
      yield: async (): Promise<void> => {
        // The rows have all been asked about, and the place above the list comes next.
        if (!isFirst && menuAt === null) {
          menuAt = 100 + 4 * ROW
          measure(rows)
        }
        isFirst = false
      },
    })
    measure(rows)
    await looked()
    expect(onOther).toHaveBeenCalledTimes(1)
    expect(placed(rows)).not.toContain("4")
  })

  test("is not looked for again while nothing else has come", async () => {
    const rows = recognised()
    measure(rows)
    await looked()
    expect(onOther).not.toHaveBeenCalled()
  })
})

test("the room above the list is probed anew when the answer is old", async () => {
  vi.useFakeTimers({ toFake: ["performance"] })
  const rows = recognised()
  expect(measure(rows).list).not.toBeNull()
  await looked()
  const heading = document.createElement("h1")
  document.body.append(heading)
  document.elementsFromPoint = () => [heading]
  measure(rows)
  await looked()
  expect(measure(rows).list).not.toBeNull()
  vi.advanceTimersByTime(2_500)
  await looked()
  measure(rows)
  await looked()
  expect(onOther).toHaveBeenCalled()
  expect(measure(rows).list).toBeNull()
  vi.useRealTimers()
})
