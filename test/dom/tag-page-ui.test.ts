/** The bar on Zoho's tag page, in every state. */
import { act } from "preact/test-utils"
import { describe, expect, test, vi } from "vitest"

import { HOST_NAME } from "../../src/tag-page/frame"
import type { BarState } from "../../src/tag-page/ui/props"
import {
  acme,
  counts,
  deals,
  kept,
  moduleTags,
  offline,
  pause,
  progress,
  selectionOf,
} from "../gallery/fixtures"
import { mountForEachTest, on, ready, show, ui } from "./page-ui"
import { allByRole, byRole } from "./ui-roles"

mountForEachTest()

const click = (role: string, name: string): void => void act(() => byRole(role, name).click())
const finished = (more: Parameters<typeof progress>[1]): BarState => ({
  kind: "finished",
  problem: null,
  job: progress("completed", more),
})

describe("the bar", () => {
  test("shows how many of how many are selected, and deletes only then", () => {
    show()
    expect(byRole("toolbar", "Tagsweep").textContent).toContain("Acme GmbH")
    expect(byRole("status", "3 of 180 selected").textContent).toBe("3 of 180 selected")
    const all = byRole("checkbox", "Select all tags") as HTMLInputElement
    expect([all.checked, all.indeterminate]).toEqual([false, true])
    click("button", "Delete selected tags")
    expect(on.onDelete).toHaveBeenCalledOnce()
    show({
      selection: selectionOf(180, { notVisible: 165 }),
    })
    expect(byRole("toolbar", "Tagsweep").textContent).toContain("165 not in view")
    show({
      selection: selectionOf(0),
    })
    expect((byRole("button", "Delete selected tags") as HTMLButtonElement).disabled).toBe(true)
  })

  test("selects all if any tag is missing, otherwise none", () => {
    show()
    click("checkbox", "Select all tags")
    show({
      selection: selectionOf(180),
    })
    click("checkbox", "Select all tags")
    expect(on.onToggleAll.mock.calls).toEqual([[true], [false]])
  })

  test("first selects what the page lists, then the rest of the module", () => {
    show({
      selection: selectionOf(5, { selectable: 178, listed: 5 }),
    })
    expect((byRole("checkbox", "Select all tags") as HTMLInputElement).checked).toBe(true)
    click("button", "Select all 178 tags")
    expect(on.onSelectRest).toHaveBeenCalledOnce()
    expect(byRole("toolbar", "Tagsweep").textContent).toContain("2 can’t be selected here")
    // Zoho's page draws more rows, as a long list does for a while. The offer stays under the pointer.
    show({ selection: selectionOf(5, { selectable: 178, listed: 12 }) })
    byRole("button", "Select all 178 tags")
    show({ selection: selectionOf(4, { selectable: 178, listed: 12 }) })
    expect(byRole("toolbar", "Tagsweep").textContent).not.toContain("Select all")
    show({
      selection: selectionOf(178, { selectable: 178, listed: 5, listedSelected: 5, notVisible: 173 }),
    })
    expect(byRole("toolbar", "Tagsweep").textContent).not.toContain("Select all")
  })

  test("shows the owner's state even if a click has toggled the box", async () => {
    show()
    const all = byRole("checkbox", "Select all tags") as HTMLInputElement
    all.click()
    await vi.waitFor(() => expect([all.checked, all.indeterminate]).toEqual([false, true]))
  })

  test.each([
    [{ kind: "loading" }, null, []],
    [{ kind: "not-connected", connecting: false, problem: null }, null, ["Connect to Zoho"]],
    [{ kind: "wrong-org", pageOrgId: "9" }, /org \(ID 9\) isn’t connected/, ["Connect to Zoho"]],
    [{ kind: "no-org" }, /can’t tell which org.*Choose it in the tag manager/, ["Open tag manager"]],
    [{ kind: "signing-in" }, null, []],
    [{ kind: "reading", tags: 37 }, null, []],
    [{ kind: "asking", question: { draftId: "d", kind: "deletion", tags: 37 } }, null, ["Show"]],
    [
      { kind: "no-module", org: acme, modules: [deals] },
      /does not tell whose tags/,
      ["Find its tags", "Open tag manager"],
    ],
    [{ kind: "list-only", org: acme, tags: moduleTags() }, /not recognized/, ["Open tag manager"]],
    [
      { kind: "untrusted", why: "translated", org: acme, tags: moduleTags() },
      /^This page is being translated\. Show the original, or use the tag manager\.$/,
      ["Open tag manager"],
    ],
    [
      { kind: "untrusted", why: "unknown-names", org: acme, tags: moduleTags() },
      /not names of tags of Deals.*Nothing was changed/,
      ["Reload page", "Open tag manager"],
    ],
    [
      { kind: "problem", org: acme, problem: offline },
      /couldn’t be reached.*Nothing was changed/s,
      ["Try again"],
    ],
    [{ kind: "invalidated" }, /was updated/, ["Reload page"]],
  ] as const)("%j explains itself", (state, alert, buttons) => {
    show({ state: state as BarState, isRead: false })
    expect(allByRole("alert").map(({ element }) => element.textContent)).toEqual(
      alert ? [expect.stringMatching(alert)] : [],
    )
    expect(allByRole("button").map(({ name }) => name)).toEqual([...buttons, "Close"])
  })

  test("can be closed in every state if it covers the page's content", () => {
    const states: BarState[] = [
      { kind: "loading" },
      { kind: "not-connected", connecting: true, problem: null },
      { kind: "looking", org: acme, tags: moduleTags() },
      ready,
      { kind: "signing-in" },
      { kind: "reading", tags: 3 },
      { kind: "asking", question: { draftId: "d", kind: "deletion", tags: 3 } },
      { kind: "running", job: progress("running", {}) },
      finished({}),
      { kind: "list-only", org: acme, tags: moduleTags() },
      { kind: "no-tags", org: acme, tags: moduleTags(0) },
      { kind: "problem", org: acme, problem: offline },
      { kind: "invalidated" },
    ]
    for (const state of states) {
      show({ state })
      const { style } = byRole("toolbar", "Tagsweep")
      expect([style.left, style.width]).toEqual(["40px", "1100px"])
      click("button", "Close")
    }
    expect(on.onClose).toHaveBeenCalledTimes(states.length - 1)
    expect(on.onDismissResult).toHaveBeenCalledOnce()
  })

  test("asks for the module if the address does not contain it", () => {
    show({ state: { kind: "no-module", org: acme, modules: [deals] }, isRead: false })
    const list = byRole("combobox", "Module") as HTMLSelectElement
    expect([...list.options].map(({ text }) => text)).toEqual(["Choose a module", "Deals"])
    const find = byRole("button", "Find its tags") as HTMLButtonElement
    expect(find.disabled).toBe(true)
    void act(() => {
      list.value = "Deals"
      list.dispatchEvent(new Event("change"))
    })
    click("button", "Find its tags")
    expect(on.onPickModule).toHaveBeenCalledWith("Deals")
  })

  test("can be closed if the user started the search, and kept from coming back", () => {
    show({ state: { kind: "list-only", org: acme, tags: moduleTags() }, isRead: false, lookedFor: "asked" })
    expect(allByRole("alert")[0]?.element.textContent).toMatch(
      /No list of the tags of Deals.*Nothing was changed/,
    )
    click("button", "Close")
    expect(on.onClose).toHaveBeenCalledTimes(1)
    show({ lookedFor: "remembered" })
    click("button", "How this page was read")
    click("button", "Stop looking here")
    expect(on.onLeave).toHaveBeenCalledTimes(1)
  })

  test("shows what a running job waits for, and until when", () => {
    const wait = { what: "outcome", since: null, until: Date.now() + 8_000 } as const
    show({ state: { kind: "running", job: progress("running", { wait }) } })
    const bar = byRole("progressbar", "Deleting 37 tags").parentElement
    expect(bar?.textContent).toContain("Zoho didn’t answer. Checking what it did. Next try in 8 s.")
  })

  test("shows a running job's progress, and why a job is paused", () => {
    show({
      state: { kind: "running", job: progress("running", { tags: counts({ done: 21, pending: 16 }) }) },
    })
    const bar = byRole("progressbar", "Deleting 37 tags")
    expect([bar.getAttribute("aria-valuenow"), bar.getAttribute("aria-valuetext")]).toEqual([
      "21",
      "21 of 37",
    ])
    for (const why of ["sign-in", "consent"] as const) {
      show({ state: { kind: "running", job: progress("paused", { pause: pause(why) }) } })
      click("button", "Sign in to Zoho")
    }
    expect(on.onConnect).toHaveBeenCalledTimes(2)
  })

  test("never counts kept tags as deleted", () => {
    show({ state: finished({}) })
    expect(byRole("status", "37 deleted")).toBeTruthy()
    show({
      state: finished({ tags: counts({ done: 34, already: 1, refused: 1, unknown: 1 }), outcomes: kept }),
    })
    expect(byRole("status", "34 deleted, 2 kept")).toBeTruthy()
    click("button", "Details")
    expect(byRole("toolbar", "Tagsweep").textContent).toContain("Workflow: Big deals")
  })

  test("announces what is being read, that a question is open, and that it was cancelled", () => {
    show({ state: { kind: "reading", tags: 37 } })
    expect(allByRole("status").map(({ element }) => element.textContent)).toEqual(["Reading 37 tags…"])
    show({ state: { kind: "asking", question: { draftId: "d", kind: "deletion", tags: 37 } } })
    expect(byRole("toolbar", "Tagsweep").textContent).toContain("in the Tagsweep window (37 tags)")
    click("button", "Show")
    expect(on.onShow).toHaveBeenCalledOnce()
    show({ state: { ...ready, outcome: "cancelled" } })
    expect(byRole("toolbar", "Tagsweep").textContent).toContain("Cancelled. Nothing was changed.")
    expect(allByRole("alert")).toEqual([])
  })

  test("offers to undo what can be restored, and to resume what the user did not pause", () => {
    show({ state: finished({}) })
    click("button", "Undo")
    expect(on.onUndo).toHaveBeenCalledOnce()
    show({ state: finished({ backup: null }) })
    const buttons = (): string[] => allByRole("button").map(({ name }) => name)
    expect(buttons()).not.toContain("Undo")
    show({ state: { kind: "running", job: progress("paused", { pause: pause("user") }) } })
    expect(buttons()).not.toContain("Resume")
    show({ state: { kind: "running", job: progress("paused", { pause: pause("too-many-failures") }) } })
    click("button", "Resume")
    expect(on.onTryNow).toHaveBeenCalledOnce()
  })

  test("shows how the page was read", async () => {
    show()
    click("button", "How this page was read")
    expect(byRole("toolbar", "Tagsweep").textContent).toContain("They hold no names")
    click("button", "Copy diagnostics")
    await vi.waitFor(() => expect(byRole("toolbar", "Tagsweep").textContent).toContain("Copied"))
  })
})

