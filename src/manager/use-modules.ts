/** Reads the modules' tags for the manager, from storage first. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks"

import type { Job, ModuleRef } from "../jobs/job"
import { mapConcurrent } from "../lib/async"
import { send } from "../messages/send"
import type { ModuleTags, Outcome, Problem } from "../messages/views"
import type { Store } from "../storage/store"
import type { TagList } from "../storage/tag-cache"
import { orNoResponse } from "../ui/notices"
import { CONCURRENCY_OF_ANY_EDITION } from "../zoho/limits"

/** What was read within this time (ms) is not read again automatically; a deletion always reads again. */
const FRESH_MS = 5 * 60_000

/** Jobs to read: more than can finish between two visits. */
const KEPT_JOBS = 100

export interface Modules {
  /** Undefined until the org's list has arrived. */
  readonly entries: Entries | undefined
  readonly problem: Problem | null
  /** How many modules have been read; null if none is being read. */
  readonly progress: { readonly done: number; readonly total: number } | null
  readonly stop: () => void
  readonly reload: () => void
  /** Reads one module again; what is shown stays until the answer arrives. */
  readonly reloadModule: (apiName: string) => void
}

/** Modules to read, `first` before the others. @param all even if they are fresh */
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
 * The org's modules and their tags: first from storage, then from Zoho, several at a time.
 * @param first API name of the module to read before all others
 */
export function useModules(store: Store, accountId: string | undefined, first: string | null): Modules {
  const [entries, setEntries] = useState<Entries>()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [progress, setProgress] = useState<Modules["progress"]>(null)
  const [round, setRound] = useState(0)
  const wanted = useRef(first)
  wanted.current = first
  // An answer that arrives after the account was changed belongs to another org.
  const current = useRef(new AbortController())
  const reading = useRef(new AbortController())

  const readOne = useCallback(
    async (apiName: string, gone: AbortSignal): Promise<void> => {
      if (accountId === undefined) return
      const outcome = await orNoResponse(send("tags.ofModule", { accountId, module: apiName }))
      if (!gone.aborted) setEntries((now) => now && withAnswer(now, apiName, outcome))
    },
    [accountId],
  )
  useEffect(() => {
    const gone = new AbortController()
    current.current = gone
    const read = async (names: readonly string[]): Promise<void> => {
      reading.current = new AbortController()
      const stopped = AbortSignal.any([gone.signal, reading.current.signal])
      const total = names.length
      let done = 0
      setProgress(total > 0 ? { done, total } : null)
      const one = async (apiName: string): Promise<void> => {
        await readOne(apiName, gone.signal)
        done += 1
        if (!stopped.aborted) setProgress({ done, total })
      }
      await mapConcurrent(CONCURRENCY_OF_ANY_EDITION, names, one, stopped)
      if (!gone.signal.aborted) setProgress(null)
    }
    const load = async (id: string): Promise<void> => {
      const asked = orNoResponse(send("modules.list", { accountId: id }))
      const stored = [store.tagLists.of(id), store.jobs.list(KEPT_JOBS)] as const
      const [modules, kept, all] = await Promise.all([asked, ...stored])
      if (gone.signal.aborted) return
      setProblem(modules.ok ? null : modules.problem)
      if (!modules.ok) return
      // The fullest first, by what was known before: a list that is put in order later moves away under the pointer.
      setEntries(modules.value.map((module) => entryOf(module, kept)).toSorted((a, b) => fill(b) - fill(a)))
      // Each outdates the list of its module.
      const jobs = all.filter((job) => job.accountId === id)
      await read(stale(modules.value, { kept, jobs }, { first: wanted.current, all: round > 0 }))
    }
    setProblem(null)
    if (accountId !== undefined) void load(accountId)
    return () => gone.abort()
  }, [store, accountId, readOne, round])
  useEffect(() => () => setEntries(undefined), [accountId])
  return {
    ...{ entries, problem, progress },
    stop: () => {
      reading.current.abort()
      setProgress(null)
    },
    reload: () => setRound((count) => count + 1),
    reloadModule: (apiName) => void readOne(apiName, current.current.signal),
  }
}

/** A module in the list, with its tags once they have arrived, or the problem of reading them. */
export interface ModuleEntry {
  readonly module: ModuleRef
  readonly tags: ModuleTags | null
  readonly problem: Problem | null
}

export type Entries = readonly ModuleEntry[]

function entryOf(module: ModuleRef, kept: readonly TagList[]): ModuleEntry {
  const known = kept.find((each) => each.apiName === module.apiName)
  return { module, tags: known ? { module, tags: known.tags, allowed: known.allowed } : null, problem: null }
}

/** Zoho's answers for a module without tags. */
const NO_TAGS: ReadonlySet<string> = new Set(["module-unsupported", "module-unknown"])

function withAnswer(entries: Entries, apiName: string, outcome: Outcome<ModuleTags>): Entries {
  return entries.flatMap((entry) => {
    if (entry.module.apiName !== apiName) return entry
    if (outcome.ok) return { ...entry, tags: outcome.value, problem: null }
    return NO_TAGS.has(outcome.problem.kind) ? [] : { ...entry, problem: outcome.problem }
  })
}

/** How full a module is: 1 is full, above is possible; -1 if unknown. */
function fill({ tags }: ModuleEntry): number {
  if (tags?.allowed == null) return -1
  return tags.allowed === 0 ? 1 : tags.tags.length / tags.allowed
}
