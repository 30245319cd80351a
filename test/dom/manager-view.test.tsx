/** The manager's list of modules and its table, as users see them. */
import { render } from "preact"
import { act } from "preact/test-utils"
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest"

import messages from "../../assets/_locales/en/messages.json"
import { protection } from "../../src/jobs/protected-tags"
import { ManagerView, type ManagerViewProps } from "../../src/manager/view"
import type { JobProgress } from "../../src/messages/views"
import { installI18n } from "../gallery/fake-i18n"
import { acme, counts, deals, leads, noPermission, progress, sandbox } from "../gallery/fixtures"
import {
  account,
  asking,
  at,
  counting,
  entries,
  jobs,
  listed,
  many,
  modules,
  props,
  read,
  rowsOfAll,
} from "../gallery/manager-stories"
import { click, inSmall, key, names, search, show, small, status } from "./manager-page"
import { allByRole, byRole } from "./ui-roles"

beforeAll(() => installI18n(messages))
afterEach(() => render(null, document.body))

describe("the manager's modules", () => {
  test("show how full each is, what is still being read and what failed", () => {
    show({ modules: modules({ progress: { done: 5, total: 6 } }) })
    const list = byRole("navigation", "Modules")
    expect(byRole("meter", "Deals: 180 of 200 tags used", list).getAttribute("aria-valuenow")).toBe("180")
    expect(list.textContent).toContain("5 of 6 modules read")
    expect(list.textContent).toContain("Could not be read")
  })

  test("let a failed module be read again, and another one be opened", () => {
    const reloadModule = vi.fn()
    const { onPlace } = show({ modules: modules({ entries, reloadModule }) })
    click("button", "Try again: Contacts")
    expect(reloadModule).toHaveBeenCalledWith("Contacts")
    click("button", "Leads")
    expect(onPlace).toHaveBeenCalledWith({ module: "Leads" })
  })

  test("show why the open module has no tags", () => {
    show({ place: at("Contacts") })
    expect(byRole("alert", "").textContent).toContain(noPermission.happened)
    expect(byRole("button", "Try again")).toBeTruthy()
  })
})

describe("the manager's table", () => {
  test("draws only the visible rows of many thousands, and states their number", () => {
    const crowd = read(leads, listed(5000), 5000)
    show({ place: at("Leads"), modules: modules({ entries: [crowd] }) })
    expect(byRole("grid", "Tags").getAttribute("aria-rowcount")).toBe("5001")
    expect(names().length).toBeLessThan(60)
  })

  test("filters by text in any case, and Escape clears the filter", () => {
    show({ ...inSmall })
    search("IMPORT")
    expect(names()).toEqual(["lead:old/import_2021-03-04_final_FINAL"])
    key("Escape", byRole("searchbox", "Filter tags"))
    expect(names()).toHaveLength(10)
  })

  test("filters by unused tags if Zoho counts records", () => {
    show({ ...inSmall })
    click("button", "Unused 3")
    expect(byRole("button", "Unused 3").getAttribute("aria-pressed")).toBe("true")
    expect(names().toSorted()).toEqual([expect.stringContaining("a name as"), "Delete", "🔥 hot"].toSorted())
  })

  test("offers to count the records if Zoho does not, without a filter for unused tags", () => {
    const uncounted = read(leads, listed(10, false))
    const offer = vi.fn()
    show({
      ...{ place: at("Leads"), modules: modules({ entries: [uncounted] }) },
      counting: counting({ offer }),
    })
    expect(allByRole("button").filter(({ name }) => /^(Unused|Records)/.test(name))).toEqual([])
    const title = allByRole("columnheader").find(({ name }) => name === "Count records")
    click("button", "Count records")
    expect([title?.name, offer.mock.calls[0]?.[0]]).toEqual(["Count records", expect.any(Array)])
    expect(offer.mock.calls[0]?.[0]).toHaveLength(10)
  })

  test("has only columns that contain data", () => {
    const bare = read(
      leads,
      ["a", "b"].map((name) => ({ id: name, name, colorCode: null, records: 1 })),
    )
    show({ place: at("Leads"), modules: modules({ entries: [bare] }) })
    const titles = allByRole("columnheader").map(({ element }) => element.textContent)
    expect(titles).toEqual(["Selected", "Name", "Records"])
  })

  test("does not count a tag used by a rule as unused, and names the rule", () => {
    const [hot] = listed(10).filter(({ name }) => name === "Delete")
    const id = leads.id.slice(-5) + (hot?.id ?? "")
    const usage = { accountId: "", tagId: id, records: null, usedIn: ["Workflow: Big deals"], at: 0 }
    show({ ...inSmall, rows: rowsOfAll([small], new Map([[id, usage]])) })
    expect(byRole("button", "Unused 2")).toBeTruthy()
    click("button", "In use 1")
    expect(names()).toEqual(["Delete"])
    expect(byRole("grid", "Tags").textContent).toContain("Workflow: Big deals")
  })

  test("filters by a named color in the expandable filters", () => {
    show({ ...inSmall })
    click("button", "More filters")
    const colors = byRole("group", "Color")
    expect(
      byRole("button", "Blue 1", colors).querySelector<HTMLElement>(".dot")?.style.backgroundColor,
    ).toBeTruthy()
    click("button", "Blue 1")
    expect(names()).toEqual(["VIP"])
    expect(byRole("button", "More filters 1")).toBeTruthy()
    click("button", "Clear filters")
    expect(names()).toHaveLength(10)
  })

  test("sorts by a column, numbers from the largest, and reverses at the second click", () => {
    show({ ...inSmall })
    click("button", "Records")
    expect(names()[0]).toBe("VIP")
    click("button", "Records")
    expect(names().at(-1)).toBe("VIP")
  })
})

