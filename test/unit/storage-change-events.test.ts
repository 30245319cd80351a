/** A storage change is announced to every listening context, and none is lost. */
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { announceChange, changesOf, type Topic } from "../../src/storage/change-events"

let gone: AbortController

beforeEach(async () => {
  gone = new AbortController()
  // Earlier announcements have arrived by then.
  await new Promise((resolve) => setTimeout(resolve, 120))
})

afterEach(() => gone.abort())

function countCalls(...topics: readonly Topic[]): () => number {
  const listen = vi.fn()
  changesOf(...topics)(listen, gone.signal)
  return () => listen.mock.calls.length
}

it("is announced at once to listeners of its topic only", () => {
  const [jobs, settings, both] = [countCalls("jobs"), countCalls("settings"), countCalls("jobs", "settings")]
  announceChange("jobs")
  expect([jobs(), settings(), both()]).toEqual([1, 0, 1])
})

it("is announced together with others shortly after, and none is lost", async () => {
  const [jobs, backups, settings] = [countCalls("jobs"), countCalls("backups"), countCalls("settings")]
  announceChange("jobs")
  for (let time = 0; time < 50; time++) announceChange(time % 2 ? "jobs" : "backups")
  expect([jobs(), backups()]).toEqual([1, 0])
  await vi.waitFor(() => expect([jobs(), backups(), settings()]).toEqual([2, 1, 0]))
})

it("is announced across contexts, and an unknown topic from another version counts as all topics", async () => {
  const [jobs, backups] = [countCalls("jobs"), countCalls("backups")]
  const other = new BroadcastChannel("tagsweep-store")
  other.postMessage(["backups"])
  await vi.waitFor(() => expect([jobs(), backups()]).toEqual([0, 1]))
  other.postMessage(["of-the-future"])
  await vi.waitFor(() => expect([jobs(), backups()]).toEqual([1, 2]))
  other.close()
})

it("is not announced after the signal aborts", () => {
  const jobs = countCalls("jobs")
  gone.abort()
  announceChange("jobs")
  expect(jobs()).toBe(0)
})
