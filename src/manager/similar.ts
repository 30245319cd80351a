/** Names that may mean the same: equal but for case, spaces, punctuation and plural, or a letter apart. */
import { distance } from "fastest-levenshtein"
import { grouped } from "./grouped"

/** Shorter names differ by one letter and mean quite different things. */
const SHORTEST = 5

interface Named {
  readonly id: string
  readonly name: string
}

/** Letters and digits only, without case and accents; the name itself when nothing else is in it. */
function folded(name: string): string {
  const bare = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "")
  return bare || name
}

/** Without an English plural's ending; other languages' are mostly a letter apart. */
function singular(word: string): string {
  if (word.length < 4) return word
  return word
    .replace(/ies$/, "y")
    .replace(/(s|x|z|ch|sh)es$/, "$1")
    .replace(/([^s])s$/, "$1")
}

/** Numbers are what tells "Batch 11" from "Batch 12", so names with different ones are never alike. */
const digits = (text: string): string => text.replace(/\D/g, "")

function isNear(a: string, b: string): boolean {
  return digits(a) === digits(b) && (distance(a, b) <= 1 || isSwap(a, b))
}

/** Two neighbouring letters that have changed places. */
function isSwap(a: string, b: string): boolean {
  const at = Array.from(a).findIndex((letter, index) => letter !== b[index])
  return a.slice(0, at) + (a[at + 1] ?? "") + (a[at] ?? "") + a.slice(at + 2) === b
}

function withoutOne(word: string): string[] {
  return Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))
}

/** Sets that can be united. */
class Families {
  private readonly above = new Map<string, string>()

  lead(word: string): string {
    let head = word
    for (let next = this.above.get(head); next !== undefined; next = this.above.get(head)) head = next
    return head
  }

  unite(a: string, b: string): void {
    const [from, to] = [this.lead(a), this.lead(b)]
    if (from !== to) this.above.set(from, to)
  }
}

/** After so many names a pause is offered. */
const PORTION = 50

/**
 * Groups similar names, with a pause offered every so often, so that nobody waits for it. Words with one letter
 * dropped are the meeting points of words a letter apart, so that not every pair has to be measured.
 * @returns the groups of two and more, each in the order given
 */
export function* similarGroups<T extends Named>(tags: readonly T[]): Generator<undefined, T[][]> {
  const words = [...new Set(tags.map((tag) => folded(tag.name)))]
  const families = new Families()
  const stems = new Map<string, string>()
  const meetings = new Map<string, string[]>()
  for (const [index, word] of words.entries()) {
    if (index % PORTION === PORTION - 1) yield
    const stem = singular(word)
    families.unite(word, stems.get(stem) ?? word)
    stems.set(stem, word)
    if (word.length < SHORTEST) continue
    for (const point of new Set([word, ...withoutOne(word)])) {
      const met = meetings.get(point) ?? []
      for (const other of met.filter((each) => isNear(word, each))) families.unite(word, other)
      met.push(word)
      meetings.set(point, met)
    }
  }
  const groups = grouped(tags, (tag) => families.lead(folded(tag.name)))
  return [...groups.values()].filter((group) => group.length > 1)
}

/** What is known of a tag that is one of several alike. */
interface Candidate extends Named {
  readonly records?: number | null
  readonly usedIn: readonly string[] | null
  readonly created: number | null
}

/** The one to keep: on the most records, then in use, then the oldest; a person can choose another. */
export function survivorOf<T extends Candidate>(group: readonly T[]): T | undefined {
  const age = (tag: Candidate): number => tag.created ?? Infinity
  return group.toSorted(
    (a, b) =>
      (b.records ?? 0) - (a.records ?? 0) ||
      (b.usedIn?.length ?? 0) - (a.usedIn?.length ?? 0) ||
      (age(a) < age(b) ? -1 : age(a) > age(b) ? 1 : 0),
  )[0]
}
