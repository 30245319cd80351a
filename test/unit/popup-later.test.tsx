// @vitest-environment happy-dom
/** The popup with what it loads only after its list stands, and without it. */
import { render } from "preact"
import { act } from "preact/test-utils"
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest"

import messages from "../../assets/_locales/en/messages.json"
import type { Job } from "../../src/deletion/job"
import type { WorkAndAccounts } from "../../src/store/work-and-accounts"
import { installI18n } from "../gallery/fake-i18n"
import { acme, pause } from "../gallery/fixtures"
import { job } from "../gallery/job-fixtures"
import { allByRole, byRole } from "./ui-roles"

const LATER = "../../src/popup/later"

const paused = job("1", "paused", 1, { pause: { ...pause("sign-in"), reason: { kind: "cancelled" } } })
const REASON = messages.reason_cancelled.message

let arrive: () => void
let fail: (error: Error) => void

beforeAll(() => installI18n(messages))
beforeEach(() => {
  const arrival = new Promise<void>((resolve, reject) => {
    arrive = resolve
    fail = reject
  })
  // It may fail before anybody waits for it.
  arrival.catch(() => undefined)
  vi.resetModules()
  vi.doMock(LATER, async (original) => {
    await arrival
    return original()
  })
  vi.stubGlobal("requestIdleCallback", vi.fn())
  vi.stubGlobal("cancelIdleCallback", vi.fn())
})
afterEach(() => {
  render(null, document.body)
  vi.doUnmock(LATER)
  vi.unstubAllGlobals()
})

/** Opens it over a store with these jobs. */
async function open(jobs: readonly Job[]): Promise<void> {
  const { Popup } = await import("../../src/popup/app")
  const listing = <T,>(...items: T[]): { list: () => Promise<T[]> } => ({
    list: () => Promise.resolve(items),
  })
  const store = {
    ...{ jobs: listing(...jobs), tasks: listing(), backups: listing(), accounts: listing({ org: acme }) },
    news: { waiting: () => Promise.resolve([]) },
    db: { get: () => Promise.resolve(undefined), getAll: () => Promise.resolve([]) },
  } as unknown as WorkAndAccounts
  await act(() => render(<Popup store={store} />, document.body))
  await vi.waitFor(() => byRole("banner", ""))
}

const said = (): string => document.body.textContent

test("shows a job at once, and loads the rest when the browser is idle", async () => {
  await open([job("1", "completed", 1)])
  await vi.waitFor(() => byRole("listitem", "Deals: 37 tags"))
  await vi.waitFor(() => expect(requestIdleCallback).toHaveBeenCalledOnce())
})

test("does not show a job before the words of its reason are there, for it would grow", async () => {
  await open([paused])
  await vi.waitFor(() => expect(said()).toContain(messages.popup_loading.message))
  arrive()
  await vi.waitFor(() => byRole("listitem", "Deals: 37 tags"))
  expect(said()).toContain(REASON)
})

test("does without what cannot be loaded, and says so where it is asked for", async () => {
  await open([paused])
  fail(new Error("The file is gone"))
  await vi.waitFor(() => byRole("listitem", "Deals: 37 tags"))
  expect(said()).not.toContain(REASON)
  expect(said()).not.toContain(messages.command_failed.message)
  byRole("button", "Details").click()
  await vi.waitFor(() => expect(said()).toContain(messages.command_failed.message))
})

test("a worker that does not answer keeps the way to the manager back for a second at most", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] })
  vi.doMock("../../src/popup/tab-in-front", () => ({ tabInFront: () => Promise.resolve(5) }))
  vi.doMock("../../src/messaging/send", () => ({ send: () => new Promise(() => undefined) }))
  try {
    await open([job("1", "completed", 1)])
    const pass = (ms: number): Promise<void> =>
      act(async () => {
        await vi.advanceTimersByTimeAsync(ms)
      })
    const offered = (): boolean => allByRole("button").some(({ name }) => name === "Open tag manager")
    expect(offered()).toBe(false)
    await pass(800)
    byRole("listitem", "Deals: 37 tags")
    expect(offered()).toBe(false)
    await pass(200)
    expect(offered()).toBe(true)
  } finally {
    vi.doUnmock("../../src/popup/tab-in-front")
    vi.doUnmock("../../src/messaging/send")
    vi.useRealTimers()
  }
})
