/** What a job waits for while nothing moves, so that every screen can say it, and until when. Read off its steps. */
import { isFinished, type Wait } from "./job"
import type { JobRecord } from "./record"
import type { Step } from "./steps"

/** The most telling of what its steps wait for; null: a call is under way or due, or the pause says it already. */
export function waitOf({ job, steps }: JobRecord): Wait | null {
  if (isFinished(job.state) || job.pause !== null) return null
  if (job.backup?.phase === "due") return job.backup.failures > 0 ? retryAt(job.backup.notBefore) : null
  const open = steps.filter(({ phase }) => phase !== "settled")
  if (open.some(({ phase }) => phase === "sending")) return null
  const failing = open.filter(({ failures }) => failures > 0)
  if (failing.length > 0) return retryAt(soonest(failing))
  const unknown = open.filter(({ phase, attempts }) => phase === "outcome-unknown" && attempts > 0)
  if (unknown.length > 0) return { what: "outcome", since: null, until: soonest(unknown) }
  const accepted = open.flatMap((step) =>
    step.call === "mass-delete" && step.phase === "accepted" ? step : [],
  )
  if (accepted.length > 0)
    return { what: "zoho", since: Math.min(...accepted.map(({ sentAt }) => sentAt)), until: null }
  const looking = open.filter(({ phase, polls }) => phase === "verifying" && polls > 0)
  if (looking.length > 0) return { what: "re-read", since: null, until: soonest(looking) }
  const isPlanned = open.some(({ phase }) => phase === "planned")
  return isPlanned ? { what: "turn", since: Math.max(job.startAt, job.updatedAt), until: null } : null
}

function retryAt(until: number): Wait {
  return { what: "retry", since: null, until }
}

function soonest(steps: readonly Step[]): number {
  return Math.min(...steps.map(({ notBefore }) => notBefore))
}
