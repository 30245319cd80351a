/** What users do with the manager's tags: protect, merge, paste names, count, delete. */
import { render } from "preact"
import { act } from "preact/test-utils"
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest"

import messages from "../../assets/_locales/en/messages.json"
import { protection } from "../../src/jobs/protected-tags"
import type { Row } from "../../src/manager/rows"
import { installI18n } from "../gallery/fake-i18n"
import { counts, deals, jobActs, leads, openJob, progress } from "../gallery/fixtures"
import { finishedRecord } from "../gallery/job-fixtures"
import { at, counting, jobs, listed, modules, read, rowsOfAll } from "../gallery/manager-stories"
import { click, inSmall, key, names, show, small, status } from "./manager-page"
import { allByRole, byRole } from "./ui-roles"

beforeAll(() => installI18n(messages))
afterEach(() => render(null, document.body))

describe("protected tags", () => {
  const rows = rowsOfAll([small], new Map(), protection(["VIP"]))
  const named = (...of: string[]): unknown => of.map((name) => expect.objectContaining({ name }) as unknown)

  test("are never among the tags to delete", () => {
    const { onDelete, onProtect } = show({ ...inSmall, rows, onDelete: vi.fn(), onProtect: vi.fn() })
    click("checkbox", "Select tag VIP")
    expect(byRole("button", "Delete selected tags")).toHaveProperty("disabled", true)
    click("checkbox", "Select tag 🔥 hot")
    expect(document.body.textContent).toContain("protected: 1, by name in all modules")
    click("button", "Delete selected tags")
    expect(onDelete).toHaveBeenCalledExactlyOnceWith(named("🔥 hot"))
    click("button", "Protect")
    expect(onProtect).toHaveBeenCalledExactlyOnceWith(named("🔥 hot"), true)
  })

  test("can be unprotected in the table, and the button explains the effect", () => {
    const { onProtect } = show({ ...inSmall, rows, onProtect: vi.fn() })
    click("checkbox", "Select tag VIP")
    expect(byRole("button", "Unprotect").title).toContain("by name, in all modules")
    click("button", "Unprotect")
    expect(onProtect).toHaveBeenCalledExactlyOnceWith(named("VIP"), false)
  })
})

describe("merging", () => {
  const two = [small, read(deals, listed(4))]

  test("merges any tags of one module into the chosen one", () => {
    const onMerge = vi.fn()
    show({ ...inSmall, onMerge })
    click("checkbox", "Select tag VIP")
    expect(byRole("button", "Merge")).toHaveProperty("disabled", true)
    click("checkbox", "Select tag 🔥 hot")
    click("checkbox", "Select tag Delete")
    click("button", "Merge")
    const choice = byRole("dialog", "Merge into which tag?")
    // The tag on the most records.
    expect(byRole("radio", "VIP", choice)).toHaveProperty("checked", true)
    void act(() => byRole("radio", "Delete", choice).click())
    void act(() => byRole("button", "Merge", choice).click())
    const [kept, others] = onMerge.mock.calls[0] as [Row, readonly Row[]]
    expect(kept.name).toBe("Delete")
    expect(others.map(({ name }) => name).toSorted()).toEqual(["VIP", "🔥 hot"])
  })

  test("keeps protected tags, but merges others into them", () => {
    const rows = rowsOfAll([small], new Map(), protection(["VIP"]))
    const onMerge = vi.fn()
    show({ ...inSmall, rows, onMerge })
    for (const name of ["VIP", "🔥 hot", "Delete"]) click("checkbox", `Select tag ${name}`)
    click("button", "Merge")
    const choice = byRole("dialog", "Merge into which tag?")
    void act(() => byRole("button", "Merge", choice).click())
    const [kept, others] = onMerge.mock.calls[0] as [Row, readonly Row[]]
    expect([kept.name, others.length]).toEqual(["VIP", 2])
    click("button", "Merge")
    void act(() => byRole("radio", "Delete").click())
    void act(() => byRole("button", "Merge", byRole("dialog", "Merge into which tag?")).click())
    expect(onMerge.mock.calls[1]?.[1]).toEqual([expect.objectContaining({ name: "🔥 hot" })])
  })

  test("is off for tags of several modules", () => {
    show({ place: at(null), modules: modules({ entries: two }) })
    key("a")
    expect(byRole("button", "Merge")).toHaveProperty("disabled", true)
  })
})

