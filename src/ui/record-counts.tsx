/**
 * Reads how many records have a tag, and what uses it: tag by tag, for one call and one credit each. And how that is
 * shown: its cost, its progress, why it stopped.
 */
import { useEffect, useMemo, useRef, useState } from "preact/hooks"
import type { JSX } from "preact"
import { mapConcurrent } from "../lib/async"
import { send } from "../messages/send"
import type { Problem } from "../messages/views"
import type { DraftPart, DraftTag } from "../storage/drafts"
import type { Usage } from "../storage/tag-cache"
import { CONCURRENCY_OF_ANY_EDITION } from "../zoho/limits"
import { orNoResponse } from "./notices"
import { t, tn } from "../i18n/translate"
import { Button, Progress } from "./controls"

/** Update interval (ms), because each update compares all tags. */
const SHOW_EVERY_MS = 300

export interface ToCount {
  readonly tagId: string
  /** API name. */
  readonly module: string
}

/**
 * Asks about each of the tags, at most five at a time, until `stopped` aborts. Waits for answers under way even then:
 * they cost credits already.
 * @param onShow gets the new answers by tag id, and the number of tags asked about so far
 * @returns the first problem, which the other calls would have, too
 */
async function countUsage(
  accountId: string,
  tags: readonly ToCount[],
  stopped: AbortSignal,
  onShow: (come: readonly [string, Usage][], done: number) => void,
): Promise<Problem | null> {
  const answers: [string, Usage][] = []
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
      answers.push([tagId, { accountId, tagId, records, usedIn: usedIn && [...usedIn], at: Date.now() }])
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

interface Counted {
  /** The answers so far, by tag id. */
  readonly usage: ReadonlyMap<string, Usage>
  /** Null if no counting is running. */
  readonly progress: { readonly done: number; readonly total: number } | null
  /** Why counting stopped. */
  readonly problem: Problem | null
}

export interface RecordCounts extends Counted {
  readonly start: (tags: readonly ToCount[]) => void
  /** Stops counting, and clears the problem; the answers so far stay. */
  readonly stop: () => void
}

const NOTHING: Counted = { usage: new Map(), progress: null, problem: null }

export function useRecordCounts(accountId: string): RecordCounts {
  const [counted, setCounted] = useState(NOTHING)
  const stopped = useRef(new AbortController())
  const account = useRef(new AbortController())
  useEffect(() => {
    const gone = new AbortController()
    account.current = gone
    return () => {
      gone.abort()
      stopped.current.abort()
      setCounted(NOTHING)
    }
  }, [accountId])

  const stop = (): void => {
    stopped.current.abort()
    setCounted(({ usage }) => ({ usage, progress: null, problem: null }))
  }
  const start = async (tags: readonly ToCount[]): Promise<void> => {
    stop()
    stopped.current = new AbortController()
    const { signal } = stopped.current
    const { signal: gone } = account.current
    const problem = await countUsage(accountId, tags, signal, (come, done) => {
      if (gone.aborted) return
      setCounted((last) => ({
        ...last,
        usage: new Map([...last.usage, ...come]),
        progress: signal.aborted ? last.progress : { done, total: tags.length },
      }))
    })
    if (!signal.aborted) setCounted(({ usage }) => ({ usage, progress: null, problem }))
  }
  return { ...counted, start: (tags) => void start(tags), stop }
}

/** More calls than this need the user's request. */
const MAX_CALLS_UNASKED = 50

type Part = Pick<DraftPart, "module" | "tags">

export interface Counts extends Pick<RecordCounts, "progress" | "problem" | "stop"> {
  /** The draft's parts with the new counts. */
  readonly parts: readonly Part[]
  /** Number of calls for the remaining counts; null: not offered. */
  readonly offered: number | null
  readonly start: () => void
}

/**
 * The records of a draft's tags, counted while the user reads it, if Zoho's list does not include them.
 * @param parts the same array as long as the draft is the same
 */
export function useCounts(accountId: string, parts: readonly Part[]): Counts {
  const { usage, progress, problem, start, stop } = useRecordCounts(accountId)
  const [isSkipped, setSkipped] = useState(false)
  const counted = useMemo(() => withUsage(parts, usage), [parts, usage])
  const left = counted.flatMap(({ module, tags }) =>
    tags.filter(({ records }) => records === null).map(({ id }) => ({ tagId: id, module: module.apiName })),
  )
  const isMany = left.length > MAX_CALLS_UNASKED
  useEffect(() => {
    if (left.length > 0 && !isMany) start(left)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each draft
  }, [parts])
  const isOffered = progress === null && problem === null && left.length > 0 && (isSkipped || isMany)
  return {
    ...{ parts: counted, progress, problem, offered: isOffered ? left.length : null },
    start: () => {
      setSkipped(false)
      start(left)
    },
    stop: () => {
      stop()
      setSkipped(true)
    },
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

// Counting the records of tags: its cost before it starts, its progress, and why it stopped.

interface CountingProps extends Omit<Counts, "parts"> {
  /** Withdraws the offer. Without it, the row stays, because nothing may move under the pointer. */
  readonly onCancel?: () => void
}

export function Counting(props: CountingProps): JSX.Element | null {
  const { progress, problem } = props
  const counted = useRef(0)
  if (progress) counted.current = progress.total
  const total = counted.current
  const done = progress?.done ?? total
  const words = t("counting_records", done, total)
  if (progress)
    return (
      <div class="counting">
        <span>{words}</span>
        <Progress label={t("counting")} value={done} max={total} text={words} />
        <Button kind="quiet" onClick={props.stop}>
          {t("stop")}
        </Button>
      </div>
    )
  if (problem || props.offered !== null) return <Offer {...props} />
  return props.onCancel || total === 0 ? null : (
    <div class="counting">
      <span class="soft">{words}</span>
    </div>
  )
}

/** What counting costs, or why it stopped. */
function Offer({ problem, offered, start, onCancel }: CountingProps): JSX.Element {
  return (
    <div class="counting">
      <span class="soft">
        {problem ? `${t("counting_failed")} ${problem.happened}` : tn("count_offer", offered ?? 0)}
      </span>
      <Button kind={onCancel ? "neutral" : "quiet"} onClick={start}>
        {t(problem ? "try_again" : onCancel ? "count_start" : "count_records")}
      </Button>
      {onCancel && (
        <Button kind="quiet" onClick={onCancel}>
          {t("cancel")}
        </Button>
      )}
    </div>
  )
}
