/** The self-test of an org, run by the engine on a model of the org: whatever happens, it removes its own tags. */
import { describe, expect, it } from "vitest"
import { tagsLeftBehind } from "../../src/jobs/check"
import { isFinished } from "../../src/jobs/job"
import { planCheck } from "../../src/jobs/plan"
import type { Ports, ZohoPort } from "../../src/jobs/ports"
import type { JobRecord } from "../../src/jobs/record"
import { createRunner } from "../../src/jobs/runner"
import type { FaultKind } from "../../src/zoho/errors/catalog"
import { fault, type ZohoResult } from "../../src/zoho/errors/fault"
import { createTimeline } from "../simulation/world/timeline"

const START = planCheck({
  ...{ id: "check-k3f9q2", now: 0, accountId: "eu-production-600", confirmedBy: null },
  org: { id: "600", name: "Acme", location: "eu", environment: "production" },
  module: { id: "1", apiName: "Leads", pluralLabel: "Leads" },
  ...{ tagsPerCall: 200, notes: [] },
})

type Call = "list" | "create" | "massDelete" | "status" | "remove" | "save"

interface Org {
  /** Tags of the module: name by id. */
  readonly tags: Map<string, string>
  readonly calls: Call[]
  stored: JobRecord
  created: number
  massDeletes: boolean
  readonly allowed: number | null
  /** Faults to answer with, by call, in order. `lost` carries out the call, then loses its answer. */
  readonly faults: Partial<Record<Call, (FaultKind | "lost" | null)[]>>
}

function org(more: Partial<Org> = {}): Org {
  return {
    ...{ tags: new Map([["900", "Trade fair"]]), calls: [], stored: START, created: 0 },
    ...{ massDeletes: true, allowed: 200, faults: {}, ...more },
  }
}

interface Worker {
  isAlive: boolean
}

/** A port call during which the worker may die, before or after the call takes effect. */
type Act = <T>(what: Call, act: () => T) => Promise<T>

function zohoOver(of: Org, call: Act): ZohoPort {
  const zoho = <T>(what: Call, act: () => T): Promise<ZohoResult<T>> =>
    call(what, () => {
      const bad = of.faults[what]?.shift() ?? null
      if (bad !== null && bad !== "lost") return { ok: false, fault: fault(bad) }
      const value = act()
      return bad === "lost" ? { ok: false, fault: fault("unreachable") } : { ok: true, value }
    })
  const remove = (ids: readonly string[]): void => ids.forEach((id) => of.tags.delete(id))
  const none = (): never => expect.fail("a self-test does not call this")
  return {
    createTags: (_module, tags) =>
      zoho("create", () =>
        tags.map(({ name }) => {
          const id = String(1_000 + ++of.created)
          of.tags.set(id, name)
          return { ok: true as const, value: { id } }
        }),
      ),
    massDelete: async (_module, ids) =>
      zoho("massDelete", () => {
        if (of.massDeletes) remove(ids)
        return { jobId: "7" }
      }),
    status: () =>
      zoho("status", () => ({
        state: of.massDeletes ? ("completed" as const) : ("failed" as const),
        counts: { total: null, deleted: null, failed: null },
      })),
    deleteTag: async (id) => zoho("remove", () => remove([id])),
    listTags: () => zoho("list", () => ({ tags: new Map(of.tags), allowed: of.allowed })),
    ...{ addTag: none, mergeTags: none, findRecords: none, readModule: none, renew: none },
    permitted: () => Promise.resolve(true),
    heard: () => [{ method: "GET", call: "x", httpStatus: 200, shape: "{}", words: [] }],
  }
}

/**
 * One run of the worker, until the self-test rests or the worker dies at port call number `killAt`.
 * @param isAfter whether it dies after the call takes effect
 * @param cancels true once the user cancels the self-test
 */
async function runWorker(
  of: Org,
  killAt = -1,
  isAfter = false,
  cancels: () => boolean = () => false,
): Promise<"rests" | "died"> {
  const timeline = createTimeline()
  const worker: Worker = { isAlive: true }
  const start = of.stored.job.updatedAt
  let passed = 0
  const call: Act = (what, act) =>
    new Promise((resolve) => {
      if (!worker.isAlive) return
      of.calls.push(what)
      const isLast = passed++ === killAt
      if (isLast) worker.isAlive = false
      if (isLast && !isAfter) return
      const value = act()
      timeline.after(1, () => {
        if (worker.isAlive) resolve(value)
      })
    })
  const ports: Ports = {
    clock: {
      now: () => start + timeline.now(),
      after: (delay, callback) => timeline.after(delay, () => worker.isAlive && callback()),
    },
    random: () => 0,
    journal: {
      unfinished: () => Promise.resolve(isFinished(of.stored.job.state) ? [] : [of.stored]),
      load: () => Promise.resolve(of.stored),
      save: (job, changed) =>
        call("save", () => {
          const kept = of.stored.steps.filter(({ index }) => changed.every((step) => step.index !== index))
          of.stored = { job, steps: [...kept, ...changed].sort((a, b) => a.index - b.index) }
        }),
    },
    zoho: () => zohoOver(of, call),
    backups: { collect: () => expect.fail("a self-test has no backup") },
    acquireLeadership: () => Promise.resolve(),
    protectedNow: () => Promise.resolve(() => false),
    maxConcurrency: () => 4,
    onSaved: () => undefined,
  }
  const runner = createRunner(ports)
  let isCancelled = false
  const isOver = (): boolean => {
    const { state, pause } = of.stored.job
    if (!isCancelled && cancels()) {
      isCancelled = true
      void runner.dispatch(START.job.id, { type: "cancel" })
      return false
    }
    return !worker.isAlive || isFinished(state) || pause?.until === null
  }
  // Lets the runner load the job first.
  timeline.after(0, () => undefined)
  await timeline.run(isOver, 10_000)
  return worker.isAlive ? "rests" : "died"
}

