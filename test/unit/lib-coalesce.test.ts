/** Async helpers: work without overlap, shared by key, and one by one. */
import { describe, expect, it } from "vitest"

import { coalesce, oneByOne, shareByKey } from "../../src/lib/async"

describe("coalesce", () => {
  it("runs once more for all calls during a run, and resolves after that", async () => {
    const ends: (() => void)[] = []
    const work = coalesce(() => new Promise<void>((resolve) => void ends.push(resolve)))
    const all = Promise.all([work(), work(), work()])
    expect(ends).toHaveLength(1)
    ends[0]?.()
    await expect.poll(() => ends.length).toBe(2)
    ends[1]?.()
    await all
    expect(ends).toHaveLength(2)
  })

  it("pauses between two runs, and resolves with the last one", async () => {
    const times: number[] = []
    const work = coalesce(() => Promise.resolve(void times.push(performance.now())), 30)
    await Promise.all([work(), work(), work()])
    expect(times).toHaveLength(2)
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(25)
  })

  it("runs again after a failure", async () => {
    let runs = 0
    const work = coalesce(() => (runs++ === 0 ? Promise.reject(new Error("no")) : Promise.resolve()))
    await expect(work()).rejects.toThrow("no")
    await work()
    expect(runs).toBe(2)
  })
})

describe("shareByKey", () => {
  it("shares a run among concurrent calls with the same key; later calls and other keys start another", async () => {
    const share = shareByKey<string>()
    const begun: string[] = []
    const ask = (key: string): Promise<string> =>
      share(key, async () => {
        begun.push(key)
        return key
      })
    expect(await Promise.all([ask("a"), ask("a"), ask("b")])).toEqual(["a", "a", "b"])
    await ask("a")
    expect(begun).toEqual(["a", "b", "a"])
  })
})

describe("oneByOne", () => {
  it("starts each task after the previous one, even if that failed, and settles each with its own result", async () => {
    const inTurn = oneByOne()
    const log: string[] = []
    const work =
      (name: string, fails = false) =>
      async (): Promise<string> => {
        log.push(`${name} begins`)
        await new Promise((resolve) => setTimeout(resolve))
        log.push(`${name} ends`)
        if (fails) throw new Error(name)
        return name
      }
    const all = [inTurn(work("a")), inTurn(work("b", true)), inTurn(work("c"))]
    expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
    ])
    expect(log).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"])
  })
})
