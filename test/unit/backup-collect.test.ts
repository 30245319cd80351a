/** Reading the tags' records into a backup always ends, and marks the backup as partial if records may be missing. */
import "fake-indexeddb/auto"
import { beforeEach, describe, expect, it } from "vitest"
import { createBackupPort, type RecordCalls } from "../../src/backup/collect"
import { tagsOf } from "../../src/jobs/items"
import { planDeletion } from "../../src/jobs/plan"
import type { WithinLimit } from "../../src/jobs/ports"
import { openStore, type Store } from "../../src/storage/store"
import type { RecordPage } from "../../src/zoho/api/records"
import { fault, type ZohoResult } from "../../src/zoho/errors/fault"
import { confirmed } from "../support/job-records"

let store: Store

beforeEach(async () => {
  store = await openStore(`advance ${Math.random()}`)
})

const page = (more: boolean, ...ids: string[]): ZohoResult<RecordPage> => {
  const lastId = ids.at(-1)
  const records = ids.map((id) => ({ id, tags: [] }))
  return { ok: true, value: { records, more, ...(lastId !== undefined && { lastId }) } }
}

/** Makes the whole backup of one tag. @returns the number of calls, the record ids, and "whole" or "partial" */
async function backUp(calls: Partial<RecordCalls>, records: number | null): Promise<unknown[]> {
  let callCount = 0
  const refused = { ok: false, fault: fault("query-refused") } as const
  const counted = async (
    answer: Promise<ZohoResult<RecordPage>> | undefined,
  ): Promise<ZohoResult<RecordPage>> => (callCount++, (await answer) ?? refused)
  const port = createBackupPort(store.backups, () => ({
    query: (...from) => counted(calls.query?.(...from)),
    search: (...from) => counted(calls.search?.(...from)),
  }))
  const [tag] = confirmed(1).tags
  // In Leads, converted leads need a second query. Contacts have none.
  const module = { id: "m2", apiName: "Contacts", pluralLabel: "Contacts" }
  const record = planDeletion(
    confirmed(1, { module, backup: { records: true }, tags: [{ ...tag!, records }] }),
  )
  for (let time = 0; time < 50; time++) {
    const made = await port.collect(
      { job: record.job, tags: () => record.steps.flatMap(tagsOf) },
      async (call) => call(),
    )
    if (!made.ok) expect.fail(made.fault?.kind)
    if (made.value.complete) break
  }
  const [stored] = (await store.backups.tags("job")) ?? []
  const head = await store.backups.head("job")
  return [callCount, stored?.recordIds, head?.complete && head.partialTags === 0 ? "whole" : "partial"]
}

describe("a query", () => {
  const all = ["11", "12", "13", "14", "15"]
  it("that returns pages in ascending order of ids is whole", async () => {
    const query: RecordCalls["query"] = (_module, { afterId }) => {
      const left = all.filter((id) => Number(id) > Number(afterId))
      return Promise.resolve(page(left.length > 2, ...left.slice(0, 2)))
    }
    expect(await backUp({ query }, 5)).toEqual([3, all, "whole"])
  })

  it.each<[string, (afterId: string) => ZohoResult<RecordPage>, number, string[]]>([
    ["repeats the same page", () => page(true, "11", "12"), 2, ["11", "12"]],
    ["goes back", (after) => page(true, ...(after === "0" ? ["12", "13"] : ["11", "12"])), 2, ["12", "13"]],
    ["ignores the order", () => page(true, "13", "11", "12"), 1, ["13", "11", "12"]],
    ["announces more records, but returns none", () => page(true), 1, []],
    ["ends by repeating the previous page", (after) => page(after === "0", "11", "12"), 2, ["11", "12"]],
  ])("that %s ends as partial", async (_what, query, calls, ids) => {
    const answerQuery: RecordCalls["query"] = (_module, { afterId }) => Promise.resolve(query(afterId))
    expect(await backUp({ query: answerQuery }, null)).toEqual([calls, ids, "partial"])
  })

  it("that returns everything in one page is whole, in any order", async () => {
    expect(await backUp({ query: async () => page(false, "13", "11") }, null)).toEqual([
      1,
      ["13", "11"],
      "whole",
    ])
  })
})

