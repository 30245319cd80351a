/** Simultaneous writes are committed together, and refused one by one. */
import { describe, expect, it } from "vitest"

import { groupCommit } from "../../src/storage/database"

/** Commits everything that is not refused; each commit waits for `goOn`. */
function disk(refused: (all: readonly string[]) => boolean = () => false): {
  readonly commits: string[][]
  readonly commit: (all: readonly string[]) => Promise<void>
  readonly goOn: () => Promise<void>
} {
  const commits: string[][] = []
  const waiting: (() => void)[] = []
  return {
    commits,
    async commit(all): Promise<void> {
      commits.push([...all])
      await new Promise<void>((resolve) => waiting.push(resolve))
      if (refused(all)) throw new Error(`No room for ${all.join(" ")}`)
    },
    async goOn(): Promise<void> {
      for (let turn = 0; turn < 20; turn++) {
        waiting.shift()?.()
        await new Promise((resolve) => setTimeout(resolve))
      }
    },
  }
}

describe("simultaneous writes", () => {
  it("are committed together, and writes made meanwhile are committed together next", async () => {
    const { commits, commit, goOn } = disk()
    const write = groupCommit(commit)
    const first = [write("a"), write("b")]
    await new Promise((resolve) => setTimeout(resolve))
    const later = [write("c"), write("d"), write("e")]
    await goOn()
    await Promise.all([...first, ...later])
    expect(commits).toEqual([
      ["a", "b"],
      ["c", "d", "e"],
    ])
  })

  it("are refused one by one, each with its own reason", async () => {
    const { commits, commit, goOn } = disk((all) => all.includes("large"))
    const write = groupCommit(commit)
    const results = Promise.allSettled([write("a"), write("large"), write("c")])
    const next = write("d")
    await goOn()
    expect((await results).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"])
    await next
    expect(commits).toEqual([["a", "large", "c", "d"], ["a"], ["large"], ["c"], ["d"]])
  })

  it("let a refused writer write again", async () => {
    let isFull = true
    const { commit, goOn } = disk(() => isFull)
    const write = groupCommit(commit)
    const refused = Promise.allSettled([write("a")])
    await goOn()
    expect(await refused).toMatchObject([{ reason: new Error("No room for a") }])
    isFull = false
    const again = write("a")
    await goOn()
    await expect(again).resolves.toBeUndefined()
  })
})
