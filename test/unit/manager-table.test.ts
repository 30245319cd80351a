/** Sorting and columns of the tag manager's table. */
import { beforeAll, describe, expect, test } from "vitest"
import messages from "../../assets/_locales/en/messages.json"
import { COLUMNS, columnsOf, nextSort, sorted, type Column, type Row } from "../../src/manager/rows"
import { installI18n } from "../gallery/fake-i18n"
import { deals, leads } from "../gallery/fixtures"

beforeAll(() => installI18n(messages))

describe("the table", () => {
  const row = (id: string, more: Partial<Row>): Row => ({
    ...{ id, name: id, colorCode: null, color: "none", records: null, usedIn: null, protectedBy: null },
    ...{ module: leads, key: id, created: null },
    ...more,
  })
  const rows = [
    row("b 10", { colorCode: "#2", module: leads, records: 1, usedIn: ["x", "y"], createdBy: "Bo" }),
    row("b 9", { colorCode: "#1", module: deals, records: 9, usedIn: ["x"], createdBy: "Ada" }),
  ].map((each, at) => ({ ...each, created: 2 - at, modifiedTime: `2026-0${2 - at}-01T00:00:00Z` }))

  test.each(COLUMNS)("sorts by %s in both directions", (by) => {
    const ids = (descending: boolean): string[] => sorted(rows, { by, descending }).map(({ id }) => id)
    // The second row sorts first in every column except the number of records.
    const up = by === "records" ? ["b 10", "b 9"] : ["b 9", "b 10"]
    expect([ids(false), ids(true)]).toEqual([up, up.toReversed()])
  })

  test("sorts stably in both directions", () => {
    const equal = ["b", "a", "b", "a", "b"].map((name, at) => row(String(at + 1), { name }))
    const ids = (descending: boolean): string =>
      sorted(equal, { by: "name", descending })
        .map(({ id }) => id)
        .join("")
    expect([ids(false), ids(true)]).toEqual(["24135", "13524"])
  })

  test("first sorts numbers and times in descending order, and reverses at the second click", () => {
    const first = (column: Column): boolean => nextSort({ by: "name", descending: true }, column).descending
    expect(COLUMNS.filter((column) => column !== "name" && first(column))).toEqual([
      ...["records", "usedIn", "createdTime", "modifiedTime"],
    ])
    expect(nextSort({ by: "records", descending: true }, "records").descending).toBe(false)
  })

  test("omits empty columns except records, and shows the module if there are several", () => {
    const known = row("a", { usedIn: [] })
    expect(columnsOf([known], false, false)).toEqual(["name", "records"])
    const full = row("b", {
      color: "blue",
      usedIn: ["x"],
      createdBy: "Ada",
      createdTime: "2026",
      modifiedTime: "2026",
    })
    expect(columnsOf([known, full], true, false)).toEqual(COLUMNS)
    expect(columnsOf([full], false, true)).toEqual(["color", "name", "records", "usedIn", "createdTime"])
  })
})
