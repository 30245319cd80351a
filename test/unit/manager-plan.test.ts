// @vitest-environment happy-dom
/** What a plan says before anything is done, its file, and the table's order and columns. */
import { beforeAll, beforeEach, describe, expect, test } from "vitest"
import messages from "../../assets/_locales/en/messages.json"
import type { Job } from "../../src/deletion/job"
import { chosenColumns, keepColumns } from "../../src/manager/columns"
import { planCsv } from "../../src/manager/export"
import { expectedTime, leastCredits, paceOf, recordsTold, refusals } from "../../src/manager/plan"
import { COLUMNS, OPTIONAL, nextSort, sorted } from "../../src/manager/rows"
import type { Column, Row } from "../../src/manager/rows"
import { installI18n } from "../gallery/fake-i18n"
import { acme, deals, leads, noPermission, tags } from "../gallery/fixtures"
import { many } from "../gallery/manager-stories"

beforeAll(() => installI18n(messages))

describe("a plan", () => {
  const ran = (seconds: number, chunks: number, more: Partial<Job> = {}): Job =>
    ({
      ...{ org: acme, state: "completed", startAt: 1_000, finishedAt: 1_000 + seconds * 1_000 },
      ...{ nextChunkIndex: chunks, ...more },
    }) as Job

  test("expects what this org's calls took, and nothing where none has run", () => {
    expect(paceOf([], acme.id)).toBe(null)
    const others = [ran(900, 1, { org: { ...acme, id: "1" } }), ran(900, 1, { state: "failed" })]
    expect(paceOf(others, acme.id)).toBe(null)
    // 30 s a call, and 10 s a call.
    expect(paceOf([...others, ran(60, 2), ran(10, 1)], acme.id)).toBe(20_000)
  })

  test("takes as long as its longest module, or as its calls take side by side", () => {
    const draft = many([450, 20, 20])
    const calls = (of: readonly number[]): typeof draft => ({
      ...draft,
      calls: of.reduce((sum, each) => sum + each, 0),
      parts: draft.parts.map((part, at) => ({ ...part, calls: of[at] ?? 0 })),
    })
    expect(expectedTime(calls([3, 1, 1]), 10_000, 5)).toBe(30_000)
    expect(expectedTime(calls([3, 3, 3]), 10_000, 2)).toBe(45_000)
  })

  test("counts credits, records, and what Zoho will refuse", () => {
    expect(leastCredits({ calls: 3 })).toBe(7)
    const [a, b, c] = tags(3)
    const told = [
      { ...a!, records: 4 },
      { ...b!, records: null },
      { ...c!, records: 5, usedIn: ["Workflow: x"] },
    ]
    expect(recordsTold(told)).toEqual({ most: 9, unknown: 1 })
    expect(refusals(told).map(({ id }) => id)).toEqual([c!.id])
  })

  test("is a file with every tag, what is left out, and what could not be read", () => {
    const draft = many([3, 2], {
      dropped: [{ name: "VIP", why: "protected" }],
      unread: [{ module: "Contacts", problem: noPermission }],
    })
    const lines = planCsv(draft).trim().split("\r\n")
    expect(lines).toHaveLength(1 + 5 + 1 + 1)
    for (const { name } of draft.parts.flatMap((part) => part.tags))
      expect(lines.some((line) => line.includes(`"${name.replaceAll('"', '""')}"`))).toBe(true)
    expect(lines.at(-2)).toContain('"VIP"')
    expect(lines.at(-1)).toContain(noPermission.happened)
  })
})

describe("the table", () => {
  const row = (id: string, more: Partial<Row>): Row => ({
    ...{ id, name: id, colorCode: null, records: null, usedIn: null, isProtected: false },
    ...{ module: leads, text: id, created: null },
    ...more,
  })
  const rows = [
    row("b 10", { colorCode: "#2", module: leads, records: 1, usedIn: ["x", "y"], createdBy: "Bo" }),
    row("b 9", { colorCode: "#1", module: deals, records: 9, usedIn: ["x"], createdBy: "Ada" }),
  ].map((each, at) => ({ ...each, created: 2 - at, modifiedTime: `2026-0${2 - at}-01T00:00:00Z` }))

  test.each(COLUMNS)("sorts by %s, both ways", (by) => {
    const ids = (descending: boolean): string[] => sorted([rows], { by, descending }).map(({ id }) => id)
    // Of these two the second comes first in every column but the numbers of records.
    const up = by === "records" ? ["b 10", "b 9"] : ["b 9", "b 10"]
    expect([ids(false), ids(true)]).toEqual([up, up.toReversed()])
  })

  test("keeps equals in the order they came in, module by module, whatever was sorted before", () => {
    const equal = (id: string, name: string): Row => row(id, { name })
    const [one, two] = [
      [equal("1", "b"), equal("2", "a"), equal("3", "b")],
      [equal("4", "a"), equal("5", "b")],
    ]
    const ids = (modules: readonly Row[][], descending = false): string =>
      sorted(modules, { by: "name", descending })
        .map(({ id }) => id)
        .join("")
    expect([ids([one]), ids([one, two]), ids([two, one])]).toEqual(["213", "24135", "42513"])
    expect([ids([one, two], true), ids([one, two])]).toEqual(["13524", "24135"])
  })

  test("begins with the largest and newest of numbers and times, and turns at the second click", () => {
    const first = (column: Column): boolean => nextSort({ by: "name", descending: true }, column).descending
    expect(COLUMNS.filter((column) => column !== "name" && first(column))).toEqual([
      ...["records", "usedIn", "createdTime", "modifiedTime"],
    ])
    expect(nextSort({ by: "records", descending: true }, "records").descending).toBe(false)
  })

  describe("remembers its columns", () => {
    beforeEach(() => localStorage.clear())

    test("and has all until some were chosen", () => {
      expect(chosenColumns()).toEqual(OPTIONAL)
      keepColumns(["records", "createdBy"])
      expect(chosenColumns()).toEqual(["records", "createdBy"])
      keepColumns([])
      expect(chosenColumns()).toEqual([])
    })
  })
})
