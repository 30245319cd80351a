import { useCallback, useEffect, useReducer, useRef, useState } from "preact/hooks"

import type { Job, ModuleRef } from "../jobs/job"
import { mapConcurrent } from "../lib/async"
import { send } from "../messages/send"
import type { ModuleTags, Outcome, Problem } from "../messages/views"
import type { Store } from "../storage/store"
import type { TagList } from "../storage/tag-cache"
import { orNoResponse } from "../ui/no-response"
import { CONCURRENCY_OF_ANY_EDITION } from "../zoho/limits"

/** What was read so lately (ms) is not read again by itself; a deletion reads anew in any case. */
const FRESH_MS = 5 * 60_000

/** More jobs than are ever looked at again here. */
const KEPT_JOBS = 100

export interface Progress {
  readonly done: number
  readonly total: number
}

export interface Modules {
  /** Undefined until the org's list is here. */
  readonly entries: Entries | undefined
  /** Why there is no list. */
  readonly problem: Problem | null
  /** How many modules of those that are being read have come; null while none is. */
  readonly progress: Progress | null
  /** Reads no further module. */
  readonly stop: () => void
  /** Reads everything anew. */
  readonly reload: () => void
  /** Reads one module anew; what is shown of it stays until the answer is here. */
  readonly reloadModule: (apiName: string) => void
}

type Dispatch = (change: Change) => void

interface Reading {
  readonly progress: Progress | null
  /** Reads these modules, side by side, until `gone` aborts. */
  readonly read: (names: readonly string[], gone: AbortSignal) => Promise<void>
  readonly readOne: (apiName: string, gone: AbortSignal) => Promise<void>
  readonly stop: () => void
}

function useReading(accountId: string | undefined, dispatch: Dispatch): Reading {
  const [progress, setProgress] = useState<Progress | null>(null)
  const reading = useRef(new AbortController())
  const readOne = useCallback(
    async (apiName: string, gone: AbortSignal): Promise<void> => {
      if (accountId === undefined) return
      const outcome = await orNoResponse(send("tags.ofModule", { accountId, module: apiName }))
      if (!gone.aborted) dispatch({ type: "tags", apiName, outcome, at: Date.now() })
    },
    [accountId, dispatch],
  )
  const read = useCallback(
    async (names: readonly string[], gone: AbortSignal): Promise<void> => {
      reading.current = new AbortController()
      const stopped = AbortSignal.any([gone, reading.current.signal])
      const total = names.length
      let done = 0
      setProgress(total > 0 ? { done, total } : null)
      const one = async (apiName: string): Promise<void> => {
        await readOne(apiName, gone)
        done += 1
        if (!stopped.aborted) setProgress({ done, total })
      }
      await mapConcurrent(CONCURRENCY_OF_ANY_EDITION, names, one, stopped)
      if (gone.aborted) return
      setProgress(null)
      dispatch({ type: "read" })
    },
    [readOne, dispatch],
  )
  const stop = (): void => {
    reading.current.abort()
    setProgress(null)
  }
  return { progress, read, readOne, stop }
}

/** Jobs of the account, any of which makes the list of its module out of date. */
async function jobsOf({ jobs }: Store, accountId: string): Promise<Job[]> {
  return (await jobs.list(KEPT_JOBS)).filter((job) => job.accountId === accountId)
}

/** Modules that have to be read, the first one first. Asked for by a person, everything is, however fresh. */
function stale(
  modules: readonly ModuleRef[],
  { kept, jobs }: { readonly kept: readonly TagList[]; readonly jobs: readonly Job[] },
  { first, all }: { readonly first: string | null; readonly all: boolean },
): string[] {
  const since = all ? Infinity : Date.now() - FRESH_MS
  const changedSince = ({ apiName, readAt }: TagList): boolean =>
    jobs.some(({ module, finishedAt }) => module.apiName === apiName && (finishedAt ?? Infinity) >= readAt)
  const isFresh = (list: TagList): boolean => list.readAt > since && !changedSince(list)
  const fresh = new Set(kept.filter(isFresh).map(({ apiName }) => apiName))
  const isFirst = (apiName: string): number => Number(apiName === first)
  const names = modules.map(({ apiName }) => apiName).filter((apiName) => !fresh.has(apiName))
  return names.toSorted((a, b) => isFirst(b) - isFirst(a))
}

