import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { JobState } from "../../src/deletion/job"
import { newCheck } from "../../src/org-check/record"
import type { OrgCheck } from "../../src/org-check/record"
import { runCheck } from "../../src/org-check/run"
import type { CheckPorts } from "../../src/org-check/run"
import { exchangeOf, shapeOf } from "../../src/org-check/shape"
import type { FaultKind } from "../../src/zoho/errors/catalogue"
import { fault } from "../../src/zoho/errors/fault"
import type { ZohoResult } from "../../src/zoho/errors/fault"

const START = newCheck({
  id: "k3f9q2",
  accountId: "eu-production-600",
  org: { id: "600", name: "Acme", location: "eu", environment: "production" },
  module: { id: "1", apiName: "Leads", pluralLabel: "Leads" },
  now: 0,
})

type Call = "modules" | "tags" | "create" | "usage" | "remove" | "deleted" | "save"

interface Org {
  /** Tags of the module: name by id. */
  readonly tags: Map<string, string>
  readonly calls: Call[]
  saved: OrgCheck
  created: number
  /** What the engine's job does with the tags. */
  jobDeletes: boolean
  allowed: number | null
  /** Answers in place of the right one, by call, one after the other; `lost` acts first. */
  readonly faults: Partial<Record<Call, (FaultKind | "lost" | null)[]>>
}

function org(more: Partial<Org> = {}): Org {
  return {
    ...{ tags: new Map([["900", "Trade fair"]]), calls: [], saved: START, created: 0 },
    ...{ jobDeletes: true, allowed: 200, faults: {}, ...more },
  }
}

/** The check's ports over `of`. The worker dies at the port call `killAt`, before its effect or after it. */
function portsOver(of: Org, killAt: number, isAfter: boolean, die: () => void): CheckPorts {
  let passed = 0
  const dead = (): Promise<never> => {
    die()
    return new Promise(() => undefined)
  }
  async function call<T>(what: Call, act: () => T): Promise<T> {
    of.calls.push(what)
    const isLast = passed++ === killAt
    if (isLast && !isAfter) return dead()
    const value = act()
    return isLast ? dead() : value
  }
  const zoho = <T>(what: Call, act: () => T): Promise<ZohoResult<T>> =>
    call(what, () => {
      const bad = of.faults[what]?.shift() ?? null
      if (bad !== null && bad !== "lost") return { ok: false, fault: fault(bad) }
      const value = act()
      return bad === "lost" ? { ok: false, fault: fault("unreachable") } : { ok: true, value }
    })
  return {
    clock: {
      now: () => 1_000,
      after: (_delay, callback) => {
        setImmediate(callback)
        return () => undefined
      },
    },
    zoho: {
      modules: () => zoho("modules", () => []),
      tags: () =>
        zoho("tags", () => ({ tags: [...of.tags].map(([id, name]) => ({ id, name })), allowed: of.allowed })),
      create: (names) =>
        zoho("create", () =>
          names.map((name) => {
            const id = String(1_000 + ++of.created)
            of.tags.set(id, name)
            return { ok: true as const, value: { id } }
          }),
        ),
      usage: () => zoho("usage", () => null),
      remove: (id) => zoho("remove", () => of.tags.delete(id)),
    },
    deleted: (check) =>
      call("deleted", (): JobState => {
        if (of.jobDeletes) for (const { id } of check.tags) of.tags.delete(id ?? "")
        return of.jobDeletes ? "completed" : "failed"
      }),
    save: (check) =>
      call("save", () => {
        of.saved = check
      }),
    heard: () => [],
  }
}

/** One life of the worker; ends with the check or with its death. */
async function live(of: Org, killAt = -1, isAfter = false): Promise<"ended" | "died"> {
  return new Promise((resolve) => {
    const ports = portsOver(of, killAt, isAfter, () => resolve("died"))
    void runCheck(of.saved, ports).then(() => resolve("ended"))
  })
}

const left = (of: Org): string[] => [...of.tags.values()].filter((name) => name !== "Trade fair")

