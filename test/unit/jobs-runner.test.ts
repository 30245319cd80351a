/** The runner saves before it sends, runs a job once, and resumes jobs of a dead worker. */
import { describe, expect, it } from "vitest"

import type { Job } from "../../src/jobs/job"
import { planDeletion } from "../../src/jobs/plan"
import type { BackupPort, Ports, ZohoPort } from "../../src/jobs/ports"
import type { JobRecord } from "../../src/jobs/record"
import { createRunner } from "../../src/jobs/runner"
import type { Step } from "../../src/jobs/steps"
import { fault, type ZohoResult } from "../../src/zoho/errors/fault"
import { after, confirmed, NOW, plan, sending, step } from "../support/job-records"

type Call = keyof ZohoPort | "backup"

interface Bench {
  readonly ports: Ports
  readonly calls: string[]
  readonly saves: Job[]
  /** Answers the oldest pending call of this kind. */
  answer(call: Call, result: ZohoResult<unknown>): Promise<void>
  tick(): Promise<void>
}

/** Ports whose calls to Zoho stay pending until `answer` is called. */
function bench(stored: JobRecord[] = []): Bench {
  const records = new Map(stored.map((record) => [record.job.id, record]))
  const calls: string[] = []
  const saves: Job[] = []
  const waiting: { call: Call; resolve: (result: never) => void }[] = []
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  const ask = (call: Call): Promise<never> =>
    new Promise((resolve) => {
      calls.push(call)
      waiting.push({ call, resolve })
    })
  const zoho: ZohoPort = {
    massDelete: () => ask("massDelete"),
    status: () => ask("status"),
    createTags: () => ask("createTags"),
    addTag: () => ask("addTag"),
    mergeTags: () => ask("mergeTags"),
    deleteTag: () => ask("deleteTag"),
    listTags: () => ask("listTags"),
    findRecords: () => ask("findRecords"),
    readModule: () => ask("readModule"),
    renew: () => ask("renew"),
    permitted: () => Promise.resolve(true),
  }
  const ports: Ports = {
    clock: { now: () => NOW, after: () => () => undefined },
    random: () => 0,
    journal: {
      unfinished: async () => [...records.values()].filter(({ job }) => job.finishedAt === null),
      load: async (jobId) => records.get(jobId),
      async save(job: Job, changed: readonly Step[]): Promise<void> {
        const kept = records.get(job.id)?.steps ?? []
        const others = kept.filter(({ index }) => changed.every((each) => each.index !== index))
        records.set(job.id, { job, steps: [...others, ...changed].sort((a, b) => a.index - b.index) })
        saves.push(job)
      },
    },
    zoho: () => zoho,
    backups: { collect: () => ask("backup") },
    acquireLeadership: () => Promise.resolve(),
    protectedNow: () => Promise.resolve(() => false),
    maxConcurrency: () => 4,
    onSaved: () => undefined,
  }
  return {
    ...{ ports, calls, saves },
    async answer(call, result): Promise<void> {
      const at = waiting.findIndex((each) => each.call === call)
      waiting.splice(at, 1)[0]!.resolve(result as never)
      await settle()
    },
    tick: settle,
  }
}

const failed = (kind: Parameters<typeof fault>[0]): ZohoResult<never> => ({ ok: false, fault: fault(kind) })

describe("the runner", () => {
  it("renews the token only after all calls with the old token have returned", async () => {
    const { ports, calls, answer, tick } = bench()
    const runner = createRunner(ports)
    await runner.add(plan(4, 2))
    await tick()
    await answer("massDelete", failed("token-invalid"))
    expect(calls).toEqual(["massDelete", "massDelete"])
    await answer("massDelete", failed("token-invalid"))
    expect(calls).toEqual(["massDelete", "massDelete", "renew"])
    await answer("renew", { ok: true, value: null })
    expect(calls).toEqual(["massDelete", "massDelete", "renew", "massDelete", "massDelete"])
  })

  it("runs a job once, however often it is added", async () => {
    const { ports, calls, saves, tick } = bench()
    const runner = createRunner(ports)
    await Promise.all([runner.add(plan(1)), runner.add(plan(1))])
    await runner.add(plan(1))
    await tick()
    expect(calls).toEqual(["massDelete"])
    expect(saves.filter(({ state }) => state === "waiting")).toHaveLength(1)
  })

  it("re-reads the tags before it repeats a POST that a dead worker left in flight", async () => {
    const left = after(plan(2), [sending()])
    const { ports, calls, tick } = bench([left])
    await createRunner(ports).ready
    await tick()
    expect(calls).toEqual(["listTags"])
  })

  it("requests to be woken at once until its jobs are loaded, and while it adds one", async () => {
    const { ports } = bench()
    const runner = createRunner(ports)
    expect(runner.nextWake()).toBe(NOW)
    await runner.ready
    expect(runner.nextWake()).toBeNull()
    const adding = runner.add(plan(1))
    expect(runner.nextWake()).toBe(NOW)
    await adding
    expect(runner.nextWake()).not.toBeNull()
  })

  it("has the saved job in memory when it reports a save", async () => {
    const { ports, tick } = bench([after(plan(1), [{ type: "permission-removed" }])])
    const wakes: (number | null)[] = []
    const runner = createRunner({ ...ports, onSaved: () => wakes.push(runner.nextWake()) })
    await runner.ready
    expect(runner.nextWake()).toBeNull()
    await runner.resumeWaiting("account")
    await tick()
    expect(wakes[0]).not.toBeNull()
  })

  it("does not start a job that could not be saved", async () => {
    const { ports, calls, tick } = bench()
    const journal = { ...ports.journal, save: () => Promise.reject(new Error("The disk is full")) }
    const runner = createRunner({ ...ports, journal })
    await expect(runner.add(plan(1))).rejects.toThrow("The disk is full")
    await tick()
    expect(calls).toEqual([])
    expect(runner.nextWake()).toBeNull()
  })

  it("frees the rate limiter's place if a backup's call fails before it is sent", async () => {
    const { ports, calls, tick } = bench()
    const backups: BackupPort = {
      async collect(_what, withinLimit) {
        const failing = (): Promise<never> => Promise.reject(new Error("The disk is full"))
        await Promise.allSettled(Array.from({ length: 9 }, () => withinLimit(failing)))
        return { ok: true, value: { collected: 1, complete: true, asked: true } }
      },
    }
    const runner = createRunner({ ...ports, backups })
    await runner.add(planDeletion(confirmed(1, { backup: { records: true } })))
    await tick()
    expect(calls).toEqual(["massDelete"])
  })

  it("ignores unknown jobs", async () => {
    const { ports, saves } = bench()
    await createRunner(ports).dispatch("nobody", { type: "cancel" })
    expect(saves).toEqual([])
  })

  it("sends the chunk again without the refused tag", async () => {
    const { ports, answer, tick } = bench()
    const runner = createRunner(ports)
    await runner.add(plan(3))
    await tick()
    await answer("massDelete", { ok: false, fault: fault("tag-in-use", { details: { tagIndex: 1 } }) })
    await answer("massDelete", { ok: true, value: { jobId: "z" } })
    const stored = await ports.journal.load("job")
    expect(step(stored!)).toMatchObject({ phase: "accepted", zohoJobId: "z" })
  })
})
