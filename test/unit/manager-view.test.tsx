// @vitest-environment happy-dom
import { render } from "preact"
import { act } from "preact/test-utils"
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest"

import messages from "../../assets/_locales/en/messages.json"
import { ManagerView } from "../../src/manager/view"
import type { ManagerViewProps } from "../../src/manager/view"
import { installI18n } from "../gallery/fake-i18n"
import { acme, counts, draft, leads, offline, progress, sandbox } from "../gallery/fixtures"
import { account, deletion, entries, listed, modules, open, props, read } from "../gallery/manager-stories"
import { allByRole, byRole } from "./ui-roles"

beforeAll(() => installI18n(messages))
afterEach(() => render(null, document.body))

/** Draws, and draws again whenever the place or the selection changes, as the page does. */
function show(more: Partial<ManagerViewProps> = {}): ManagerViewProps {
  let shown = props(more)
  const draw = (): void => void act(() => render(<ManagerView {...shown} />, document.body))
  const onPlace = vi.fn((change: Partial<ManagerViewProps["place"]>) => {
    shown = { ...shown, place: { ...shown.place, ...change } }
    draw()
  })
  shown = { ...shown, ...(more.onPlace ? {} : { onPlace }) }
  shown.selection.onChange(draw)
  draw()
  return shown
}

const names = (): string[] =>
  allByRole("checkbox", byRole("grid", "Tags")).map(({ name }) => name.replace("Select tag ", ""))
const click = (role: string, name: string | RegExp, more: MouseEventInit = {}): void =>
  void act(() => {
    byRole(role, name).dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ...more }))
  })
const key = (which: string, on: EventTarget = document.body): void =>
  void act(() => {
    on.dispatchEvent(new KeyboardEvent("keydown", { key: which, bubbles: true, cancelable: true }))
  })
const search = (text: string): void =>
  void act(() => {
    const box = byRole("searchbox", "Filter tags") as HTMLInputElement
    box.value = text
    box.dispatchEvent(new Event("input", { bubbles: true }))
  })
const small = read(leads, listed(10))
const inSmall = { entry: small, modules: modules({ entries: [small] }) }
const status = (name: string): HTMLElement => byRole("status", name)

describe("the manager's modules", () => {
  test("tell how full each is, what is still read and what failed", () => {
    show()
    const list = byRole("navigation", "Modules")
    expect(byRole("meter", "Deals: 180 of 200 tags used", list).getAttribute("aria-valuenow")).toBe("180")
    expect(list.textContent).toContain("5 of 6 modules read")
    expect(list.textContent).toContain("Could not be read")
  })

  test("a failed one is asked again, another one is opened", () => {
    const reloadModule = vi.fn()
    const { onPlace } = show({ modules: modules({ entries, reloadModule }) })
    click("button", "Try again: Contacts")
    expect(reloadModule).toHaveBeenCalledWith("Contacts")
    click("button", "Leads")
    expect(onPlace).toHaveBeenCalledWith({ module: "Leads" })
  })

  test("the open one says why it has no tags to show", () => {
    show({ entry: entries[2] })
    expect(byRole("alert", "").textContent).toContain(offline.happened)
    expect(byRole("button", "Try again")).toBeTruthy()
  })
})

describe("the manager's table", () => {
  test("draws only the rows in view of many thousands, and says how many there are", () => {
    const many = read(leads, listed(5000), 5000)
    show({ entry: many, modules: modules({ entries: [many] }) })
    expect(byRole("grid", "Tags").getAttribute("aria-rowcount")).toBe("5001")
    expect(names().length).toBeLessThan(60)
  })

  test("filters by text in any case, and Escape clears it", () => {
    show({ ...inSmall })
    search("IMPORT")
    expect(names()).toEqual(["lead:old/import_2021-03-04_final_FINAL"])
    key("Escape", byRole("searchbox", "Filter tags"))
    expect(names()).toHaveLength(10)
  })

  test("finds the unused ones where Zoho counts records", () => {
    show({ ...inSmall })
    click("button", "Unused")
    expect(byRole("button", "Unused").getAttribute("aria-pressed")).toBe("true")
    expect(names().toSorted()).toEqual([expect.stringContaining("a name as"), "Delete", "🔥 hot"].toSorted())
  })

  test("offers neither that filter nor a column where Zoho does not", () => {
    const uncounted = read(leads, listed(10, false))
    show({ entry: uncounted, modules: modules({ entries: [uncounted] }) })
    expect(allByRole("button").map(({ name }) => name)).not.toContain("Unused")
    expect(allByRole("columnheader").map(({ name }) => name)).not.toContain("Records")
  })

  test("sorts by a column, most first for numbers, and the other way at the second click", () => {
    show({ ...inSmall })
    click("button", "Records")
    expect(names()[0]).toBe("VIP")
    click("button", "Records")
    expect(names().at(-1)).toBe("VIP")
  })
})

