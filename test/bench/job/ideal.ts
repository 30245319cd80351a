/**
 * The ideal that the extension is compared with: the fewest possible calls, each made as early as it makes sense,
 * within the allowed concurrency, on a machine that adds no time of its own.
 */
import { COQL_LARGEST, RECORDS_PER_TAG_CALL, TAGS_PER_CREATE } from "../../../src/zoho/limits"
import { sum } from "../measure"
import { CONCURRENCY, ZOHO, callSizes, jobLength, type Case } from "./cases"

export interface Call {
  /** The earliest time of the call (ms). */
  readonly from: number
  /** The calls that its answer makes possible. */
  readonly answered: (now: number) => Call[]
  /** Goes to the front of the queue, because its followers must run one after another. */
  readonly isOfChain?: true
}

export interface Ideal {
  readonly milliseconds: number
  readonly posts: number
}

/**
 * Like the sandbox, Zoho acts on a call when it is made, and answers after its latency. So a Zoho job starts one
 * latency before its id is known, and the status call that finds it finished can be made exactly at its end.
 *
 * Every module is listed, and the user confirms everything at once. Then come the deletions, a status call for each
 * Zoho job exactly when it ends, and a list of each module once its jobs have ended. Each tag refused by name costs one
 * more deletion, which can't be sent before the refusal.
 */
export function ideal(one: Case): Ideal {
  const modules = Array.from({ length: one.modules })
  const listed = schedule(modules.map(() => ({ from: 0, answered: () => [] })))
  let posts = 0
  const deletions = modules.flatMap(() => {
    const sizes = callSizes(one)
    let left = sizes.length
    return sizes.map((size) => {
      const status = (from: number): Call => ({
        from,
        answered: () => (--left === 0 ? [{ from: 0, answered: () => [] }] : []),
      })
      return refusedFirst(one.refused, () => {
        posts++
        return (now) => [status(now - ZOHO.latency + jobLength(size - one.refused))]
      })
    })
  })
  return { milliseconds: schedule(deletions, listed), posts: posts + one.modules * one.refused }
}

/**
 * If Zoho does not name the refused tags, each POST only reveals whether any of the sent tags is refused. This is the
 * minimum number of such yes/no answers that identifies all refused tags:
 * https://en.wikipedia.org/wiki/Group_testing#Lower_bounds
 */
export function leastPostsUnnamed({ tagsPerModule, refused }: Case): number {
  let bits = 0
  for (let index = 0; index < refused; index++) bits += Math.log2((tagsPerModule - index) / (index + 1))
  return Math.ceil(bits)
}

/**
 * The worst case of bisecting: one POST with all tags, and two for the halves of each refused group. On each level, the
 * number of refused groups is limited by the number of groups and by the number of refused tags.
 */
export function mostPostsUnnamed({ tagsPerModule, refused }: Case): number {
  const levels = Math.ceil(Math.log2(tagsPerModule))
  const halved = Array.from({ length: levels }, (_, level) => Math.min(2 ** level, refused))
  return 1 + 2 * sum(halved)
}

/** A deletion that is refused `times` times before it is accepted. */
function refusedFirst(times: number, accepted: () => (now: number) => Call[]): Call {
  return { from: 0, answered: (now) => (times === 0 ? accepted()(now) : [refusedFirst(times - 1, accepted)]) }
}

/** The cost of reading the records of some tags, or of adding the tags to them. */
export interface RecordsTook {
  readonly milliseconds: number
  readonly queries: number
  readonly additions: number
}

const ONE: Call = { from: 0, answered: () => [] }

const queriesFor = (records: number): number => Math.max(1, Math.ceil(records / COQL_LARGEST.rows))

const additionsFor = (records: number): number => Math.ceil(records / RECORDS_PER_TAG_CALL)

/** A tag's records, page after page: each page starts after the last id of the previous one. */
function pages(left: number): Call {
  return { from: 0, answered: () => (left > 1 ? [pages(left - 1)] : []), isOfChain: true }
}

/**
 * A backup reads the records of each tag separately, because each answer is stored and resumed from separately.
 * @param tags the number of records of each tag
 */
export function idealBackup(tags: readonly number[]): RecordsTook {
  const chains = tags.map(queriesFor).sort((a, b) => b - a)
  return { milliseconds: schedule(chains.map(pages)), queries: sum(chains), additions: 0 }
}

/**
 * A restore lists the tags, creates the missing ones, and lists them again. Then it adds each tag to its records, with
 * as many per call as Zoho accepts, and re-reads a tag's records once all of them have it.
 */
export function idealRestore(tags: readonly number[]): RecordsTook {
  const listed = schedule([ONE])
  const created = schedule(
    Array.from({ length: Math.ceil(tags.length / TAGS_PER_CREATE) }, () => ONE),
    listed,
  )
  const largestFirst = tags.filter((records) => records > 0).sort((a, b) => b - a)
  const additions = largestFirst.flatMap((records) => {
    const calls = additionsFor(records)
    let left = calls
    const addition: Call = { from: 0, answered: () => (--left === 0 ? [pages(queriesFor(records))] : []) }
    return Array.from({ length: calls }, () => addition)
  })
  return {
    milliseconds: schedule(additions, schedule([ONE], created)),
    queries: sum(largestFirst.map(queriesFor)),
    additions: additions.length,
  }
}

/** Simulates the calls with the allowed concurrency, chains first. Returns the time (ms) when all are answered. */
export function schedule(first: readonly Call[], start = 0): number {
  const waiting = [...first]
  const inFlight: { readonly call: Call; readonly at: number }[] = []
  let now = start
  for (;;) {
    for (let index = 0; index < waiting.length && inFlight.length < CONCURRENCY;) {
      const call = waiting[index]
      if (!call || call.from > now) index++
      else inFlight.push(...waiting.splice(index, 1).map((due) => ({ call: due, at: now + ZOHO.latency })))
    }
    const next = inFlight.sort((a, b) => a.at - b.at)[0]
    const due = Math.min(...waiting.map(({ from }) => from).filter((from) => from > now))
    if (!next && waiting.length === 0) return now
    now = inFlight.length < CONCURRENCY ? Math.min(next?.at ?? Infinity, due) : (next?.at ?? due)
    if (next?.at !== now) continue
    for (const call of inFlight.shift()?.call.answered(now) ?? [])
      if (call.isOfChain) waiting.unshift(call)
      else waiting.push(call)
  }
}
