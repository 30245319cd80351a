import fc from "fast-check"
import { describe, expect, it } from "vitest"

import { dueCommands } from "../../src/deletion/due"
import { idsToSend } from "../../src/deletion/machine/submit"
import { NOW, accepted, after, chunk, plan, refusal, states, submitting } from "./deletion-records"

/** POSTs until all of 200 tags are sent or refused, where Zoho refuses these. */
function postsFor(bad: ReadonlySet<string>, isNamed: boolean): number {
  let record = plan(200)
  for (let posts = 0; ; posts++) {
    const command = dueCommands(record, NOW).find(({ type }) => type === "submit")
    if (command?.type !== "submit") {
      const refused = Object.entries(states(record)).filter(([, state]) => state === "refused")
      expect(refused.map(([id]) => id).sort()).toEqual([...bad].sort())
      return posts
    }
    const sent = after(record, [submitting(command.chunk)])
    const tagIndex = idsToSend(chunk(sent, command.chunk)).findIndex((id) => bad.has(id))
    const answer =
      tagIndex < 0
        ? accepted(command.chunk)
        : refusal("tag-in-use", isNamed ? { tagIndex } : {}, command.chunk)
    record = after(sent, [answer])
  }
}

const someTags = fc.uniqueArray(fc.integer({ min: 0, max: 199 }), { maxLength: 10 })
const idsOf = (places: readonly number[]): Set<string> => new Set(places.map((place) => `t${place}`))

describe("POSTs for k refused tags among 200", () => {
  it("are k + 1 at most where Zoho names the tag", () => {
    fc.assert(
      fc.property(someTags, (places) => {
        expect(postsFor(idsOf(places), true)).toBeLessThanOrEqual(places.length + 1)
      }),
    )
  })

  it("are about 2k·log2(200/k) + 2 where it does not", () => {
    fc.assert(
      fc.property(someTags, (places) => {
        const k = Math.max(1, places.length)
        // A third more at worst: 200 is no power of two, and bad tags may lie as far apart as they can.
        expect(postsFor(idsOf(places), false)).toBeLessThanOrEqual((2 * k * Math.log2(200 / k) + 2) * 1.3)
      }),
    )
  })

  it("are one where nothing is refused, and 17 for one tag without a name", () => {
    expect(postsFor(new Set(), false)).toBe(1)
    expect(postsFor(new Set(["t0"]), false)).toBeLessThanOrEqual(17)
  })
})
