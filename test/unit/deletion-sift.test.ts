/**
 * What the search for unnamed offenders costs at worst. Every place that they can have is tried, by what follows from
 * it: a state of the search is how many tags are left, how many of them are suspects, and how many were found.
 */
import { describe, expect, it } from "vitest"

import type { Chunk, JobTag, Sift } from "../../src/deletion/job"
import { foundOne, partSent, suspecting, tagsToSend } from "../../src/deletion/machine/sift"
import { settleTag } from "../../src/deletion/outcome"
import { siftBound } from "../support/sift-bound"
import { NOW, chunk, plan, postsFor } from "./deletion-records"

/** How a search can go on from one state. Both answers are open, unless what is known rules one out. */
interface Fork {
  readonly sends: number
  readonly accepted: State | null
  readonly refused: State
  /** Whether the refusal was of one tag alone. */
  readonly finds: boolean
}

interface State {
  readonly left: number
  readonly sift: Sift | null
}

const stateOf = ({ tags, sift }: Chunk): State => ({
  left: tags.filter(({ state }) => state === "pending").length,
  sift,
})

class Search {
  private readonly most = new Map<string, readonly number[]>()
  private readonly forks = new Map<string, Fork>()
  private readonly whole: Chunk

  constructor(private readonly size: number) {
    this.whole = chunk(plan(size))
  }

  /** The most POSTs that can be needed from here, by the number of offenders among what is left; -Infinity: impossible. */
  from(state: State): readonly number[] {
    if (state.left === 0) return [0]
    const key = keyOf(state)
    const known = this.most.get(key)
    if (known) return known
    const { accepted, refused, finds } = this.fork(state)
    const good = accepted ? this.from(accepted) : []
    const bad = this.from(refused)
    const most = Array.from({ length: state.left + 1 }, (_, k) => {
      const whenBad = finds ? bad[k - 1] : k === 0 ? -Infinity : bad[k]
      return 1 + Math.max(good[k] ?? -Infinity, whenBad ?? -Infinity)
    })
    this.most.set(key, most)
    return most
  }

  /** Where `k` offenders have to lie to need the most POSTs: `true` for each that is one. */
  worstPlaces(k: number, state: State = { left: this.size, sift: null }): boolean[] {
    if (state.left === 0) return []
    const { sends, accepted, refused, finds } = this.fork(state)
    const most = this.from(state)[k] ?? 0
    if (accepted && 1 + (this.from(accepted)[k] ?? -Infinity) === most)
      return [...Array<boolean>(sends).fill(false), ...this.worstPlaces(k, accepted)]
    return finds ? [true, ...this.worstPlaces(k - 1, refused)] : this.worstPlaces(k, refused)
  }

  private fork(state: State): Fork {
    const key = keyOf(state)
    const fork = this.forks.get(key) ?? this.ask(state)
    this.forks.set(key, fork)
    return fork
  }

  private ask({ left, sift }: State): Fork {
    const now: Chunk = { ...this.whole, tags: this.whole.tags.slice(this.size - left), sift }
    const sent = tagsToSend(now)
    if (sent.some((tag, at) => tag !== now.tags[at])) throw new Error("not the first of what is left")
    const { rest } = partSent(now, true, 1, NOW)
    // Of what is known to hold an offender, all cannot be good.
    const mayBeGood = !sift || sift.suspects === 0 || sent.length < sift.suspects
    return {
      sends: sent.length,
      accepted: mayBeGood ? (rest ? stateOf(rest) : { left: 0, sift: null }) : null,
      refused: stateOf(sent.length === 1 ? withRefused(now, sent[0]) : suspecting(now)),
      finds: sent.length === 1,
    }
  }
}

function withRefused(from: Chunk, refused: JobTag | undefined): Chunk {
  const tags = from.tags.map((tag) => (tag === refused ? settleTag(tag, "refused") : tag))
  return foundOne({ ...from, tags })
}

function keyOf({ left, sift }: State): string {
  return sift ? `${left} ${sift.suspects} ${sift.found}` : `${left}`
}

const worstOf = (search: Search, size: number): readonly number[] => search.from({ left: size, sift: null })

describe("the search for unnamed offenders among 200, wherever they lie", () => {
  const search = new Search(200)
  const worst = worstOf(search, 200)
  const promised = (k: number): number => 2 * k * Math.log2(200 / k) + 2

  it("needs at most 2k·log2(200/k) + 2 POSTs for up to 22 of them", () => {
    expect(worst[0]).toBe(1)
    for (let k = 1; k <= 22; k++) expect(worst[k], `${k} offenders`).toBeLessThanOrEqual(promised(k))
  })

  it("needs few more for more of them, and never 1.4 for each tag", () => {
    expect([20, 25, 30, 40, 50, 73, 100, 200].map((k) => worst[k])).toEqual([
      134, 154, 173, 207, 236, 272, 260, 216,
    ])
    expect(Math.max(...worst)).toBeLessThanOrEqual(280)
  })

  it.each([1, 3, 20, 50, 100, 200])("is as costly as that in the engine itself: %i", (k) => {
    const places = search.worstPlaces(k)
    const bad = new Set(places.flatMap((isBad, at) => (isBad ? [`t${at}`] : [])))
    expect(bad.size).toBe(k)
    expect(postsFor(200, bad, false)).toBe(worst[k])
  })
})

describe("the search among fewer tags", () => {
  it.each([1, 2, 3, 5, 12, 40, 100])("keeps within the bound: %i", (size) => {
    worstOf(new Search(size), size).forEach((posts, k) =>
      expect(posts, `${k} offenders`).toBeLessThanOrEqual(siftBound(size, k)),
    )
  })
})
