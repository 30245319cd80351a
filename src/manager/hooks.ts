/** Hooks of the manager: the network, the selection, which rows are drawn, tags' usage, running jobs. */
import { useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState } from "preact/hooks"
import type { RefObject } from "preact"
import { createSelection, type Selection } from "../ui/selection"
import type { Row } from "./rows"
import { changesOf } from "../storage/change-events"
import type { Store } from "../storage/store"
import type { Usage } from "../storage/tag-cache"
import { useStored } from "../ui/hooks"
import { type RecordCounts, useRecordCounts } from "../ui/record-counts"
import { isFinished, type Job } from "../jobs/job"
import type { JobRecord } from "../jobs/record"
import { coalesce } from "../lib/async"
import { type JobSet, setsOf } from "../ui/job-set"

/** Whether the browser is connected to a network. */
export function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    const gone = new AbortController()
    const look = (): void => setOnline(navigator.onLine)
    for (const type of ["online", "offline"]) addEventListener(type, look, { signal: gone.signal })
    return () => gone.abort()
  }, [])
  return online
}

/** A function that never changes and calls the latest `work`. */
export function useStableCallback<A extends readonly unknown[]>(
  work: (...args: A) => void,
): (...args: A) => void {
  const latest = useRef(work)
  latest.current = work
  return useCallback((...args: A) => latest.current(...args), [])
}

/** The selected tags of all modules of an account, without those that no module has any more. */
export function usePicks(accountId: string, modules: ReadonlyMap<string, readonly Row[]>): Selection {
  const [, changed] = useReducer((count: number) => count + 1, 0)
  const selection = useMemo(createSelection, [accountId])
  useEffect(() => {
    const gone = new AbortController()
    selection.onChange(() => changed(undefined), gone.signal)
    return () => gone.abort()
  }, [selection])
  useEffect(() => {
    selection.keepOnly([...modules.values()].flat().map(({ id }) => id))
  }, [selection, modules])
  return selection
}

// Which rows of the table are drawn: those in view and a few more.

/** Height of each row in CSS pixels, fixed so that no row is measured. */
export const ROW = 32
/**
 * Rows drawn beyond those in view: enough for a fast turn of the wheel (three rows a frame) when two frames are late.
 * More would be laid out and painted in every frame of scrolling.
 */
const BEYOND = 8
/** Height of the box until it is known. */
const USUAL_HEIGHT = 640

/**
 * The indexes of the first row of a scrolling box to draw and of the first behind these. A library would measure
 * rows, which is slow in a table of thousands.
 */
export function useWindow(box: RefObject<HTMLElement>, count: number): [start: number, end: number] {
  const [first, setFirst] = useState(0)
  const [height, setHeight] = useState(USUAL_HEIGHT)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return undefined
    const gone = new AbortController()
    const look = (): void => setFirst(Math.max(0, Math.floor(element.scrollTop / ROW)))
    element.addEventListener("scroll", look, { passive: true, signal: gone.signal })
    const sizes = new ResizeObserver(() => setHeight(element.clientHeight || USUAL_HEIGHT))
    sizes.observe(element)
    return () => {
      gone.abort()
      sizes.disconnect()
    }
  }, [box])
  const start = Math.max(0, Math.min(first, count) - BEYOND)
  return [start, Math.min(count, first + Math.ceil(height / ROW) + BEYOND)]
}

// Counts records and finds what uses the tags, for the table.

export interface Counting extends Omit<RecordCounts, "start"> {
  /** Tags to ask about: one call and one credit each. Null unless the user wants to. */
  readonly offered: readonly Row[] | null
  /** Shows what asking about these costs, without asking; null withdraws it. */
  readonly offer: (rows: readonly Row[] | null) => void
  /** Asks about the offered tags. */
  readonly start: () => void
}

/** Zoho has refused tags because something uses them. */
const onUsage = changesOf("usage")

/** Record counts and what uses the tags, as stored and as read here. Never starts without showing the cost. */
export function useUsage(store: Store, accountId: string): Counting {
  const [offered, setOffered] = useState<readonly Row[] | null>(null)
  const stored = useStored(onUsage, () => store.tagUsage.of(accountId), accountId)
  const { usage: counted, start, ...counts } = useRecordCounts(accountId)
  useEffect(() => () => setOffered(null), [accountId])
  const usage = useMemo(() => {
    const all = new Map<string, Usage>(stored)
    const isNewer = ({ tagId, at }: Usage): boolean => at >= (all.get(tagId)?.at ?? 0)
    for (const each of counted.values()) if (isNewer(each)) all.set(each.tagId, each)
    return all
  }, [stored, counted])
  return {
    ...{ ...counts, usage, offered, offer: setOffered },
    start: () => {
      setOffered(null)
      start((offered ?? []).map(({ id: tagId, module }) => ({ tagId, module: module.apiName })))
    },
  }
}

// The jobs that the manager shows while they run.

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
      const records = await Promise.all(ended.map(({ id }) => store.jobs.load(id)))
      if (gone.signal.aborted) return
      for (const { id } of ended) known.add(id)
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
  const running = jobs.filter(({ state }) => !isFinished(state))
  const busy = new Set(running.map(({ module }) => module.apiName))
  return { sets: setsOf(jobs), busy, dismiss, follow }
}
