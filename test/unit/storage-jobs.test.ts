/** Jobs are read back as they were saved; a damaged job is ignored and does not affect others. */
import "fake-indexeddb/auto"
import { deleteDB, openDB } from "idb"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { transition } from "../../src/jobs/machine"
import { planDeletion } from "../../src/jobs/plan"
import { changedSteps } from "../../src/jobs/record"
import { openStore, type Store } from "../../src/storage/store"
import { confirmed, NOW, plan, sending } from "../support/job-records"

let name = ""
let store: Store

beforeEach(async () => {
  name = `test ${Math.random()}`
  store = await openStore(name)
})

afterEach(() => {
  void deleteDB(name)
})

async function finished(id: string, at: number): Promise<void> {
  const record = planDeletion(confirmed(3, { id, now: at }))
  const cancelled = transition(record, { type: "cancel" }, at)
  await store.jobs.save(cancelled.job, cancelled.steps)
}

describe("the job store", () => {
  it("returns what was saved, step by step", async () => {
    const record = plan(450)
    await store.jobs.save(record.job, record.steps)
    const next = transition(record, sending(1), NOW)
    const changed = changedSteps(record, next)
    expect(changed.map((step) => step.index)).toEqual([1])
    await store.jobs.save(next.job, changed)
    expect(await store.jobs.load("job")).toEqual(next)
    expect(await store.jobs.unfinished()).toEqual([next])
    expect(await store.jobs.open()).toEqual([next.job])
  })

  it("lists the newest first, forgets only finished jobs, and respects the limit", async () => {
    const running = plan(2)
    await store.jobs.save(running.job, running.steps)
    for (const at of [1, 2, 3]) await finished(`done ${at}`, NOW + at)
    expect((await store.jobs.list(3)).map((job) => job.id)).toEqual(["done 3", "done 2", "done 1"])
    await store.jobs.forget("job")
    await store.jobs.prune(1)
    expect((await store.jobs.list(10)).map((job) => job.id)).toEqual(["done 3", "job"])
    expect(await store.jobs.load("done 1")).toBeUndefined()
  })

  it("skips a damaged record and can read the others", async () => {
    const record = plan(2)
    await store.jobs.save(record.job, record.steps)
    const raw = await openDB(name)
    await raw.put("jobs", { id: "broken", state: "running", createdAt: NOW })
    raw.close()
    expect((await store.jobs.list(10)).map((job) => job.id)).toEqual(["job"])
    expect(await store.jobs.unfinished()).toHaveLength(1)
  })
})

describe("a job with a damaged step", () => {
  it("is ignored, and does not keep other jobs from being resumed", async () => {
    for (const id of ["good", "bad"]) {
      const record = planDeletion(confirmed(3, { id }))
      await store.jobs.save(record.job, record.steps)
    }
    const raw = await openDB(name)
    await raw.put("steps", { jobId: "bad", index: 0, phase: "planned" })
    raw.close()
    expect((await store.jobs.unfinished()).map(({ job }) => job.id)).toEqual(["good"])
    expect(await store.jobs.load("bad")).toBeUndefined()
  })
})

describe("the secret store", () => {
  it("encrypts a secret with a key that cannot be exported", async () => {
    await store.secrets.write("us-production-1", { refreshToken: "1000.refresh", clientSecret: "hush" })
    expect(await store.secrets.read("us-production-1")).toEqual({
      refreshToken: "1000.refresh",
      clientSecret: "hush",
    })
    const raw = await openDB(name)
    const sealed = (await raw.get("secrets", "us-production-1")) as { data: ArrayBuffer }
    const bytes = Buffer.from(sealed.data).toString("latin1")
    expect(bytes).not.toContain("hush")
    const key = (await raw.get("keys", "us-production-1")) as CryptoKey
    expect(key).toBeInstanceOf(CryptoKey)
    await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow()
    raw.close()
  })

  it("decrypts a secret only for its account, and nothing after a wipe", async () => {
    await store.secrets.write("a", { clientSecret: "hush" })
    const raw = await openDB(name)
    for (const place of ["secrets", "keys"]) await raw.put(place, (await raw.get(place, "a")) as object, "b")
    raw.close()
    expect(await store.secrets.read("b")).toEqual({})
    expect(await store.secrets.read("a")).toEqual({ clientSecret: "hush" })
    await store.secrets.wipe("a")
    expect(await store.secrets.read("a")).toEqual({})
  })
})

describe("org features", () => {
  it("are stored with their date", async () => {
    await store.orgFeatures.remember("600", "tagsPerCall", 100, NOW)
    await store.orgFeatures.remember("600", "recordCounts", false, NOW)
    expect(await store.orgFeatures.of("600")).toEqual({
      orgId: "600",
      tagsPerCall: { value: 100, at: NOW },
      recordCounts: { value: false, at: NOW },
    })
    expect(await store.orgFeatures.of("601")).toEqual({ orgId: "601" })
  })
})
