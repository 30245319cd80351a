/** The jobs that the manager shows while they run. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks"
import { isFinished, type Job } from "../jobs/job"
import type { JobRecord } from "../jobs/record"
import { coalesce } from "../lib/async"
import { changesOf } from "../storage/change-events"
import type { Store } from "../storage/store"
import { setsOf, type JobSet } from "../ui/job-set"
import { useStableCallback } from "./hooks"

/** Thirteen jobs write many times a second, faster than anyone reads (ms). */
const LOOK_EVERY_MS = 250

export interface Jobs {
  /** Running, or finished and not dismissed yet; newest first. */
  readonly sets: readonly JobSet[]
  /** API names of the modules with a running job. */
  readonly busy: ReadonlySet<string>
  readonly dismiss: (set: JobSet) => void
  /** Shows these until they are dismissed, however soon they finish. */
  readonly follow: (jobIds: readonly string[]) => void
}

const confirmationOf = ({ group, id }: Job): string => group?.id ?? id
const onJobs = changesOf("jobs")

/**
 * The account's running jobs. They stay after they finish, so that their results are shown.
 * @param onOver called once for each finished job
 */
export function useJobs(store: Store, accountId: string, onOver: (record: JobRecord) => void): Jobs {
  const [jobs, setJobs] = useState<readonly Job[]>([])
  const shown = useRef(new Set<string>())
  const look = useRef<() => void>(() => undefined)
  const over = useStableCallback(onOver)

  useEffect(() => {
    const gone = new AbortController()
    const known = new Set<string>()
    shown.current = new Set()
    setJobs([])
    const read = async (): Promise<void> => {
      const all = (await store.jobs.list(Infinity)).filter(
        (job) => job.accountId === accountId && (job.kind === "deletion" || job.kind === "merge"),
      )
      const running = new Set(all.filter(({ state }) => !isFinished(state)).map(confirmationOf))
      for (const job of all) if (running.has(confirmationOf(job))) shown.current.add(job.id)
      const now = all.filter(({ id }) => shown.current.has(id))
      const ended = now.filter(({ id, state }) => isFinished(state) && !known.has(id))
      for (const { id } of ended) known.add(id)
      const records = await Promise.all(ended.map(({ id }) => store.jobs.load(id)))
      if (gone.signal.aborted) return
      for (const record of records) if (record) over(record)
      setJobs(now)
    }
    const reading = coalesce(async () => {
      // If the storage can't be read, the page says so.
      if (!gone.signal.aborted) await read().catch(() => undefined)
    }, LOOK_EVERY_MS)
    look.current = () => void reading()
    look.current()
    onJobs(look.current, gone.signal)
    return () => gone.abort()
  }, [store, accountId, over])

  const dismiss = (set: JobSet): void => {
    for (const { id } of set) shown.current.delete(id)
    setJobs(jobs.filter(({ id }) => shown.current.has(id)))
  }
  const follow = (jobIds: readonly string[]): void => {
    for (const id of jobIds) shown.current.add(id)
    look.current()
  }
  const busy = useMemo(
    () => new Set(jobs.filter(({ state }) => !isFinished(state)).map(({ module }) => module.apiName)),
    [jobs],
  )
  return { sets: setsOf(jobs), busy, dismiss, follow }
}
