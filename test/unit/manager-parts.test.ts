/** Parts of the tag manager: similar names, concurrent reading, URL state, colors, filters. */
import fc from "fast-check"
import { beforeAll, describe, expect, test } from "vitest"

import messages from "../../assets/_locales/en/messages.json"
import { mapConcurrent } from "../../src/lib/async"
import { nameKey } from "../../src/lib/names"
import { applyFilters, NO_FILTERS, QUICK_FILTERS, type Filters } from "../../src/manager/filters"
import { BY_NAME, colorOf, type Row } from "../../src/manager/rows"
import { similarGroups } from "../../src/manager/similar-names"
import { readUrlState, writeUrlState } from "../../src/manager/url-state"
import { CONCURRENCY_OF_ANY_EDITION } from "../../src/zoho/limits"
import { installI18n } from "../gallery/fake-i18n"
import { deals } from "../gallery/fixtures"

beforeAll(() => installI18n(messages))

describe("similar names", () => {
  const groups = (...names: string[]): string[][] => {
    const tags = names.map((name) => ({ id: name, name }))
    return similarGroups(tags).map((group) => group.map(({ name }) => name))
  }

  test.each([
    ["case, spaces and punctuation", "Trade fair", "trade-fair"],
    ["accents", "Münster", "Munster"],
    ["a missing letter", "Webinar", "Webinars"],
    ["a different letter", "Customer", "Custamer"],
    ["two swapped letters", "Customer", "Cutsomer"],
    ["the plural of a short word", "lead", "leads"],
    ["a plural with another ending", "Company", "Companies"],
    ["a plural in the middle", "Leads 2019", "lead 2019"],
    ["an apostrophe", "Customer’s", "customers"],
    ["a space", "Trade fair", "Tradefair"],
    ["a Greek accent", "Πελάτης", "ΠΕΛΑΤΗΣ"],
    ["a Greek letter", "Πελάτης νέος", "Πελάτες νέος"],
    ["a Cyrillic diacritic", "Всё", "все"],
    ["a Cyrillic letter", "Клиенты", "Клеенты"],
    ["width", "セミナー２０２６", "ｾﾐﾅｰ2026"],
    ["digits of another script", "عميل ١", "عميل 1"],
    ["a numeral's form", "Phase Ⅲ", "phase III"],
    ["invisible characters", "VIP\u200b gold", "VIP\u00a0gold"],
    ["a middle dot", "大阪・東京", "大阪東京"],
    ["a vertical bar", "Trade | fair", "Trade fair"],
  ])("are similar except for %s", (_what, a, b) => {
    expect(groups(a, "something else", b)).toEqual([[a, b]])
  })

  test.each([
    ["numbers", "Import batch 11", "Import batch 12"],
    ["a letter in a short word", "hot", "lot"],
    ["two letters", "Customer", "Custamar"],
    ["symbols only", "+++", "!!!"],
    ["separators only", "---", "..."],
    ["signs before a number", "+1", "-1"],
    ["a minus before a number", "Score -1", "Score 1"],
    ["comparison signs", "≥5", "≤5"],
    ["symbols after a letter", "C++", "C#"],
    ["symbols after a letter, or none", "C", "C++"],
    ["plus and minus after a letter", "Grade A+", "Grade A-"],
    ["minus after a letter, or none", "Grade A", "Grade A-"],
    ["Roman numerals", "Phase II", "Phase III"],
    ["single letters", "Plan A", "Plan B"],
    ["single letters, or none", "Plan A", "Plan"],
    ["single letters before a number", "Segment A1", "Segment B1"],
    ["short words in a long name", "Customers US", "Customers UK"],
    ["decimal points", "Version 1.5", "Version 15"],
    ["dashes between numbers", "Batch 1-2", "Batch 12"],
    ["emoji", "🔥 leads", "❄ leads"],
    ["currencies", "Leads €", "Leads $"],
    ["short words that differ by an s", "New", "News"],
    ["Arabic digits", "عميل ١", "عميل ٢"],
    ["Hindi digits", "चरण १", "चरण २"],
    ["circled numbers", "①", "②"],
    ["Chinese numbers", "第一阶段", "第二阶段"],
    ["Chinese characters", "上海客户名单", "上海客户名册"],
    ["Japanese voicing", "ハンド", "バンド"],
    ["Japanese vowel length", "ビル建設会社", "ビール建設会社"],
    ["Hindi vowels", "दिन का ग्राहक", "दीन का ग्राहक"],
    ["Hindi final vowels", "नया ग्राहक", "नयी ग्राहक"],
    ["Arabic letters", "العميل الجديد", "العميل الحديد"],
    ["Thai tones", "ลูกค้าใหม่", "ลูกคาใหม่"],
    ["Hebrew final letters", "לקוחות חדשים", "לקוחות חדשות"],
    ["Korean letters", "고객사업부", "고객사업무"],
  ])("are not similar: different %s", (_what, a, b) => {
    expect(groups(a, b)).toEqual([])
  })

  test("are grouped transitively", () => {
    expect(groups("Webinar", "Webinars", "Webinarsx")).toEqual([["Webinar", "Webinars", "Webinarsx"]])
  })
})