/**
 * The org's modules and their tags: first as they were kept, then as Zoho has them, side by side.
 * @param first API name of the module to read before all others
 */
export function useModules(store: Store, accountId: string | undefined, first: string | null): Modules {
  const [entries, dispatch] = useReducer(reduceEntries, undefined)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [round, setRound] = useState(0)
  const { progress, read, readOne, stop } = useReading(accountId, dispatch)
  const wanted = useRef(first)
  wanted.current = first
  // Whatever comes back after the account was changed belongs to another org, and is not shown in this one.
  const current = useRef(new AbortController())
  useEffect(() => {
    const gone = new AbortController()
    current.current = gone
    const load = async (id: string): Promise<void> => {
      const asked = orNoResponse(send("modules.list", { accountId: id }))
      const [modules, kept, jobs] = await Promise.all([asked, store.tagLists.of(id), jobsOf(store, id)])
      if (gone.signal.aborted) return
      setProblem(modules.ok ? null : modules.problem)
      if (!modules.ok) return
      dispatch({ type: "list", modules: modules.value, kept })
      await read(stale(modules.value, { kept, jobs }, { first: wanted.current, all: round > 0 }), gone.signal)
    }
    setProblem(null)
    if (accountId !== undefined) void load(accountId)
    return () => gone.abort()
  }, [store, accountId, read, round])
  useEffect(() => () => dispatch({ type: "gone" }), [accountId])
  return {
    entries,
    problem,
    progress,
    stop,
    reload: () => setRound((count) => count + 1),
    reloadModule: (apiName) => void readOne(apiName, current.current.signal),
  }
}

// The org's modules as the manager holds them.

/** A module in the list: its tags when they are here, a problem when they did not come. */
export interface ModuleEntry {
  readonly module: ModuleRef
  readonly tags: ModuleTags | null
  readonly problem: Problem | null
  /** When Zoho gave the tags (ms). */
  readonly readAt: number | null
}

export type Entries = readonly ModuleEntry[]

type Change =
  | { readonly type: "gone" }
  /** All are here that will come: the order can be what it is to be. */
  | { readonly type: "read" }
  /** Zoho's list of modules, in Zoho's order, with what was kept from the last time. */
  | { readonly type: "list"; readonly modules: readonly ModuleRef[]; readonly kept: readonly TagList[] }
  | {
      readonly type: "tags"
      readonly apiName: string
      readonly outcome: Outcome<ModuleTags>
      readonly at: number
    }

/** Zoho's way to say that there are no tags here, now or ever. */
const withoutTags = (problem: Problem): boolean =>
  problem.kind === "module-unsupported" || problem.kind === "module-unknown"

function reduceEntries(entries: Entries | undefined, change: Change): Entries | undefined {
  if (change.type === "gone") return undefined
  if (change.type === "read") return entries && nearCapFirst(entries)
  if (change.type === "list")
    return nearCapFirst(change.modules.map((module) => entryOf(module, change.kept)))
  const { apiName, outcome, at } = change
  if (!outcome.ok && withoutTags(outcome.problem))
    return entries?.filter((entry) => entry.module.apiName !== apiName)
  return entries?.map((entry) => {
    if (entry.module.apiName !== apiName) return entry
    return outcome.ok
      ? { ...entry, tags: outcome.value, problem: null, readAt: at }
      : { ...entry, problem: outcome.problem }
  })
}

function entryOf(module: ModuleRef, kept: readonly TagList[]): ModuleEntry {
  const known = kept.find((each) => each.apiName === module.apiName)
  if (!known) return { module, tags: null, problem: null, readAt: null }
  return {
    module,
    tags: { module, tags: known.tags, allowed: known.allowed },
    problem: null,
    readAt: known.readAt,
  }
}

/** How full a module is, from 0 to 1 and above; -1 where that is not known. */
function fill({ tags }: ModuleEntry): number {
  if (tags?.allowed == null) return -1
  return tags.allowed === 0 ? 1 : tags.tags.length / tags.allowed
}

/** Those near their cap first; equals in Zoho's order. */
function nearCapFirst(entries: Entries): Entries {
  return entries.toSorted((a, b) => fill(b) - fill(a))
}
