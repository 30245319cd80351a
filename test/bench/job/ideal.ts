/**
 * The ideal that the extension is compared with: the fewest calls there can be, each made the moment it makes sense,
 * never more of them in flight than allowed, on a machine that takes no time at all.
 */
import { COQL_LARGEST, RECORDS_PER_TAG_CALL, TAGS_PER_CREATE } from "../../../src/zoho/limits"
import { sum } from "../measure"
import { CONCURRENCY, ZOHO, callSizes, jobLength, type Case } from "./cases"

export interface Call {
  /** Zoho is asked for nothing earlier than this. */
  readonly from: number
  readonly answered: (now: number) => Call[]
  /** It goes before all that wait: others can only follow one after the other. */
  readonly isOfChain?: true
}

export interface Ideal {
  readonly milliseconds: number
  readonly posts: number
}

/**
 * A call is acted on when it is made, and answered after Zoho's latency, as the sandbox does it: so a Zoho job
 * begins a latency before its id is known, and the look that finds it over may be made at its very end.
 *
 * Every module is listed, then the user confirms all of it at once; then the deletions, a look at each Zoho job
 * just when it ends, and a list of each module once its jobs have ended. A tag refused by name costs one more
 * deletion, which can't be sent before the refusal.
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
 * Where Zoho does not say which tags it refuses, each POST tells only whether there is one among those sent: so many
 * yes and no it takes at least to tell the refused from all others, in the manner of
 * https://en.wikipedia.org/wiki/Group_testing#Lower_bounds.
 */
export function leastPostsUnnamed({ tagsPerModule, refused }: Case): number {
  let bits = 0
  for (let index = 0; index < refused; index++) bits += Math.log2((tagsPerModule - index) / (index + 1))
  return Math.ceil(bits)
}

/**
 * What a search by halves takes at worst: a first POST of all, and two for the halves of each that is refused, of which
 * a level of halving holds no more than it has parts, and no more than there are refused tags.
 */
export function mostPostsUnnamed({ tagsPerModule, refused }: Case): number {
  const levels = Math.ceil(Math.log2(tagsPerModule))
  const halved = Array.from({ length: levels }, (_, level) => Math.min(2 ** level, refused))
  return 1 + 2 * sum(halved)
}

/** A deletion that is refused so many times before it is accepted. */
function refusedFirst(times: number, accepted: () => (now: number) => Call[]): Call {
  return { from: 0, answered: (now) => (times === 0 ? accepted()(now) : [refusedFirst(times - 1, accepted)]) }
}

/** What it takes to read the records of some tags, or to put the tags on them. */
export interface RecordsTook {
  readonly milliseconds: number
  readonly queries: number
  readonly additions: number
}

const ONE: Call = { from: 0, answered: () => [] }

const queriesFor = (records: number): number => Math.max(1, Math.ceil(records / COQL_LARGEST.rows))

const additionsFor = (records: number): number => Math.ceil(records / RECORDS_PER_TAG_CALL)

/** A tag's records, page after page: each begins after the last id of the one before. */
function pages(left: number): Call {
  return { from: 0, answered: () => (left > 1 ? [pages(left - 1)] : []), isOfChain: true }
}

/**
 * A backup reads the records of each tag by itself, since the answer for each is stored and gone on from by itself.
 * @param tags how many records carry each of them
 */
export function idealBackup(tags: readonly number[]): RecordsTook {
  const chains = tags.map(queriesFor).sort((a, b) => b - a)
  return { milliseconds: schedule(chains.map(pages)), queries: sum(chains), additions: 0 }
}

/**
 * A restore looks which tags are there, makes the others, and looks whether they are; then each goes back to its
 * records, as many in a call as Zoho takes, and these are read again once all of them have it.
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

/** Makes the calls, as many at once as allowed, those that lead to others first in line; returns when all are answered. */
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
