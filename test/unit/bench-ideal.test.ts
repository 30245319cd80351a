/** The ideal times that the bench compares the extension with. */
import { expect, test } from "vitest"
import { CASES, CONCURRENCY, moduleNames, UNNAMED, ZOHO } from "../bench/job/cases"
import {
  idealBackup,
  idealRestore,
  leastPostsUnnamed,
  mostPostsUnnamed,
  schedule,
  type Call,
} from "../bench/job/ideal"

const one = (): Call => ({ from: 0, answered: () => [] })
const many = (length: number): Call[] => Array.from({ length }, one)
const rounds = (count: number): number => count * ZOHO.latency

test("as many calls as allowed run at once", () => {
  expect(schedule(many(CONCURRENCY))).toBe(rounds(1))
  expect(schedule(many(CONCURRENCY + 1))).toBe(rounds(2))
})

test("a dependent call waits for the answer before it, and a scheduled call for its time", () => {
  expect(schedule([{ from: 0, answered: () => [one()] }])).toBe(rounds(2))
  expect(schedule([{ ...one(), from: 1_000 }])).toBe(1_000 + ZOHO.latency)
})

test("a backup reads a tag's pages in order, and all other tags meanwhile", () => {
  expect(idealBackup([12_000])).toEqual({ milliseconds: rounds(6), queries: 6, additions: 0 })
  const others = Array.from({ length: 6 * (CONCURRENCY - 1) }, () => 60)
  expect(idealBackup([...others, 12_000]).milliseconds).toBe(rounds(6))
  expect(idealBackup([...others, 0, 12_000]).milliseconds).toBe(rounds(7))
})

test("a restore lists, creates the tags, lists, and reads each tag's records after all have been tagged", () => {
  expect(idealRestore([0, 0])).toEqual({ milliseconds: rounds(3), queries: 0, additions: 0 })
  expect(idealRestore([500])).toEqual({ milliseconds: rounds(5), queries: 1, additions: 1 })
  expect(idealRestore([500 * CONCURRENCY + 1])).toEqual({
    ...{ milliseconds: rounds(3 + 2 + 2), queries: 2, additions: CONCURRENCY + 1 },
  })
})

/** The number of POSTs when a list is halved until each refused tag is alone. */
function postsByHalves(tags: readonly boolean[]): number {
  if (tags.length === 1 || !tags.includes(true)) return 1
  const half = Math.ceil(tags.length / 2)
  return 1 + postsByHalves(tags.slice(0, half)) + postsByHalves(tags.slice(half))
}

test("bisection never takes more POSTs than the maximum, and no search fewer than the minimum", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const tags = Array.from({ length: UNNAMED.tagsPerModule }, () => false)
    for (let refused = 1; refused <= UNNAMED.refused; refused++)
      tags[(seed * refused * 7_919) % tags.length] = true
    expect(postsByHalves(tags)).toBeLessThanOrEqual(mostPostsUnnamed(UNNAMED))
  }
  expect(mostPostsUnnamed({ ...UNNAMED, tagsPerModule: 8, refused: 1 })).toBe(7)
  expect(leastPostsUnnamed({ ...UNNAMED, tagsPerModule: 8, refused: 1 })).toBe(3)
})

test("each case has its own modules", () => {
  const names = CASES.flatMap(moduleNames)
  expect(new Set(names).size).toBe(names.length)
})
