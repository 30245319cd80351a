/** Follows one job by asking, since a content script cannot read the store and a port would die with the worker. */
import { send } from "../../messaging/send"
import type { JobProgress } from "../../messaging/views"

const EVERY_MS = 1_000
const FINISHED: ReadonlySet<string> = new Set(["completed", "completed-with-problems", "failed", "cancelled"])

export function isOver(job: JobProgress): boolean {
  return FINISHED.has(job.state)
}

/**
 * Calls back with the job's state every second until it is finished or `signal` aborts. Asks nothing while the
 * tab is hidden.
 */
export async function followJob(
  jobId: string,
  onProgress: (job: JobProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const job = document.hidden ? undefined : await send("job.progress", { jobId })
    if (signal.aborted || job === null) return
    if (job) onProgress(job)
    if (job && isOver(job)) return
    await pause(signal)
  }
}

/** A second, or until the tab is looked at again. */
function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = new AbortController()
    const end = (): void => {
      clearTimeout(timer)
      done.abort()
      resolve()
    }
    const timer = setTimeout(end, EVERY_MS)
    document.addEventListener("visibilitychange", end, { signal: done.signal })
    signal.addEventListener("abort", end, { signal: done.signal })
  })
}
