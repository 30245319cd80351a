import { useEffect, useMemo, useRef, useState } from "preact/hooks"
import { isFinished } from "../jobs/job"
import { coalesce } from "../lib/async"
import { groupBy } from "../lib/lists"
import { send } from "../messages/send"
import type { JobProgress } from "../messages/views"
import { changesOf } from "../storage/change-events"
import type { Store } from "../storage/store"

/** Thirteen jobs write many times a second, faster than anyone reads (ms). */
const LOOK_EVERY_MS = 250

/** Jobs confirmed together. */
export interface JobSet {
  readonly id: string
  /** Number of confirmed modules. Each has a job, unless the browser quit before all were saved. */
  readonly modules: number
  readonly jobs: readonly JobProgress[]
}

export interface Jobs {
  /** Running, or finished and not dismissed yet; newest first. */
  readonly sets: readonly JobSet[]
  /** API names of the modules with a running job. */
  readonly busy: ReadonlySet<string>
  readonly dismiss: (set: JobSet) => void
  /** Shows these until they are dismissed, however soon they finish. */
  readonly follow: (jobIds: readonly string[]) => void
}

/**
 * The account's running jobs. They stay after they finish, so that their results are shown.
 * @param onOver called once for each finished job
 */
export function useJobs(store: Store, accountId: string, onOver: (job: JobProgress) => void): Jobs {
  const [jobs, setJobs] = useState<readonly JobProgress[]>([])
  const shown = useRef(new Map<string, JobProgress>())
  const wanted = useRef<readonly string[]>([])
  const look = useRef<() => void>(() => undefined)
  const latestOnOver = useRef(onOver)
  latestOnOver.current = onOver

  useEffect(() => {
    const gone = new AbortController()
    shown.current = new Map()
    wanted.current = []
    setJobs([])
    const read = async (): Promise<void> => {
      const open = (await store.jobs.open()).filter(
        ({ accountId: of, kind }) => of === accountId && (kind === "deletion" || kind === "merge"),
      )
      const running = [...shown.current.values()].filter(({ state }) => !isFinished(state))
      const asked = wanted.current
      const ids = new Set([...open.map(({ id }) => id), ...running.map(({ jobId }) => jobId), ...asked])
      const now = await Promise.all([...ids].map((jobId) => send("job.progress", { jobId })))
      if (gone.signal.aborted) return
      wanted.current = wanted.current.filter((jobId) => !asked.includes(jobId))
      for (const job of now) {
        if (!job) continue
        shown.current.set(job.jobId, job)
        if (isFinished(job.state)) latestOnOver.current(job)
      }
      setJobs([...shown.current.values()])
    }
    const reading = coalesce(async () => {
      // A background that is just restarting answers next time.
      if (!gone.signal.aborted) await read().catch(() => setTimeout(look.current, LOOK_EVERY_MS))
    }, LOOK_EVERY_MS)
    look.current = () => void reading()
    look.current()
    changesOf("jobs")(look.current, gone.signal)
    return () => gone.abort()
  }, [store, accountId])

  const dismiss = (set: JobSet): void => {
    for (const { jobId } of set.jobs) shown.current.delete(jobId)
    setJobs([...shown.current.values()])
  }
  const busy = useMemo(
    () => new Set(jobs.filter(({ state }) => !isFinished(state)).map(({ module }) => module.apiName)),
    [jobs],
  )
  const follow = (jobIds: readonly string[]): void => {
    wanted.current = [...wanted.current, ...jobIds]
    look.current()
  }
  return { sets: setsOf(jobs), busy, dismiss, follow }
}

/** Groups jobs by their confirmation; newest first. */
function setsOf(jobs: readonly JobProgress[]): JobSet[] {
  const sets = groupBy(jobs, (job) => job.group?.id ?? job.jobId)
  return [...sets]
    .map(([id, of]) => ({ id, modules: of[0]?.group?.modules ?? 1, jobs: of }))
    .toSorted((a, b) => (b.jobs[0]?.createdAt ?? 0) - (a.jobs[0]?.createdAt ?? 0))
}
