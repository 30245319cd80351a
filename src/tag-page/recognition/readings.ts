import { visible as normalise } from "../../lib/names"
import type { Entry } from "./columns"
import { sameSource } from "./names"
import type { Hit, PageTag, Refusal } from "./types"

/** What one row of a column says: a tag, or why that cannot be said. */
export interface Reading {
  readonly entry: Entry
  readonly tags: readonly PageTag[]
  /** Undefined when the row stands for exactly `tags[0]`. */
  readonly refusal?: Refusal
}

/**
 * Reads all rows of a column together, for whether a number in brackets is a count, and which of two look-alikes
 * a text is, only shows beside its neighbours.
 */
export function readColumn(entries: readonly Entry[]): Reading[] {
  const counts = countsMode(entries.map((entry) => entry.hit))
  const readings = entries.map((entry) => readEntry(entry, counts, entries))
  const claims = new Map<PageTag, Set<Element>>()
  for (const { entry, tags, refusal } of readings) {
    const [tag] = tags
    if (tag && !refusal) claims.set(tag, (claims.get(tag) ?? new Set()).add(entry.row))
  }
  return readings.map((reading) => {
    const [tag] = reading.tags
    const twice = tag && !reading.refusal && (claims.get(tag)?.size ?? 0) > 1
    return twice ? { ...reading, refusal: "duplicate-row" } : reading
  })
}

type CountsMode = "none" | "all" | "unclear"

/** Whether the texts of a column carry counts: one alone could be a name that ends in a number. */
function countsMode(hits: readonly Hit[]): CountsMode {
  const onlyCounted = hits.filter((hit) => hit.counted.length > 0 && hit.exact.length === 0).length
  const onlyExact = hits.filter((hit) => hit.exact.length > 0 && hit.counted.length === 0).length
  if (onlyCounted === 0) return "none"
  return onlyCounted > 1 || onlyExact === 0 ? "all" : "unclear"
}

function readEntry(entry: Entry, counts: CountsMode, entries: readonly Entry[]): Reading {
  const { exact, counted } = entry.hit
  if (exact.length > 0 && counted.length > 0 && exact[0] !== counted[0]) {
    if (exact.length === 1 && counts === "none" && standsAlone(counted, entries))
      return { entry, tags: exact }
    return { entry, tags: [...exact, ...counted], refusal: "ambiguous-count" }
  }
  if (exact.length === 0) {
    if (counts !== "all") return { entry, tags: counted, refusal: "ambiguous-count" }
    return counted.length === 1
      ? { entry, tags: counted }
      : { entry, tags: counted, refusal: "ambiguous-name" }
  }
  if (exact.length === 1) return { entry, tags: exact }
  const one = lookAlike(entry.hit, entries)
  return one ? { entry, tags: [one] } : { entry, tags: exact, refusal: "ambiguous-name" }
}

/** Whether a column without counts has another row for the name without the number: then the number is a name's. */
function standsAlone(counted: readonly PageTag[], entries: readonly Entry[]): boolean {
  const plain = entries.filter(({ hit }) => hit.counted.length === 0)
  return plain.length > 2 && plain.some(({ hit }) => hit.exact.length === 1 && hit.exact[0] === counted[0])
}

/**
 * Which of several names that look the same a text is. Its source tells, if the page keeps sources: seen in that
 * it holds something that normalising takes away, or that another row of the same look does.
 */
function lookAlike(hit: Hit, entries: readonly Entry[]): PageTag | undefined {
  const looks = new Set(hit.exact.map((tag) => normalise(tag.name)))
  if (looks.size > 1) return undefined
  const same = hit.exact.filter((tag) => sameSource(tag.name, hit.source))
  const keepsSources = entries.some(({ hit: other }) => other.exact === hit.exact && !isNormal(other.source))
  return same.length === 1 && keepsSources ? same[0] : undefined
}

const isNormal = (source: string): boolean => source.trim() === normalise(source)
