/** What follows from the head of a job alone. Its form, and that of its steps, is in `schema.ts`. */
import type { JobState, Pause } from "./schema"

export type * from "./schema"

const FINISHED: ReadonlySet<JobState> = new Set([
  "completed",
  "completed-with-problems",
  "failed",
  "cancelled",
])

/** Whether nothing more will happen. */
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

/** Whether every call would fail in this pause, so that none is made. In the others Zoho is still asked what it did. */
export function stopsCalls(pause: Pause | null): boolean {
  return pause !== null && STOPS_CALLS.has(pause.why)
}

/** Whether it ends when the person signs in to Zoho: again, or to allow more. */
export function isForSignIn(pause: Pause | null): boolean {
  return pause?.why === "sign-in" || pause?.why === "consent"
}
