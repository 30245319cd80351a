/** The jobs that the popup lists. */
import type { Job } from "../jobs/job"

/** As many as anyone scrolls through; older ones are kept all the same. */
export const MOST_JOBS = 50

/**
 * The newest jobs, and with them whatever else was confirmed together with one of them: what a set comes to is summed
 * over all of it, or it would be told too small.
 * @param list the newest jobs first, at most as many as asked for
 */
export async function recentJobs(list: (most: number) => Promise<readonly Job[]>): Promise<readonly Job[]> {
  const newest = await list(MOST_JOBS)
  if (newest.length < MOST_JOBS) return newest
  const missing = new Map<string, number>()
  for (const { group } of newest)
    if (group) missing.set(group.id, (missing.get(group.id) ?? group.modules) - 1)
  const rest = [...missing.values()].reduce((all, each) => all + Math.max(0, each), 0)
  if (rest === 0) return newest
  const more = await list(MOST_JOBS + rest)
  return more.filter(({ group }, at) => at < MOST_JOBS || (group && missing.has(group.id)))
}
