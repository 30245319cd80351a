/** The number of POSTs a job may make. Exact if only its own tags are refused. */
import { bisectionPosts } from "../../support/bisection-posts"
import { isQuiet } from "./scenario"
import type { Watched } from "./watch"
import type { World } from "./world"

/** Describes why a job has made too many POSTs, or returns null. */
export function flawOfCalls(world: World, job: Watched): string | null {
  if (!isQuiet(world.seed) || world.faults.has("(workers killed)")) return null
  const bound = postsAllowed(world, job)
  return bound !== null && job.posts > bound ? `made ${job.posts} POSTs, ${bound} are allowed` : null
}

function postsAllowed({ scenario }: World, job: Watched): number | null {
  // A smaller limit changes the chunks, so this bound does not apply.
  if (scenario.has("smaller-limit")) return null
  let allowed = 0
  for (const ids of job.planned) {
    const bad = ids.filter((id) => job.states.get(id) === "refused").length
    allowed += scenario.has("unnamed-offender") ? bisectionPosts(ids.length, bad) : bad + 1
  }
  return allowed
}
