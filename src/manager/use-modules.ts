/** Reads the modules' tags for the manager, from storage first. */
import { useEffect, useRef, useState } from "preact/hooks"

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

/** API names of the modules whose list was read before `since`, or before the end of a job in them. */
function stale(
  modules: readonly ModuleRef[],
  kept: readonly TagList[],
  jobs: readonly Job[],
  since: number,
): string[] {
  const changedSince = ({ apiName, readAt }: TagList): boolean =>
    jobs.some(({ module, finishedAt }) => module.apiName === apiName && (finishedAt ?? Infinity) >= readAt)
  const isFresh = (list: TagList): boolean => list.readAt > since && !changedSince(list)
  const fresh = new Set(kept.filter(isFresh).map(({ apiName }) => apiName))
  return modules.map(({ apiName }) => apiName).filter((apiName) => !fresh.has(apiName))
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
  const reading = useRef(new AbortController())
  const readAgain = useRef<(apiName: string) => void>(() => undefined)

  useEffect(() => {
    setProblem(null)
    if (accountId === undefined) return undefined
    // An answer that arrives after the account was changed belongs to another org.
    const gone = new AbortController()
    const readOne = async (module: string): Promise<void> => {
      const outcome = await orNoResponse(send("tags.ofModule", { accountId, module }))
      if (!gone.signal.aborted) setEntries((now) => now && withAnswer(now, module, outcome))
    }
    readAgain.current = (module) => void readOne(module)
    const read = async (names: readonly string[]): Promise<void> => {
      reading.current = new AbortController()
      const stopped = AbortSignal.any([gone.signal, reading.current.signal])
      const total = names.length
      let done = 0
      setProgress(total > 0 ? { done, total } : null)
      const one = async (module: string): Promise<void> => {
        await readOne(module)
        done += 1
        if (!stopped.aborted) setProgress({ done, total })
      }
      await mapConcurrent(CONCURRENCY_OF_ANY_EDITION, names, one, stopped)
      if (!gone.signal.aborted) setProgress(null)
    }
    const load = async (): Promise<void> => {
      const asked = orNoResponse(send("modules.list", { accountId }))
      // Where they can't be read, every module is read from Zoho.
      const lists = store.tagLists.of(accountId).catch(() => [])
      const lately = store.jobs.list(KEPT_JOBS).catch(() => [])
      const [modules, kept, all] = await Promise.all([asked, lists, lately])
      if (gone.signal.aborted) return
      setProblem(modules.ok ? null : modules.problem)
      if (!modules.ok) return
      // The fullest first, by what was known before: a list that is put in order later moves away under the pointer.
      setEntries(modules.value.map((module) => entryOf(module, kept)).toSorted((a, b) => fill(b) - fill(a)))
      const jobs = all.filter((job) => job.accountId === accountId)
      const names = stale(modules.value, kept, jobs, round > 0 ? Infinity : Date.now() - FRESH_MS)
      await read(names.toSorted((a, b) => Number(b === wanted.current) - Number(a === wanted.current)))
    }
    void load()
    return () => gone.abort()
  }, [store, accountId, round])
  useEffect(() => () => setEntries(undefined), [accountId])
  return {
    ...{ entries, problem, progress },
    stop: () => {
      reading.current.abort()
      setProgress(null)
    },
    reload: () => setRound((count) => count + 1),
    reloadModule: (apiName) => readAgain.current(apiName),
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
