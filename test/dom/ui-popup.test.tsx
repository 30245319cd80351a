/** The popup's list of jobs and their actions. */
import { render } from "preact"
import { act } from "preact/test-utils"
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest"

import messages from "../../assets/_locales/en/messages.json"
import type { Job, JobState } from "../../src/jobs/job"
import { PopupView, type PopupViewProps } from "../../src/popup/view"
import { backupOf } from "../gallery/backup-fixtures"
import { installI18n } from "../gallery/fake-i18n"
import { acme, counts, deals, jobBackup, NOW, openJob, pause, sandbox } from "../gallery/fixtures"
import { finishedRecord, job, jobs } from "../gallery/job-fixtures"
import { allByRole, byRole } from "./ui-roles"

beforeAll(() => installI18n(messages))
afterEach(() => render(null, document.body))

function show(more: Partial<PopupViewProps>): PopupViewProps {
  const props: PopupViewProps = {
    orgs: [acme],
    jobs: [],
    restorable: new Set(),
    open: openJob(),
    on: {
      onCommand: vi.fn(),
      onSignIn: vi.fn(),
      onRestore: vi.fn(),
      onDownload: vi.fn(),
      onOpenModule: vi.fn(),
    },
    connectNow: null,
    isReading: false,
    failure: null,
    now: NOW,
    onFindTags: null,
    missing: [],
    onAllowed: vi.fn(),
    onOpenManager: vi.fn(),
    onOpenBackups: vi.fn(),
    onOpenOptions: vi.fn(),
    ...more,
  }
  void act(() => render(<PopupView {...props} />, document.body))
  return props
}

const buttonsOf = (item: HTMLElement): string[] => allByRole("button", item).map(({ name }) => name)