describe("the bar's keyboard", () => {
  const stops = (): string[] =>
    [...byRole("toolbar", "Tagsweep").querySelectorAll<HTMLElement>("button:not(:disabled), input, select")]
      .filter(({ tabIndex }) => tabIndex === 0)
      .map((element) => element.getAttribute("aria-label") ?? element.textContent)
  const focused = (): Element | null | undefined =>
    document.querySelector(HOST_NAME)?.shadowRoot?.activeElement
  const press = (key: string): void =>
    void focused()?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true }))

  test("has one tab stop, and arrows move through it and wrap around", () => {
    show()
    expect(stops()).toEqual(["How this page was read"])
    byRole("checkbox", "Select all tags").focus()
    expect(stops()).toEqual(["Select all tags"])
    press("ArrowRight")
    expect(focused()).toBe(byRole("button", "Open tag manager"))
    press("End")
    expect(focused()).toBe(byRole("button", "Close"))
    press("ArrowRight")
    expect(focused()).toBe(byRole("button", "How this page was read"))
    press("ArrowLeft")
    press("Home")
    expect(stops()).toEqual(["How this page was read"])
    press("ArrowDown")
    expect(focused()).toBe(byRole("button", "How this page was read"))
  })

  test("is mirrored on a page that reads from right to left", () => {
    document.documentElement.style.direction = "rtl"
    ui.reattach()
    show()
    document.documentElement.style.direction = ""
    byRole("toolbar", "Tagsweep").style.direction = "rtl"
    byRole("checkbox", "Select all tags").focus()
    press("ArrowLeft")
    expect(focused()).toBe(byRole("button", "Open tag manager"))
  })

  test("keeps a tab stop when the control that had it disappears or is disabled", () => {
    show()
    byRole("button", "Delete selected tags").focus()
    show({
      selection: selectionOf(0),
    })
    expect(stops()).toHaveLength(1)
    show({
      state: { kind: "running", job: progress("running", { tags: counts({ done: 21, pending: 16 }) }) },
    })
    expect(stops()).toHaveLength(1)
  })

  test("keeps the focus in the bar when the focused control disappears, on its successor if there is one", () => {
    show()
    byRole("button", "Delete selected tags").focus()
    show({ state: { kind: "reading", tags: 3 } })
    expect(focused()).toBe(byRole("toolbar", "Tagsweep"))
    show({ state: { kind: "asking", question: { draftId: "d", kind: "deletion", tags: 3 } } })
    expect(focused()).toBe(byRole("button", "Show"))
    show()
    expect(focused()).toBe(byRole("button", "Delete selected tags"))
  })
})

