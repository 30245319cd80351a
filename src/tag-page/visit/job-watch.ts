/** Follows a question and its job by asking, since a content script cannot read the store and a port would die with the worker. */
import { isFinished } from "../../jobs/job"
import { ContextInvalidated, send } from "../../messages/send"
import type { DraftState, JobProgress } from "../../messages/views"

const EVERY_MS = 1_000

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
    const job = document.hidden ? undefined : await answered(send("job.progress", { jobId }))
    if (signal.aborted || job === null) return
    if (job) onProgress(job)
    if (job && isFinished(job.state)) return
    await pause(signal)
  }
}

/**
 * Resolves with what became of a question once it is open no more, or undefined when `signal` aborts.
 * @throws ContextInvalidated as `send`
 */
export async function followQuestion(
  draftId: string,
  signal: AbortSignal,
): Promise<Exclude<DraftState, "open"> | undefined> {
  for (;;) {
    const state = document.hidden ? undefined : await answered(send("draft.state", { draftId }))
    if (signal.aborted) return undefined
    if (state !== undefined && state !== "open") return state
    await pause(signal)
  }
}

/** Undefined where no answer comes: the worker ended under the request, and the next one starts another. */
async function answered<T>(sent: Promise<T>): Promise<T | undefined> {
  try {
    return await sent
  } catch (error) {
    if (error instanceof ContextInvalidated) throw error
    return undefined
  }
}

/** A second, or until the tab or its window is looked at again. */
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
    window.addEventListener("focus", end, { signal: done.signal })
    signal.addEventListener("abort", end, { signal: done.signal })
  })
}
