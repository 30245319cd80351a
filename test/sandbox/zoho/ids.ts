/** Zoho's ids. */
import { integer, type Random } from "./random"

/**
 * 64-bit ids as decimal strings. They exceed 2^53 and differ by less than a double can represent, so code that parses
 * an id as a number gets a wrong one and fails its test.
 */
export function idSource(random: Random): () => string {
  let next = 4_876_876_000_000_000_001n + BigInt(integer(random, 1_000_000)) * 1_000_000n
  return () => {
    next += BigInt(1 + integer(random, 3))
    return next.toString()
  }
}