const left = (of: Org): string[] => [...of.tags.values()].filter((name) => name !== "Trade fair")
const notes = (of: Org): string[] => of.stored.job.notes.map(({ what }) => what)

describe("the self-test of an org", () => {
  it("creates two tags, deletes them in one call, and ends when a re-read shows neither of them", async () => {
    const of = org()
    await runWorker(of)
    expect(of.stored.job).toMatchObject({ state: "completed", tags: { done: 4 } })
    expect(of.calls.filter((call) => call === "massDelete")).toHaveLength(1)
    expect(notes(of)).toEqual(["tags", "create", "delete", "verify"])
    expect(left(of)).toEqual([])
    expect(of.tags.size).toBe(1)
  })

  it("leaves no tags behind and creates its tags once, wherever the worker is killed, once or twice", async () => {
    const whole = org()
    await runWorker(whole)
    const places = whole.calls.flatMap((_, at) => [
      { at, isAfter: false },
      { at, isAfter: true },
    ])
    const twice = places.flatMap((place) => [-1, 0, 1, 2, 3, 5].map((again) => ({ ...place, again })))
    for (const { at, isAfter, again } of twice) {
      const of = org()
      expect(await runWorker(of, at, isAfter)).toBe("died")
      if ((await runWorker(of, again, isAfter)) === "died") await runWorker(of)
      expect(of.stored.job.state, `killed at ${at}, ${isAfter}, ${again}`).toBe("completed")
      expect(left(of)).toEqual([])
      expect(of.created).toBeLessThanOrEqual(2)
    }
  })

  it("finds its tags by name if the answer to their creation is lost", async () => {
    const of = org({ faults: { create: ["lost"] } })
    await runWorker(of)
    expect(of.stored.job.state).toBe("completed")
    expect(of.stored.job.notes.find(({ what }) => what === "create")?.fault).toBe("unreachable")
    expect(notes(of)).toContain("look")
    expect(left(of)).toEqual([])
  })

  it("waits for the scope to create tags, and creates none if cancelled meanwhile", async () => {
    const of = org({ faults: { create: ["scope-missing"] } })
    await runWorker(of)
    expect(of.stored.job.pause).toMatchObject({ why: "consent", until: null })
    await runWorker(of, -1, false, () => true)
    expect(of.stored.job.state).toBe("cancelled")
    expect(of.created).toBe(0)
  })

  it("creates no tags in a module at its tag limit", async () => {
    const of = org({ allowed: 2 })
    await runWorker(of)
    expect(of.stored.job.state).toBe("failed")
    expect(of.calls).not.toContain("create")
    expect(of.stored.steps[0]?.call === "create-tags" && of.stored.steps[0].tags[0]?.reason?.kind).toBe(
      "plan-limit",
    )
  })

  it("deletes the tags that it created even if cancelled", async () => {
    const of = org()
    await runWorker(of, -1, false, () => of.created > 0)
    expect(of.stored.job).toMatchObject({ cancelRequested: true, state: "completed" })
    expect(of.created).toBe(2)
    expect(left(of)).toEqual([])
  })

  it("deletes tags one by one if a mass delete fails", async () => {
    const of = org({ massDeletes: false })
    await runWorker(of)
    expect(of.stored.job).toMatchObject({ state: "completed", tags: { done: 4 } })
    expect(notes(of)).toContain("remove")
    expect(left(of)).toEqual([])
    expect(of.tags.size).toBe(1)
  })

  it("reports the tags that it could not delete", async () => {
    const of = org({ massDeletes: false, faults: { remove: Array.from({ length: 8 }, () => "tag-in-use") } })
    await runWorker(of)
    expect(of.stored.job.state).toBe("completed-with-problems")
    expect(tagsLeftBehind(of.stored).map(({ name }) => name)).toEqual(left(of))
    expect(left(of)).toHaveLength(2)
  })

  it("does not count tags as gone if the list could not be read", async () => {
    const of = org({ faults: { list: [null, null, "no-permission"] } })
    await runWorker(of)
    expect(of.stored.job).toMatchObject({ pause: { why: "no-permission" }, finishedAt: null })
  })

  it("waits out temporary faults", async () => {
    const of = org({ faults: { list: ["unreachable", "throttled", null, "server-error"] } })
    await runWorker(of)
    expect(of.stored.job.state).toBe("completed")
    expect(left(of)).toEqual([])
  })
})
