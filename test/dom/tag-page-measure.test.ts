/** Where the rows are, what covers them, and where the bar is. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { createMeasure, type Geometry } from "../../src/tag-page/layout/measure"
import type { Recognition } from "../../src/tag-page/recognition/types"
import { markup } from "./layouts/markup"

const ROW = 36
/** The top of a menu, as high as a row, that covers the rows (window coordinates), or null. */
let menuAt: number | null
/** Whether a question is open or a job runs. */
let isPinned: boolean
let measure: (recognition: Recognition | null) => Geometry
/** The element above the list, or null if there is only the page. */
let above: Element | null
let scrolled: number
let listWidth: number
/** Where the names begin (window coordinates). */
let namesAt: number

function scroll(to: number): void {
  scrolled = to
  vi.stubGlobal("scrollY", to)
}

function resize(width: number): void {
  vi.stubGlobal("innerWidth", width)
  vi.stubGlobal("innerHeight", 100 + 10 * ROW)
}

/** The topmost element there. */
function topAt(y: number): Element | null {
  const isMenu = menuAt !== null && y >= menuAt && y < menuAt + ROW
  if (isMenu) return document.querySelector("menu")
  return y < 100
    ? document.body
    : (document.querySelectorAll("li")[Math.floor((y - 100 + scrolled) / ROW)] ?? null)
}

beforeEach(() => {
  const names = Array.from({ length: 30 }, (_, at) => `<li><b>Tag ${at}</b></li>`)
  document.body.replaceChildren(
    ...markup(`<nav></nav><main><ul>${names.join("")}</ul></main><menu>Menu</menu>`),
  )
  ;[menuAt, above, isPinned, namesAt] = [null, null, false, 340]
  scroll(0)
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(function (this: Element) {
    if (this.localName === "main") return new DOMRect(200, 0, innerWidth - 200, 600)
    if (this.localName === "ul") return new DOMRect(300, 100 - scrolled, listWidth, 30 * ROW)
    const index = [...document.querySelectorAll("li")].indexOf(
      this.closest("li") ?? document.createElement("li"),
    )
    const isName = this.localName === "b"
    return new DOMRect(isName ? namesAt : 300, 100 + index * ROW - scrolled, isName ? 60 : listWidth, ROW)
  })
  document.elementFromPoint = (_x, y) => topAt(y)
  document.elementsFromPoint = (_x, y) => [(y < 100 && above) || (topAt(y) ?? document.body)]
  listWidth = 700
  resize(1280)
  const read = createMeasure()
  measure = (recognition) => read(recognition, isPinned)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const recognized = (): Recognition => ({
  level: "own",
  rows: [...document.querySelectorAll("li")].map((element, at) => ({
    tagId: String(at),
    element,
    nameElement: element.firstElementChild ?? element,
  })),
  unselectable: [],
  distrust: null,
  unknownNames: "",
  structure: "",
  stats: { nodes: 0, hits: 0, candidates: 0, coverage: 1 },
})

const placed = (recognition: Recognition): string[] => measure(recognition).placed.map(({ row }) => row.tagId)

test("returns the same object while nothing has moved", () => {
  const rows = recognized()
  const first = measure(rows)
  expect(measure(rows)).toBe(first)
  scroll(10)
  expect(measure(rows)).not.toBe(first)
  expect(measure(recognized())).not.toBe(first)
})

test("keeps the last rows' geometry until a redrawn list is read", () => {
  const rows = recognized()
  const first = measure(rows)
  document.querySelector("ul")?.remove()
  expect(measure(rows)).toBe(first)
})

test("puts the boxes in one column directly before the names", () => {
  const rows = recognized()
  measure(rows)
  namesAt += 60
  const boxes = measure(rows).placed.map(({ box }) => box.x)
  expect(boxes).toEqual(boxes.map(() => namesAt - 300 - 24 - 4))
})

test("puts no box on a covered row until it is uncovered, even if nothing has moved", () => {
  const rows = recognized()
  expect(placed(rows)).toHaveLength(30)
  menuAt = 100 + 2 * ROW
  expect(placed(rows)).not.toContain("2")
  scroll(3 * ROW + 5)
  expect(placed(rows)).toContain("2")
  expect(placed(rows)).not.toContain("5")
  menuAt = null
  expect(placed(rows)).toHaveLength(30)
})

describe("the bar", () => {
  const bar = (rows: Recognition | null = recognized()): Geometry["bar"] => measure(rows).bar
  const heading = (): HTMLElement => Object.assign(document.createElement("h1"), { textContent: "Tags" })

  test("is above the list if there is nothing, as wide as the list", () => {
    expect(bar()).toEqual({ at: "list", top: 100, left: 300, width: 700 })
  })

  test("is otherwise at the bottom of the window, centered on the list", () => {
    above = heading()
    expect(bar()).toEqual({ at: "bottom", top: 100, left: 300 + 8, width: 700 - 16 })
    listWidth = 1400
    resize(1800)
    expect(bar()).toEqual({ at: "bottom", top: 100, left: 300 + (1400 - 1120) / 2, width: 1120 })
  })

  test.each([1280, 1024, 800, 640])("never covers the side bar in a window of %d", (width) => {
    above = heading()
    resize(width)
    for (const each of [120, 300, 560, 700]) {
      listWidth = Math.min(each, width - 300)
      const { left, width: wide } = bar()
      expect(left).toBeGreaterThanOrEqual(200)
      expect(left + wide).toBeLessThanOrEqual(width)
      expect(wide).toBeGreaterThan(400)
    }
    // Without a list, the content is the element in the middle of the window.
    document.elementsFromPoint = () => [document.querySelector("main") ?? document.body]
    expect(bar(null)).toMatchObject({ at: "bottom", left: 200 + 8 })
  })

  test("is centered in the window if the content is as wide", () => {
    document.elementsFromPoint = () => [document.body]
    expect(bar(null)).toEqual({ at: "bottom", top: 0, left: (1280 - 1120) / 2, width: 1120 })
  })

  test("makes way within two seconds for what appears above the list", () => {
    vi.useFakeTimers({ toFake: ["performance"] })
    expect(bar().at).toBe("list")
    above = heading()
    expect(bar().at).toBe("list")
    vi.advanceTimersByTime(2_500)
    expect(bar().at).toBe("bottom")
    vi.useRealTimers()
  })

  test("stays in place while a question is open and while the window is resized", () => {
    vi.useFakeTimers({ toFake: ["performance"] })
    expect(bar().at).toBe("list")
    above = heading()
    isPinned = true
    vi.advanceTimersByTime(2_500)
    expect(bar().at).toBe("list")
    isPinned = false
    resize(1024)
    vi.advanceTimersByTime(2_500)
    expect(bar().at).toBe("list")
    resize(900)
    expect(bar().at).toBe("list")
    scroll(10)
    expect(bar().at).toBe("bottom")
    vi.useRealTimers()
  })
})