describe("the manager's selection", () => {
  test("counts what the filter hides", () => {
    show({ ...inSmall })
    click("checkbox", "Select tag VIP")
    search("hot")
    click("checkbox", "Select 1 matching tag")
    expect(status("2 of 10 selected")).toBeTruthy()
    expect(document.body.textContent).toContain("1 of them is hidden by the filter")
  })

  test("takes a range with Shift, everything shown with a, nothing with Escape", () => {
    show({ ...inSmall })
    const [first, , third] = names()
    click("checkbox", `Select tag ${first}`)
    click("checkbox", `Select tag ${third}`, { shiftKey: true })
    expect(status("3 of 10 selected")).toBeTruthy()
    key("a")
    expect(status("10 of 10 selected")).toBeTruthy()
    key("Escape")
    expect(status("0 of 10 selected")).toBeTruthy()
  })

  test("arrows move, and / goes to the filter", () => {
    show({ ...inSmall })
    const boxes = allByRole("checkbox", byRole("grid", "Tags")).map(({ element }) => element)
    boxes[0]?.focus()
    key("ArrowDown", boxes[0])
    expect(document.activeElement).toBe(boxes[1])
    key("/", boxes[1])
    expect(document.activeElement).toBe(byRole("searchbox", "Filter tags"))
  })

  test("drafts exactly what is picked, to look at or to confirm", () => {
    const ask = vi.fn()
    show({ ...inSmall, deletion: deletion({ draft: ask }) })
    expect(byRole("button", "Delete selected tags")).toHaveProperty("disabled", true)
    click("checkbox", "Select tag VIP")
    click("button", "Preview plan")
    click("button", "Delete selected tags")
    const vip: unknown = expect.arrayContaining([expect.objectContaining({ name: "VIP" })])
    expect(ask.mock.calls).toEqual([
      [vip, "preview"],
      [vip, "confirm"],
    ])
    expect(ask.mock.calls[0]?.[0]).toHaveLength(1)
  })
})

describe("the manager's deletion", () => {
  test("shows the plan with its calls and what is left out, without a way to delete in it", () => {
    const closePlan = vi.fn()
    show({ deletion: deletion({ plan: draft(450, { dropped: [{ name: "Old", why: "gone" }] }), closePlan }) })
    const plan = byRole("complementary", "Plan")
    expect(plan.textContent).toContain("3 calls to Zoho")
    expect(plan.textContent).toContain("Old: no longer in Zoho")
    click("button", "Close plan")
    expect(closePlan).toHaveBeenCalled()
  })

  test("shows how far a job is, and locks the boxes meanwhile", () => {
    const cancelJob = vi.fn()
    show({ ...inSmall, deletion: deletion({ job: progress("running", { progress: 21 }), cancelJob }) })
    expect(byRole("progressbar", "Deleting 37 tags").getAttribute("aria-valuenow")).toBe("21")
    click("checkbox", "Select tag VIP")
    expect(status("0 of 10 selected")).toBeTruthy()
    click("button", "Cancel")
    expect(cancelJob).toHaveBeenCalled()
  })

  test("tells the result, and why something was kept", () => {
    const kept = [{ id: "1", name: "VIP", state: "refused", why: "A workflow uses it." }] as const
    const job = progress("completed-with-problems", { counts: counts({ deleted: 36, refused: 1 }), kept })
    show({ deletion: deletion({ job }) })
    expect(status("36 deleted, 1 kept")).toBeTruthy()
    click("button", "Why?")
    expect(document.body.textContent).toContain("A workflow uses it.")
  })
})

describe("the manager's place", () => {
  test("names org, environment and user, and lets another org be chosen", () => {
    const { onPlace } = show({ accounts: [account(acme), account(sandbox)] })
    expect(byRole("banner", "").textContent).toContain("Acme GmbHEuropeProduction")
    expect(byRole("banner", "").textContent).toContain("Signed in as Jane Doe")
    const choice = byRole("combobox", "Org") as HTMLSelectElement
    void act(() => {
      choice.value = account(sandbox).id
      choice.dispatchEvent(new Event("change", { bubbles: true }))
    })
    expect(onPlace).toHaveBeenCalledWith({ account: account(sandbox).id, module: null })
  })

  test("offers to connect where nothing is connected", () => {
    const onConnect = vi.fn()
    show({ accounts: [], account: undefined, entry: undefined, onConnect })
    click("button", "Connect to Zoho")
    expect(onConnect).toHaveBeenCalled()
  })

  test("says that it is offline", () => {
    show({ online: false, entry: open })
    expect(byRole("alert", "").textContent).toContain("You are offline")
  })
})
