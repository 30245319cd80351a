/** Names that may mean the same: equal but for case, spaces and punctuation, or a letter apart. */
import { distance } from "fastest-levenshtein"

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

/** Numbers are what tells "Batch 11" from "Batch 12", so names with different ones are never alike. */
const digits = (text: string): string => text.replace(/\D/g, "")

/**
 * Groups similar names. Words with one letter dropped are the meeting points of words a letter apart, so that
 * not every pair has to be measured: 5,000 names take some ten milliseconds.
 * @returns group number by id; ids without a similar one are left out
 */
export function similarGroups(tags: readonly Named[]): ReadonlyMap<string, number> {
  const words = [...new Set(tags.map((tag) => folded(tag.name)))]
  const leader = new Map(words.map((word) => [word, word]))
  const lead = (word: string): string => {
    const above = leader.get(word) ?? word
    return above === word ? word : lead(above)
  }
  const meetings = new Map<string, string[]>()
  for (const word of words.filter((each) => each.length >= SHORTEST)) {
    for (const point of new Set([word, ...withoutOne(word)])) {
      const met = meetings.get(point) ?? []
      for (const other of met.filter((each) => isNear(word, each))) leader.set(lead(word), lead(other))
      met.push(word)
      meetings.set(point, met)
    }
  }
  const groups = new Map<string, Named[]>()
  for (const tag of tags) {
    const head = lead(folded(tag.name))
    const group = groups.get(head)
    if (group) group.push(tag)
    else groups.set(head, [tag])
  }
  const alike = [...groups.values()].filter((group) => group.length > 1)
  return new Map(alike.flatMap((group, index) => group.map((tag) => [tag.id, index] as const)))
}

function withoutOne(word: string): string[] {
  return Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))
}

function isNear(a: string, b: string): boolean {
  return digits(a) === digits(b) && distance(a, b) <= 1
}
