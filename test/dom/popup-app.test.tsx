/** The popup with a store and a background. */
import { render } from "preact"
import { act } from "preact/test-utils"
import { afterEach, beforeAll, expect, test, vi } from "vitest"

import messages from "../../assets/_locales/en/messages.json"
import type { Job } from "../../src/jobs/job"
import { Popup } from "../../src/popup/app"
import type { Store } from "../../src/storage/store"
import { installI18n } from "../gallery/fake-i18n"
import { acme, pause } from "../gallery/fixtures"
import { job } from "../gallery/job-fixtures"
import { allByRole, byRole } from "./ui-roles"

// A background that never answers, and a tab.
vi.mock("../../src/messages/send", async (load) => ({
  ...(await load<object>()),
  send: () => new Promise(() => undefined),
  platformTabs: () => ({ query: () => Promise.resolve([{ id: 5 }]), getCurrent: () => Promise.resolve() }),
}))

beforeAll(() => installI18n(messages))
afterEach(() => render(null, document.body))

/** Opens the popup with this job in the store. */
async function open(stored: Job): Promise<void> {
  const listing = <T,>(...items: T[]): { list: () => Promise<T[]> } => ({
    list: () => Promise.resolve(items),
  })
  const store = {
    jobs: listing(stored),
    tasks: listing(),
    backups: listing(),
    accounts: listing({ org: acme }),
    loss: { isLost: () => Promise.resolve(false) },
  } as unknown as Store
  await act(() => render(<Popup store={store} />, document.body))
  await vi.waitFor(() => byRole("listitem", /Deals: 37 tags/))
}

test("shows at once why a job is paused", async () => {
  await open(job("1", "paused", 1, { pause: { ...pause("sign-in"), reason: { kind: "cancelled" } } }))
  expect(document.body.textContent).toContain(messages.reason_cancelled.message)
})

test("delays the link to the manager at most a second if the background does not answer", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] })
  try {
    await open(job("1", "completed", 1))
    const pass = (ms: number): Promise<void> =>
      act(async () => {
        await vi.advanceTimersByTimeAsync(ms)
      })
    const offered = (): boolean => allByRole("button").some(({ name }) => name === "Open tag manager")
    expect(offered()).toBe(false)
    await pass(800)
    expect(offered()).toBe(false)
    await pass(200)
    expect(offered()).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})
