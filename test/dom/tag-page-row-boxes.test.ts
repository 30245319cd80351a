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

  test("cover the rows and report which was used, with Shift", () => {
    show({ overlay: { ...nothing, boxes: [box] } })
    const input = byRole("checkbox", "Select tag VIP") as HTMLInputElement
    expect(input.checked).toBe(true)
    void act(() => void input.dispatchEvent(new MouseEvent("click", { shiftKey: true, bubbles: true })))
    expect(on.onToggle).toHaveBeenCalledWith("1", true)
  })

  test("move with their rows, and still show later changes", () => {
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

  test("of a long list are drawn within a few frames", async () => {
    const boxes = Array.from({ length: 300 }, (_, at) => ({ ...box, tagId: String(at) }))
    const drawn = (): number =>
      document.querySelector(HOST_NAME)?.shadowRoot?.querySelectorAll(".spot").length ?? 0
    show({ overlay: { ...nothing, boxes } })
    expect(drawn()).toBe(50)
    await vi.waitFor(() => expect(drawn()).toBe(300), 60_000)
    show({ overlay: { ...nothing, boxes: boxes.slice(0, 150) } })
    expect(drawn()).toBe(150)
  })

  test("explain why a row cannot be selected, and ignore clicks on it", () => {
    const twice = { ...box, checked: false, disabled: true, reason: "Two rows carry this name" }
    show({ overlay: { ...nothing, boxes: [twice] } })
    const input = byRole("checkbox", "Select tag VIP")
    expect(input.getAttribute("aria-description")).toBe("Two rows carry this name")
    void act(() => input.click())
    expect(on.onToggle).not.toHaveBeenCalled()
  })

  test("tint selected rows, and receive no clicks", () => {
    show({ overlay: { ...nothing, tints: [{ tagId: "1", name: "VIP", rect }] } })
    const tint = document.querySelector(HOST_NAME)?.shadowRoot?.querySelector<HTMLElement>(".tint")
    expect([tint?.style.top, tint?.textContent, tint?.tabIndex]).toEqual(["20px", "", -1])
  })

  test("mark deleted rows", () => {
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

  test("has one tab stop: the last focused box, or the first", () => {
    showBoxes(boxes(4))
    expect(stops()).toEqual([0])
    inputs()[2]?.focus()
    expect(stops()).toEqual([2])
    // The list was redrawn without that row.
    showBoxes(boxes(2))
    expect(stops()).toEqual([0])
    expect(byRole("group", "Tags")).toBeTruthy()
  })

  test("moves with arrows from row to row, including rows that cannot be selected, with Home and End to the ends", () => {
    showBoxes(boxes(4))
    inputs()[0]?.focus()
    expect([press("ArrowDown"), focused()]).toEqual([true, 1])
    press("ArrowDown")
    expect([press("ArrowUp"), focused()]).toEqual([true, 1])
    expect([press("End"), focused()]).toEqual([true, 3])
    expect([press("Home"), focused(), stops()]).toEqual([true, 0, [0]])
    expect([press("ArrowRight"), focused()]).toEqual([false, 0])
  })

  test("scrolls the list at the last drawn row, and moves the focus when the next row appears", () => {
    showBoxes(boxes(3))
    inputs()[2]?.focus()
    expect(press("ArrowDown")).toBe(true)
    expect(on.onBeyond).toHaveBeenCalledExactlyOnceWith(1)
    expect(focused()).toBe(2)
    showBoxes(boxes(3, 1))
    expect(inputs()[focused()]?.getAttribute("aria-label")).toBe("Select tag Tag 3")
    // It moves only once per press.
    showBoxes(boxes(3, 2))
    expect(inputs()[focused()]?.getAttribute("aria-label")).toBe("Select tag Tag 3")
  })
})
