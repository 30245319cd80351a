/** Seeded randomness that reproduces a layout from its number in any browser. */
export interface Random {
  /** A number from 0 up to, but not including, 1. */
  next(): number
  /** An integer from `low` to `high`, both included. */
  int(low: number, high: number): number
  chance(share: number): boolean
  pick<T>(from: readonly T[]): T
  shuffle<T>(items: readonly T[]): T[]
}

/** Mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    int,
    chance: (share) => next() < share,
    pick: (from) => {
      const item = from[int(0, from.length - 1)]
      if (item === undefined) throw new Error("nothing to pick from")
      return item
    },
    shuffle: (items) => {
      const left = [...items]
      for (let at = left.length - 1; at > 0; at--) {
        const other = int(0, at)
        const [a, b] = [left[at], left[other]]
        if (a !== undefined && b !== undefined) [left[at], left[other]] = [b, a]
      }
      return left
    },
  }
}
