/** The backups page finds the backup that contains a tag, and shows a restore where it was started. */
import { render } from "preact"
import { act } from "preact/test-utils"
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest"

import messages from "../../assets/_locales/en/messages.json"
import { BackupsView, type BackupsViewProps } from "../../src/backups/view"
import { DEFAULTS } from "../../src/storage/settings"
import { backup } from "../gallery/backup-fixtures"
import { installI18n } from "../gallery/fake-i18n"
import { counts, jobActs, leads, NOW, openJob, pause } from "../gallery/fixtures"
import { job } from "../gallery/job-fixtures"
import { allByRole, byRole } from "./ui-roles"

beforeAll(() => installI18n(messages))
afterEach(() => render(null, document.body))

const both = [backup("1", 3), backup("2", 30, { module: leads, tagCount: 7 })]

function show(more: Partial<BackupsViewProps> = {}): BackupsViewProps {
  const props: BackupsViewProps = {
    backups: both,
    names: new Map([
      ["1", ["Messe", "VIP Hamburg"]],
      ["2", ["A", "B", "C", "D", "E", "VIP Berlin", "F"]],
    ]),
    jobs: [],
    settings: DEFAULTS,
    lastRemoval: undefined,
    problem: null,
    done: null,
    now: NOW,
    isAsking: false,
    open: openJob(),
    on: { ...jobActs, onRestore: vi.fn(), onSignIn: vi.fn() },
    onImport: vi.fn(),
    onExport: vi.fn(),
    onDelete: vi.fn(),
    onOptions: vi.fn(),
    ...more,
  }
  void act(() => render(<BackupsView {...props} />, document.body))
  return props
}

function find(text: string): void {
  const field = byRole("searchbox", "Find a tag’s backup") as HTMLInputElement
  void act(() => {
    field.value = text
    field.dispatchEvent(new Event("input", { bubbles: true }))
  })
}

const items = (): string[] => allByRole("listitem").map(({ name }) => name)
const names = (): (string | null)[] =>
  [...document.querySelectorAll(".matches bdi")].map((each) => each.textContent)
const buttons = (): string[] => allByRole("button").map(({ name }) => name)

describe("the backups", () => {
  test("show the first names of each", () => {
    show()
    expect(items()).toEqual(["Deals: 37 tags", "Leads: 7 tags"])
    expect(names()).toEqual(["Messe", "VIP Hamburg", "A", "B", "C", "D", "E"])
    expect(byRole("listitem", "Leads: 7 tags").textContent).toContain("2 more")
  })

  test("are found by a tag’s name in any case, and show what matches", () => {
    show()
    find("vip")
    expect(names()).toEqual(["VIP Hamburg", "VIP Berlin"])
    find("Vip ber")
    expect(items()).toEqual(["Leads: 7 tags"])
    expect(names()).toEqual(["VIP Berlin"])
    find("nobody")
    expect(items()).toEqual([])
    expect(document.body.textContent).toContain("No backup holds a tag with this name.")
  })

  test("offer to restore, but not if nothing was deleted", () => {
    const props = show({ jobs: [job("1", "cancelled", 60, { tags: counts({ "not-sent": 37 }) })] })
    expect(byRole("listitem", "Deals: 37 tags").textContent).toContain("Nothing was deleted.")
    expect(buttons().filter((name) => name === "Restore")).toHaveLength(1)
    byRole("button", "Restore").click()
    expect(props.on.onRestore).toHaveBeenCalledExactlyOnceWith("2")
  })

  test("show their restore's progress, what it waits for, and its result", () => {
    const restore = { kind: "restore", backupId: "1" } as const
    const running = job("r", "running", 1, { ...restore, tags: counts({ done: 30, pending: 7 }) })
    show({ jobs: [running] })
    expect(byRole("progressbar", "Restore in Deals: 37 tags").getAttribute("aria-valuetext")).toBe("30 of 37")
    expect(byRole("listitem", "Deals: 37 tags").textContent).toContain("In use by a job that isn’t finished.")

    const paused = { ...running, state: "paused", pause: pause("sign-in") } as const
    const props = show({ jobs: [paused] })
    byRole("button", "Sign in to Zoho").click()
    expect(props.on.onSignIn).toHaveBeenCalledExactlyOnceWith(paused.accountId)

    show({ jobs: [job("r", "completed", 1, { ...restore, tags: counts({ done: 37 }) })] })
    expect(byRole("listitem", "Deals: 37 tags").textContent).toContain("Restored in Deals: 37 tags")
    expect(byRole("listitem", "Deals: 37 tags").textContent).toContain("37 tags restored")
    expect(allByRole("progressbar")).toEqual([])
  })
})