describe("the bar's keyboard before anything in it had the focus", () => {
  const bar = (): HTMLElement => byRole("toolbar", "Tagsweep")
  const stops = (): (string | null)[] =>
    [...bar().querySelectorAll<HTMLElement>("button, input")]
      .filter(({ tabIndex }) => tabIndex === 0)
      .map((element) => element.getAttribute("aria-label"))
  const focused = (): Element | null | undefined =>
    document.querySelector(HOST_NAME)?.shadowRoot?.activeElement

  test("Tab leads to the same control regardless of the order in which the bar was filled", () => {
    show({ isRead: false })
    expect(stops()).toEqual(["Select all tags"])
    show()
    expect(stops()).toEqual(["How this page was read"])
  })

  test.each([
    ["ArrowRight", "How this page was read"],
    ["ArrowLeft", "How this page was read"],
    ["End", "Close"],
  ])("%s moves from the bar into its controls", (key, name) => {
    show()
    bar().focus()
    const event = new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true })
    bar().dispatchEvent(event)
    expect(focused()).toBe(byRole("button", name))
    expect(event.defaultPrevented).toBe(true)
  })
})

describe("the host", () => {
  test("is restored if the page's app removes it, and removed in the end", () => {
    show()
    document.querySelector(HOST_NAME)?.remove()
    ui.reattach()
    expect(document.querySelectorAll(HOST_NAME)).toHaveLength(1)
    ui.destroy()
    expect(document.querySelectorAll(HOST_NAME)).toHaveLength(0)
  })

  test("hides keys pressed inside from the page's shortcuts", () => {
    show()
    const received: string[] = []
    document.addEventListener("keydown", ({ key }) => received.push(key))
    const press = (on: Element, key: string): boolean =>
      on.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true }))
    press(byRole("checkbox", "Select all tags"), "d")
    press(document.body, "x")
    expect(received).toEqual(["x"])
  })

  test("is not translated, so tags' names are unchanged", () => {
    show()
    expect(document.querySelector(HOST_NAME)?.getAttribute("translate")).toBe("no")
  })

  test("follows the page's direction", () => {
    document.documentElement.style.direction = "rtl"
    ui.reattach()
    expect((document.querySelector(HOST_NAME) as HTMLElement).dir).toBe("rtl")
    document.documentElement.style.direction = ""
  })
})
