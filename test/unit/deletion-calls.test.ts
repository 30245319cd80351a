import fc from "fast-check"
import { describe, expect, it } from "vitest"

import { postsFor } from "./deletion-records"

const someTags = fc.uniqueArray(fc.integer({ min: 0, max: 199 }), { maxLength: 10 })
const idsOf = (places: readonly number[]): Set<string> => new Set(places.map((place) => `t${place}`))

describe("POSTs for k refused tags among 200", () => {
  it("are k + 1 at most where Zoho names the tag", () => {
    fc.assert(
      fc.property(someTags, (places) => {
        expect(postsFor(200, idsOf(places), true)).toBeLessThanOrEqual(places.length + 1)
      }),
    )
  })

  it("are one where nothing is refused, and all are found where everything is", () => {
    expect(postsFor(200, new Set(), false)).toBe(1)
    expect(postsFor(200, idsOf(Array.from({ length: 200 }, (_, at) => at)), false)).toBeLessThanOrEqual(220)
  })
})
