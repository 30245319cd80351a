/** A change in storage is heard in every context that asked, and none is lost. */
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { announceChange, changesOf, type Topic } from "../../src/storage/change-events"

let gone: AbortController

beforeEach(async () => {
  gone = new AbortController()
  // What was announced before has arrived by then.
  await new Promise((resolve) => setTimeout(resolve, 120))
})

afterEach(() => gone.abort())

function heard(...topics: readonly Topic[]): () => number {
  const listen = vi.fn()
  changesOf(...topics)(listen, gone.signal)
  return () => listen.mock.calls.length
}

it("is heard by those who asked for it, at once, and by nobody else", () => {
  const [jobs, settings, both] = [heard("jobs"), heard("settings"), heard("jobs", "settings")]
  announceChange("jobs")
  expect([jobs(), settings(), both()]).toEqual([1, 0, 1])
})

it("is announced together with others that follow closely, and none of them is lost", async () => {
  const [jobs, backups, settings] = [heard("jobs"), heard("backups"), heard("settings")]
  announceChange("jobs")
  for (let time = 0; time < 50; time++) announceChange(time % 2 ? "jobs" : "backups")
  expect([jobs(), backups()]).toEqual([1, 0])
  await vi.waitFor(() => expect([jobs(), backups(), settings()]).toEqual([2, 1, 0]))
})

it("is heard from another context, and what another version announces counts as everything", async () => {
  const [jobs, backups] = [heard("jobs"), heard("backups")]
  const other = new BroadcastChannel("tagsweep-store")
  other.postMessage(["backups"])
  await vi.waitFor(() => expect([jobs(), backups()]).toEqual([0, 1]))
  other.postMessage(["of-the-future"])
  await vi.waitFor(() => expect([jobs(), backups()]).toEqual([1, 2]))
  other.close()
})

it("is heard no more once the signal aborts", () => {
  const jobs = heard("jobs")
  gone.abort()
  announceChange("jobs")
  expect(jobs()).toBe(0)
})
