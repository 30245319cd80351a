/** How many POSTs a job may need. Exact where nothing but its own tags is in the way. */
import { bisectionPosts } from "../../support/bisection-posts"
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
  // A smaller limit makes other chunks; the bound of the parts is another.
  if (scenario.has("smaller-limit")) return null
  let allowed = 0
  for (const ids of job.planned) {
    const bad = ids.filter((id) => job.states.get(id) === "refused").length
    allowed += scenario.has("unnamed-offender") ? bisectionPosts(ids.length, bad) : bad + 1
  }
  return allowed
}
