import "fake-indexeddb/auto"
import { deleteDB } from "idb"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { openStore } from "../../src/store/store"
import type { Store } from "../../src/store/store"
import { chunkLimitOf, learnFromJob } from "../../src/worker/findings"
import { liveSettings } from "../../src/worker/live-settings"
import { NOW, plan } from "./deletion-records"

const DAY = 24 * 3_600_000
let name = ""
let store: Store

beforeEach(async () => {
  name = `findings ${Math.random()}`
  store = await openStore(name)
})

afterEach(() => {
  void deleteDB(name)
})

const limitAt = async (at: number): Promise<number> => chunkLimitOf(await store.capabilities.of("org"), at)

describe("the number of tags a call may carry", () => {
  it("is the documented one until an org shows a smaller one, which is remembered", async () => {
    expect(await limitAt(NOW)).toBe(200)
    await learnFromJob(store, plan(1, 100).job, NOW)
    expect(await limitAt(NOW + DAY)).toBe(100)
  })

  it("is not undone by a small job that was planned before", async () => {
    await learnFromJob(store, plan(1, 100).job, NOW)
    await learnFromJob(store, plan(1, 200).job, NOW + 1)
    expect(await limitAt(NOW + DAY)).toBe(100)
    await learnFromJob(store, plan(1, 50).job, NOW + 2)
    expect(await limitAt(NOW + DAY)).toBe(50)
  })

  it("is tried anew after a month", async () => {
    await learnFromJob(store, plan(1, 100).job, NOW)
    expect(await limitAt(NOW + 31 * DAY)).toBe(200)
  })
})

it("two findings made at once are both remembered", async () => {
  await Promise.all([
    store.capabilities.learn("org", "recordCounts", true, NOW),
    store.capabilities.learn("org", "modulesByFeature", false, NOW),
    store.capabilities.learn("org", "tagsAll", true, NOW),
  ])
  expect(await store.capabilities.of("org")).toEqual({
    orgId: "org",
    recordCounts: { value: true, at: NOW },
    modulesByFeature: { value: false, at: NOW },
    tagsAll: { value: true, at: NOW },
  })
})

it("the settings are followed as they change", async () => {
  const following = new AbortController()
  const settings = liveSettings(store, following.signal)
  expect(settings().concurrency).toBe(5)
  await store.settings.change({ concurrency: 12, history: 30 })
  await vi.waitFor(() => expect(settings()).toMatchObject({ concurrency: 12, history: 30 }))
  following.abort()
})
