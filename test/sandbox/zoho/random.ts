/** Seeded random numbers (mulberry32): a seed replays the same ids, names and readings. */
export type Random = () => number

export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export function integer(random: Random, below: number): number {
  return Math.floor(random() * below)
}

export function hex(random: Random, length: number): string {
  return Array.from({ length }, () => integer(random, 16).toString(16)).join("")
}
