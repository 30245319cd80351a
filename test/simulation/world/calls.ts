/** How many POSTs a job may need. Exact where nothing but its own tags is in the way. */
import { isQuiet } from "./scenario"
import type { Watched } from "./watch"
import type { World } from "./world"

/** Why a job has made too many POSTs; null: it has not. */
export function flawOfCalls(world: World, job: Watched): string | null {
  if (!isQuiet(world.seed) || world.faults.has("(workers killed)")) return null
  const bound = postsAllowed(world, job)
  return bound !== null && job.posts > bound ? `made ${job.posts} POSTs, ${bound} are allowed` : null
}

function postsAllowed({ scenario }: World, job: Watched): number | null {
  // A smaller limit cuts chunks anew; the bound of the parts is another.
  if (scenario.has("smaller-limit")) return null
  let allowed = 0
  for (const ids of job.planned) {
    const bad = ids.filter((id) => job.states.get(id) === "refused").length
    allowed += scenario.has("unnamed-offender") ? halvingBound(ids.length, bad) : bad + 1
  }
  return allowed
}

const known = new Map<string, number>()

/**
 * POSTs that halving needs at worst for `bad` among `size`: every half that holds a bad one is halved again.
 * About 2k·log2(size/k) + 2.
 */
export function halvingBound(size: number, bad: number): number {
  if (bad === 0 || size <= 1) return 1
  const key = `${size} ${bad}`
  const found = known.get(key)
  if (found !== undefined) return found
  const first = Math.ceil(size / 2)
  const second = size - first
  let worst = 0
  for (let inFirst = Math.max(0, bad - second); inFirst <= Math.min(bad, first); inFirst++)
    worst = Math.max(worst, halvingBound(first, inFirst) + halvingBound(second, bad - inFirst))
  known.set(key, worst + 1)
  return worst + 1
}