describe("the popup", () => {
  test("shows what an idle job waits for, and until when", () => {
    const wait = { what: "zoho", since: Date.now() - 65_000, until: null } as const
    show({ jobs: [job("1", "running", 1, { startAt: 0, wait })] })
    expect(allByRole("listitem")[0]?.element.textContent).toContain("Zoho is working: 1:05")
  })

  test("lists jobs by name, running ones first, then the newest", () => {
    show({ jobs })
    const list = byRole("list", "Recent jobs")
    expect(allByRole("listitem", list).map(({ name }) => name)).toEqual([
      "Delete from Deals: 450 tags",
      "Deleted from Deals: 37 tags",
      "Delete from Leads: 37 tags",
      "Delete from Deals: 1 tag",
      "Delete from Deals: 12 tags",
    ])
    expect(byRole("progressbar", "Delete from Deals: 450 tags").getAttribute("aria-valuenow")).toBe("263")
  })

  test.each([
    ["waiting", "Waiting", ["Pause", "Cancel", "Details"]],
    ["running", "Running", ["Pause", "Cancel", "Details"]],
    ["paused", "Paused", ["Resume", "Cancel", "Details"]],
    ["completed", "Completed", ["Details"]],
    ["completed-with-problems", "Completed with problems", ["Try again…", "Details"]],
    ["failed", "Failed", ["Try again…", "Details"]],
    ["cancelled", "Cancelled", ["Delete again…", "Details"]],
  ] as const)("a %s job says so and offers what helps", (state: JobState, word, buttons) => {
    show({ jobs: [job("1", state, 1)] })
    const item = byRole("listitem", /: 37 tags$/)
    expect(item.querySelector(".state")?.textContent).toBe(word)
    expect(buttonsOf(item)).toEqual(buttons)
  })

  test("lists jobs that were confirmed together under one heading with their totals", () => {
    const group = { id: "g", modules: 2, tags: 74 }
    const part = (id: string, state: JobState, pluralLabel: string, deleted: number): Job =>
      job(id, state, 1, {
        ...{ group, module: { ...deals, apiName: pluralLabel, pluralLabel } },
        tags: counts({ done: deleted, pending: 37 - deleted }),
      })
    const both = [part("1", "running", "Deals", 20), part("2", "completed", "Leads", 37)]
    const { on } = show({ jobs: both })
    const set = byRole("listitem", "Deletion: 74 tags in 2 modules")
    expect(byRole("progressbar", "Deletion: 74 tags in 2 modules").getAttribute("aria-valuenow")).toBe("57")
    const parts = allByRole("listitem", byRole("list", "Modules", set)).map(({ name }) => name)
    expect(parts).toEqual(["Delete from Deals: 37 tags", "Deleted from Leads: 37 tags"])
    void act(() => allByRole("button", set)[1]?.element.click())
    expect(on.onCommand).toHaveBeenCalledExactlyOnceWith("job.cancel", ["1"])
  })

  test("collapses successful jobs, and offers one report of all", () => {
    const group = { id: "g", modules: 2, tags: 74 }
    const well = ["1", "2"].map((id) => job(id, "completed", 1, { group, tags: counts({ done: 37 }) }))
    const { on } = show({ jobs: well })
    const set = byRole("listitem", "Deletion: 74 tags in 2 modules")
    expect(set.textContent).toContain("74 deleted")
    expect(allByRole("listitem", set)).toEqual([])
    void act(() => byRole("button", "Download report", set).click())
    expect(on.onDownload).toHaveBeenCalledExactlyOnceWith(["1", "2"], "csv")
    void act(() => byRole("button", "Modules", set).click())
    expect(allByRole("listitem", set)).toHaveLength(2)
  })

  test("links from a job to its module in the manager", () => {
    const { on } = show({ jobs: [job("1", "completed", 1)] })
    const link = byRole("link", "Deleted from Deals: 37 tags")
    expect(link.getAttribute("href")).toBe("/tabs/tags.html?account=eu-production-700000001&module=Deals")
    void act(() => link.click())
    expect(on.onOpenModule).toHaveBeenCalledExactlyOnceWith("eu-production-700000001", "Deals")
  })

  test("shows how far each deleted tag can be restored, and offers to continue without records", () => {
    const record = finishedRecord()
    const { job: finished } = record
    show({ jobs: [finished], open: openJob(record, backupOf(record)) })
    const shown = document.querySelector(".details")?.textContent ?? ""
    expect(shown).toContain("Backup: names and colors, 1,234 records · 12 incomplete")
    expect(shown).toMatch(/\d+ records?, incomplete/)
    expect(shown).toContain("name and color")
    show({ jobs: [finished], open: openJob(record, null) })
    expect(document.querySelector(".details")?.textContent).toContain("Can’t be restored: no backup")

    const backup = jobBackup({ collected: 3 })
    const props = show({ jobs: [job("j8", "paused", 1, { backup, pause: pause("backup") })] })
    byRole("button", "Continue without records").click()
    expect(props.on.onCommand).toHaveBeenCalledWith("job.skipRecords", ["j8"])
  })

  test("sends commands with the job's ID", () => {
    const props = show({ jobs: [job("j7", "running", 1)] })
    byRole("button", "Pause").click()
    expect(props.on.onCommand).toHaveBeenCalledWith("job.pause", ["j7"])
  })

  test("offers the sign-in that a job waits for", () => {
    const pause = { why: "sign-in", until: null, reason: null } as const
    const props = show({ jobs: [job("1", "paused", 1, { pause })] })
    byRole("button", "Sign in to Zoho").click()
    expect(props.on.onSignIn).toHaveBeenCalledWith("eu-production-700000001")
  })

  test("groups a job's tags by outcome, with each reason once", () => {
    const record = finishedRecord()
    const props = show({ jobs: [record.job], open: openJob(record) })
    const item = byRole("listitem", "Delete from Leads: 37 tags")
    expect([...item.querySelectorAll("h3")].map((head) => head.textContent)).toEqual([
      "Refused by Zoho 3",
      "Not deleted 2",
      "Already deleted 1",
      "Deleted 31",
    ])
    expect(item.textContent.match(/Used in Workflow: Big deals/g)).toHaveLength(1)
    byRole("button", "Download report").click()
    expect(props.on.onDownload).toHaveBeenCalledWith(["3"], "csv")
    byRole("button", "Download report as JSON").click()
    expect(props.on.onDownload).toHaveBeenLastCalledWith(["3"], "json")
  })

  test("shows what each job did", () => {
    const keep = { id: "1", name: "VIP", colorCode: null }
    show({
      jobs: [
        job("1", "completed", 1),
        job("2", "completed", 2, { kind: "restore" }),
        job("3", "completed", 3, { kind: "merge", keep }),
        job("4", "failed", 4, { kind: "merge", keep }),
      ],
    })
    expect(allByRole("listitem").map(({ name }) => name)).toEqual([
      "Deleted from Deals: 37 tags",
      "Restored in Deals: 37 tags",
      "Merged in Deals: 37 tags into “VIP”",
      "Merge in Deals: 37 tags into “VIP”",
    ])
  })

  test("counts all tags in a result, including those that were gone already", () => {
    show({ jobs: [finishedRecord().job] })
    expect(allByRole("listitem")[0]?.element.textContent).toContain("31 deleted, 5 kept, 1 already deleted")
  })

  test("offers no pause while a job is being cancelled", () => {
    show({ jobs: [job("1", "running", 1, { cancelRequested: true })] })
    const item = byRole("listitem", "Delete from Deals: 37 tags")
    expect(item.textContent).toContain("Stopping.")
    expect(buttonsOf(item)).toEqual(["Cancel", "Details"])
  })

  test("offers to restore if something was deleted and its backup exists", () => {
    const backup = jobBackup({ phase: "done" })
    const gone = job("1", "completed", 1, { backup, tags: counts({ done: 37 }) })
    const spared = job("2", "cancelled", 1, { backup, tags: counts({ "not-sent": 37 }) })
    const props = show({ jobs: [gone, spared], restorable: new Set(["1", "2"]) })
    expect(allByRole("button").filter(({ name }) => name === "Restore")).toHaveLength(1)
    byRole("button", "Restore").click()
    expect(props.on.onRestore).toHaveBeenCalledExactlyOnceWith("1")
    show({ jobs: [gone], restorable: new Set() })
    expect(allByRole("button").map(({ name }) => name)).not.toContain("Restore")
  })

  test("shows a single org at the top, and several orgs at each job", () => {
    const head = (): string => document.querySelector(".top")?.textContent ?? ""
    show({ jobs: [job("1", "completed", 1)] })
    expect(head()).toBe("Acme GmbH")
    expect(document.body.textContent.match(/Acme GmbH/g)).toHaveLength(1)
    show({ jobs: [job("1", "completed", 1), job("2", "completed", 2, { org: sandbox })] })
    expect(byRole("list", "Recent jobs").textContent).toContain("Sandbox")
    expect(byRole("list", "Recent jobs").textContent).not.toContain("Production")
    show({ orgs: [acme, sandbox], jobs: [job("1", "completed", 1)] })
    expect(head()).toBe("Tagsweep")
    expect(byRole("listitem", /Deals/).textContent).toContain("Acme GmbH")
  })

  test("shows that there is nothing yet", () => {
    show({})
    expect(byRole("heading", "No jobs yet")).toBeTruthy()
    expect(allByRole("listitem")).toEqual([])
  })

  test("links to the connection, the manager and the options", () => {
    const props = show({ orgs: [] })
    byRole("button", "Connect to Zoho").click()
    byRole("button", "Options").click()
    byRole("button", "Open tag manager").click()
    byRole("button", "Backups").click()
    expect(props.onOpenBackups).toHaveBeenCalledTimes(1)
    expect(props.onOpenOptions).toHaveBeenCalledTimes(2)
    expect(props.onOpenManager).toHaveBeenCalledTimes(1)
  })

  test("shows no actions before all are known, since they would move under a click", () => {
    show({ onFindTags: undefined })
    expect(allByRole("button").map(({ name }) => name)).not.toContain("Open tag manager")
    show({ onFindTags: null, jobs: undefined })
    expect(allByRole("button").map(({ name }) => name)).not.toContain("Open tag manager")
    show({ onFindTags: null })
    byRole("button", "Open tag manager")
  })

  test("looks for tags in the active tab if it is a CRM page", () => {
    show({})
    expect(allByRole("button").map(({ name }) => name)).not.toContain("Find tags on this page")
    const { onFindTags } = show({ onFindTags: vi.fn() })
    byRole("button", "Find tags on this page").click()
    expect(onFindTags).toHaveBeenCalledTimes(1)
  })

  test("offers access if the active page is on a host without permission", () => {
    const request = vi.fn(() => Promise.resolve(true))
    const host = globalThis as { chrome?: object }
    vi.stubGlobal("chrome", { ...host.chrome, permissions: { request } })
    const missing = ["https://www.zohoapis.eu/*", "https://accounts.zoho.eu/*", "https://crmplus.zoho.eu/*"]
    show({ missing })
    expect(document.body.textContent).toContain("Tagsweep isn’t allowed on crmplus.zoho.eu yet.")
    byRole("button", "Allow access").click()
    expect(request).toHaveBeenCalledWith({ origins: missing })
    // Connecting requests them anyway.
    show({ missing, orgs: [] })
    expect(allByRole("button").map(({ name }) => name)).not.toContain("Allow access")
    vi.unstubAllGlobals()
  })
})
