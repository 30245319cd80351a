import { describe, expect, it } from "vitest"

import { createLanes } from "../../src/runner/lanes"
import type { Turn } from "../../src/runner/lanes"

const good = { answer: "good", credits: undefined } as const

/** Asks for a lane of one place in the order given, then gives it back as often; who got it when. */
async function order(asking: readonly [name: string, turn: Turn, at: number][]): Promise<string[]> {
  let now = 0
  const clock = { now: () => now, after: () => () => undefined }
  const lanes = createLanes(
    clock,
    () => 0,
    () => 1,
  )
  await lanes.enter("org")
  const got: string[] = []
  const all = asking.map(async ([name, turn, at]) => {
    now = at
    await lanes.enter("org", turn)
    got.push(name)
    lanes.leave("org", good)
  })
  lanes.leave("org", good)
  await Promise.all(all)
  return got
}

describe("a full lane", () => {
  it("lets in by turn, and of the same turn who asked first", async () => {
    expect(
      await order([
        ["listed", "last", 0],
        ["looked at", "second", 0],
        ["sent", "first", 0],
        ["sent later", "first", 0],
        ["looked at later", "second", 0],
      ]),
    ).toEqual(["sent", "sent later", "looked at", "looked at later", "listed"])
  })

  it("lets nobody wait for ever", async () => {
    expect(
      await order([
        ["listed long ago", "last", 0],
        ["looked at long ago", "second", 1_000],
        ["looked at", "second", 3_500],
        ["sent", "first", 4_500],
      ]),
    ).toEqual(["looked at long ago", "listed long ago", "sent", "looked at"])
  })
})
