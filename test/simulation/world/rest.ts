/** When a simulation may end, and whether each job may rest in its state. */
import { isFinished, stopsCalls, type Pause } from "../../../src/jobs/job"
import type { JobRecord } from "../../../src/jobs/record"
import type { Feature } from "./scenario"
import type { Watched } from "./watch"
import type { World } from "./world"

/** Whether the job is finished, or waits for the user with nothing in progress. */
export function isAtRest({ job, steps }: JobRecord): boolean {
  if (isFinished(job.state)) return true
  if (job.pause?.until !== null) return false
  const isFollowed = !stopsCalls(job.pause)
  return !isFollowed || steps.every(({ phase }) => phase === "planned" || phase === "settled")
}

/** For each reason to wait for the user, the troubles that can cause it. */
const CAUSES: Readonly<Record<Pause["why"], readonly Feature[]>> = {
  user: ["user-pauses"],
  "sign-in": ["token-revoked", "token-refused", "token-expired"],
  consent: ["consent-withdrawn"],
  "permission-removed": ["permission-removed"],
  "no-permission": ["role-changed"],
  "too-many-failures": [],
  "out-of-credits": [],
  // Checked with the job itself.
  "plan-limit": [],
  backup: ["useless-answer", "store-failure", "module-hidden", "role-changed"],
  unreachable: ["useless-answer", "module-hidden", "module-recreated"],
}

/** Describes why a job must not wait as it does, or returns null. */
export function flawAtRest({ job }: JobRecord, watched: Watched, { faults }: World): string | null {
  if (job.pause === null) return null
  const { why } = job.pause
  if (why === "plan-limit") return watched.tagging ? null : "waits for room, and creates nothing"
  if (why === "too-many-failures") return watched.failures >= 3 ? null : "stopped without three failures"
  // A token is renewed once. Only a second one that expires before any call has worked requires the user.
  const times = (cause: Feature): number => (faults.get(cause) ?? 0) - (cause === "token-expired" ? 1 : 0)
  return CAUSES[why].some((cause) => times(cause) > 0) ? null : `waits for a person without cause: ${why}`
}
