/** What reached Zoho during one run, according to the sandbox's log. */
import type { Call, Sandbox, SeededOrg } from "../../sandbox"
import { ZOHO } from "./cases"

export interface Traffic {
  readonly posts: number
  /** The most tag lists read of a single module before its first deletion, and after it. */
  readonly listsBefore: number
  readonly listsAfter: number
  /** The most status calls for one Zoho job. */
  readonly polls: number
  /** All status calls. */
  readonly allPolls: number
  /** All calls to the API. */
  readonly calls: number
  /**
   * How late the end of a Zoho job was noticed, at worst, relative to the allowed delay: two seconds or a fifth of its
   * length, whichever is more.
   */
  readonly noticed: number
}

const SECONDS_ALLOWED = 2_000
const SHARE_ALLOWED = 0.2

/** @param since milliseconds since the epoch; earlier calls are ignored */
export function trafficOf(sandbox: Sandbox, org: SeededOrg, since: number): Traffic {
  const mine = (call: Call): boolean => call.time >= since && call.host.includes("zohoapis")
  const posts = sandbox.log.massDeletePosts().filter(mine)
  const polls = sandbox.log.massDeletePolls().filter(mine)
  const jobs = sandbox.zoho.jobs(org.zgid).filter(({ acceptedAt }) => acceptedAt >= since)
  const lists = sandbox.log.find({ method: "GET", path: /\/settings\/tags$/ }).filter(mine)
  const firstPost = new Map<string, number>()
  for (const { body, time } of posts) {
    const module = moduleOf(body)
    firstPost.set(module, Math.min(time, firstPost.get(module) ?? Infinity))
  }
  const before = lists.filter(({ query, time }) => time < (firstPost.get(query["module"] ?? "") ?? Infinity))
  const after = lists.filter((list) => !before.includes(list))
  return {
    posts: posts.length,
    listsBefore: most(before.map(({ query }) => query["module"])),
    listsAfter: most(after.map(({ query }) => query["module"])),
    polls: most(polls.map(({ query }) => query["job_id"])),
    allPolls: polls.length,
    calls: sandbox.log.calls.filter(mine).length,
    noticed: Math.max(0, ...jobs.map((job) => lateness(job, polls))),
  }
}

function lateness(job: { id: string; acceptedAt: number; endsAt: number }, polls: readonly Call[]): number {
  const own = polls.filter(({ query }) => query["job_id"] === job.id)
  // The sandbox acts on a call when it arrives, and delays the answer by its latency.
  const noticing = own.find(({ time }) => time >= job.endsAt)
  if (!noticing) throw new Error("a job's status was not read after its end")
  const allowed = Math.max(SECONDS_ALLOWED, SHARE_ALLOWED * (job.endsAt - job.acceptedAt))
  return (noticing.time + ZOHO.latency - job.endsAt) / allowed
}

function moduleOf(body: string): string {
  const parsed = JSON.parse(body) as { mass_delete: [{ module: { api_name: string } }] }
  return parsed.mass_delete[0].module.api_name
}

/** How often the most frequent item occurs. */
function most(items: readonly (string | undefined)[]): number {
  const counts = new Map<string | undefined, number>()
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
  return Math.max(0, ...counts.values())
}
