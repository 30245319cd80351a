import { describe, expect, it } from "vitest"
import { watchTime } from "../../src/page/ui/watch-time"

/** Looks at these times (ms); disturbed at some of them. The last one's word. */
function after(times: readonly number[], disturbed: readonly number[] = []): string {
  const time = watchTime(0)
  return times.map((now) => time.look(now, disturbed.includes(now))).at(-1) ?? "none"
}

const every = (step: number, until: number): number[] =>
  Array.from({ length: Math.floor(until / step) }, (_, at) => (at + 1) * step)

describe("a question", () => {
  it("is seen while nothing disturbs it and looks come as they should", () => {
    expect(after([1])).toBe("seen")
    expect(after(every(80, 5_000))).toBe("seen")
  })

  it("is disturbed for a second after whatever covered it has gone", () => {
    expect(after(every(50, 500), [500])).toBe("disturbed")
    expect(after(every(50, 1_450), [500])).toBe("disturbed")
    expect(after(every(50, 1_500), [500])).toBe("seen")
  })

  it("is disturbed without end by what comes and goes", () => {
    const flashes = every(50, 5_000).filter((now) => now % 600 === 0)
    const words = new Set(every(50, 5_000).map((now) => after(every(50, now), flashes)))
    expect(words).toEqual(new Set(["seen", "disturbed"]))
    expect(after(every(50, 4_950), flashes)).toBe("disturbed")
  })

  it("is not believed where half of the last two seconds went by unwatched, until they are past", () => {
    expect(after([100, 900])).toBe("seen")
    expect(after([100, 1_300])).toBe("unwatched")
    // Many short ones come to the same.
    expect(after(every(450, 1_800))).toBe("unwatched")
    expect(after([100, 1_300, ...every(50, 3_250).filter((now) => now > 1_300)])).toBe("unwatched")
    expect(after([100, 1_300, ...every(50, 3_300).filter((now) => now > 1_300)])).toBe("seen")
  })

  it("takes one short stutter for what it is", () => {
    expect(after([...every(50, 1_000), 1_600])).toBe("seen")
  })
})
