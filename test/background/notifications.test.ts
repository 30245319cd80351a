/** Notifies once that a job has finished. */
import { beforeEach, expect, it, vi } from "vitest"
import browser from "webextension-polyfill"
import { NO_ITEMS } from "../../src/jobs/items"
import type { Job } from "../../src/jobs/job"
import { planRestore } from "../../src/jobs/plan"
import { listenToNotifications, notifyOfEnd } from "../../src/background/notifications"
import "../support/english"

const create = vi.fn(() => Promise.resolve(""))

beforeEach(() => {
  create.mockClear()
  Object.assign(browser.permissions, { contains: () => Promise.resolve(true) })
  Object.assign(browser.notifications, { create })
  Object.assign(browser.runtime, { getManifest: () => ({ icons: { 128: "icon.png" } }) })
})

const who = {
  ...{
    now: 1,
    accountId: "a",
    confirmedBy: null,
    module: { id: "1", apiName: "Leads", pluralLabel: "Leads" },
  },
  org: { id: "600", name: "Acme", location: "eu", environment: "production" },
} as const
const row = { colorCode: null, records: null, createdBy: null, createdTime: null, modifiedBy: null } as const
const tag = {
  ...{ ...row, backupId: "b", index: 0, id: "7", name: "VIP", modifiedTime: null },
  ...{ recordIds: ["1", "2", "3"], recordsComplete: true },
}

const restore = (id: string, more: Partial<Job>): Job => ({
  ...planRestore({ ...who, id, backupId: "b", tags: [tag], confirmBy: "answers" }).job,
  ...more,
})

const merge = (id: string): Job => ({
  ...restore(id, { state: "completed", finishedAt: 2 }),
  ...{ kind: "merge", keep: { id: "1", name: "VIP", colorCode: null } },
  ...{ tags: { ...NO_ITEMS, done: 3 }, records: NO_ITEMS },
})

it("shows the result of a restore once, in the popup's words", async () => {
  const ended = restore("r1", {
    ...{ state: "completed", finishedAt: 2 },
    ...{ tags: { ...NO_ITEMS, done: 1 }, records: { ...NO_ITEMS, done: 2, refused: 1 } },
  })
  await notifyOfEnd(ended, true)
  await notifyOfEnd(ended, true)
  expect(create).toHaveBeenCalledTimes(1)
  expect(create).toHaveBeenCalledWith("r1", {
    ...{ type: "basic", iconUrl: expect.stringContaining("icon.png") as string, contextMessage: "Acme" },
    title: "Restored in Leads: 1 tag",
    message: "1 tag restored · added to records 2 times, 1 not",
  })
})

it("shows the result of a merge", async () => {
  await notifyOfEnd(merge("m1"), true)
  expect(create).toHaveBeenCalledWith("m1", expect.objectContaining({ message: "3 tags merged" }))
})

it("offers Undo if the job can be restored and the browser supports buttons; a click opens the question", async () => {
  const backup = { phase: "done", records: false, skipped: false, collected: 0, failures: 0, notBefore: 0 }
  const gone = (id: string): Job => ({
    ...merge(id),
    kind: "deletion",
    keep: null,
    backup: backup as Job["backup"],
  })
  // As Firefox does.
  create.mockRejectedValueOnce(new Error('Property "buttons" is unsupported by Firefox'))
  await notifyOfEnd(gone("d1"), true)
  expect(create).toHaveBeenLastCalledWith(
    "d1",
    expect.not.objectContaining({ buttons: expect.anything() as unknown }),
  )

  const pressed: ((id: string) => void)[] = []
  const listener = { addListener: (each: (id: string) => void) => pressed.push(each) }
  const tab = vi.spyOn(browser.tabs, "create").mockResolvedValue({} as never)
  Object.assign(browser.notifications, {
    ...{ clear: () => Promise.resolve(true), onClicked: { addListener: () => undefined } },
    onButtonClicked: listener,
  })
  Object.assign(browser.permissions, { onAdded: { addListener: () => undefined } })
  await notifyOfEnd(gone("d2"), true)
  expect(create).toHaveBeenLastCalledWith("d2", expect.objectContaining({ buttons: [{ title: "Undo" }] }))
  await notifyOfEnd(merge("m3"), true)
  expect(create).toHaveBeenLastCalledWith(
    "m3",
    expect.not.objectContaining({ buttons: expect.anything() as unknown }),
  )
  const undo = vi.fn(() => Promise.resolve(true))
  listenToNotifications(undo)
  pressed[0]?.("d2")
  await vi.waitFor(() => expect(undo).toHaveBeenCalledExactlyOnceWith("d2"))
  expect(tab).not.toHaveBeenCalled()
  // Without a question, the job list opens and shows why.
  undo.mockResolvedValue(false)
  pressed[0]?.("d2")
  await vi.waitFor(() => expect(tab).toHaveBeenCalledOnce())
})

it("does not notify if switched off or while the job runs", async () => {
  await notifyOfEnd(merge("m2"), false)
  await notifyOfEnd(restore("r2", { state: "running" }), true)
  expect(create).not.toHaveBeenCalled()
})