describe("the manager's selection", () => {
  test("selects a clicked row, a range with Shift, and protected rows", () => {
    show({ ...inSmall, rows: rowsOfAll([small], new Map(), protection(["VIP"])) })
    const row = (at: number): HTMLElement => document.querySelectorAll<HTMLElement>(".tbody .trow")[at]!
    void act(() => row(1).click())
    expect(status("1 of 10 selected")).toBeTruthy()
    void act(() => void row(3).dispatchEvent(new MouseEvent("click", { bubbles: true, shiftKey: true })))
    expect(status("3 of 10 selected")).toBeTruthy()
    void act(() => row(1).click())
    expect(status("2 of 10 selected")).toBeTruthy()
  })

  test("can be shown alone until nothing is selected", () => {
    show({ ...inSmall })
    expect(byRole("button", "Selected 0")).toHaveProperty("disabled", true)
    click("checkbox", "Select tag VIP")
    click("button", "Selected 1")
    expect(names()).toEqual(["VIP"])
    click("button", "Clear selection")
    expect(names()).toHaveLength(10)
  })

  test("moves from the filter into the table with Down, and there from the skip button", () => {
    show({ ...inSmall })
    const first = allByRole("checkbox", byRole("grid", "Tags"))[0]?.element
    byRole("searchbox", "Filter tags").focus()
    key("ArrowDown", document.activeElement!)
    expect(document.activeElement).toBe(first)
    byRole("searchbox", "Filter tags").focus()
    const [skip] = document.querySelectorAll<HTMLElement>("button")
    expect(skip?.textContent).toBe("Go to the tags")
    void act(() => skip?.click())
    expect(document.activeElement).toBe(first)
  })

  test("lists the keyboard shortcuts with ?", () => {
    show({ ...inSmall })
    key("?")
    const keys = byRole("dialog", "Keyboard shortcuts")
    expect(keys.textContent).toContain("ASelect all tags")
    click("button", "Close")
    expect(allByRole("dialog")).toEqual([])
  })

  test("counts the tags that the filter hides", () => {
    show({ ...inSmall })
    click("checkbox", "Select tag VIP")
    search("hot")
    click("checkbox", "Select 1 matching tag")
    expect(status("2 of 10 selected")).toBeTruthy()
    expect(document.body.textContent).toContain("1 hidden by the filter")
  })

  test("selects a range with Shift, everything shown with A, and clears with Escape", () => {
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

  test("moves with arrows, and goes to the filter with /", () => {
    show({ ...inSmall })
    const boxes = allByRole("checkbox", byRole("grid", "Tags")).map(({ element }) => element)
    boxes[0]?.focus()
    key("ArrowDown", boxes[0])
    expect(document.activeElement).toBe(boxes[1])
    key("/", boxes[1])
    expect(document.activeElement).toBe(byRole("searchbox", "Filter tags"))
  })

  test("selects a range with Shift and an arrow, including both ends", () => {
    show({ ...inSmall })
    const box = (at: number): HTMLElement => allByRole("checkbox", byRole("grid", "Tags"))[at]!.element
    box(2).focus()
    key("ArrowDown", box(0), { shiftKey: true })
    key("ArrowDown", box(1), { shiftKey: true })
    expect(status("3 of 10 selected")).toBeTruthy()
    expect(document.activeElement).toBe(box(2))
  })

  test("deselects only the range when Shift and an arrow reverse", () => {
    show({ ...inSmall })
    const box = (at: number): HTMLInputElement =>
      allByRole("checkbox", byRole("grid", "Tags"))[at]!.element as HTMLInputElement
    const arrow = (by: string, at: number): void => key(by, box(at), { shiftKey: true })
    const picked = (): number[] => [0, 1, 2, 3, 4].filter((at) => box(at).checked)
    void act(() => box(1).click())
    key("ArrowDown", box(1))
    arrow("ArrowUp", 2)
    expect(picked()).toEqual([1, 2])
    arrow("ArrowDown", 1)
    arrow("ArrowDown", 2)
    arrow("ArrowDown", 3)
    expect(picked()).toEqual([1, 2, 3, 4])
    arrow("ArrowUp", 4)
    arrow("ArrowUp", 3)
    expect(picked()).toEqual([1, 2])
    // Another range begins where the focus was moved.
    key("ArrowDown", box(2))
    key("ArrowDown", box(3))
    arrow("ArrowUp", 4)
    expect(picked()).toEqual([1, 2, 3, 4])
  })

  test("keeps the focus on its tag if others are inserted before it, or in its place if the tag goes", async () => {
    const named = (...of: string[]): ManagerViewProps["rows"] =>
      rowsOfAll([
        read(
          leads,
          of.map((name) => ({ id: name, name, colorCode: null, records: 1 })),
        ),
      ])
    const shown = (rows: ManagerViewProps["rows"]): void =>
      void act(() => render(<ManagerView {...props({ ...inSmall, rows })} />, document.body))
    shown(named("b", "d", "e"))
    byRole("checkbox", "Select tag b").focus()
    key("ArrowDown", byRole("checkbox", "Select tag b"))
    expect(document.activeElement).toBe(byRole("checkbox", "Select tag d"))
    shown(named("a", "b", "c", "d", "e"))
    expect(byRole("checkbox", "Select tag d").tabIndex).toBe(0)
    expect(document.activeElement).toBe(byRole("checkbox", "Select tag d"))
    shown(named("a", "b", "c", "e"))
    await vi.waitFor(() => expect(document.activeElement).toBe(byRole("checkbox", "Select tag e")))
  })

  test("draws no row twice or out of order if the focused row is far away", () => {
    show({ place: at("Leads"), modules: modules({ entries: [read(leads, listed(500), 500)] }) })
    byRole("grid", "Tags").querySelector("input")?.focus()
    key("End", document.activeElement!)
    const places = [...document.querySelectorAll(".tbody .trow")].map((row) =>
      Number(row.ariaRowIndex ?? row.getAttribute("aria-rowindex")),
    )
    expect(places.at(-1)).toBe(501)
    expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b))
    expect(document.activeElement?.closest("[data-index]")?.getAttribute("data-index")).toBe("499")
  })

  test("asks about exactly the selected tags", () => {
    const { onDelete } = show({ ...inSmall, onDelete: vi.fn() })
    expect(byRole("button", "Delete selected tags")).toHaveProperty("disabled", true)
    click("checkbox", "Select tag VIP")
    click("button", "Delete selected tags")
    expect(onDelete).toHaveBeenCalledExactlyOnceWith([expect.objectContaining({ name: "VIP" })])
  })

  test("says what is being read for the question, and ignores another request meanwhile", () => {
    const { onDelete, selection } = show({ ...inSmall, onDelete: vi.fn(), asking: asking({ reading: 3 }) })
    void act(() => selection.selectAll(small.tags?.tags.map(({ id }) => id) ?? []))
    expect(document.body.textContent).toContain("Reading 3 tags…")
    click("button", "Delete selected tags")
    expect(onDelete).not.toHaveBeenCalled()
  })
})

