/** Our pages when their storage does not open, cannot be read, is closed or was lost. */
import "fake-indexeddb/auto"
import { deleteDB, openDB } from "idb"
import { render, type JSX } from "preact"
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest"
import messages from "../../assets/_locales/en/messages.json"
import { Backups } from "../../src/backups/app"
import { Popup } from "../../src/popup/app"
import { changesOf } from "../../src/storage/change-events"
import { openStore, type Store } from "../../src/storage/store"
import { showPage } from "../../src/ui/own-page"
import { useStored } from "../../src/ui/hooks"
import { installI18n } from "../gallery/fake-i18n"
import { allByRole, byRole } from "./ui-roles"

// A background that never answers, and a tab.
vi.mock("../../src/messages/send", async (load) => ({
  ...(await load<object>()),
  send: () => new Promise(() => undefined),
  platformTabs: () => ({ query: () => Promise.resolve([{ id: 5 }]), getCurrent: () => Promise.resolve() }),
}))

const onJobs = changesOf("jobs")

beforeAll(() => installI18n(messages))

beforeEach(async () => {
  await deleteDB("tagsweep")
  Object.assign(navigator, { storage: { persisted: () => Promise.resolve(true) } })
  document.body.innerHTML = `<div id="__plasmo"></div>`
})

afterEach(() => {
  render(null, root())
  // Some pages retry later, when there is no document any more.
  root().remove()
  vi.restoreAllMocks()
})

const root = (): HTMLElement => document.getElementById("__plasmo") ?? expect.fail("no root")
const says = (text: string): Promise<void> => vi.waitFor(() => expect(root().textContent).toContain(text))
const press = (name: string): void => byRole("button", name).click()

/** The number of jobs. */
function Screen({ store }: { store: Store }): JSX.Element {
  const jobs = useStored(onJobs, () => store.jobs.list(9))
  return <p>{jobs ? `${jobs.length} jobs` : "…"}</p>
}
const show = (): void => showPage("", (store) => <Screen store={store} />)

it("shows what is wrong with the storage and what to do, and retries on request and on focus", async () => {
  const newer = await openDB("tagsweep", 999)
  newer.close()
  show()
  const { storage_newer, storage_unchanged, storage_newer_remedy } = messages
  await vi.waitFor(() => byRole("alert", ""))
  for (const { message } of [storage_newer, storage_unchanged, storage_newer_remedy]) await says(message)
  expect(document.documentElement.getAttribute("translate")).toBe("no")
  press("Try again")
  await says(storage_newer.message)
  await deleteDB("tagsweep")
  press("Try again")
  await says("0 jobs")
  expect(allByRole("alert")).toEqual([])
})

it("retries once more if the user returns during a retry", async () => {
  const newer = await openDB("tagsweep", 999)
  newer.close()
  show()
  await says(messages.storage_newer.message)
  press("Try again")
  const deleted = deleteDB("tagsweep")
  window.dispatchEvent(new Event("focus"))
  await deleted
  await says("0 jobs")
})

it("retries automatically, and keeps the notice and its focus while that fails", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] })
  const open = vi.spyOn(indexedDB, "open").mockImplementation(() => {
    throw new DOMException("busy", "UnknownError")
  })
  show()
  await vi.waitFor(() => byRole("alert", ""))
  const notice = byRole("alert", "")
  const button = byRole("button", "Try again")
  button.focus()
  await vi.advanceTimersByTimeAsync(5_000)
  await vi.waitFor(() => expect(open).toHaveBeenCalledTimes(2))
  await vi.advanceTimersByTimeAsync(0)
  expect([byRole("alert", ""), document.activeElement]).toEqual([notice, button])
  open.mockRestore()
  await vi.advanceTimersByTimeAsync(5_000)
  vi.useRealTimers()
  await says("0 jobs")
})

it("shows that the disk is full if the browser reports it", async () => {
  const open = vi.spyOn(indexedDB, "open").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError")
  })
  show()
  await says(messages.storage_full.message)
  open.mockRestore()
  press("Try again")
  await says("0 jobs")
})

it("renders again if its storage is deleted, and closes it for a newer version", async () => {
  show()
  await says("0 jobs")
  await deleteDB("tagsweep")
  await says("0 jobs")
  const newer = await openDB("tagsweep", 999)
  await says(messages.storage_newer.message)
  newer.close()
})

it("shows that the stored data cannot be read any more", async () => {
  show()
  await says("0 jobs")
  const transaction = vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(() => {
    throw new DOMException("Internal error", "UnknownError")
  })
  new BroadcastChannel("tagsweep-store").postMessage(["jobs"])
  await says(messages.storage_refused.message)
  transaction.mockRestore()
  press("Try again")
  await says("0 jobs")
})

it.each<[string, (store: Store) => JSX.Element]>([
  ["the backups page", (store) => <Backups store={store} />],
  ["the popup", (store) => <Popup store={store} />],
])("on %s, the loss of all data is shown once, instead of an empty page", async (_name, draw) => {
  await (await openStore()).loss.mark()
  await deleteDB("tagsweep")
  showPage("", draw)
  await says(messages.storage_lost.message)
  await says(messages.storage_lost_remedy.message)
  expect(root().textContent).not.toContain(messages.no_backups.message)
  press("Close")
  await vi.waitFor(() => expect(root().textContent).not.toContain(messages.storage_lost.message))
  showPage("", draw)
  await says(_name === "the popup" ? messages.not_connected.message : messages.no_backups.message)
  expect(root().textContent).not.toContain(messages.storage_lost.message)
})
