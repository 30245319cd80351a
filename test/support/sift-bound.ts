/**
 * POSTs that the search for `bad` unnamed offenders among `size` tags may need, wherever they lie: 2k·log2(n/k) and a
 * few, as long as no more than every eighth is bad. Beyond that no search can keep to it (one that knows the best answer
 * to every case already fails where a fifth is bad): a third more, and never more than where the formula is at its highest.
 */
export function siftBound(size: number, bad: number): number {
  if (bad === 0) return 1
  const formula = (k: number): number => 2 * k * Math.log2(size / k)
  return 4 + (8 * bad <= size ? formula(bad) : 1.3 * formula(Math.min(bad, size / Math.E)))
}
