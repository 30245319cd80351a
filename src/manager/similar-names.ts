/**
 * Finds names that may mean the same: equal except for case, spaces, punctuation, accents and plural, or one letter
 * apart.
 */
import { useEffect, useState } from "preact/hooks"

import { groupBy } from "../lib/lists"
import { nameKey } from "../lib/names"
import { withAsciiDigits } from "../lib/text"
import type { Row } from "./rows"

/** In these scripts accents are often left out. Elsewhere marks are vowels, tones or other letters. */
const ALPHABET = "[\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}]"
const ACCENTS = new RegExp(`(${ALPHABET})\\p{M}+`, "gu")
/**
 * Words that may contain a typo. In other scripts one letter can be a word, and different short words are a letter
 * apart.
 */
const LONG_WORD = new RegExp(`^${ALPHABET}{5,}$`, "u")

/** Means nothing by itself: dashes, brackets, quotes, stops. All other signs do: `C++` is not `C#`. */
const SEPARATOR = /[\s\p{Pd}\p{Pc}\p{Ps}\p{Pe}\p{Pi}\p{Pf}"'.,:;/\\|·•、。・،؛]/u
const APOSTROPHE = /(?<=\p{L})['’](?=\p{L})/gu
/** A dash before a number, or after a single letter: `-1`, `A-`. */
const MINUS = /(?<![\p{L}\p{N}])\p{Pd}(?=\d)|(?<=(?:^|[^\p{L}\p{M}\p{N}])\p{L})\p{Pd}(?![\p{L}\p{N}])/gu
const TOKEN = /[\p{L}\p{M}]+|\d+|./gsu

/** More than one letter. */
const WORD = /^\p{L}\p{M}*\p{L}/u
const ROMAN = /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/

/** The tokens of a name: words, and the parts that distinguish it, each of these between `#`. */
function tokensOf(name: string): string[] {
  const bare = withAsciiDigits(nameKey(name)).normalize("NFD").replace(ACCENTS, "$1").normalize("NFC")
  const tokens = bare.replace(MINUS, "\u2212").replace(APOSTROPHE, "").match(TOKEN) ?? []
  return tokens
    .filter((token) => !SEPARATOR.test(token))
    .map((token) => (distinguishes(token) ? `#${token}#` : token))
}

/** Numbers in any form, signs, and single letters: "Phase II", "Plan B", "A+". */
const distinguishes = (token: string): boolean => !WORD.test(token) || ROMAN.test(token)

/** Without an English plural ending; other languages' plurals are mostly one letter apart. */
function singular(word: string): string {
  if (word.length < 4 || word === "NEWS") return word
  return word
    .replace(/IES$/, "Y")
    .replace(/(S|X|Z|CH|SH)ES$/, "$1")
    .replace(/([^S])S$/, "$1")
}

/** One letter added, missing or different, or two neighboring letters swapped. */
function isLetterApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  const shorter = Math.min(a.length, b.length)
  let start = 0
  while (start < shorter && a[start] === b[start]) start++
  let end = 0
  while (end < shorter - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const [more, others] = [a.length - start - end, b.length - start - end]
  if (more === 2 && others === 2) return a[start] === b[start + 1] && a[start + 1] === b[start]
  return more <= 1 && others <= 1
}

/** The groups of two or more similar names, each in the given order. */
export function similarGroups<T extends { readonly name: string }>(tags: readonly T[]): T[][] {
  /** Each fold that joined the family of another one. */
  const joined = new Map<string, string>()
  const familyOf = (fold: string): string => {
    let head = fold
    for (let next = joined.get(head); next !== undefined; next = joined.get(head)) head = next
    return head
  }
  const join = (a: string, b: string): void => {
    const [from, to] = [familyOf(a), familyOf(b)]
    if (from !== to) joined.set(from, to)
  }
  const folds = new Map<string, string>()
  /** Long words seen so far, with their folds, by the rest of the name. */
  const met = new Map<string, { readonly word: string; readonly fold: string }[]>()
  for (const { name } of tags) {
    const tokens = tokensOf(name)
    // Names are equal if their folds are; a name of nothing but separators equals only itself.
    const fold = tokens.map(singular).join("") || name
    folds.set(name, fold)
    for (const [at, word] of tokens.entries()) {
      if (!LONG_WORD.test(word)) continue
      const rest = tokens.with(at, "").join(" ")
      const words = met.get(rest) ?? []
      met.set(rest, words)
      const near = words.filter((other) => isLetterApart(word, other.word))
      for (const other of near) join(fold, other.fold)
      words.push({ word, fold })
    }
  }
  const groups = groupBy(tags, ({ name }) => familyOf(folds.get(name) ?? name))
  return [...groups.values()].filter((group) => group.length > 1)
}

/** The tag to suggest keeping: with the most records, then in use, then the oldest. The user can choose another. */
export function survivorOf(group: readonly Row[]): Row | undefined {
  const createdAt = ({ created }: Row): number => created ?? Number.MAX_VALUE
  return group.toSorted(
    (a, b) =>
      (b.records ?? 0) - (a.records ?? 0) ||
      (b.usedIn?.length ?? 0) - (a.usedIn?.length ?? 0) ||
      createdAt(a) - createdAt(b),
  )[0]
}

/** Several tags of one module that may mean the same. */
export interface SimilarGroup {
  readonly number: number
  readonly rows: readonly Row[]
  /** Id of the tag suggested to keep. */
  readonly survivor: string
}

/** By tag id, the group of each tag that has similar ones. */
export type Similar = ReadonlyMap<string, SimilarGroup>

/** Modules arrive one by one; they are compared after this pause (ms). */
const QUIET = 200

const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))

/**
 * Compares only tags of one module, because only those can be merged. A module with Zoho's maximum of 500 tags takes
 * a few milliseconds; between two modules the browser can draw and answer keys.
 */
export function useSimilar(modules: ReadonlyMap<string, readonly Row[]>): Similar {
  const [similar, setSimilar] = useState((): Similar => new Map())
  useEffect(() => {
    const gone = new AbortController()
    const group = async (): Promise<void> => {
      await pause(QUIET)
      const all: (readonly Row[])[] = []
      for (const rows of modules.values()) {
        if (gone.signal.aborted) return
        all.push(...similarGroups(rows))
        await pause(0)
      }
      if (!gone.signal.aborted) setSimilar(indexed(all))
    }
    void group()
    return () => gone.abort()
  }, [modules])
  return similar
}

/** The groups by the ids of their tags. */
export function indexed(groups: readonly (readonly Row[])[]): Similar {
  const similar = new Map<string, SimilarGroup>()
  for (const [number, rows] of groups.entries()) {
    const group = { number, rows, survivor: survivorOf(rows)?.id ?? "" }
    for (const row of rows) similar.set(row.id, group)
  }
  return similar
}
