/** How many POSTs a chunk needs if Zoho refuses some of its tags, named or unnamed, in any position. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { bisectionPosts } from "../support/bisection-posts"
import { postsFor } from "../support/job-records"

const idsOf = (places: readonly number[]): Set<string> => new Set(places.map((place) => `t${place}`))
const someOf = (size: number): fc.Arbitrary<number[]> =>
  fc.uniqueArray(fc.integer({ min: 0, max: size - 1 }), { maxLength: 10 })

describe("POSTs for k refused tags", () => {
  it("are at most k + 1 if Zoho names the tags", () => {
    fc.assert(
      fc.property(someOf(200), (places) => {
        expect(postsFor(200, idsOf(places), true)).toBeLessThanOrEqual(places.length + 1)
      }),
    )
  })

  it.each([1, 2, 3, 7, 100, 200])(
    "are at most those of plain bisection if Zoho does not name them: %i tags",
    (size) => {
      fc.assert(
        fc.property(someOf(size), (places) => {
          expect(postsFor(size, idsOf(places), false)).toBeLessThanOrEqual(
            bisectionPosts(size, places.length),
          )
        }),
      )
    },
  )

  it("are exactly those of plain bisection if the refused tags are as far apart as possible", () => {
    for (const bad of [0, 1, 2, 4, 8, 64]) {
      const places = Array.from({ length: bad }, (_, at) => (at * 128) / bad)
      expect(postsFor(128, idsOf(places), false), `${bad} tags`).toBe(bisectionPosts(128, bad))
    }
  })

  it("are 1 if nothing is refused, and fewer than two per tag", () => {
    expect(postsFor(200, new Set(), false)).toBe(1)
    expect(postsFor(200, idsOf(Array.from({ length: 200 }, (_, at) => at)), false)).toBe(399)
    for (let bad = 1; bad <= 200; bad++) {
      const formula = 2 * bad * (Math.log2(200 / bad) + 1)
      expect(bisectionPosts(200, bad), `${bad} tags`).toBeLessThanOrEqual(Math.min(399, 1.15 * formula + 1))
    }
  })
})
