import { beforeAll, describe, expect, test } from "vitest"

import messages from "../../assets/_locales/en/messages.json"
import { readPlace, writePlace } from "../../src/manager/address"
import { tagsCsv } from "../../src/manager/export"
import { sideBySide } from "../../src/manager/side-by-side"
import { similarGroups } from "../../src/manager/similar"
import { installI18n } from "../gallery/fake-i18n"
import { acme, deals } from "../gallery/fixtures"

beforeAll(() => installI18n(messages))

describe("similar names", () => {
  const groups = (...names: string[]): string[][] => {
    const of = similarGroups(names.map((name) => ({ id: name, name })))
    const numbers = [...new Set(of.values())]
    return numbers.map((number) => names.filter((name) => of.get(name) === number))
  }

  test.each([
    ["case, spaces and punctuation", "Trade fair", "trade-fair"],
    ["accents", "Münster", "Munster"],
    ["a letter less", "Webinar", "Webinars"],
    ["another letter", "Customer", "Custamer"],
  ])("are alike but for %s", (_what, a, b) => {
    expect(groups(a, "something else", b)).toEqual([[a, b]])
  })

  test.each([
    ["numbers", "Import batch 11", "Import batch 12"],
    ["a letter in a short word", "hot", "lot"],
    ["two letters", "Customer", "Custamar"],
    ["signs alone", "+++", "!!!"],
  ])("are not alike with other %s", (_what, a, b) => {
    expect(groups(a, b)).toEqual([])
  })

  test("chains end in one group", () => {
    expect(groups("Webinar", "Webinars", "Webinarsx")).toEqual([["Webinar", "Webinars", "Webinarsx"]])
  })
})

test("no more than the width are under way, and all are done", async () => {
  let under = 0
  let most = 0
  const done: number[] = []
  const work = async (item: number): Promise<void> => {
    most = Math.max(most, ++under)
    await Promise.resolve()
    under -= 1
    done.push(item)
  }
  await sideBySide([...Array(23).keys()], 5, work, new AbortController().signal)
  expect(most).toBe(5)
  expect(done.toSorted((a, b) => a - b)).toEqual([...Array(23).keys()])
})

test("nothing more is begun after an abort", async () => {
  const gone = new AbortController()
  const begun: number[] = []
  const work = async (item: number): Promise<void> => {
    begun.push(item)
    gone.abort()
  }
  await sideBySide([1, 2, 3], 1, work, gone.signal)
  expect(begun).toEqual([1])
})

test("the address carries account, module and filters there and back", () => {
  const place = {
    account: "eu-production-7",
    module: "Deals",
    filters: { text: "a&b c", quick: ["unused", "similar"] },
  } as const
  expect(readPlace(writePlace(place))).toEqual(place)
  expect(readPlace("?quick=evil+similar")).toEqual({
    account: null,
    module: null,
    filters: { text: "", quick: ["similar"] },
  })
})

test("an exported name is no formula to a spreadsheet", () => {
  const csv = tagsCsv(acme, deals, [{ id: "1", name: "=1+1", colorCode: null, records: 3 }])
  expect(csv).toContain(`"Deals","'=1+1","1","","3"`)
})
