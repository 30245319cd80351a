// @vitest-environment happy-dom
import { render } from "preact"
import { act } from "preact/test-utils"
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest"

import messages from "../../assets/_locales/en/messages.json"
import type { JobState } from "../../src/deletion/job"
import { PopupView } from "../../src/popup/view"
import type { PopupViewProps } from "../../src/popup/view"
import { installI18n } from "../gallery/fake-i18n"
import { NOW, acme, sandbox } from "../gallery/fixtures"
import { finishedRecord, job, jobs } from "../gallery/job-fixtures"
import { allByRole, byRole } from "./ui-roles"

beforeAll(() => installI18n(messages))
afterEach(() => render(null, document.body))

function show(more: Partial<PopupViewProps>): PopupViewProps {
  const props: PopupViewProps = {
    orgs: [acme],
    jobs: [],
    openJob: null,
    record: undefined,
    failure: null,
    now: NOW,
    onOpenJob: vi.fn(),
    onCommand: vi.fn(),
    onSignIn: vi.fn(),
    onDownload: vi.fn(),
    onOpenManager: vi.fn(),
    onOpenOptions: vi.fn(),
    ...more,
  }
  void act(() => render(<PopupView {...props} />, document.body))
  return props
}

const buttonsOf = (item: HTMLElement): string[] => allByRole("button", item).map(({ name }) => name)

describe("the popup", () => {
  test("lists jobs by name, running ones first, then the newest", () => {
    show({ jobs })
    const list = byRole("list", "Recent jobs")
    expect(allByRole("listitem", list).map(({ name }) => name)).toEqual([
      "Deals: 450 tags",
      "Deals: 37 tags",
      "Leads: 37 tags",
      "Deals: 1 tag",
      "Deals: 12 tags",
    ])
    expect(byRole("listitem", "Deals: 450 tags").textContent).toMatch(/^Deals: 450 tags/)
    expect(byRole("progressbar", "Deals: 450 tags").getAttribute("aria-valuenow")).toBe("263")
  })

  test.each([
    ["waiting", "Waiting", ["Pause", "Cancel", "Details"]],
    ["running", "Running", ["Pause", "Cancel", "Details"]],
    ["paused", "Paused", ["Resume", "Cancel", "Details"]],
    ["completed", "Completed", ["Details"]],
    ["completed-with-problems", "Completed with problems", ["Retry failed", "Details"]],
    ["failed", "Failed", ["Retry failed", "Details"]],
    ["cancelled", "Cancelled", ["Retry failed", "Details"]],
  ] as const)("a %s job says so and offers what helps", (state: JobState, word, buttons) => {
    show({ jobs: [job("1", state, 1)] })
    const item = byRole("listitem", "Deals: 37 tags")
    expect(item.querySelector(".state")?.textContent).toBe(word)
    expect(buttonsOf(item)).toEqual(buttons)
  })

  test("hands on commands with the job's id", () => {
    const props = show({ jobs: [job("j7", "running", 1)] })
    byRole("button", "Pause").click()
    expect(props.onCommand).toHaveBeenCalledWith("job.pause", "j7")
  })

  test("offers the sign-in a job waits for", () => {
    const pause = { why: "sign-in", until: null, reason: null } as const
    const props = show({ jobs: [job("1", "paused", 1, { pause })] })
    byRole("button", "Sign in to Zoho").click()
    expect(props.onSignIn).toHaveBeenCalledWith("eu-production-700000001")
  })

  test("groups a job's tags by outcome and says each reason once", () => {
    const record = finishedRecord()
    const props = show({ jobs: [record.job], openJob: record.job.id, record })
    const item = byRole("listitem", "Leads: 37 tags")
    expect([...item.querySelectorAll("h3")].map((head) => head.textContent)).toEqual([
      "Refused by Zoho 3",
      "Still there 2",
      "Already gone 1",
      "Deleted 31",
    ])
    expect(item.textContent.match(/Used in Workflow: Big deals/g)).toHaveLength(1)
    byRole("button", "Download report").click()
    expect(props.onDownload).toHaveBeenCalledWith(record)
  })

  test("names the org of each job once they differ", () => {
    show({ jobs: [job("1", "completed", 1), job("2", "completed", 2, { org: sandbox })] })
    expect(byRole("list", "Recent jobs").textContent).toContain("Sandbox")
  })

  test("says that there is nothing yet", () => {
    show({})
    expect(byRole("heading", "No jobs yet")).toBeTruthy()
    expect(allByRole("listitem")).toEqual([])
  })

  test("leads to the connection, the manager and the options", () => {
    const props = show({ orgs: [] })
    byRole("button", "Connect to Zoho").click()
    byRole("button", "Options").click()
    byRole("button", "Open tag manager").click()
    expect(props.onOpenOptions).toHaveBeenCalledTimes(2)
    expect(props.onOpenManager).toHaveBeenCalledTimes(1)
  })
})
