/** How many POSTs plain bisection needs. */

/** Results by number of tags and of refused tags. */
const known = new Map<string, number>()

/**
 * The most POSTs that plain bisection needs to find `bad` refused tags among `size` tags and delete the others, if Zoho
 * does not name the refused tags. A refused call costs one POST, plus those of its two halves. The result is about
 * 2k·log2(n/k) + 2k for k refused among n tags, and never more than two per tag.
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
