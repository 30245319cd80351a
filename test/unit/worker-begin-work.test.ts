import "fake-indexeddb/auto"
import { expect, it, vi } from "vitest"
import { createLanes } from "../../src/runner/lanes"
import { createRunner } from "../../src/deletion/runner"
import { openStore } from "../../src/store/store"
import { begun } from "../../src/worker/begin-work"
import "../support/english"
import { plan } from "./deletion-records"
import { quietClock } from "./quiet-clock"

const full = (): Promise<never> => Promise.reject(new DOMException("full", "QuotaExceededError"))

it("refuses what the browser has no room to write down, and nothing of it is sent", async () => {
  const store = await openStore(`begin ${Math.random()}`)
  vi.spyOn(store.jobs, "save").mockImplementation(full)
  const zoho = vi.fn()
  const clock = quietClock()
  const lanes = createLanes(clock, Math.random, () => 5)
  const ports = { clock, random: Math.random, widest: () => 5, journal: store.jobs, zoho, onSaved: vi.fn() }
  const runner = createRunner(
    {
      ...{ ...ports, becomeOnly: () => Promise.resolve(), backups: { advance: vi.fn() } },
      protectedNow: () => Promise.resolve(() => false),
    },
    undefined,
    lanes,
  )
  const record = plan(3)
  const refused = await begun([{ id: record.job.id, added: runner.add(record) }])
  expect(refused).toMatchObject({
    ok: false,
    problem: { kind: "unwritten", happened: expect.stringMatching(/no room/) as string },
  })
  expect([zoho.mock.calls, runner.nextWake(), await store.jobs.open()]).toEqual([[], null, []])
})

it("tells what of several could be written from what could not", async () => {
  const some = [
    { id: "a", added: Promise.resolve() },
    { id: "b", added: full() },
  ]
  expect(await begun(some)).toEqual({ ok: true, value: { ids: ["a"], left: ["b"] } })
})
