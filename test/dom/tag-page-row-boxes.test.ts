/** The boxes, tints and marks over Zoho's rows, and their keyboard. */
import { act } from "preact/test-utils"
import { describe, expect, test, vi } from "vitest"

import { HOST_NAME } from "../../src/tag-page/frame"
import type { RowBox } from "../../src/tag-page/ui/props"
import { mountForEachTest, nothing, on, show } from "./page-ui"
import { allByRole, byRole } from "./ui-roles"

mountForEachTest()

describe("boxes and marks", () => {
  const rect = { x: 10, y: 20, width: 16, height: 16 }
  const box = { tagId: "1", name: "VIP", rect, checked: true, disabled: false }

  test("stand over the rows and tell which was used, with Shift", () => {
    show({ overlay: { ...nothing, boxes: [box] } })
    const input = byRole("checkbox", "Select tag VIP") as HTMLInputElement
    expect(input.checked).toBe(true)
    void act(() => void input.dispatchEvent(new MouseEvent("click", { shiftKey: true, bubbles: true })))
    expect(on.onToggle).toHaveBeenCalledWith("1", true)
  })

  test("that have moved stand where their rows do, and what they say afterwards is drawn too", () => {
    const at = (y: number, checked: boolean): RowBox => ({ ...box, rect: { ...rect, y }, checked })
    const showBox = (box: RowBox): HTMLInputElement => {
      show({ overlay: { ...nothing, boxes: [box] } })
      return byRole("checkbox", "Select tag VIP") as HTMLInputElement
    }
    const spotOf = (input: Element): string | undefined =>
      input.closest<HTMLElement>(".spot")?.style.marginTop
    const first = showBox(at(0, false))
    const before = Number.parseInt(spotOf(first) ?? "", 10)
    const moved = showBox(at(40, false))
    expect([moved, moved.checked, spotOf(moved)]).toEqual([first, false, `${before + 40}px`])
    const ticked = showBox(at(80, true))
    expect([ticked, ticked.checked, spotOf(ticked)]).toEqual([first, true, `${before + 80}px`])
    const movedBack = showBox(at(0, true))
    expect([movedBack.checked, spotOf(movedBack)]).toEqual([true, `${before}px`])
  })

  test("of a long list come within a few frames", async () => {
    const boxes = Array.from({ length: 300 }, (_, at) => ({ ...box, tagId: String(at) }))
    const drawn = (): number =>
      document.querySelector(HOST_NAME)?.shadowRoot?.querySelectorAll(".spot").length ?? 0
    show({ overlay: { ...nothing, boxes } })
    expect(drawn()).toBe(50)
    await vi.waitFor(() => expect(drawn()).toBe(300), 60_000)
    show({ overlay: { ...nothing, boxes: boxes.slice(0, 150) } })
    expect(drawn()).toBe(150)
  })

  test("give the reason why a row cannot be ticked, and ignore clicks on it", () => {
    const twice = { ...box, checked: false, disabled: true, reason: "Two rows carry this name" }
    show({ overlay: { ...nothing, boxes: [twice] } })
    const input = byRole("checkbox", "Select tag VIP")
    expect(input.getAttribute("aria-description")).toBe("Two rows carry this name")
    void act(() => input.click())
    expect(on.onToggle).not.toHaveBeenCalled()
  })

  test("tint what is selected, and take no click", () => {
    show({ overlay: { ...nothing, tints: [{ tagId: "1", name: "VIP", rect }] } })
    const tint = document.querySelector(HOST_NAME)?.shadowRoot?.querySelector<HTMLElement>(".tint")
    expect([tint?.style.top, tint?.textContent, tint?.tabIndex]).toEqual(["20px", "", -1])
  })

  test("mark the rows that are gone", () => {
    show({
      overlay: { ...nothing, marks: [{ tagId: "1", name: "VIP", rect }] },
    })
    expect(document.querySelector(HOST_NAME)?.shadowRoot?.textContent).toContain("VIP Deleted")
  })
})

describe("the row boxes' keyboard", () => {
  const boxes = (count: number, from = 0): RowBox[] =>
    Array.from({ length: count }, (_, at) => ({
      ...{ tagId: String(from + at), name: `Tag ${from + at}`, checked: false, disabled: at === 1 },
      rect: { x: 0, y: 36 * (from + at), width: 24, height: 24 },
    }))
  const showBoxes = (all: readonly RowBox[]): void => show({ overlay: { ...nothing, boxes: all } })
  const inputs = (): HTMLElement[] =>
    allByRole("checkbox").flatMap(({ name, element }) => (name.startsWith("Select tag") ? [element] : []))
  const stops = (): number[] => inputs().flatMap(({ tabIndex }, at) => (tabIndex === 0 ? [at] : []))
  const focused = (): number =>
    inputs().indexOf(document.querySelector(HOST_NAME)?.shadowRoot?.activeElement as HTMLElement)
  function press(key: string): boolean {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true })
    inputs()[focused()]?.dispatchEvent(event)
    return event.defaultPrevented
  }

  test("is one stop for Tab: the box that had the focus last, or the first", () => {
    showBoxes(boxes(4))
    expect(stops()).toEqual([0])
    inputs()[2]?.focus()
    expect(stops()).toEqual([2])
    // The list was drawn again without that row.
    showBoxes(boxes(2))
    expect(stops()).toEqual([0])
    expect(byRole("group", "Tags")).toBeTruthy()
  })

  test("arrows move from row to row, also to one that says why it cannot be ticked, Home and End to the ends", () => {
    showBoxes(boxes(4))
    inputs()[0]?.focus()
    expect([press("ArrowDown"), focused()]).toEqual([true, 1])
    press("ArrowDown")
    expect([press("ArrowUp"), focused()]).toEqual([true, 1])
    expect([press("End"), focused()]).toEqual([true, 3])
    expect([press("Home"), focused(), stops()]).toEqual([true, 0, [0]])
    expect([press("ArrowRight"), focused()]).toEqual([false, 0])
  })

  test("at the end of what is drawn, the list is scrolled, and the focus goes on once the next row is there", () => {
    showBoxes(boxes(3))
    inputs()[2]?.focus()
    expect(press("ArrowDown")).toBe(true)
    expect(on.onBeyond).toHaveBeenCalledExactlyOnceWith(1)
    expect(focused()).toBe(2)
    showBoxes(boxes(3, 1))
    expect(inputs()[focused()]?.getAttribute("aria-label")).toBe("Select tag Tag 3")
    // It went on once, for one press.
    showBoxes(boxes(3, 2))
    expect(inputs()[focused()]?.getAttribute("aria-label")).toBe("Select tag Tag 3")
  })
})
