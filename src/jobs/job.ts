/** Predicates on a job's state and pause. The schema is in `schema.ts`, and that of its steps in `steps.ts`. */
import type { JobState, Pause } from "./schema"

export type * from "./schema"

const FINISHED: ReadonlySet<JobState> = new Set([
  "completed",
  "completed-with-problems",
  "failed",
  "cancelled",
])

/** Whether the job is in a final state. */
export function isFinished(state: JobState): boolean {
  return FINISHED.has(state)
}

const STOPS_CALLS: ReadonlySet<Pause["why"]> = new Set<Pause["why"]>([
  "sign-in",
  "consent",
  "permission-removed",
  "no-permission",
  "out-of-credits",
  "unreachable",
])

/** Whether no calls are made in this pause, because all would fail. In other pauses, sent calls are still verified. */
export function stopsCalls(pause: Pause | null): boolean {
  return pause !== null && STOPS_CALLS.has(pause.why)
}

/** Whether the pause ends when the user signs in to Zoho again or grants more scopes. */
export function isForSignIn(pause: Pause | null): boolean {
  return pause?.why === "sign-in" || pause?.why === "consent"
}
