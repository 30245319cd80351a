/** By number of tags and of offenders. */
const known = new Map<string, number>()

/**
 * POSTs that plain bisection needs at most to find `bad` unnamed offenders among `size` tags and to delete the others,
 * wherever the offenders lie: a call that is refused costs one, and each of its halves what it needs by itself. It is
 * about 2k·log2(n/k) + 2k for k of them, and never more than two for each tag.
 */
export function bisectionPosts(size: number, bad: number): number {
  if (bad === 0 || size === 1) return 1
  const key = `${size} ${bad}`
  const posts = known.get(key) ?? 1 + worstHalves(size, bad)
  known.set(key, posts)
  return posts
}

function worstHalves(size: number, bad: number): number {
  const first = Math.ceil(size / 2)
  const rest = size - first
  let worst = 0
  for (let inFirst = Math.max(0, bad - rest); inFirst <= Math.min(first, bad); inFirst++)
    worst = Math.max(worst, bisectionPosts(first, inFirst) + bisectionPosts(rest, bad - inFirst))
  return worst
}