describe("a check on an org", () => {
  it("makes two tags, gives them to the engine, and ends when a list shows none of them", async () => {
    const of = org()
    await live(of)
    expect(of.saved).toMatchObject({ phase: "finished", problem: null, stopped: null })
    expect(of.saved.steps.map((step) => step.what)).toEqual([
      ...["modules", "tags", "create", "usage", "delete", "verify"],
    ])
    expect(left(of)).toEqual([])
    expect(of.tags.size).toBe(1)
  })

  it("leaves nothing behind wherever the worker is killed, once or twice, and makes the tags once", async () => {
    const whole = org()
    await live(whole)
    const places = whole.calls.flatMap((_, at) => [
      { at, isAfter: false },
      { at, isAfter: true },
    ])
    const twice = places.flatMap((place) => [-1, 0, 1, 2, 3, 5].map((again) => ({ ...place, again })))
    for (const { at, isAfter, again } of twice) {
      const of = org()
      expect(await live(of, at, isAfter)).toBe("died")
      if ((await live(of, again, isAfter)) === "died") await live(of)
      expect(of.saved.phase, `killed at ${at}, ${isAfter}, ${again}`).toBe("finished")
      expect(left(of)).toEqual([])
      expect(of.created).toBeLessThanOrEqual(2)
    }
  })

  it("finds its tags by their names when the answer to their making is lost", async () => {
    const of = org({ faults: { create: ["lost"] } })
    await live(of)
    expect(of.saved).toMatchObject({ phase: "finished", problem: "unreachable" })
    expect(of.saved.steps.map((step) => step.what)).toContain("look")
    expect(of.calls).toContain("deleted")
    expect(left(of)).toEqual([])
  })

  it("ends with nothing made where Zoho refuses to make them", async () => {
    const of = org({ faults: { create: ["scope-missing"] } })
    await live(of)
    expect(of.saved).toMatchObject({ phase: "finished", problem: "scope-missing" })
    expect(of.calls).not.toContain("deleted")
  })

  it("makes none where the module is full", async () => {
    const of = org({ allowed: 2 })
    await live(of)
    expect(of.saved).toMatchObject({ phase: "finished", problem: "plan-limit" })
    expect(of.calls).not.toContain("create")
  })

  it("deletes one by one what the engine did not", async () => {
    const of = org({ jobDeletes: false })
    await live(of)
    expect(of.saved).toMatchObject({ phase: "finished" })
    expect(of.saved.steps.map((step) => step.what)).toContain("remove")
    expect(left(of)).toEqual([])
    expect(of.tags.size).toBe(1)
  })

  it("stands still and says so while it cannot see or remove its tags, and goes on when asked to", async () => {
    const of = org({ jobDeletes: false, faults: { remove: Array.from({ length: 8 }, () => "tag-in-use") } })
    await live(of)
    expect(of.saved).toMatchObject({ phase: "verifying", stopped: "kept" })
    expect(left(of)).toHaveLength(2)
    await live(of)
    expect(of.saved).toMatchObject({ phase: "finished", stopped: null })
    expect(left(of)).toEqual([])
  })

  it("does not call gone what a list could not be read for", async () => {
    const of = org({ faults: { tags: [null, "no-permission"] } })
    await live(of)
    expect(of.saved).toMatchObject({ phase: "verifying", stopped: "no-permission", finishedAt: null })
  })

  it("waits out what passes by itself", async () => {
    const of = org({ faults: { tags: ["unreachable", "throttled", null, "server-error"] } })
    await live(of)
    expect(of.saved).toMatchObject({ phase: "finished", problem: null })
  })
})

describe("the shape of an answer", () => {
  it("is its keys and types, one for all entries of a list", () => {
    const body = {
      tags: [
        { id: "1", name: "VIP", color_code: null },
        { id: "2", name: "Old", color_code: "#57B1FD", created_by: { id: "9", name: "Ada" } },
      ],
      info: { count: 2, more_records: false },
    }
    expect(shapeOf(body)).toBe(
      "{tags:[{id:string,name:string,color_code:null|string,created_by?:{id:string,name:string}}]," +
        "info:{count:number,more_records:boolean}}",
    )
    expect(shapeOf(undefined)).toBe("(none)")
    expect(shapeOf({ tags: [] })).toBe("{tags:[]}")
  })

  it("shows no key that is not Zoho's", () => {
    expect(shapeOf({ Workflow: { "4150868000000002181": { AddTags: [] }, "Große Deals": 1 } })).toBe(
      "{Workflow:{<key>:number|{AddTags:[]}}}",
    )
  })

  it("never shows a value, whatever comes", () => {
    const secret = fc.uuid().map((id) => `secret ${id}`)
    fc.assert(
      fc.property(
        fc.jsonValue(),
        secret,
        fc.array(fc.constantFrom("name", "id", "7", "code", "x y")),
        (json, value, way) => {
          const body = way.reduce<unknown>((inner, key) => ({ [key]: inner, other: json }), value)
          expect(shapeOf(body)).not.toContain("secret")
          const observed = {
            method: "GET",
            path: "settings/tags",
            query: { module: value },
            httpStatus: 200,
            body,
          }
          expect(JSON.stringify(exchangeOf(observed))).not.toContain("secret")
        },
      ),
    )
  })

  it("names the call without ids and names, and Zoho's words", () => {
    const observed = {
      method: "GET",
      path: "settings/tags/4150868000000002181/actions/records_count",
      query: { module: "Leads" },
      httpStatus: 200,
      body: { mass_delete: [{ status: "COMPLETED", code: "not a word" }] },
    }
    expect(exchangeOf(observed)).toEqual({
      method: "GET",
      call: "settings/tags/{id}/actions/records_count?module",
      httpStatus: 200,
      shape: "{mass_delete:[{status:string,code:string}]}",
      words: ["COMPLETED"],
    })
  })
})
