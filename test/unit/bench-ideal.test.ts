/** The ideal times and call counts that the bench compares the extension with. */
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

test("runs as many calls at once as allowed", () => {
  expect(schedule(many(CONCURRENCY))).toBe(rounds(1))
  expect(schedule(many(CONCURRENCY + 1))).toBe(rounds(2))
})

test("starts a call after the answer it depends on, and not before its time", () => {
  expect(schedule([{ from: 0, answered: () => [one()] }])).toBe(rounds(2))
  expect(schedule([{ ...one(), from: 1_000 }])).toBe(1_000 + ZOHO.latency)
})

test("a backup reads a tag's pages one after another, and other tags concurrently", () => {
  expect(idealBackup([12_000])).toEqual({ milliseconds: rounds(6), queries: 6, additions: 0 })
  const others = Array.from({ length: 6 * (CONCURRENCY - 1) }, () => 60)
  expect(idealBackup([...others, 12_000]).milliseconds).toBe(rounds(6))
  expect(idealBackup([...others, 0, 12_000]).milliseconds).toBe(rounds(7))
})

test("a restore lists, creates the tags, lists again, tags the records, and reads each tag's records", () => {
  expect(idealRestore([0, 0])).toEqual({ milliseconds: rounds(3), queries: 0, additions: 0 })
  expect(idealRestore([500])).toEqual({ milliseconds: rounds(5), queries: 1, additions: 1 })
  expect(idealRestore([500 * CONCURRENCY + 1])).toEqual({
    ...{ milliseconds: rounds(3 + 2 + 2), queries: 2, additions: CONCURRENCY + 1 },
  })
})

/** POSTs of a bisection in which each part with a refused tag is refused. */
function bisectionPosts(tags: readonly boolean[]): number {
  if (tags.length === 1 || !tags.includes(true)) return 1
  const half = Math.ceil(tags.length / 2)
  return 1 + bisectionPosts(tags.slice(0, half)) + bisectionPosts(tags.slice(half))
}

test("a bisection takes no more POSTs than the computed maximum", () => {
  for (let seed = 1; seed <= 200; seed++) {
    const tags = Array.from({ length: UNNAMED.tagsPerModule }, () => false)
    for (let refused = 1; refused <= UNNAMED.refused; refused++)
      tags[(seed * refused * 7_919) % tags.length] = true
    expect(bisectionPosts(tags)).toBeLessThanOrEqual(mostPostsUnnamed(UNNAMED))
  }
  expect(mostPostsUnnamed({ ...UNNAMED, tagsPerModule: 8, refused: 1 })).toBe(7)
  expect(leastPostsUnnamed({ ...UNNAMED, tagsPerModule: 8, refused: 1 })).toBe(3)
})

test("cases do not share modules", () => {
  const names = CASES.flatMap(moduleNames)
  expect(new Set(names).size).toBe(names.length)
})
