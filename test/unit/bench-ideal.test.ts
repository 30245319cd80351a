/** What the bench holds the extension against. */
import { expect, test } from "vitest"
import { CONCURRENCY, ZOHO } from "../bench/job/cases"
import { idealBackup, idealRestore, schedule, type Call } from "../bench/job/ideal"

const one = (): Call => ({ from: 0, answered: () => [] })
const many = (length: number): Call[] => Array.from({ length }, one)
const rounds = (count: number): number => count * ZOHO.latency

test("as many calls as allowed are under way at once", () => {
  expect(schedule(many(CONCURRENCY))).toBe(rounds(1))
  expect(schedule(many(CONCURRENCY + 1))).toBe(rounds(2))
})

test("a call that follows another one waits for its answer, and one that is due later for its time", () => {
  expect(schedule([{ from: 0, answered: () => [one()] }])).toBe(rounds(2))
  expect(schedule([{ ...one(), from: 1_000 }])).toBe(1_000 + ZOHO.latency)
})

test("a backup reads the pages of a tag one after the other, and all other tags meanwhile", () => {
  expect(idealBackup([12_000])).toEqual({ milliseconds: rounds(6), queries: 6, additions: 0 })
  const others = Array.from({ length: 6 * (CONCURRENCY - 1) }, () => 60)
  expect(idealBackup([...others, 12_000]).milliseconds).toBe(rounds(6))
  expect(idealBackup([...others, 0, 12_000]).milliseconds).toBe(rounds(7))
})

test("a restore lists, makes the tags, lists, and reads each tag's records once all of them have it", () => {
  expect(idealRestore([0, 0])).toEqual({ milliseconds: rounds(3), queries: 0, additions: 0 })
  expect(idealRestore([500])).toEqual({ milliseconds: rounds(5), queries: 1, additions: 1 })
  expect(idealRestore([500 * CONCURRENCY + 1])).toEqual({
    ...{ milliseconds: rounds(3 + 2 + 2), queries: 2, additions: CONCURRENCY + 1 },
  })
})
