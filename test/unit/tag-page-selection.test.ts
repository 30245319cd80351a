/** Selects one tag, a range or all tags, and keeps the selection when rows change. */
import fc from "fast-check"
import { describe, expect, test, vi } from "vitest"
import { createSelection } from "../../src/ui/selection"

const ROWS = ["1", "2", "3", "4", "5"]

describe("a range", () => {
  test.each([
    ["2", "4", ["2", "3", "4"]],
    ["4", "2", ["2", "3", "4"]],
    ["3", "3", []],
    ["9", "3", ["3", "9"]],
  ])("from %s to %s", (from, to, picked) => {
    const selection = createSelection()
    selection.toggle(from)
    selection.range(to, ROWS)
    expect([...selection.ids].sort()).toEqual(picked)
  })

  test("without a start is one row", () => {
    const selection = createSelection()
    selection.range("3", ROWS)
    expect([...selection.ids]).toEqual(["3"])
  })

  test("deselects as well as selects", () => {
    const selection = createSelection()
    selection.selectAll(ROWS)
    selection.toggle("2")
    selection.range("4", ROWS)
    expect([...selection.ids]).toEqual(["1", "5"])
  })

  test("continues from the last clicked row", () => {
    const selection = createSelection()
    selection.toggle("1")
    selection.range("2", ROWS)
    selection.range("4", ROWS)
    expect([...selection.ids]).toEqual(["1", "2", "3", "4"])
  })

  test("includes both ends and nothing outside, whatever the rows", () => {
    const ids = fc.uniqueArray(fc.nat(50).map(String), { minLength: 1 })
    const twoOf = ids.chain((order) =>
      fc.tuple(fc.constant(order), fc.constantFrom(...order), fc.constantFrom(...order)),
    )
    fc.assert(
      fc.property(twoOf, ([order, from, to]) => {
        const selection = createSelection()
        selection.toggle(from)
        selection.range(to, order)
        const [low, high] = [order.indexOf(from), order.indexOf(to)].sort((a, b) => a - b)
        // The same row twice selects and deselects it.
        const between = from === to ? [] : order.slice(low, (high ?? 0) + 1)
        expect([...selection.ids].sort()).toEqual(between.sort())
      }),
    )
  })
})

describe("a selection after the rows change", () => {
  test("mirrored boxes change only the tags on screen", () => {
    const selection = createSelection()
    selection.selectAll(["1", "2"])
    selection.mirror(
      new Map([
        ["2", false],
        ["3", true],
      ]),
    )
    expect([...selection.ids]).toEqual(["1", "3"])
  })

  test("tags that are gone are deselected", () => {
    const selection = createSelection()
    selection.selectAll(ROWS)
    selection.keepOnly(["2", "9"])
    expect([...selection.ids]).toEqual(["2"])
  })
})

test("reports each change once, and nothing else", () => {
  const selection = createSelection()
  const listener = vi.fn()
  const abort = new AbortController()
  selection.onChange(listener, abort.signal)
  selection.selectAll(ROWS)
  selection.selectAll(ROWS)
  expect(listener).toHaveBeenCalledTimes(1)
  abort.abort()
  selection.clear()
  expect(listener).toHaveBeenCalledTimes(1)
})