test("mapConcurrent runs every item, at most as many at once as every Zoho edition allows", async () => {
  let running = 0
  let most = 0
  const done: number[] = []
  const work = async (item: number): Promise<void> => {
    most = Math.max(most, ++running)
    await Promise.resolve()
    running -= 1
    done.push(item)
  }
  await mapConcurrent(CONCURRENCY_OF_ANY_EDITION, [...Array(23).keys()], work, new AbortController().signal)
  expect(most).toBe(5)
  expect(done.toSorted((a, b) => a - b)).toEqual([...Array(23).keys()])
})

test("mapConcurrent starts nothing after an abort", async () => {
  const gone = new AbortController()
  const begun: number[] = []
  const work = async (item: number): Promise<void> => {
    begun.push(item)
    gone.abort()
  }
  await mapConcurrent(CONCURRENCY_OF_ANY_EDITION, [...Array(23).keys()], work, gone.signal)
  expect(begun).toEqual([0])
})

test("the URL preserves account, module, filters and sort order, and ignores invalid values", () => {
  const place = {
    account: "eu-production-7",
    module: "Deals",
    filters: {
      ...{ text: "a&b c", quick: ["unused", "similar"] as const },
      ...{ before: "2026-01-31", by: "Jane Doe", color: "blue" as const },
    },
    sort: { by: "records", descending: true },
  } as const
  expect(readUrlState(writeUrlState(place))).toEqual(place)
  expect(readUrlState("?quick=evil+similar&before=soon&color=mauve&sort=-nothing")).toEqual({
    ...{ account: null, module: null, sort: BY_NAME },
    filters: { ...NO_FILTERS, quick: ["similar"] },
  })
  expect(writeUrlState(readUrlState(""))).toBe("")
})

test.each([
  ["#57B1FD", "blue"],
  ["#658ba8", "blue"],
  ["#A8C026", "green"],
  ["#AAFE62", "green"],
  ["#FF0000", "red"],
  ["#B88562", "brown"],
  ["#F48435", "orange"],
  ["#879BFC", "purple"],
  ["#969696", "gray"],
  ["#000000", "gray"],
  ["#FFFF00", "yellow"],
  ["#0000FF", "blue"],
  [null, "none"],
  ["red", "none"],
])("the color %s is called %s", (code, name) => {
  expect(colorOf(code)).toBe(name)
})

const row = (name: string, more: Partial<Row> = {}): Row => ({
  ...{ id: name, name, colorCode: null, color: "none", records: null, usedIn: null, protectedBy: null },
  ...{ module: deals, key: nameKey(name), created: null },
  ...more,
})