describe("all modules", () => {
  const two = [small, read(deals, listed(4))]
  const inAll = { place: at(null), modules: modules({ entries: two }) }

  test("are shown in one table with each tag's module", () => {
    show(inAll)
    expect(byRole("grid", "Tags").getAttribute("aria-rowcount")).toBe("15")
    expect(allByRole("columnheader").map(({ name }) => name)).toContain("Module")
  })

  test("keep the selection across modules, and state how many tags are in others", () => {
    const onDelete = vi.fn()
    show({ ...inAll, place: at("Leads"), onDelete })
    click("checkbox", "Select tag VIP")
    click("button", /^Deals/)
    expect(status("0 of 4 selected")).toBeTruthy()
    expect(document.body.textContent).toContain("and 1 in other modules")
    click("checkbox", "Select all tags")
    click("button", /^All modules/)
    expect(status("5 of 14 selected")).toBeTruthy()
    click("button", "Delete selected tags")
    expect(onDelete.mock.calls[0]?.[0]).toHaveLength(5)
  })

  test("are confirmed in one question with one number", async () => {
    show({ ...inAll, asking: asking({ draft: many([37, 12, 52]) }) })
    const asked = byRole("alertdialog", "Delete 101 tags from 3 modules?")
    expect(byRole("textbox", "Type 101 to confirm", asked)).toBeTruthy()
    await vi.waitFor(() => expect(asked.querySelectorAll("section .tag")).toHaveLength(101))
  })

  test("with hundreds of tags are confirmed with every name, drawn in batches", async () => {
    show({ ...inAll, asking: asking({ draft: many([250, 240]) }) })
    const asked = byRole("alertdialog", "Delete 490 tags from 2 modules?")
    const drawn = (): number => asked.querySelectorAll("section .tag").length
    expect(drawn()).toBeLessThanOrEqual(200)
    await vi.waitFor(() => expect(drawn()).toBe(490), { timeout: 4_000 })
  })

  test("show which could not be read", () => {
    show({ ...inAll, modules: modules({ entries: [...two, entries[4]!] }) })
    expect(document.body.textContent).toContain("Could not be read: Contacts.")
  })

  test("show their jobs under one heading with one result", () => {
    const group = { id: "g", modules: 2, tags: 74 }
    const well = { tags: counts({ done: 37 }) }
    const part = (
      state: "running" | "completed",
      module: typeof deals,
      more: Partial<JobProgress> = {},
    ): JobProgress =>
      progress(state, { id: module.apiName, module, group, tags: counts({ done: 20, pending: 17 }), ...more })
    show({ ...inAll, jobs: jobs([part("running", deals), part("running", leads)]) })
    expect(byRole("progressbar", "Deleting 74 tags").getAttribute("aria-valuenow")).toBe("40")
    expect(document.body.textContent).toContain("Deletion: 74 tags in 2 modules")
    show({ ...inAll, jobs: jobs([part("completed", deals, well), part("completed", leads, well)]) })
    expect(status("74 deleted")).toBeTruthy()
  })
})

describe("the manager's header", () => {
  test("shows org, environment and user, and lets the user choose another org", () => {
    const { onPlace } = show({ accounts: [account(acme), account(sandbox)] })
    expect(byRole("banner", "").textContent).toContain("Acme GmbHEuropean UnionProduction")
    expect(byRole("banner", "").textContent).toContain("Jane Doe")
    const choice = byRole("combobox", "Org") as HTMLSelectElement
    void act(() => {
      choice.value = account(sandbox).id
      choice.dispatchEvent(new Event("change", { bubbles: true }))
    })
    expect(onPlace).toHaveBeenCalledWith({ account: account(sandbox).id, module: null })
  })

  test("offers to connect if no org is connected", () => {
    const onConnect = vi.fn()
    show({ accounts: [], account: undefined, onConnect })
    click("button", "Connect to Zoho")
    expect(onConnect).toHaveBeenCalled()
  })

  test("shows that it is offline", () => {
    const shown = show({ ...inSmall, online: false })
    expect(byRole("alert", "").textContent).toContain("deleting is off")
    void act(() => shown.selection.selectAll(small.tags?.tags.map(({ id }) => id) ?? []))
    expect(byRole("button", "Delete selected tags")).toHaveProperty("disabled", true)
  })
})
