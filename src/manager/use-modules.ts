import { useCallback, useEffect, useReducer, useRef, useState } from "preact/hooks"
import type { ModuleRef } from "../deletion/job"
import { send } from "../messaging/send"
import type { ModuleTags, Outcome, Problem } from "../messaging/views"
import { sideBySide } from "./side-by-side"
import { settled } from "../ui/silent"

/** So many requests at a time leave room for a job that runs beside them. */
const WIDTH = 5

/** A module in the list: its tags when they are here, a problem when they did not come. */
export interface ModuleEntry {
  readonly module: ModuleRef
  readonly tags: ModuleTags | null
  readonly problem: Problem | null
}

export interface Modules {
  /** Undefined until the org's list is here. */
  readonly entries: readonly ModuleEntry[] | undefined
  /** Why there is no list. */
  readonly problem: Problem | null
  /** Reads everything anew. */
  readonly reload: () => void
  /** Reads one module anew; what is shown of it stays until the answer is here. */
  readonly reloadModule: (apiName: string) => void
}

type Change =
  | { readonly type: "list"; readonly modules: readonly ModuleRef[] | undefined }
  | { readonly type: "tags"; readonly apiName: string; readonly outcome: Outcome<ModuleTags> }

/** Zoho's way to say that there are no tags here, now or ever. */
const withoutTags = (problem: Problem): boolean =>
  problem.kind === "module-unsupported" || problem.kind === "module-unknown"

function reduce(
  entries: readonly ModuleEntry[] | undefined,
  change: Change,
): readonly ModuleEntry[] | undefined {
  if (change.type === "list") return change.modules?.map((module) => ({ module, tags: null, problem: null }))
  const { apiName, outcome } = change
  if (!outcome.ok && withoutTags(outcome.problem))
    return entries?.filter((entry) => entry.module.apiName !== apiName)
  return entries?.map((entry) => {
    if (entry.module.apiName !== apiName) return entry
    return outcome.ok
      ? { ...entry, tags: outcome.value, problem: null }
      : { ...entry, problem: outcome.problem }
  })
}

/**
 * The org's modules and their tags, loaded side by side.
 * @param first API name of the module to load before all others
 */
export function useModules(accountId: string | undefined, first: string | null): Modules {
  const [entries, dispatch] = useReducer(reduce, undefined)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [round, setRound] = useState(0)
  const wanted = useRef(first)
  wanted.current = first
  // Whatever comes back after the account was changed belongs to another org, and is not shown in this one.
  const current = useRef(new AbortController())
  const load = useCallback(
    async (apiName: string, signal: AbortSignal): Promise<void> => {
      if (accountId === undefined) return
      const outcome = await settled(send("tags.ofModule", { accountId, module: apiName }))
      if (!signal.aborted) dispatch({ type: "tags", apiName, outcome })
    },
    [accountId],
  )
  useEffect(() => {
    const gone = new AbortController()
    current.current = gone
    dispatch({ type: "list", modules: undefined })
    setProblem(null)
    const loadAll = async (id: string): Promise<void> => {
      const modules = await settled(send("modules.list", { accountId: id }))
      if (gone.signal.aborted) return
      if (!modules.ok) {
        setProblem(modules.problem)
        return
      }
      dispatch({ type: "list", modules: modules.value })
      const isFirst = (apiName: string): number => Number(apiName === wanted.current)
      const names = modules.value.map(({ apiName }) => apiName).sort((a, b) => isFirst(b) - isFirst(a))
      await sideBySide(names, WIDTH, (apiName) => load(apiName, gone.signal), gone.signal)
    }
    if (accountId !== undefined) void loadAll(accountId)
    return () => gone.abort()
  }, [accountId, load, round])
  return {
    entries,
    problem,
    reload: () => setRound((count) => count + 1),
    reloadModule: (apiName) => void load(apiName, current.current.signal),
  }
}
