/** Follows one job by asking, since a content script cannot read the store and a port would die with the worker. */
import { ContextInvalidated, send } from "../../messaging/send"
import type { JobProgress } from "../../messaging/views"

const EVERY_MS = 1_000
const FINISHED: ReadonlySet<string> = new Set(["completed", "completed-with-problems", "failed", "cancelled"])

export function isOver(job: JobProgress): boolean {
  return FINISHED.has(job.state)
}

/**
 * Calls back with the job's state every second until it is finished or `signal` aborts. Asks nothing while the
 * tab is hidden.
 * @throws ContextInvalidated as `send`
 */
export async function followJob(
  jobId: string,
  onProgress: (job: JobProgress) => void,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const job = document.hidden ? undefined : await ask(jobId)
    if (signal.aborted || job === null) return
    if (job) onProgress(job)
    if (job && isOver(job)) return
    await pause(signal)
  }
}

/** Undefined where no answer comes: the worker ended under the question, and the next question starts another. */
async function ask(jobId: string): Promise<JobProgress | null | undefined> {
  try {
    return await send("job.progress", { jobId })
  } catch (error) {
    if (error instanceof ContextInvalidated) throw error
    return undefined
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
