import { useEffect, useRef, useState } from "preact/hooks"
import type { Problem } from "../messages/views"
import type { Store } from "../storage/store"
import type { Usage } from "../storage/tag-cache"
import { countUsage } from "../ui/record-counts"
import type { Row } from "./rows"
import type { Progress } from "./use-modules"

export interface Counting {
  /** What is known of tags that were asked about, by id. */
  readonly usage: ReadonlyMap<string, Usage>
  /** Tags that would be asked about: one call, one credit each. Null while nobody wants to. */
  readonly offered: readonly Row[] | null
  readonly progress: Progress | null
  /** Why asking has stopped. */
  readonly problem: Problem | null
  /** Says what it would cost. Nothing is asked yet. */
  readonly offer: (rows: readonly Row[]) => void
  readonly withdraw: () => void
  /** Asks about what was offered. */
  readonly start: () => void
  /** Asks no further; what has come stays. */
  readonly stop: () => void
}

const NOTHING: ReadonlyMap<string, Usage> = new Map()

/** Record counts, and what uses the tags, by one call each: never without having said how many. */
export function useUsage(store: Store, accountId: string): Counting {
  const [usage, setUsage] = useState(NOTHING)
  const [offered, setOffered] = useState<readonly Row[] | null>(null)
  const [progress, setProgress] = useState<Progress | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const asking = useRef(new AbortController())
  const account = useRef(new AbortController())

  useEffect(() => {
    const gone = new AbortController()
    account.current = gone
    void store.tagUsage.of(accountId).then((known) => {
      if (!gone.signal.aborted) setUsage(known)
    })
    return () => {
      gone.abort()
      asking.current.abort()
      setUsage(NOTHING)
      setOffered(null)
      setProgress(null)
      setProblem(null)
    }
  }, [store, accountId])

  const start = async (rows: readonly Row[]): Promise<void> => {
    asking.current = new AbortController()
    const { signal: stopped } = asking.current
    const { signal: gone } = account.current
    setOffered(null)
    setProblem(null)
    const tags = rows.map(({ id: tagId, module }) => ({ tagId, module: module.apiName }))
    const end = await countUsage(accountId, tags, stopped, (come, done) => {
      if (gone.aborted) return
      setUsage((known) => new Map([...known, ...come.map((each) => [each.tagId, each] as const)]))
      if (!stopped.aborted) setProgress({ done, total: rows.length })
    })
    if (stopped.aborted) return
    setProgress(null)
    setProblem(end)
  }
  return {
    usage,
    offered,
    progress,
    problem,
    offer: setOffered,
    withdraw: () => {
      setOffered(null)
      setProblem(null)
    },
    start: () => void (offered && start(offered)),
    stop: () => {
      asking.current.abort()
      setProgress(null)
    },
  }
}