describe("filters", () => {
  const rows = [
    row("Alpha 1", { records: 0, createdBy: "Ada", color: "blue", created: Date.UTC(2020, 1, 1) }),
    row("Alpha 2", { records: 3, createdBy: "Ada", usedIn: ["Workflow: x"], created: Date.UTC(2026, 1, 1) }),
    row("Beta", { records: 0, createdBy: "Bo", protectedBy: "x", usedIn: [] }),
    row("Refused", { records: 0, createdBy: "Bo", usedIn: ["automation"] }),
  ]
  const similar = { has: (id: string) => id.startsWith("Alpha") }
  const selected = { has: (id: string) => id === "Beta" }
  const shown = (filters: Partial<Filters>): string[] =>
    applyFilters(rows, { ...NO_FILTERS, ...filters }, similar, selected).rows.map(({ name }) => name)

  test.each([
    ["text", { text: "alph" }, ["Alpha 1", "Alpha 2"]],
    ["text in another width", { text: "ＡＬＰＨ" }, ["Alpha 1", "Alpha 2"]],
    ["a pattern of the whole name", { text: "a*2" }, ["Alpha 2"]],
    ["unused", { quick: ["unused"] }, ["Alpha 1", "Beta"]],
    ["in use", { quick: ["inUse"] }, ["Alpha 2", "Refused"]],
    ["selected", { quick: ["selected"] }, ["Beta"]],
    ["similar", { quick: ["similar"] }, ["Alpha 1", "Alpha 2"]],
    ["protected", { quick: ["protected"] }, ["Beta"]],
    ["a day", { before: "2021-01-01" }, ["Alpha 1"]],
    ["a person", { by: "Bo" }, ["Beta", "Refused"]],
    ["a color", { color: "blue" }, ["Alpha 1"]],
    ["no color", { color: "none" }, ["Alpha 2", "Beta", "Refused"]],
    ["several at once", { text: "alpha", quick: ["unused"], by: "Ada" }, ["Alpha 1"]],
  ] as const)("by %s", (_what, filters, names) => {
    expect(shown(filters)).toEqual(names)
  })

  test("are counted in combination with the other filters", () => {
    const { counts } = applyFilters(rows, { ...NO_FILTERS, by: "Ada" }, similar, selected)
    expect(counts.quick).toEqual({ unused: 1, inUse: 1, similar: 2, protected: 0, selected: 0 })
    expect([...counts.by]).toEqual([
      ["Ada", 2],
      ["Bo", 2],
    ])
    expect([...counts.color]).toEqual([
      ["blue", 1],
      ["none", 1],
    ])
  })

  test("have correct counts in any combination", () => {
    const any = fc.record({
      text: fc.constantFrom("", "a", "beta", "2", "a*2"),
      quick: fc.subarray([...QUICK_FILTERS]),
      before: fc.constantFrom(null, "2021-01-01"),
      by: fc.constantFrom(null, "Ada", "Bo"),
      color: fc.constantFrom(null, "none" as const, "blue" as const),
    })
    fc.assert(
      fc.property(any, (filters) => {
        const { counts } = applyFilters(rows, filters, similar, selected)
        for (const each of QUICK_FILTERS)
          expect(counts.quick[each]).toBe(shown({ ...filters, quick: [...filters.quick, each] }).length)
        for (const [by, count] of counts.by) expect(count).toBe(shown({ ...filters, by }).length)
        for (const [color, count] of counts.color) expect(count).toBe(shown({ ...filters, color }).length)
      }),
    )
  })

  test("treat a star as any characters or as itself", () => {
    const hotels = [row("Hotel 5*"), row("Hotel 5"), row("5 rooms")]
    const found = (text: string): string[] =>
      applyFilters(hotels, { ...NO_FILTERS, text }, similar, selected).rows.map(({ name }) => name)
    expect(found("5*")).toEqual(["Hotel 5*", "5 rooms"])
  })
})
