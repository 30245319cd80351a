/** A confirmed job starts only once it is stored. */
import "fake-indexeddb/auto"
import { expect, it, vi } from "vitest"
import { createRunner } from "../../src/jobs/runner"
import { openStore } from "../../src/storage/store"
import { startJobs } from "../../src/background/start-jobs"
import "../support/english"
import { plan } from "../support/job-records"
import { quietClock } from "../support/quiet-clock"

const full = (): Promise<never> => Promise.reject(new DOMException("full", "QuotaExceededError"))

it("refuses jobs that the browser has no room to store, and sends nothing", async () => {
  const store = await openStore(`begin ${Math.random()}`)
  vi.spyOn(store.jobs, "save").mockImplementation(full)
  const zoho = vi.fn()
  const runner = createRunner({
    ...{ clock: quietClock(), random: Math.random, maxConcurrency: () => 5, journal: store.jobs, zoho },
    ...{ onSaved: vi.fn(), acquireLeadership: () => Promise.resolve(), backups: { collect: vi.fn() } },
    protectedNow: () => Promise.resolve(() => false),
  })
  expect(await startJobs(runner, [plan(3)])).toMatchObject({
    ok: false,
    problem: { kind: "unwritten", happened: expect.stringMatching(/couldn’t save/) as string },
  })
  expect([zoho.mock.calls, runner.nextWake(), await store.jobs.open()]).toEqual([[], null, []])
})

it("reports which of several jobs could not be stored", async () => {
  const add = vi.fn().mockResolvedValueOnce(undefined).mockImplementationOnce(full)
  const jobs = ["a", "b"].map((id) => ({ ...plan(1), job: { ...plan(1).job, id } }))
  expect(await startJobs({ add }, jobs)).toMatchObject({
    ok: true,
    value: { jobIds: ["a"], problem: { kind: "unwritten" } },
  })
})