describe("a search", () => {
  it("that repeats its first page does not count it twice", async () => {
    const search: RecordCalls["search"] = (_module, { page: number }) =>
      Promise.resolve(page(number === 1, "11", "12"))
    // The first of the three calls is the query, which the org refuses.
    expect(await backUp({ search }, 4)).toEqual([3, ["11", "12"], "partial"])
  })

  it("whose pages overlap yields each record once", async () => {
    const search: RecordCalls["search"] = (_module, { page: number }) =>
      Promise.resolve(number === 1 ? page(true, "11", "12") : page(false, "12", "13"))
    expect(await backUp({ search }, 3)).toEqual([3, ["11", "12", "13"], "whole"])
  })
})

describe("many tags", () => {
  const NAMES = Array.from({ length: 140 }, (_, at) => `Tag ${at + 1}`)

  interface Part {
    readonly made: Awaited<ReturnType<ReturnType<typeof createBackupPort>["collect"]>>
    readonly queried: readonly string[]
    readonly most: number
  }

  /** Makes one part of a backup of these tags, five calls at a time. */
  async function part(query: (name: string) => Promise<ZohoResult<RecordPage>>): Promise<Part> {
    const queried: string[] = []
    let inFlight = 0
    let most = 0
    const counted: RecordCalls["query"] = async (_module, { tagName }) => {
      queried.push(tagName)
      most = Math.max(most, ++inFlight)
      await Promise.resolve()
      inFlight--
      return query(tagName)
    }
    const [tag] = confirmed(1).tags
    const tags = NAMES.map((name, at) => ({ ...tag!, id: String(at), name, records: 1 }))
    const module = { id: "m2", apiName: "Contacts", pluralLabel: "Contacts" }
    const { job, steps } = planDeletion(confirmed(1, { module, backup: { records: true }, tags }))
    const port = createBackupPort(store.backups, () => ({ query: counted, search: () => expect.fail() }))
    const made = await port.collect({ job, tags: () => steps.flatMap(tagsOf) }, fiveAtATime())
    return { made, queried, most }
  }

  function fiveAtATime(): WithinLimit {
    let free = 5
    const waiting: (() => void)[] = []
    return async (call) => {
      if (free === 0) await new Promise<void>((go) => waiting.push(go))
      else free--
      const result = await call()
      const next = waiting.shift()
      if (next) next()
      else free++
      return result
    }
  }

  const whole = async (name: string): Promise<ZohoResult<RecordPage>> =>
    page(false, String(100 + NAMES.indexOf(name)))
  const begin = (): Promise<Part> => part(() => expect.fail("the first part only writes the tags"))

  it("are read concurrently, in parts, until all are read", async () => {
    await begin()
    const seen: number[] = []
    let last = await part(whole)
    for (; last.queried.length > 0; last = await part(whole)) {
      seen.push(last.queried.length)
      expect(last.most).toBe(5)
    }
    expect(seen).toEqual([60, 60, 20])
    expect(last.made).toMatchObject({ value: { collected: 140, complete: true } })
  })

  it("are read even if one call fails, which is repeated in the next part", async () => {
    await begin()
    const first = await part(async (name) =>
      name === "Tag 60" ? { ok: false, fault: fault("server-error") } : whole(name),
    )
    expect(first.made).toMatchObject({ ok: true, value: { collected: 59, complete: false } })
    const second = await part(whole)
    expect(second.queried).toContain("Tag 60")
    expect(second.queried).not.toContain("Tag 1")
  })

  it("are abandoned after a refusal, with no calls beyond those in flight", async () => {
    await begin()
    const refused = fault("sign-in-needed")
    const { made, queried } = await part(async () => ({ ok: false, fault: refused }))
    expect(made).toEqual({ ok: false, fault: refused })
    expect(queried).toHaveLength(5)
  })

  it("do not wait for a tag with many pages, nor for one whose call failed", async () => {
    await begin()
    const queried: string[][] = []
    let pages = 0
    for (let time = 0; time < 4; time++) {
      const last = await part(async (name) => {
        if (name === "Tag 1") return page(true, String(1000 + pages++))
        return name === "Tag 60" && time === 0 ? { ok: false, fault: fault("server-error") } : whole(name)
      })
      queried.push([...last.queried])
    }
    const times = (name: string): number => queried.flat().filter((each) => each === name).length
    expect([times("Tag 60"), times("Tag 140")]).toEqual([2, 1])
    expect((await store.backups.list())[0]).toMatchObject({ collected: 139, begun: [0], complete: false })
    // Reading the long tag continues while other tags begin, and does not delay storing them.
    const [first = 0, second = 0, ...later] = queried.map(
      (names) => names.filter((name) => name === "Tag 1").length,
    )
    expect(Math.min(first, second)).toBeGreaterThan(1)
    expect(later).toEqual([1, 1])
  })
})
