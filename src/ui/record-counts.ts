/** How many records carry the tags of a draft, counted while the person reads it, where Zoho's list does not tell. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks"

import { mapConcurrent } from "../lib/async"
import { send } from "../messages/send"
import type { Problem } from "../messages/views"
import type { DraftPart, DraftTag } from "../storage/drafts"
import type { Usage } from "../storage/tag-cache"
import { CONCURRENCY_OF_ANY_EDITION } from "../zoho/limits"
import { orNoResponse } from "./no-response"

/** More calls than this are not made without having been asked for. */
const MOST_UNASKED = 50

type Part = Pick<DraftPart, "module" | "tags">

export interface Counts {
  /** The draft's parts with what has been counted since. */
  readonly parts: readonly Part[]
  /** Null while nothing is being counted. */
  readonly progress: { readonly done: number; readonly total: number } | null
  /** Calls that counting the rest would take; null: nobody has to ask for it. */
  readonly offered: number | null
  readonly problem: Problem | null
  readonly start: () => void
  /** Counts no further; what has come stays. */
  readonly skip: () => void
}

const uncounted = (parts: readonly Part[]): { tagId: string; module: string }[] =>
  parts.flatMap(({ module, tags }) =>
    tags
      .filter(({ records }) => records === null)
      .map(({ id: tagId }) => ({ tagId, module: module.apiName })),
  )

/** @param parts the same as long as the draft is */
export function useCounts(accountId: string, parts: readonly Part[]): Counts {
  const [usage, setUsage] = useState<ReadonlyMap<string, Usage>>(new Map())
  const [progress, setProgress] = useState<Counts["progress"]>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isSkipped, setSkipped] = useState(false)
  const stop = useRef(new AbortController())
  const counted = useMemo(() => withUsage(parts, usage), [parts, usage])
  const left = uncounted(counted)

  const start = async (): Promise<void> => {
    stop.current.abort()
    stop.current = new AbortController()
    const { signal } = stop.current
    setProblem(null)
    setSkipped(false)
    const end = await countUsage(accountId, left, signal, (come, done) => {
      if (come.length > 0)
        setUsage((known) => new Map([...known, ...come.map((each) => [each.tagId, each] as const)]))
      if (!signal.aborted) setProgress({ done, total: left.length })
    })
    if (signal.aborted) return
    setProgress(null)
    setProblem(end)
  }
  const skip = (): void => {
    stop.current.abort()
    setProgress(null)
    setSkipped(true)
  }

  useEffect(() => {
    if (left.length > 0 && left.length <= MOST_UNASKED) void start()
    return () => stop.current.abort()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each draft
  }, [parts])
  const isOffered = progress === null && problem === null && left.length > 0
  return {
    ...{ parts: counted, progress, problem, skip },
    offered: isOffered && (isSkipped || left.length > MOST_UNASKED) ? left.length : null,
    start: () => void start(),
  }
}

function withUsage(parts: readonly Part[], usage: ReadonlyMap<string, Usage>): readonly Part[] {
  if (usage.size === 0) return parts
  return parts.map((part) => ({
    ...part,
    tags: part.tags.map((tag): DraftTag => {
      const { records, usedIn } = usage.get(tag.id) ?? {}
      return { ...tag, records: records ?? tag.records, ...(usedIn && { usedIn }) }
    }),
  }))
}

// Asking Zoho of single tags how many records carry them and what uses them: one call, and one credit, each.

/** How often (ms) what has come is shown: each showing goes over all tags. */
const SHOW_EVERY_MS = 300

export interface ToCount {
  readonly tagId: string
  /** API name. */
  readonly module: string
}

/**
 * Asks about each of the tags, at most five at a time, until `stopped` aborts; what is on its way then is still waited
 * for: it is paid for.
 * @param onShow told now and then what has come since, and how many have been asked about
 * @returns the first problem, which the others would have, too
 */
export async function countUsage(
  accountId: string,
  tags: readonly ToCount[],
  stopped: AbortSignal,
  onShow: (come: readonly Usage[], done: number) => void,
): Promise<Problem | null> {
  const answers: Usage[] = []
  let done = 0
  let problem: Problem | null = null
  const failed = new AbortController()
  const show = (): void => onShow(answers.splice(0), done)
  show()
  const timer = setInterval(show, SHOW_EVERY_MS)
  const one = async ({ tagId, module }: ToCount): Promise<void> => {
    const outcome = await orNoResponse(send("tags.usage", { accountId, module, tagId }))
    done += 1
    if (outcome.ok) {
      const { records, usedIn } = outcome.value
      answers.push({ accountId, tagId, records, usedIn: usedIn && [...usedIn], at: Date.now() })
    } else if (outcome.problem.kind !== "tag-not-found") {
      ;({ problem } = outcome)
      failed.abort()
    }
  }
  await mapConcurrent(CONCURRENCY_OF_ANY_EDITION, tags, one, AbortSignal.any([stopped, failed.signal]))
  clearInterval(timer)
  show()
  return problem
}