describe("pasted names", () => {
  const paste = (text: string): void => {
    click("button", "Paste names")
    const field = byRole("textbox", "Names") as HTMLTextAreaElement
    void act(() => {
      field.value = text
      field.dispatchEvent(new Event("input", { bubbles: true }))
    })
  }

  test("that are only similar are suggested, and the result can be shown", () => {
    show({ ...inSmall })
    paste("VIP\nVIP\ndelete\nnever")
    click("button", "Select 3 names")
    expect(status("1 of 10 selected")).toBeTruthy()
    expect(document.body.textContent).toContain("delete (Delete)")
    expect(document.body.textContent).toContain("Not found (1): never")
    click("button", "Select similar tags, too")
    expect(status("2 of 10 selected")).toBeTruthy()
    expect(document.body.textContent).toContain("2 selected")
    click("button", "Show selected tags")
    expect(names()).toEqual(["Delete", "VIP"])
  })
})

describe("similar names", () => {
  const names = ["Trade fair", "trade-fair", "Webinar"]
  const named = read(
    leads,
    names.map((name, index) => ({ id: String(index), name, colorCode: null, records: index * 2 })),
  )

  test("are grouped with the suggested tag to keep, and any of them can be kept", () => {
    const ask = vi.fn()
    show({
      place: at("Leads", { quick: ["similar"] }),
      modules: modules({ entries: [named] }),
      onMerge: ask,
    })
    expect(byRole("row", /trade-fair Suggested/)).toBeTruthy()
    click("button", "Merge into this: Trade fair")
    const [kept, others] = ask.mock.calls[0] as [Row, readonly Row[]]
    expect(kept.name).toBe("Trade fair")
    expect(others.map(({ name }) => name)).toEqual(["trade-fair"])
    const [box] = allByRole("checkbox", byRole("grid", "Tags"))
    box?.element.focus()
    key("ArrowRight", box?.element)
    expect(document.activeElement?.textContent).toBe("Merge into this")
    key("ArrowLeft", document.activeElement!)
    expect(document.activeElement).toBe(box?.element)
  })
})

describe("counting", () => {
  test("states its cost before any request", () => {
    const offer = vi.fn()
    const start = vi.fn()
    // Zoho's list has the counts, but not where the tags are used.
    show({ ...inSmall, counting: counting({ offer }) })
    click("button", "Check use")
    expect(offer.mock.calls[0]?.[0]).toHaveLength(10)
    show({ ...inSmall, counting: counting({ offered: offer.mock.calls[0]?.[0] as Row[], start }) })
    expect(document.body.textContent).toContain("10 tags not counted. Counting uses 1 API credit each.")
    expect(start).not.toHaveBeenCalled()
    click("button", "Count")
    expect(start).toHaveBeenCalled()
  })
})

describe("the manager's deletion", () => {
  test("shows a job's progress, and locks the boxes meanwhile", () => {
    const onCommand = vi.fn()
    show({
      ...inSmall,
      jobs: jobs([progress("running", { tags: counts({ done: 21, pending: 16 }) })], {
        busy: new Set(["Leads"]),
      }),
      on: { ...jobActs, onCommand },
    })
    expect(byRole("progressbar", "Deleting 37 tags").getAttribute("aria-valuenow")).toBe("21")
    click("checkbox", "Select tag VIP")
    expect(status("0 of 10 selected")).toBeTruthy()
    click("button", "Cancel")
    expect(onCommand).toHaveBeenCalledWith("job.cancel", ["job-1"])
  })

  test("shows the result, and why a tag was kept", () => {
    const job = progress("completed-with-problems", { tags: counts({ done: 36, refused: 1 }) })
    const record = { ...finishedRecord(), job: { ...finishedRecord().job, id: job.id } }
    show({ jobs: jobs([job]), open: openJob(record) })
    expect(status("36 deleted, 1 kept")).toBeTruthy()
    expect(byRole("group", "Details").textContent).toContain("Used in Workflow: Big deals")
  })

  test("offers to undo what can be restored", () => {
    const onRestore = vi.fn()
    const done = progress("completed")
    show({ jobs: jobs([done]), on: { ...jobActs, onRestore } })
    click("button", "Undo")
    expect(onRestore).toHaveBeenCalledExactlyOnceWith(done.id)
    show({ jobs: jobs([{ ...done, backup: null }]) })
    expect(allByRole("button").map(({ name }) => name)).not.toContain("Undo")
  })
})
